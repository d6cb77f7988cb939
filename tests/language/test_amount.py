"""The grammar of amounts: what is read, and what must not be."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.quantity import Range
from dealdesk.language.amount import AmountGrammar
from dealdesk.language.mention import Number
from dealdesk.language.token import plain_text

if TYPE_CHECKING:
    from dealdesk.language.lexicon import Lexicon

BILLION = 10**9
EXACT = [
    ("$21bn", 21 * BILLION),
    ("US$14.2B", Decimal("14.2") * BILLION),
    ("USD 1.25 billion", Decimal("1.25") * BILLION),
    ("1,250 million", Decimal("1.25") * BILLION),
    ("twenty-one billion", 21 * BILLION),
    ("eight and a half billion dollars", Decimal("8.5") * BILLION),
    ("half a billion", BILLION // 2),
    ("a trillion", 1000 * BILLION),
    ("the trillion that he named", 1000 * BILLION),
    ("seven point four billion", Decimal("7.4") * BILLION),
    ("one point two five billion dollars", Decimal("1.25") * BILLION),
    ("the 11.9-billion contract", None),
    ("$500 million", BILLION // 2),
    ("9 billion bucks", 9 * BILLION),
    ("4bn.", 4 * BILLION),
]
RANGES = [
    ("over $5 billion", 5 * BILLION, None),
    ("more than 10bn", 10 * BILLION, None),
    ("under 7 billion", None, 7 * BILLION),
    ("at least 3bn", 3 * BILLION, None),
    ("$10 billion or more", 10 * BILLION, None),
    ("no more than 2 billion", None, 2 * BILLION),
    ("never made it to 2 billion", None, 2 * BILLION),
    ("didn't reach 2 billion", None, 2 * BILLION),
    ("failed to hit 2 billion", None, 2 * BILLION),
    ("fell short of 2 billion", None, 2 * BILLION),
    ("between 4 and 12 billion", 4 * BILLION, 12 * BILLION),
    ("11.9–22.4bn", Decimal("11.9") * BILLION, Decimal("22.4") * BILLION),
    ("from 4 to 6 billion", 4 * BILLION, 6 * BILLION),
    ("$500 million to $2 billion, between", None, None),
]
OTHER_UNITS = [
    ("24%", 24, "%"),
    ("8 percent", 8, "%"),
    ("250 MW", 250, "MW"),
    ("five years", 5, "years"),
    ("over five years", 5, "years"),
    ("18 months", 18, "months"),
]
NO_MONEY = ["exactly dollars", "May I ask", "no. 1 of all", "H100", "the two of them", "million thanks", "2025", "top 3", "Q3"]


def read(lexicon: Lexicon, text: str) -> list[object]:
    grammar = AmountGrammar.of(lexicon.units)
    return [mention.sense for mention in grammar.mentions(lexicon.tokens(plain_text(text)))]


@pytest.mark.parametrize(("text", "value"), [row for row in EXACT if row[1] is not None])
def test_an_amount_is_read_in_whole_units(lexicon: Lexicon, text: str, value: int) -> None:
    assert Range(Decimal(value), Decimal(value), "USD") in read(lexicon, text)


@pytest.mark.parametrize(("text", "low", "high"), RANGES[:-1])
def test_a_range_is_read_with_its_ends(lexicon: Lexicon, text: str, low: int | None, high: int | None) -> None:
    (found,) = (sense for sense in read(lexicon, text) if isinstance(sense, Range))

    assert (found.low, found.high) == (low if low is None else Decimal(low), high if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rose 9% to $63", [(Decimal(9), "%"), (Decimal(63), "USD")]),
        ("grew 40% to 2.6 billion", [(Decimal(40), "%"), (Decimal("2.6") * BILLION, "USD")]),
        ("from $1.5 billion in 2030 to $2.6 billion", [(Decimal("1.5") * BILLION, "USD"), (Decimal("2.6") * BILLION, "USD")]),
    ],
)
def test_two_unlike_amounts_are_no_range(lexicon: Lexicon, text: str, told: list[tuple[Decimal, str]]) -> None:
    found = [sense for sense in read(lexicon, text) if isinstance(sense, Range) and sense.unit]

    assert [(one.low, one.unit) for one in found if one.low == one.high] == told


@pytest.mark.parametrize(("text", "value", "unit"), OTHER_UNITS)
def test_percent_power_and_length_keep_their_unit(lexicon: Lexicon, text: str, value: int, unit: str) -> None:
    assert Range(Decimal(value), Decimal(value), unit) in read(lexicon, text)


@pytest.mark.parametrize("text", NO_MONEY)
def test_what_is_no_money_is_not_read_as_money(lexicon: Lexicon, text: str) -> None:
    assert [s for s in read(lexicon, text) if isinstance(s, Range) and s.unit == "USD"] == []


def test_a_plain_whole_number_may_be_a_count(lexicon: Lexicon) -> None:
    assert Number(3) in read(lexicon, "the three contracts")


@pytest.mark.parametrize(("text", "low"), [("more than three years", 3), ("more than 18 months", 18)])
def test_more_than_a_length_is_a_bound(lexicon: Lexicon, text: str, low: int) -> None:
    found = [m.sense for m in AmountGrammar.of(lexicon.units).mentions(lexicon.tokens(text)) if isinstance(m.sense, Range)]

    assert [(said.low, said.high, said.strict) for said in found] == [(Decimal(low), None, True)]


@pytest.mark.parametrize(
    ("text", "met", "missed"),
    [
        ("about 22 billion", "22.4", "22.6"),
        ("~$12bn", "11.9", "12.6"),
        ("roughly 20 billion", "20.4", "21"),
        ("nearly 14.2 billion", "14.21", "14.3"),
        ("22 billion", "22.04", "22.4"),
    ],
)
def test_what_is_said_with_about_is_met_by_what_is_so_rounded(lexicon: Lexicon, text: str, met: str, missed: str) -> None:
    (said,) = (sense for sense in read(lexicon, text) if isinstance(sense, Range))

    assert [said.holds(Decimal(value) * BILLION) for value in (met, missed)] == [True, False]
