"""Calls of the Bot API that say something: a reply's messages with their buttons."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dealdesk.interfaces.telegram.inbox import Outgoing
from dealdesk.render.telegram import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.render.telegram import Message

Keyboard = list[list[tuple[str, str]]]  # rows of buttons: text and data
_CAPTION = 1024  # UTF-16 code units of a caption
_WIDEST = 64  # characters of a button that a phone shows


class Place(Struct, frozen=True):
    """Where an answer goes: a chat, its topic, and the message that is answered."""

    chat: int
    thread: int | None
    question: int | None


class File(Struct, frozen=True):
    """A file to be sent."""

    name: str
    content: bytes


def content(message: Message) -> dict[str, Any]:
    """A message's text and entities as the Bot API takes them, without link previews."""
    entities = [{"type": one.type, "offset": one.offset, "length": one.length} for one in message.entities]
    return {"text": message.text, "entities": entities, "link_preview_options": {"is_disabled": True}}


def sending(place: Place, messages: Sequence[Message], keyboard: Sequence[Sequence[tuple[str, str]]] = ()) -> list[Outgoing]:
    """A reply in as many messages as it has, the buttons under the last; all reply to the same question."""
    return [
        Outgoing("sendMessage", {**_at(place), **content(m), **_keys(m is messages[-1], keyboard)}, str(place.chat), place.question)
        for m in messages
    ]


def editing(
    place: Place, shown: Sequence[int], messages: Sequence[Message], keyboard: Sequence[Sequence[tuple[str, str]]] = ()
) -> list[Outgoing]:
    """The same in the place of messages that were `shown`: these changed, what is too many deleted, what is missing sent."""
    changed = [
        Outgoing(
            "editMessageText",
            {"chat_id": place.chat, "message_id": at, **content(m), **_keys(m is messages[-1], keyboard)},
            str(place.chat),
        )
        for at, m in zip(shown, messages, strict=False)
    ]
    gone = [Outgoing("deleteMessage", {"chat_id": place.chat, "message_id": at}, str(place.chat)) for at in shown[len(messages) :]]
    more = messages[len(shown) :]
    return [*changed, *gone, *(sending(place, more, keyboard) if more else ())]


def attached(place: Place, file: File, caption: str) -> Outgoing:
    """A picture or another file sent as a reply; it lies in the outbox as text."""
    kind, method = ("photo", "sendPhoto") if file.name.endswith(".png") else ("document", "sendDocument")
    held = {"name": file.name, "base64": base64.b64encode(file.content).decode("ascii")}
    payload = {**_at(place), kind: held, "caption": cut(caption, _CAPTION)}
    return Outgoing(method, payload, str(place.chat), place.question)


def short(text: str) -> str:
    """The text of a button."""
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _at(place: Place) -> dict[str, Any]:
    at: dict[str, Any] = {"chat_id": place.chat}
    if place.thread is not None:
        at["message_thread_id"] = place.thread
    if place.question is not None:
        at["reply_parameters"] = {"message_id": place.question, "allow_sending_without_reply": True}
    return at


def _keys(last: bool, keyboard: Sequence[Sequence[tuple[str, str]]]) -> dict[str, Any]:  # noqa: FBT001 - one flag, private
    if not last or not keyboard:
        return {}
    return {"reply_markup": {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in keyboard]}}
