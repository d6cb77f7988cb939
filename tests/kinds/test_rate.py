"""A value per year or month of its term, or per megawatt of its power."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Unknown
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Dollars per megawatt in Ormasquet's contract?", "$26.67 million per MW"),
        ("What does Tolvanique's contract cost per MW?", "$17.86 million per MW"),
        ("What is Tolvanique's contract worth per year?", "$1.07 billion a year"),
    ],
)
def test_a_value_is_spread_over_what_is_stated(question: str, said: str) -> None:
    assert said in reply_of(engine_of("invented_seventeenth").answer(question).answer).text


def test_no_rate_follows_from_what_is_not_stated() -> None:
    assert isinstance(engine_of("invented_seventeenth").answer("What does Kressibor's first contract cost per megawatt?").answer, Unknown)
