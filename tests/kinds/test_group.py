"""When a question groups deals, and when its words ask for something of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.kinds.group import Grouped
from dealdesk.kinds.particulars import Lookup
from dealdesk.render.reply import reply_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("total signed in each month of 2025", "August 2025: about $2.9 billion"),
        ("Which month had the largest order?", "October 2024 has the most"),
        ("How much was ordered per customer?", "Kaddorine: "),
    ],
)
def test_what_is_asked_of_each_is_grouped(invented: Engine, question: str, said: str) -> None:
    turn = invented.answer(question)

    assert isinstance(turn.query, Grouped)
    assert said in reply_of(turn.answer).text


def test_a_month_among_other_things_that_are_asked_groups_nothing(invented: Engine) -> None:
    turn = invented.answer("Amount, month and buyer of the smallest order")

    assert isinstance(turn.query, Lookup)
    assert "Kaddorine's May 2025 contract with Osmerrath is worth at least $1.8 billion" in reply_of(turn.answer).text


def test_each_month_of_a_payment_is_a_rate(invented: Engine) -> None:
    assert "a month" in reply_of(invented.answer("How much does Zephrondal pay each month?").answer).text


@pytest.mark.parametrize("question", ["Which customer came last?", "who signed last"])
def test_the_last_at_the_end_is_the_latest(invented: Engine, question: str) -> None:
    assert "Kaddorine's April 2026" in reply_of(invented.answer(question).answer).text


def test_one_customer_minus_another_is_a_difference(invented: Engine) -> None:
    assert "$2.3 billion more" in reply_of(invented.answer("Give me Zephrondal minus Kaddorine overall").answer).text
