"""A new corpus while the bot runs: refused with its faults, or taken, and those who watch told what is new in it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealdesk.domain.answer import Answered
from dealdesk.files.corpus import CorpusError
from dealdesk.interfaces.telegram.message import Place, sending
from dealdesk.interfaces.telegram.state import announce, watches
from dealdesk.kinds.row import FULL, sentence
from dealdesk.render.reply import reply_of
from dealdesk.render.telegram import Block, render_blocks, render_telegram

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine
    from dealdesk.interfaces.telegram.dispatcher import Dispatcher
    from dealdesk.interfaces.telegram.state import Outgoing, State, Watch
    from dealdesk.interfaces.telegram.talk import Talks
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


@dataclass
class Reloading:
    """Loads the corpus again and swaps the engine."""

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
        told = [await self._tell(watch, found) for watch in await self.state.write(watches)] if found else []
        _LOG.info("corpus loaded: %d new or changed deals, %d people told", len(found), sum(told))
        return f"Loaded. New or changed deals: {len(found)}."

    async def _tell(self, watch: Watch, found: Iterable[Deal]) -> bool:
        """One message with all that is new to somebody; False where nothing is."""
        watched = [deal for deal in found if is_watched(deal, watch)]
        if not watched:
            return False
        context = self.talks.engine.context
        answer = Answered(tuple(sentence(context, deal, FULL) for deal in watched))
        messages = (*render_blocks([Block("New in my sources:", "bold")]), *render_telegram(reply_of(answer)))
        calls: list[Outgoing] = sending(Place(int(watch.chat), None, None), messages)
        update_id = await self.state.write(announce(watch.chat, calls))
        self.dispatcher.add(update_id, f"{watch.chat}:0:{watch.person}")
        return True
