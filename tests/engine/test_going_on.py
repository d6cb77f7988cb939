"""What goes on from the turn before: `Acme, then?`, and amounts that no record before states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Unknown
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine
    from dealdesk.engine.turn import Turn


def last(engine: Engine, *questions: str) -> Turn:
    """The turn of the last of several questions."""
    turn = None
    for question in questions:
        turn = engine.answer(question, turn)
    assert turn is not None
    return turn


@pytest.mark.parametrize("closing", ["{}, then?", "{} then?", "{}, though?", "and {}?"])
@pytest.mark.parametrize(
    "question", ["What has Kaddorine ordered?", "How much has Kaddorine ordered?", "How many contracts does Kaddorine have?"]
)
def test_then_asks_the_same_of_another_name(question: str, closing: str) -> None:
    engine = engine_of("invented")
    asked_again = last(engine, question, closing.format("Zephrondal"))

    assert reply_of(asked_again.answer).text == reply_of(engine.answer(question.replace("Kaddorine", "Zephrondal")).answer).text


@pytest.mark.parametrize("question", ["exact figure?", "the precise amount?", "What does it pay?", "what do they cost?"])
def test_an_amount_that_no_record_states_is_unknown(question: str) -> None:
    turn = last(engine_of("shipped"), "Who does Microsoft rent compute from?", question)

    assert isinstance(turn.answer, Unknown)
