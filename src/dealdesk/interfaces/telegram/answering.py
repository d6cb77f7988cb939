"""What the bot says to an update: a pure step from what came in to the calls that go out, but for the state that it reads."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dealdesk.context.example import filled
from dealdesk.domain.answer import Answered, Clarify
from dealdesk.interfaces.telegram.message import Place, content, editing, sending, short
from dealdesk.interfaces.telegram.reloading import EVERYTHING
from dealdesk.interfaces.telegram.state import (
    Button,
    Outgoing,
    Watch,
    add_feedback,
    add_watch,
    answers_to,
    button,
    end_watches,
    forget,
    watches,
)
from dealdesk.interfaces.telegram.talk import Talk
from dealdesk.interfaces.unanswered import LogError
from dealdesk.kinds import KINDS
from dealdesk.kinds.row import FULL, sentence
from dealdesk.language.mention import Named
from dealdesk.render.reply import reply_of
from dealdesk.render.telegram import Block, Message, render_blocks, render_telegram

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from dealdesk.engine.engine import Engine
    from dealdesk.engine.turn import Turn
    from dealdesk.interfaces.telegram.state import State
    from dealdesk.interfaces.telegram.talk import Talks
    from dealdesk.interfaces.unanswered import UnansweredLog

Keyboard = list[list[tuple[str, str]]]  # rows of buttons: text and data
COMMANDS = {
    "help": "examples of what can be asked",
    "deals": "all deals",
    "deal": "one deal: /deal ID",
    "timeline": "deals in order: /timeline NAME",
    "compare": "two parties side by side: /compare A, B",
    "sources": "the articles behind the answers",
    "watch": "hear of new deals: /watch NAME, or /watch all",
    "unwatch": "no more of that: /unwatch NAME, or all of it",
    "watching": "what you watch",
    "new": "forget what we spoke of",
    "feedback": "tell what could be better",
    "privacy": "what is kept, and for how long",
    "forget": "delete what is kept of you",
    "about": "what this bot is",
}
_WELCOME = "Ask me about compute deals: who ordered how much from whom, until when, on what terms. Each figure comes with its sentence."
_ABOUT = (
    "I answer from the sources that /sources lists, with the sentence that says it. What they do not say, I do not know. I give no advice."
)
_PRIVACY = (
    "I keep your questions for seven days, so that follow-ups work and nothing is lost, then delete them. "
    "Votes are kept without your name. /forget deletes sooner."
)
_EXAMPLES = 6
_PAGE = 8
_LOG = logging.getLogger(__name__)
_NOTHING = Talk()
_FRESH = 30  # seconds that an inline query can still be answered


@dataclass(frozen=True, slots=True)
class Said:
    """The calls that answer an update, and the talk that it leaves; no talk where that stays as it was."""

    calls: tuple[Outgoing, ...] = ()
    talk: Talk | None = None
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers over one engine and one state."""

    state: State
    talks: Talks
    log: UnansweredLog
    administrators: frozenset[int] = frozenset()
    reload: Callable[[], Awaitable[str]] | None = None

    @property
    def engine(self) -> Engine:
        """The engine of the day."""
        return self.talks.engine

    async def question(self, key: str, place: Place, person: int, text: str) -> Said:
        """A question, answered as a reply to it."""
        talk = self.talks.asked(await self.talks.of(key), text)
        keyboard, buttons = self._keyboard(place, person, talk)
        return Said(tuple(sending(place, self._messages(talk), keyboard)), self._kept(talk), buttons)

    async def edited(self, key: str, place: Place, person: int, text: str) -> Said:
        """A question that was changed: its answer is changed too; sent anew where there is none."""
        before = await self.talks.of(key)
        talk = self.talks.asked(before, text)
        shown = await self.state.write(answers_to(str(place.chat), place.question or 0))
        keyboard, buttons = self._keyboard(place, person, talk)
        return Said(tuple(editing(place, shown, self._messages(talk), keyboard)), self._kept(talk), buttons)

    async def pressed(self, key: str, place: Place, person: int, query: str, data: str) -> Said:
        """A button: its question asked, a vote kept, a page turned; the query itself is always answered."""
        kind, _, rest = data.partition(":")
        if kind == "p" and rest.isdigit():
            return Said((_done(query), *editing(place, (place.question or 0,), *self._page(int(rest)))))
        if kind == "d" and rest.isdigit():
            return Said((_done(query), *sending(place, self._deal(int(rest)))))
        known = await self.state.write(button(int(rest), str(place.chat))) if rest.isdigit() else None
        if known is None:
            return Said((_done(query, "That button is too old. Ask me again."),))
        question, owner = known
        if owner != person:
            return Said((_done(query, "That button is somebody else's. Ask me yourself."),))
        if kind in {"+", "-"}:
            await self.state.write(add_feedback(kind, question))
            return Said((_done(query, "Thank you."),))
        talk = self.talks.asked(await self.talks.of(key), question)
        asked = render_blocks([Block(question, "bold")])
        keyboard, buttons = self._keyboard(place, person, talk)
        return Said((_done(query), *sending(place, (*asked, *self._messages(talk)), keyboard)), self._kept(talk), buttons)

    def inline(self, query: str, text: str, received: float) -> Said:
        """An inline query: its answer as an article, or the examples where nothing was typed; nothing once it is too old."""
        if time.time() - received > _FRESH:
            return Said()
        asked = [text] if text.strip() else list(self._examples())
        results = [_article(str(n), one, self.engine.answer(one)) for n, one in enumerate(asked)]
        return Said((Outgoing("answerInlineQuery", {"inline_query_id": query, "results": results, "cache_time": 10}),))

    def guest(self, query: str, text: str) -> Said:
        """A question in a chat that the bot is not a member of."""
        return Said((Outgoing("answerGuestQuery", {"guest_query_id": query, "result": _article("0", text, self.engine.answer(text))}),))

    async def command(self, name: str, rest: str, key: str, place: Place, person: int) -> Said:
        """A command; one that only asks is asked."""
        if name == "start" and rest.startswith("deal_"):
            name, rest = "deal", rest.removeprefix("deal_")
        questions = {
            "ask": rest,
            "timeline": f"timeline of {rest}" if rest else "timeline",
            "compare": f"compare {rest.replace(',', ' and ')}",
        }
        if name in questions and (rest or name == "timeline"):
            return await self.question(key, place, person, questions[name])
        if name == "deals":
            return Said(tuple(sending(place, *self._page(0))))
        if name == "new":
            self.talks.forget(key)
            return Said(_plain(place, "Forgotten. What would you like to know?"), _NOTHING)
        if name == "forget":
            self.talks.forget(key)
            await self.state.write(forget(person, key))
            return Said(_plain(place, "Deleted."), _NOTHING)
        if name in {"watch", "unwatch", "watching"}:
            return Said(_plain(place, await self._watching(name, rest, str(place.chat), person)))
        if name == "reload" and person in self.administrators and self.reload is not None:
            return Said(tuple(sending(place, render_blocks([Block(await self.reload())]))))
        if name == "feedback" and rest:
            await self.state.write(add_feedback("text", rest))
            return Said(_plain(place, "Thank you."))
        return self._told(name, rest, place, person)

    async def _watching(self, name: str, rest: str, chat: str, person: int) -> str:
        """What comes of a command about watches, in words."""
        knowledge = self.engine.context.knowledge
        wanted = rest.strip()
        ids = [one for _, named in self.engine.context.reader.read(wanted).of(Named) for one in named.ids]
        meant = EVERYTHING if wanted.casefold() == EVERYTHING else knowledge.party(ids[0]) if ids else ""
        if name == "watching" or (name == "watch" and not wanted):
            mine = [one.name for one in await self.state.write(watches) if (one.chat, one.person) == (chat, person)]
            shown = ", ".join(one if one == EVERYTHING else knowledge.say(one) for one in mine)
            return f"You watch: {shown}." if mine else "You watch nothing. /watch NAME, or /watch all."
        if name == "unwatch":
            ended = await self.state.write(end_watches(chat, person, meant or None))
            return "You watch that no more." if ended else "You did not watch that."
        if not meant:
            return "I know no such name. /deals shows whom I know."
        await self.state.write(add_watch(Watch(chat, person, meant)))
        return f"You will hear of new deals of {knowledge.say(meant) if meant != EVERYTHING else 'anybody'}."

    def _told(self, name: str, rest: str, place: Place, person: int) -> Said:
        """What a command without a question of its own says."""
        if name in {"start", "help"}:
            keyboard, buttons = self._questions(place, person, self._examples())
            return Said(tuple(sending(place, (Message(_WELCOME),), keyboard)), None, buttons)
        if name == "deal":
            ids = [deal.id for deal in self.engine.context.knowledge.deals]
            wanted = rest.strip()
            return Said(tuple(sending(place, self._deal(ids.index(wanted) if wanted in ids else len(ids)))))
        if name == "sources":
            return Said(tuple(sending(place, render_telegram(reply_of(self.engine.answer("What are your sources?").answer)))))
        texts = {"about": _ABOUT, "privacy": _PRIVACY, "feedback": "Write it after the command: /feedback I miss ..."}
        return Said(_plain(place, texts.get(name, f"Write it after the command: /{name} ...")))

    def _kept(self, talk: Talk) -> Talk:
        """The talk, noted where it found no answer; a log that cannot be written takes nobody's answer away."""
        try:
            if talk.turn is not None:
                self.log.keep(talk.asked, talk.turn.answer)
        except LogError as error:
            _LOG.warning("%s", error)
        return talk

    def _messages(self, talk: Talk) -> tuple[Message, ...]:
        return render_telegram(reply_of(talk.turn.answer)) if talk.turn is not None else ()

    def _keyboard(self, place: Place, person: int, talk: Talk) -> tuple[Keyboard, tuple[Button, ...]]:
        """One button a choice or suggestion, then the votes."""
        answer = talk.turn.answer if talk.turn is not None else None
        choices = [one.text.removeprefix("- ").partition(":")[0] for one in answer.choices] if isinstance(answer, Clarify) else []
        rows, buttons = self._questions(place, person, [*choices, *getattr(answer, "suggestions", ())])
        if isinstance(answer, Answered):
            vote = Button(self.state.next_button(), str(place.chat), person, talk.asked[-1])
            rows, buttons = [*rows, [("👍", f"+:{vote.id}"), ("👎", f"-:{vote.id}")]], (*buttons, vote)
        return rows, buttons

    def _questions(self, place: Place, person: int, questions: Sequence[str]) -> tuple[Keyboard, tuple[Button, ...]]:
        buttons = tuple(Button(self.state.next_button(), str(place.chat), person, one) for one in questions)
        return [[(short(one.question), f"q:{one.id}")] for one in buttons], buttons

    def _examples(self) -> Sequence[str]:
        found = [one for kind in KINDS if kind.name != "chat" for one in filled(kind.examples[:1], self.engine.context.knowledge)]
        return [one for one in found if isinstance(self.engine.answer(one).answer, Answered)][:_EXAMPLES]

    def _page(self, page: int) -> tuple[tuple[Message, ...], Keyboard]:
        """One page of the deal table: a button a deal, and those to the pages beside it."""
        deals = self.engine.context.knowledge.deals
        wording = self.engine.context.wording
        last = max((len(deals) - 1) // _PAGE, 0)
        first = min(page, last) * _PAGE
        shown = list(enumerate(deals))[first : first + _PAGE]
        keyboard = [
            [(short(f"{wording.short(deal)}: {wording.value(deal.value) if deal.value else 'value not stated'}"), f"d:{at}")]
            for at, deal in shown
        ]
        turns = [("◀", f"p:{page - 1}")] * (page > 0) + [("▶", f"p:{page + 1}")] * (page < last)
        text = f"Deals {first + 1} to {first + len(shown)} of {len(deals)}" if shown else "I know no deal yet."
        return (Message(text),), [*keyboard, *([turns] if turns else [])]

    def _deal(self, at: int) -> tuple[Message, ...]:
        """All that is stated of one deal of the table."""
        deals = self.engine.context.knowledge.deals
        if at >= len(deals):
            return (Message("I know no such deal. /deals lists them."),)
        statement = sentence(self.engine.context, deals[at], FULL)
        return render_telegram(reply_of(Answered((statement,), deals[at].notes)))


def _done(query: str, text: str = "") -> Outgoing:
    return Outgoing("answerCallbackQuery", {"callback_query_id": query, **({"text": text} if text else {})})


def _plain(place: Place, text: str) -> tuple[Outgoing, ...]:
    return tuple(sending(place, (Message(text),)))


def _article(number: str, question: str, turn: Turn) -> dict[str, Any]:
    """An answer as a result of an inline query."""
    message = render_telegram(reply_of(turn.answer))[0]
    body = {name if name != "text" else "message_text": value for name, value in content(message).items()}
    shown = {"title": question[:64] or "Dealdesk", "description": message.text[:120]}
    return {"type": "article", "id": number, **shown, "input_message_content": body}
