"""Conversations: the turn that a question leans on, found again from the questions before it.

The engine gives the same answers to the same questions, so that the questions are all that has to be kept, and what many people
ask alike is answered once.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from dealdesk.engine.charting import chart_of
from dealdesk.interfaces.telegram.people import REMEMBERED, conversation
from dealdesk.render.reply import reply_of
from dealdesk.render.telegram import render_telegram

if TYPE_CHECKING:
    from dealdesk.domain.chart import Chart
    from dealdesk.engine.engine import Engine
    from dealdesk.engine.turn import Turn
    from dealdesk.interfaces.telegram.state import State
    from dealdesk.render.telegram import Message

K = TypeVar("K")
V = TypeVar("V")
_HELD = 5000


class Talk(Struct, frozen=True):
    """What was asked, oldest first, and the turn that answers the last of it: as messages, and as a picture where it can be drawn."""

    asked: tuple[str, ...] = ()
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
    chart: Chart | None = None


class Talks(Struct):
    """All conversations, and the answers to what was asked of late."""

    engine: Engine
    state: State
    _recent: OrderedDict[str, Talk] = field(default_factory=OrderedDict)
    _answered: OrderedDict[tuple[str, ...], Talk] = field(default_factory=OrderedDict)

    async def of(self, key: str) -> Talk:
        """The conversation so far."""
        if key not in self._recent:
            talk = Talk()
            for question in await self.state.write(conversation(key)):
                talk = self.asked(talk, question)
            self.remember(key, talk)
        return self._recent[key]

    def asked(self, talk: Talk, question: str) -> Talk:
        """The talk after one more question."""
        asked = (*talk.asked, question)[-REMEMBERED:]
        if asked not in self._answered:
            turn = self.engine.answer(question, talk.turn)
            chart = chart_of(turn, self.engine.context, question)
            _put(self._answered, asked, Talk(asked, turn, render_telegram(reply_of(turn.answer)), chart))
        return self._answered[asked]

    def again(self, talk: Talk, question: str) -> Talk:
        """The talk as it was when a question of it was asked last; alone where it is not among those remembered."""
        found = Talk()
        last = len(talk.asked) - talk.asked[::-1].index(question) if question in talk.asked else 0
        for one in talk.asked[:last] or (question,):
            found = self.asked(found, one)
        return found

    def remember(self, key: str, talk: Talk) -> None:
        """Hold a conversation, in the place of the one that was held longest ago where there are many."""
        _put(self._recent, key, talk)

    def renew(self, engine: Engine) -> None:
        """Answer from another engine; conversations go on, found again with its answers."""
        self.engine = engine
        self._recent.clear()
        self._answered.clear()

    def forget(self, key: str) -> None:
        """Hold it no longer; what the state keeps counts."""
        self._recent.pop(key, None)


def _put(held: OrderedDict[K, V], key: K, value: V) -> None:
    held[key] = value
    held.move_to_end(key)
    if len(held) > _HELD:
        held.popitem(last=False)
