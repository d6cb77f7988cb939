"""The commands: what each is for, who sees it in the menu, and what it does."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.engine.charting import chart_of
from dealdesk.interfaces.charting import drawable
from dealdesk.interfaces.exporting import FORMATS, deals_of, sheet
from dealdesk.interfaces.telegram.answering import Said, picture
from dealdesk.interfaces.telegram.catalogue import deal_in_full, page
from dealdesk.interfaces.telegram.inbox import counts, faults
from dealdesk.interfaces.telegram.message import File, attached, sending
from dealdesk.interfaces.telegram.news import EVERYTHING
from dealdesk.interfaces.telegram.people import KEPT, add_feedback, forget, people, votes
from dealdesk.interfaces.telegram.talk import Talk
from dealdesk.interfaces.telegram.watch import Watch, add_watch, end_watches, hours_and_zone, schedule, set_schedule, watches
from dealdesk.language.mention import Named
from dealdesk.render.telegram import Block, Message, render_blocks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping
    from typing import Any

    from dealdesk.engine.engine import Engine
    from dealdesk.interfaces.telegram.answering import Answering
    from dealdesk.interfaces.telegram.message import Place
    from dealdesk.interfaces.telegram.watch import Schedule

ASKING = {
    "help": "examples of what can be asked",
    "deals": "all deals",
    "deal": "one deal: /deal ID",
    "timeline": "deals in order: /timeline NAME",
    "compare": "two parties side by side: /compare A, B",
    "chart": "an answer as a picture: /chart QUESTION",
    "sources": "the articles behind the answers",
}
OWN = {
    "export": "deals as a spreadsheet: /export xlsx QUESTION",
    "watch": "hear of new deals: /watch NAME, or /watch all",
    "unwatch": "no more of that: /unwatch NAME, or all of it",
    "watching": "what you watch, and when you hear of it",
    "digest": "news once a day: /digest 8 Europe/Berlin, or off",
    "quiet": "no news at night: /quiet 22-7 Europe/Berlin, or off",
    "new": "forget what we spoke of",
    "feedback": "tell what could be better",
    "privacy": "what is kept, and for how long",
    "forget": "delete what is kept of you",
    "about": "what this bot is",
}
GROUP = {"ask": "ask me: /ask QUESTION"}
OWNERS = {
    "stats": "how many ask, and what comes of it",
    "errors": "what could not be answered of late",
    "reload": "load the corpus anew",
}
_WELCOME = "Ask me about compute deals: who ordered how much from whom, until when, on what terms. Each figure comes with its sentence."
_ABOUT = (
    "I answer from the sources that /sources lists, with the sentence that says it. What they do not say, I do not know. I give no advice."
)
_PRIVACY = (
    "I keep your questions for seven days, so that follow-ups work and nothing is lost, then delete them. "
    "Votes are kept without your name. /forget deletes sooner."
)
_TIMES = "Write the hours, and your time zone if it is not UTC: /digest 8 Europe/Berlin, /quiet 22-7 America/New_York, or off."
_ERRORS = 10
_NOTHING = Talk()


class Call(Struct, frozen=True):
    """A command as somebody gave it: what follows its name, and who gave it where."""

    rest: str
    key: str
    place: Place
    person: int

    def says(self, text: str) -> Said:
        """The command answered with plain words."""
        return Said(tuple(sending(self.place, (Message(text),))))


class Commands(Struct, frozen=True):
    """What the commands do over one answering; those for owners only for `administrators`."""

    answering: Answering
    administrators: frozenset[int] = frozenset()
    reload: Callable[[], Awaitable[str]] | None = None

    @property
    def engine(self) -> Engine:
        """The engine of the day."""
        return self.answering.engine

    async def run(self, name: str, call: Call) -> Said:
        """What comes of a command; one that only asks is asked."""
        if name == "start" and call.rest.startswith("deal_"):
            name, call = "deal", replace(call, rest=call.rest.removeprefix("deal_"))
        questions = {
            "ask": call.rest,
            "timeline": f"timeline of {call.rest}" if call.rest else "timeline",
            "compare": f"compare {call.rest.replace(',', ' and ')}",
            "sources": "What are your sources?",
        }
        if name in questions and (call.rest or name in {"timeline", "sources"}):
            return await self.answering.question(call.key, call.place, call.person, questions[name])
        work = self._works().get(name)
        if name in OWNERS and call.person not in self.administrators:
            return call.says("That command is for those who run this bot.")
        if work is None:
            return call.says(f"Write it after the command: /{name} ...")
        return await work(call)

    def _works(self) -> Mapping[str, Callable[[Call], Coroutine[Any, Any, Said]]]:
        return {
            "start": self._welcome, "help": self._welcome, "about": self._about, "privacy": self._privacy,
            "deals": self._deals, "deal": self._deal, "chart": self._chart, "export": self._export,
            "watch": self._watch, "unwatch": self._unwatch, "watching": self._watching, "digest": self._digest, "quiet": self._quiet,
            "new": self._new, "forget": self._forget, "feedback": self._feedback,
            "stats": self._stats, "errors": self._errors, "reload": self._reload,
        }  # fmt: skip

    async def _welcome(self, call: Call) -> Said:
        keyboard, buttons = self.answering.questions(call.place, call.person, self.answering.examples())
        return Said(tuple(sending(call.place, (Message(_WELCOME),), keyboard)), None, buttons)

    async def _about(self, call: Call) -> Said:
        return call.says(_ABOUT)

    async def _privacy(self, call: Call) -> Said:
        return call.says(_PRIVACY)

    async def _deals(self, call: Call) -> Said:
        return Said(tuple(sending(call.place, *page(self.engine.context, 0))))

    async def _deal(self, call: Call) -> Said:
        ids = [deal.id for deal in self.engine.context.knowledge.deals]
        return Said(tuple(sending(call.place, deal_in_full(self.engine.context, ids.index(call.rest) if call.rest in ids else len(ids)))))

    async def _chart(self, call: Call) -> Said:
        """The picture of an answer; buttons for what can be drawn where nothing is asked or nothing can be drawn."""
        chart = chart_of(self.engine.answer(call.rest), self.engine.context, call.rest) if call.rest else None
        if chart is not None:
            return Said((await picture(call.place, chart),))
        keyboard, buttons = self.answering.questions(call.place, call.person, drawable(self.engine), "c")
        text = "There is nothing to draw in that answer. These I can draw:" if call.rest else "What shall I draw?"
        return Said(tuple(sending(call.place, (Message(text),), keyboard)), None, buttons)

    async def _export(self, call: Call) -> Said:
        """The deals of an answer as a file, all of them where nothing is asked."""
        first, _, rest = call.rest.partition(" ")
        form, question = (first.casefold(), rest.strip()) if first.casefold() in FORMATS else (FORMATS[0], call.rest)
        deals = deals_of(self.engine, question)
        if not deals:
            return call.says("I find no deals in that answer. /export alone sends all of them.")
        content = await asyncio.to_thread(sheet, self.engine, deals, form)
        caption = f"{question or 'All deals'}: {len(deals)} {'row' if len(deals) == 1 else 'rows'}"
        return Said((attached(call.place, File(f"deals.{form}", content), caption),))

    def _named(self, text: str) -> str:
        """The id of the party that is named, or `all`; empty where nobody is."""
        if text.casefold() == EVERYTHING:
            return EVERYTHING
        ids = [one for _, named in self.engine.context.reader.read(text).of(Named) for one in named.ids]
        return self.engine.context.knowledge.party(ids[0]) if ids else ""

    async def _watch(self, call: Call) -> Said:
        if not call.rest:
            return await self._watching(call)
        name = self._named(call.rest)
        if not name:
            return call.says("I know no such name. /deals shows whom I know.")
        await self.answering.state.write(add_watch(Watch(str(call.place.chat), call.person, name)))
        return call.says(f"You will hear of new deals of {self.engine.context.knowledge.say(name) if name != EVERYTHING else 'anybody'}.")

    async def _unwatch(self, call: Call) -> Said:
        ended = await self.answering.state.write(end_watches(str(call.place.chat), call.person, self._named(call.rest) or None))
        return call.says("You watch that no more." if ended else "You did not watch that.")

    async def _watching(self, call: Call) -> Said:
        state, knowledge = self.answering.state, self.engine.context.knowledge
        mine = [one.name for one in await state.write(watches) if (one.chat, one.person) == (str(call.place.chat), call.person)]
        shown = ", ".join(one if one == EVERYTHING else knowledge.say(one) for one in mine)
        if not mine:
            return call.says("You watch nothing. /watch NAME, or /watch all.")
        return call.says(f"You watch: {shown}. {_when(await state.write(schedule(str(call.place.chat), call.person)))}")

    async def _digest(self, call: Call) -> Said:
        found = hours_and_zone(call.rest)
        if call.rest.casefold() == "off":
            return await self._scheduled(call, digest=None)
        if found is None or found[1] is not None:
            return call.says(_TIMES)
        return await self._scheduled(call, digest=found[0], zone=found[2])

    async def _quiet(self, call: Call) -> Said:
        found = hours_and_zone(call.rest)
        if call.rest.casefold() == "off":
            return await self._scheduled(call, quiet=None)
        if found is None or found[1] is None or found[0] == found[1]:
            return call.says(_TIMES)
        return await self._scheduled(call, quiet=found[:2], zone=found[2])

    async def _scheduled(self, call: Call, **changes: Any) -> Said:  # noqa: ANN401 - fields of a schedule
        chat = str(call.place.chat)
        wanted = replace(await self.answering.state.write(schedule(chat, call.person)), **changes)
        await self.answering.state.write(set_schedule(chat, call.person, wanted))
        return call.says(_when(wanted))

    async def _new(self, call: Call) -> Said:
        self.answering.talks.forget(call.key)
        return replace(call.says("Forgotten. What would you like to know?"), talk=_NOTHING)

    async def _forget(self, call: Call) -> Said:
        self.answering.talks.forget(call.key)
        await self.answering.state.write(forget(call.person, call.key))
        return replace(call.says("Deleted."), talk=_NOTHING)

    async def _feedback(self, call: Call) -> Said:
        if not call.rest:
            return call.says("Write it after the command: /feedback I miss ...")
        await self.answering.state.write(add_feedback("text", call.rest))
        return call.says("Thank you.")

    async def _stats(self, call: Call) -> Said:
        state = self.answering.state
        asking = await state.write(people(time.time() - KEPT))
        updates, given = await state.write(counts), await state.write(votes)
        watching = len(await state.write(watches))
        lines = [
            f"Conversations of the last seven days: {asking}",
            f"Updates: {_listed(updates)}",
            f"Feedback: {_listed(given)}",
            f"Watches: {watching}",
            f"Deals: {len(self.engine.context.knowledge.deals)}, articles: {len(self.engine.context.knowledge.articles)}",
        ]
        return call.says("\n".join(lines))

    async def _errors(self, call: Call) -> Said:
        found = await self.answering.state.write(faults(_ERRORS))
        lines = [f"{number}, {datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC: {why}" for number, at, why in found]
        return Said(tuple(sending(call.place, render_blocks([Block(line) for line in lines or ["No errors."]]))))

    async def _reload(self, call: Call) -> Said:
        if self.reload is None:
            return call.says("This bot cannot load its corpus anew.")
        return Said(tuple(sending(call.place, render_blocks([Block(await self.reload())]))))


def _when(wanted: Schedule) -> str:
    """A schedule in words."""
    if wanted.digest is not None:
        return f"News comes once a day at {wanted.digest}:00, {wanted.zone}."
    if wanted.quiet is not None:
        return f"News comes as it happens, but not from {wanted.quiet[0]}:00 to {wanted.quiet[1]}:00, {wanted.zone}."
    return "News comes as it happens."


def _listed(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in found.items()) or "none"
