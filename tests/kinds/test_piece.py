"""The price of one piece is the value over the number that the deal's name states, and nothing else that is priced."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.domain.quantity import Quantity
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "value", "number"),
    [
        ("invented_thirtysixth", "What does one Tinderbox processor cost Oxmarrow?", 700e6, 45_000),
        ("invented_thirtysixth", "700 million for 45k chips, so what does Oxmarrow pay for a single one?", 700e6, 45_000),
        ("invented_thirtyseventh", "Price per GPU in the order that Bexleyford placed with Oakmantle?", 2.1e9, 60_000),
        ("invented_thirtyeighth", "How much is a single Bastide in Gorsewick's order?", 2.6e9, 85_000),
    ],
)
def test_one_piece_is_its_part_of_the_value(corpus: str, question: str, value: float, number: int) -> None:
    answer = engine_of(corpus).answer(question).answer

    assert isinstance(answer, Answered)
    price = answer.statements[0].value
    assert isinstance(price, Quantity)
    assert float(price.amount) == pytest.approx(value / number)


@pytest.mark.parametrize(
    ("corpus", "question"),
    [
        ("invented_thirtysixth", "What does one Damask cost?"),
        ("invented_thirtyseventh", "What does Bexleyford charge per GPU hour?"),
        ("invented_thirtyseventh", "What does a GPU hour cost at Bexleyford?"),
        ("invented_thirtyeighth", "What does one Rampart cost?"),
    ],
)
def test_what_is_sold_by_no_number_has_no_price(corpus: str, question: str) -> None:
    assert not isinstance(engine_of(corpus).answer(question).answer, Answered)
