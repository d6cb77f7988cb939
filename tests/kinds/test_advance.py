"""What is paid ahead: as the terms say it, and as the part of the price that it is."""

from __future__ import annotations

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "said"),
    [
        ("invented_fortyfirst", "How much did Quoreli pay in advance?", "Half of $6.3 billion is $3.15 billion"),
        ("invented_fortyfirst", "How much did Pellucet pay ahead?", "A fifth of at least $8.6 billion is at least $1.72 billion"),
        (
            "invented_thirtyfifth",
            "How many dollars does Ostrevane have to pay upfront?",
            "20% of up to $9.1 billion is up to $1.82 billion",
        ),
        ("invented_thirtythird", "How much does Mercatela pay on signing?", "15% of $4.6 billion is $690 million"),
        ("invented_thirtysecond", "How much does Tessandry pay in advance?", "a quarter in advance"),
    ],
)
def test_a_part_of_the_price(corpus: str, question: str, said: str) -> None:
    assert said in reply_of(engine_of(corpus).answer(question).answer).text


@pytest.mark.parametrize(
    ("corpus", "question"),
    [
        ("shipped", "How much did Meta pay in advance?"),
        ("invented_fortyfirst", "What are the payment terms of Groviane?"),  # an amount, and no part
    ],
)
def test_no_part_that_is_not_stated(corpus: str, question: str) -> None:
    assert " is " not in reply_of(engine_of(corpus).answer(question).answer).text.partition("\n")[2].replace(" is reported", "")
