"""News: a new corpus while the bot runs is refused with its faults, or taken, and those who watch are told what is new in it."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answered
from dealdesk.files.corpus import CorpusError
from dealdesk.interfaces.telegram.message import Place, sending
from dealdesk.interfaces.telegram.watch import announce, due_news, keep_news, watches
from dealdesk.kinds.row import FULL, sentence
from dealdesk.render.reply import reply_of
from dealdesk.render.telegram import render_telegram

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine
    from dealdesk.interfaces.telegram.dispatcher import Dispatcher
    from dealdesk.interfaces.telegram.inbox import Outgoing
    from dealdesk.interfaces.telegram.state import State
    from dealdesk.interfaces.telegram.talk import Talks
    from dealdesk.interfaces.telegram.watch import Watch
    from dealdesk.knowledge.knowledge import Knowledge

EVERYTHING = "all"
_LOG = logging.getLogger(__name__)


def news(old: Knowledge, new: Knowledge) -> tuple[Deal, ...]:
    """The deals that `new` states and `old` did not, or not so."""
    known = {deal.id: deal for deal in old.deals}
    return tuple(deal for deal in new.deals if known.get(deal.id) != deal)


def is_watched(deal: Deal, watch: Watch) -> bool:
    """Whether a deal is of those that somebody watches: all, or those of one party."""
    return watch.name == EVERYTHING or any(one == watch.name for _, one in deal.parties)


class Newsdesk(Struct):
    """Loads the corpus again, swaps the engine, and tells what is new when each watcher wants to hear of it."""

    load: Callable[[], Engine]
    talks: Talks
    state: State
    dispatcher: Dispatcher

    async def reload(self) -> str:
        """What came of it, in words; a broken corpus leaves the old one in its place."""
        try:
            engine = await asyncio.to_thread(self.load)
        except CorpusError as error:
            _LOG.error("corpus refused:\n%s", error)
            return f"The new corpus is refused, the old one stays:\n{error}"
        found = news(self.talks.engine.context.knowledge, engine.context.knowledge)
        self.talks.renew(engine)
        if found:
            watched = [(one, [deal.id for deal in found if is_watched(deal, one)]) for one in await self.state.write(watches)]
            await self.state.write(keep_news(watched, time.time()))
            await self.tell()
        _LOG.info("corpus loaded: %d new or changed deals", len(found))
        return f"Loaded. New or changed deals: {len(found)}."

    async def tell(self) -> None:
        """Send all news that is due, one message for each who watches."""
        for (chat, person), ids in (await self.state.write(due_news(time.time()))).items():
            calls = self._message(chat, ids)
            update_id = await self.state.write(announce(chat, person, ids, calls, time.time()))
            self.dispatcher.add(update_id, f"{chat}:0:{person}")

    def _message(self, chat: str, ids: Sequence[str]) -> list[Outgoing]:
        """The deals with their sources; nothing where the corpus does not hold them any more."""
        context = self.talks.engine.context
        deals = [deal for deal in context.knowledge.deals if deal.id in ids]
        if not deals:
            return []
        answer = Answered(tuple(sentence(context, deal, FULL) for deal in deals))
        return sending(Place(int(chat), None, None), render_telegram(reply_of(answer), "New in my sources:"))
