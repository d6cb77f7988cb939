"""What the bot says to a question and to a button: a step from what came in to the calls that go out, but for the state that it reads."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dealdesk.context.example import filled
from dealdesk.domain.answer import Answered, Clarify
from dealdesk.interfaces.telegram.catalogue import deal_in_full, page
from dealdesk.interfaces.telegram.inbox import Outgoing, answers_to
from dealdesk.interfaces.telegram.message import File, Keyboard, Place, attached, content, editing, sending, short
from dealdesk.interfaces.telegram.people import Button, add_feedback, button
from dealdesk.interfaces.unanswered import LogError
from dealdesk.kinds import KINDS
from dealdesk.render.reply import reply_of
from dealdesk.render.telegram import cut, render_sources, render_telegram

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.domain.chart import Chart
    from dealdesk.engine.engine import Engine
    from dealdesk.engine.turn import Turn
    from dealdesk.interfaces.telegram.state import State
    from dealdesk.interfaces.telegram.talk import Talk, Talks
    from dealdesk.interfaces.unanswered import UnansweredLog

_EXAMPLES = 6
_ALERT = 200  # characters of an answer to a button
_FRESH = 30  # seconds that an inline query can still be answered
_LOG = logging.getLogger(__name__)


class Said(Struct, frozen=True):
    """The calls that answer an update, and the talk that it leaves; no talk where that stays as it was."""

    calls: tuple[Outgoing, ...] = ()
    talk: Talk | None = None
    buttons: tuple[Button, ...] = ()


class Answering(Struct, frozen=True):
    """Answers over one engine and one state."""

    state: State
    talks: Talks
    log: UnansweredLog

    @property
    def engine(self) -> Engine:
        """The engine of the day."""
        return self.talks.engine

    async def question(self, key: str, place: Place, person: int, text: str) -> Said:
        """A question, answered as a reply to it."""
        talk = self.talks.asked(await self.talks.of(key), text)
        keyboard, buttons = self._keyboard(place, person, talk)
        return Said(tuple(sending(place, talk.messages, keyboard)), self._kept(talk), buttons)

    async def edited(self, key: str, place: Place, person: int, text: str) -> Said:
        """A question that was changed: its answer is changed too; sent anew where there is none."""
        before = await self.talks.of(key)
        talk = self.talks.asked(before, text)
        shown = await self.state.write(answers_to(str(place.chat), place.question or 0))
        keyboard, buttons = self._keyboard(place, person, talk)
        return Said(tuple(editing(place, shown, talk.messages, keyboard)), self._kept(talk), buttons)

    async def pressed(self, key: str, place: Place, person: int, query: str, data: str) -> Said:
        """A button: a page turned, a deal shown, or what stands behind it; the query itself is always answered."""
        kind, *numbers = data.split(":")
        if kind in {"p", "d"} and numbers and all(one.lstrip("-").isdigit() for one in numbers):
            at = [int(one) for one in numbers]
            if kind == "p":
                return Said((_done(query), *editing(place, (place.question or 0,), *page(self.engine.context, *at[:2]))))
            return Said((_done(query), *sending(place, deal_in_full(self.engine.context, at[0]))))
        number = int(numbers[0]) if numbers and numbers[0].isdigit() else -1
        known = await self.state.write(button(number, str(place.chat)))
        if known is None:
            return Said((_done(query, "That button is too old. Ask me again."),))
        question, owner = known
        if owner != person:
            return Said((_done(query, "That button is somebody else's. Ask me yourself."),))
        return await self._behind(kind, key, place, person, query, question)

    async def _behind(self, kind: str, key: str, place: Place, person: int, query: str, question: str) -> Said:  # noqa: PLR0913, PLR0917 - a button
        """A vote kept, a picture, the sources, how it was read, or the question asked."""
        before = await self.talks.of(key)
        if kind in {"+", "-"}:
            await self.state.write(add_feedback(kind, question))
            if kind == "-":
                self._note(before.asked[: before.asked.index(question) + 1] if question in before.asked else (question,))
            return Said((_done(query, "Thank you."),))
        if kind in {"c", "s", "r"}:
            return await self._shown(kind, place, query, self.talks.again(before, question))
        talk = self.talks.asked(before, question)
        keyboard, buttons = self._keyboard(place, person, talk)
        return Said(
            (_done(query), *sending(place, render_telegram(reply_of(talk.turn.answer), question) if talk.turn else (), keyboard)),
            self._kept(talk),
            buttons,
        )

    async def _shown(self, kind: str, place: Place, query: str, talk: Talk) -> Said:
        """More of an answer that was given: its picture, its sources in full, or how its question was read."""
        if talk.turn is None:
            return Said((_done(query, "Ask me again, please."),))
        if kind == "r":
            return Said((_done(query, cut(f"I read it as: {talk.turn.interpretation}", _ALERT), alert=True),))
        if kind == "s":
            return Said((_done(query), *sending(place, render_sources(reply_of(talk.turn.answer)))))
        return Said((_done(query), *((await picture(place, talk.chart),) if talk.chart else ())))

    def inline(self, query: str, text: str, received: float) -> Said:
        """An inline query: its answer as an article, or the examples where nothing was typed; nothing once it is too old."""
        if time.time() - received > _FRESH:
            return Said()
        asked = [text] if text.strip() else list(self.examples())
        results = [_article(str(n), one, self.engine.answer(one)) for n, one in enumerate(asked)]
        return Said((Outgoing("answerInlineQuery", {"inline_query_id": query, "results": results, "cache_time": 10}),))

    def guest(self, query: str, text: str) -> Said:
        """A question in a chat that the bot is not a member of."""
        return Said((Outgoing("answerGuestQuery", {"guest_query_id": query, "result": _article("0", text, self.engine.answer(text))}),))

    def questions(self, place: Place, person: int, questions: Sequence[str], kind: str = "q") -> tuple[Keyboard, tuple[Button, ...]]:
        """A button a question, which asks it, or draws its answer where the kind is `c`."""
        buttons = tuple(Button(self.state.next_button(), str(place.chat), person, one) for one in questions)
        return [[(short(one.question), f"{kind}:{one.id}")] for one in buttons], buttons

    def examples(self) -> Sequence[str]:
        """Questions that this corpus answers, one a kind."""
        found = [one for kind in KINDS if kind.name != "chat" for one in filled(kind.examples[:1], self.engine.context.knowledge)]
        return [one for one in found if isinstance(self.engine.answer(one).answer, Answered)][:_EXAMPLES]

    def _kept(self, talk: Talk) -> Talk:
        """The talk, noted where it found no answer."""
        if talk.turn is not None and not isinstance(talk.turn.answer, Answered):
            self._note(talk.asked, talk.turn)
        return talk

    def _note(self, asked: Sequence[str], turn: Turn | None = None) -> None:
        """Log a question that found no answer, or one that was disliked; a log that cannot be written takes nobody's answer away."""
        try:
            if turn is None:
                self.log.keep_disliked(asked)
            else:
                self.log.keep(asked, turn.answer)
        except LogError as error:
            _LOG.warning("%s", error)

    def _keyboard(self, place: Place, person: int, talk: Talk) -> tuple[Keyboard, tuple[Button, ...]]:
        """One button a choice or suggestion, then what else there is of the answer, and the votes."""
        answer = talk.turn.answer if talk.turn is not None else None
        choices = [one.row[0] or one.text for one in answer.choices] if isinstance(answer, Clarify) else []
        rows, buttons = self.questions(place, person, [*choices, *getattr(answer, "suggestions", ())])
        if talk.turn is None or not isinstance(answer, Answered):
            return rows, buttons
        vote = Button(self.state.next_button(), str(place.chat), person, talk.asked[-1])
        drawn = [("📊 Chart", f"c:{vote.id}")] if talk.chart else []
        more = [*drawn, ("Sources", f"s:{vote.id}"), ("How I read this", f"r:{vote.id}")]
        return [*rows, more, [("👍", f"+:{vote.id}"), ("👎", f"-:{vote.id}")]], (*buttons, vote)


async def picture(place: Place, chart: Chart) -> Outgoing:
    """A chart as a photo, drawn beside the loop; what it shows as its caption."""
    from dealdesk.interfaces.drawing import draw  # noqa: PLC0415 - matplotlib is heavy

    drawn = await asyncio.to_thread(draw, chart)
    said = "\n".join((chart.title, *(f"{bar.label}: {bar.said}" for bar in chart.bars)))
    return attached(place, File("chart.png", drawn), said)


def _done(query: str, text: str = "", *, alert: bool = False) -> Outgoing:
    said = {"text": text, **({"show_alert": True} if alert else {})} if text else {}
    return Outgoing("answerCallbackQuery", {"callback_query_id": query, **said})


def _article(number: str, question: str, turn: Turn) -> dict[str, Any]:
    """An answer as a result of an inline query."""
    message = render_telegram(reply_of(turn.answer))[0]
    body = {name if name != "text" else "message_text": value for name, value in content(message).items()}
    shown = {"title": question[:64] or "Dealdesk", "description": message.text[:120]}
    return {"type": "article", "id": number, **shown, "input_message_content": body}
