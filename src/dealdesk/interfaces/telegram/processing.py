"""One update from the inbox to the last of its answer: computed once, kept, then sent part by part.

A crash between the two steps costs nothing: the answer is kept together with the conversation that it leaves, and what was not yet
marked as sent is sent again. So each question is answered at least once; what was on its way at the moment of a crash may come twice.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from telegram import Update
from telegram.error import TelegramError

from dealdesk.interfaces.telegram.gate import Gate
from dealdesk.interfaces.telegram.handling import BOX, Box
from dealdesk.interfaces.telegram.inbox import Ending, Outgoing, Part, answer, dead, failed, load_update, open_parts
from dealdesk.interfaces.telegram.people import move_chat
from dealdesk.interfaces.telegram.receipts import Receipt
from dealdesk.interfaces.telegram.sending import Delivered, Moved, Undeliverable, Wait, backoff, call, deliver
from dealdesk.interfaces.telegram.watch import end_watches

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from telegram.ext import Application

    from dealdesk.interfaces.telegram.inbox import Received
    from dealdesk.interfaces.telegram.limiting import Limits
    from dealdesk.interfaces.telegram.state import State
    from dealdesk.interfaces.telegram.talk import Talks

TRIES = 6
SECONDS = 60  # that one answer may take
_MOMENT = 0.5  # seconds after which somebody wants to see that the bot is at work
_APOLOGY = "Sorry, I could not answer that. The people who run this bot have been told."
_LOG = logging.getLogger(__name__)


class Processor(Struct):
    """Works through updates with the library's application, over one state."""

    application: Application[Any, Any, Any, Any, Any, Any]
    state: State
    talks: Talks
    limits: Limits
    administrators: Sequence[int] = ()
    gate: Gate = field(default_factory=Gate)
    tries: dict[tuple[int, int], int] = field(default_factory=dict)
    delivered: int = 0

    async def process(self, update_id: int, loaded: Received | None) -> float | None:
        """None once the update is finished, else the seconds after which to go on with it."""
        update = loaded if loaded is not None else await self.state.write(load_update(update_id))
        if update.status != "open":
            return await self._send(await self.state.write(open_parts(update_id)))
        said = await self._answer(update)
        if isinstance(said, float):
            return said
        return await self._send([Part(update_id, n, one.method, one.payload, one.chat, one.question) for n, one in enumerate(said)])

    async def _answer(self, update: Received) -> Sequence[Outgoing] | float:
        """Keep what is said to an update, or say when to try again; one that cannot be answered is parked after bounded tries."""
        limited = self.limits.notice(update)
        if limited is not None:
            await self.state.write(answer(update, limited, ends=Ending("limited")))
            return limited
        box = await self._handled(update)
        if box.error is None:
            talk = box.said.talk
            await self.state.write(answer(update, box.said.calls, talk.asked if talk else None, box.said.buttons))
            if talk:
                self.talks.remember(update.key, talk)
            return box.said.calls
        if update.attempts + 1 < TRIES and not isinstance(box.error, Unreadable):
            await self.state.write(failed(update.update_id))
            return backoff(update.attempts) / 5
        _LOG.error("update %d parked: %r", update.update_id, box.error)
        apologies = self._apologies(update)
        await self.state.write(answer(update, apologies, ends=Ending("dead", repr(box.error))))
        return apologies

    async def _handled(self, update: Received) -> Box:
        box = Box(update.key, update.received)
        BOX.set(box)
        try:
            parsed = Update.de_json(dict(update.body), self.application.bot)
        except Exception as error:  # noqa: BLE001 - whatever a malformed update does to the library
            box.error = Unreadable(repr(error))
            return box
        try:
            async with asyncio.timeout(SECONDS), self._typing(parsed):
                await self.application.process_update(parsed)
        except Exception as error:  # noqa: BLE001 - a handler's fault parks its update and nothing else
            box.error = error
        return box

    @asynccontextmanager
    async def _typing(self, update: Update) -> AsyncIterator[None]:
        """`typing` in a chat whose answer takes longer than a moment; that it cannot be shown harms nothing."""

        async def show(chat: int) -> None:
            with suppress(TelegramError):
                await call(self.application.bot, "sendChatAction", {"chat_id": chat, "action": "typing"})

        def begin() -> None:
            shown.extend([asyncio.ensure_future(show(chat.id))] if chat else [])

        chat, shown = update.effective_chat, list[asyncio.Future[None]]()
        late = asyncio.get_running_loop().call_later(_MOMENT, begin)
        try:
            yield
        finally:
            late.cancel()
            await asyncio.gather(*shown)

    def _apologies(self, update: Received) -> list[Outgoing]:
        chat = update.key.partition(":")[0]
        told = [
            Outgoing("sendMessage", {"chat_id": one, "text": f"Update {update.update_id} could not be answered."})
            for one in self.administrators
        ]
        asker = (
            [Outgoing("sendMessage", {"chat_id": int(chat), "text": _APOLOGY}, chat)] if chat.lstrip("-").isdigit() and chat != "0" else []
        )
        return [*asker, *told]

    async def _send(self, parts: Sequence[Part]) -> float | None:
        for part in parts:
            async with self.gate.through():
                again = await self._deliver(part)
            if again is not None:
                return again
        return None

    async def _deliver(self, part: Part) -> float | None:
        place = (part.update_id, part.part)
        delivery = await deliver(self.application.bot, part.method, part.payload, self.tries.get(place, 0))
        if isinstance(delivery, Moved) and part.chat is not None:
            await self.state.write(move_chat(part.chat, str(delivery.chat)))
            delivery = await deliver(self.application.bot, part.method, {**part.payload, "chat_id": delivery.chat}, 0)
        if isinstance(delivery, Wait):
            self.tries[place] = self.tries.get(place, 0) + 1
            return delivery.seconds
        self.tries.pop(place, None)
        if isinstance(delivery, Delivered):
            self.delivered += 1
            self.state.note(Receipt(part.update_id, part.part, delivery.message or 0))
            return None
        if isinstance(delivery, Undeliverable) and delivery.blocked and part.chat is not None:
            await self.state.write(end_watches(part.chat))
        _LOG.warning("update %d, part %d: %s", part.update_id, part.part, getattr(delivery, "why", "moved twice"))
        await self.state.write(dead(part))
        return None


class Unreadable(Exception):
    """An update that the library cannot read; no second try will."""
