"""Conversations: the turn that a question leans on, found again from the questions before it.

The engine gives the same answers to the same questions, so that the questions are all that has to be kept.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dealdesk.interfaces.telegram.state import REMEMBERED, conversation

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine
    from dealdesk.engine.turn import Turn
    from dealdesk.interfaces.telegram.state import State

_CACHED = 5000


@dataclass(frozen=True, slots=True)
class Talk:
    """What was asked, oldest first, and the turn that answers the last of it."""

    asked: tuple[str, ...] = ()
    turn: Turn | None = None

    def ask(self, engine: Engine, question: str) -> Talk:
        """The talk after one more question."""
        return Talk((*self.asked, question)[-REMEMBERED:], engine.answer(question, self.turn))


def replayed(engine: Engine, asked: tuple[str, ...]) -> Talk:
    """The talk in which these questions were asked."""
    talk = Talk()
    for question in asked:
        talk = talk.ask(engine, question)
    return talk


@dataclass
class Talks:
    """All conversations; those of late are held in memory."""

    engine: Engine
    state: State
    _recent: OrderedDict[str, Talk] = field(default_factory=OrderedDict)

    async def of(self, key: str) -> Talk:
        """The conversation so far."""
        if key not in self._recent:
            self.remember(key, replayed(self.engine, await self.state.write(conversation(key))))
        return self._recent[key]

    def remember(self, key: str, talk: Talk) -> None:
        """Hold a conversation, in the place of the one that was held longest ago where there are many."""
        self._recent[key] = talk
        self._recent.move_to_end(key)
        if len(self._recent) > _CACHED:
            self._recent.popitem(last=False)

    def forget(self, key: str) -> None:
        """Hold it no longer; what the state keeps counts."""
        self._recent.pop(key, None)
