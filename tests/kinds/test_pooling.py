"""Stated figures that are added up, and those that are not."""

from __future__ import annotations

import pytest

from dealdesk.kinds.pooling import Pooled
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

HALLS = "invented_twentyfourth"  # two halls, and two shares of one market


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("Combined megawatts of the two new halls?", "200 MW"),
        ("How many megawatts do both Evora halls have in total?", "200 MW"),
        ("What market share do Azulejo and Fogueira have together?", "about 50%"),
        ("combined share of the 2028 market of azulejo and fogueira", "about 50%"),
    ],
)
def test_figures_are_added_where_each_is_named_or_their_number_is_said(question: str, total: str) -> None:
    turn = engine_of(HALLS).answer(question)

    assert isinstance(turn.query, Pooled)
    assert reply_of(turn.answer).text.startswith(f"Together: {total}")


@pytest.mark.parametrize(
    "question",
    [
        "What do the 2028 and 2032 markets add up to?",
        "What do Lund's and Dessie's forecasts add up to?",
        "Combined megawatts of the three new halls?",
        "What do the share moves of Azulejo and Tecolote add up to?",
    ],
)
def test_years_rivals_moves_and_another_number_are_not_added(question: str) -> None:
    assert "Together" not in reply_of(engine_of(HALLS).answer(question).answer).text
