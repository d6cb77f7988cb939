"""The library's handlers: which update is asked, pressed, typed inline or a command, and whether it is meant for the bot at all."""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, InlineQueryHandler, MessageHandler, TypeHandler, filters

from dealdesk.interfaces.telegram.answering import Said
from dealdesk.interfaces.telegram.commands import ASKING, GROUP, OWN, OWNERS, Call
from dealdesk.interfaces.telegram.message import Place

if TYPE_CHECKING:
    from telegram import Bot, Message
    from telegram.ext import CallbackContext

    from dealdesk.interfaces.telegram.answering import Answering
    from dealdesk.interfaces.telegram.commands import Commands

_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?\s*(.*)", re.DOTALL)
_KNOWN = frozenset({*ASKING, *OWN, *GROUP, *OWNERS, "start"})
_LONGEST = 8000  # characters of a question that are read


class Box(Struct):
    """What the handlers make of one update: what is said, or what went wrong."""

    key: str
    received: float
    said: Said = field(default_factory=Said)
    error: BaseException | None = None


BOX: ContextVar[Box] = ContextVar("box")


def key_of(update: dict[str, Any]) -> str:
    """Whose conversation a raw update belongs to: chat, topic and person; those of one key are worked on in their order."""
    for name in ("message", "edited_message", "guest_message"):
        if isinstance(message := update.get(name), dict):
            return f"{_id(message, 'chat')}:{message.get('message_thread_id') or 0}:{_id(message, 'from')}"
    query = update.get("callback_query")
    if isinstance(query, dict):
        message = query.get("message") or {}
        return f"{_id(message, 'chat')}:{message.get('message_thread_id') or 0}:{_id(query, 'from')}"
    query = update.get("inline_query")
    return f"inline:{_id(query, 'from')}" if isinstance(query, dict) else f"other:{update.get('update_id')}"


def _id(holder: dict[str, Any], name: str) -> int:
    found = holder.get(name)
    return int(found.get("id", 0)) if isinstance(found, dict) else 0


def application(bot: Bot, answering: Answering, commands: Commands) -> Application[Any, Any, Any, Any, Any, Any]:
    """The library's application with all handlers, which send nothing themselves."""
    built = Application.builder().bot(bot).updater(None).build()
    handlers = _Handlers(answering, commands)
    kinds = filters.UpdateType
    built.add_handler(MessageHandler(kinds.MESSAGE & filters.COMMAND, handlers.command))
    built.add_handler(MessageHandler(kinds.MESSAGE & filters.TEXT, handlers.message))
    built.add_handler(MessageHandler(kinds.EDITED_MESSAGE & filters.TEXT, handlers.edited))
    built.add_handler(MessageHandler(kinds.GUEST_MESSAGE & filters.TEXT, handlers.guest))
    built.add_handler(CallbackQueryHandler(handlers.pressed))
    built.add_handler(InlineQueryHandler(handlers.inline))
    built.add_handler(TypeHandler(Update, handlers.other))
    built.add_error_handler(_failed)
    return built


async def _failed(_: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    BOX.get().error = context.error


class _Handlers(Struct, frozen=True):
    """Each puts what is to be said into the box of its update."""

    answering: Answering
    commands: Commands

    async def command(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        message, person = update.effective_message, update.effective_user
        match = _COMMAND.match(message.text or "") if message else None
        if message is None or person is None or match is None:
            return
        name, to, rest = match.group(1).casefold(), match.group(2), match.group(3).strip()
        if to and to.casefold() != (context.bot.username or "").casefold():
            return
        if name not in _KNOWN:
            name = "help" if message.chat.type == "private" else ""
        if name:
            BOX.get().said = await self.commands.run(name, Call(rest, BOX.get().key, _place(message), person.id))

    async def message(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        message, person = update.effective_message, update.effective_user
        text = _asked(message, context.bot) if message else ""
        if message and person and text:
            BOX.get().said = await self.answering.question(BOX.get().key, _place(message), person.id, text)

    async def edited(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        message, person = update.effective_message, update.effective_user
        text = _asked(message, context.bot) if message else ""
        if message and person and text and not text.startswith("/"):
            BOX.get().said = await self.answering.edited(BOX.get().key, _place(message), person.id, text)

    async def guest(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        message = update.guest_message
        if message and message.guest_query_id:
            BOX.get().said = self.answering.guest(message.guest_query_id, _without_name(message.text or "", context.bot))

    async def pressed(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        query = update.callback_query
        if query is None:
            return
        message = query.message
        place = (
            Place(message.chat.id, getattr(message, "message_thread_id", None), message.message_id)
            if message
            else Place(query.from_user.id, None, None)
        )
        BOX.get().said = await self.answering.pressed(BOX.get().key, place, query.from_user.id, query.id, query.data or "")

    async def inline(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        if update.inline_query:
            BOX.get().said = self.answering.inline(update.inline_query.id, update.inline_query.query, BOX.get().received)

    async def other(self, _: Update, __: CallbackContext[Any, Any, Any, Any]) -> None:
        """Anything else asks nothing."""


def _place(message: Message) -> Place:
    return Place(message.chat.id, message.message_thread_id if message.is_topic_message else None, message.message_id)


def _asked(message: Message, bot: Bot) -> str:
    """What is asked of the bot; empty where a group's message is not meant for it."""
    text = (message.text or "")[:_LONGEST]
    if message.chat.type == "private":
        return text.strip()
    reply = message.reply_to_message
    meant = reply is not None and reply.from_user is not None and reply.from_user.id == bot.id
    return _without_name(text, bot) if meant or f"@{bot.username}".casefold() in text.casefold() else ""


def _without_name(text: str, bot: Bot) -> str:
    return re.sub(rf"@{re.escape(bot.username or '')}\b", " ", text, flags=re.IGNORECASE).strip()
