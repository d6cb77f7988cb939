"""One update from the inbox to the last of its answer: computed once, kept, then sent part by part.

A crash between the two steps costs nothing: the answer is kept together with the conversation that it leaves, and what was not yet
marked as sent is sent again. So each question is answered at least once; what was on its way at the moment of a crash may come twice.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram import Update

from dealdesk.interfaces.telegram.handling import BOX, Box
from dealdesk.interfaces.telegram.sending import Delivered, Moved, Wait, backoff, deliver
from dealdesk.interfaces.telegram.state import Outgoing, answer, failed, load_update, move_chat, open_parts, sent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram.ext import Application

    from dealdesk.interfaces.telegram.limiting import Limits
    from dealdesk.interfaces.telegram.state import Part, Received, State
    from dealdesk.interfaces.telegram.talk import Talks

TRIES = 6
SECONDS = 60  # that one answer may take
_APOLOGY = "Sorry, I could not answer that. The people who run this bot have been told."
_LOG = logging.getLogger(__name__)


@dataclass
class Processor:
    """Works through updates with the library's application, over one state."""

    application: Application[Any, Any, Any, Any, Any, Any]
    state: State
    talks: Talks
    limits: Limits
    administrators: Sequence[int] = ()
    tries: dict[tuple[int, int], int] = field(default_factory=dict)
    delivered: int = 0

    async def process(self, update_id: int) -> float | None:
        """None once the update is finished, else the seconds after which to go on with it."""
        update = await self.state.write(load_update(update_id))
        if update.status == "open":
            again = await self._answer(update)
            if again is not None:
                return again
        return await self._send(update_id)

    async def _answer(self, update: Received) -> float | None:
        """Keep what is said to an update; one that cannot be answered is parked after bounded tries, with an apology."""
        limited = self.limits.notice(update)
        if limited is not None:
            await self.state.write(answer(update, limited, ends="limited"))
            return None
        box = await self._handled(update)
        if box.error is None:
            talk = box.said.talk
            await self.state.write(answer(update, box.said.calls, talk.asked if talk else None))
            if talk:
                self.talks.remember(update.key, talk)
            return None
        if update.attempts + 1 < TRIES and not isinstance(box.error, Unreadable):
            await self.state.write(failed(update.update_id))
            return backoff(update.attempts) / 5
        _LOG.error("update %d parked: %r", update.update_id, box.error)
        await self.state.write(answer(update, self._apologies(update), ends="dead"))
        return None

    async def _handled(self, update: Received) -> Box:
        box = Box(update.key, update.received)
        BOX.set(box)
        try:
            parsed = Update.de_json(dict(update.body), self.application.bot)
        except Exception as error:  # noqa: BLE001 - whatever a malformed update does to the library
            box.error = Unreadable(repr(error))
            return box
        try:
            async with asyncio.timeout(SECONDS):
                await self.application.process_update(parsed)
        except Exception as error:  # noqa: BLE001 - a handler's fault parks its update and nothing else
            box.error = error
        return box

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

    async def _send(self, update_id: int) -> float | None:
        parts = await self.state.write(open_parts(update_id))
        for part in parts:
            again = await self._deliver(part, last=part is parts[-1])
            if again is not None:
                return again
        return None

    async def _deliver(self, part: Part, *, last: bool) -> float | None:
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
            await self.state.write(sent(part, delivery.message, last=last))
            return None
        _LOG.warning("update %d, part %d: %s", part.update_id, part.part, getattr(delivery, "why", "moved twice"))
        await self.state.write(sent(part, None, last=last, state="dead"))
        return None


class Unreadable(Exception):
    """An update that the library cannot read; no second try will."""
