"""Parts of one deal that the table states as deals of their own, picked by their place in it."""

from __future__ import annotations

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

CORPUS = "invented_fortythird"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much is the first tranche?", "1.9 billion"),
        ("And the second tranche, how much?", "$2 billion"),
        ("What is the last tranche worth?", "1.2 billion"),
        ("When does the second tranche end?", "December 2040"),
        ("Where is Quistrane's first slice hosted?", "Bastwick"),
        ("How many tranches does Quistrane's order have?", "Three tranches"),
        ("Is the second tranche bigger than the first?", "Yes: $2 billion"),
        ("What share of the order is the second tranche?", "39.22%"),
        ("Which tranche uses Orrery?", "The second tranche"),
        ("Which of the two parts of the loan is bigger?", "$900 million"),
    ],
)
def test_a_part_is_picked_by_its_place(question: str, said: str) -> None:
    assert said in reply_of(engine_of(CORPUS).answer(question).answer).text


def test_another_place_is_another_part_of_the_same_deal() -> None:
    engine = engine_of(CORPUS)
    first = engine.answer("How much is Quistrane's first tranche worth?")
    second = engine.answer("What about the second?", first)

    assert "The second tranche" in reply_of(second.answer).text
    assert "The first tranche" not in reply_of(second.answer).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many contracts does Quistrane have with Haldergast?", "One contract"),  # which its tranches do not add to
        ("What part of the loan is due in 2040?", "60%"),
        ("What is Quistrane's latest contract worth?", "5.1 billion"),
    ],
)
def test_a_deal_is_not_its_parts(question: str, said: str) -> None:
    assert said in reply_of(engine_of(CORPUS).answer(question).answer).text.partition("\n")[0]
