"""The grammar of dates and periods: half-open intervals, and verbs that look like months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dealdesk.language.calendar import CalendarGrammar
from dealdesk.language.token import plain_text

if TYPE_CHECKING:
    from dealdesk.domain.period import Period
    from dealdesk.language.lexicon import Lexicon

INTERVALS = [
    ("in March 2025", date(2025, 3, 1), date(2025, 4, 1)),
    ("Sept. 2025", date(2025, 9, 1), date(2025, 10, 1)),
    ("in 2025", date(2025, 1, 1), date(2026, 1, 1)),
    ("H1 2025", date(2025, 1, 1), date(2025, 7, 1)),
    ("the first half of 2025", date(2025, 1, 1), date(2025, 7, 1)),
    ("the second half of 2025", date(2025, 7, 1), date(2026, 1, 1)),
    ("Q3 2025", date(2025, 7, 1), date(2025, 10, 1)),
    ("third quarter of 2025", date(2025, 7, 1), date(2025, 10, 1)),
    ("spring 2025", date(2025, 3, 1), date(2025, 6, 1)),
    ("winter 2025", date(2025, 12, 1), date(2026, 3, 1)),
    ("March 3, 2025", date(2025, 3, 3), date(2025, 3, 4)),
    ("before September 2025", None, date(2025, 9, 1)),
    ("after May 2025", date(2025, 6, 1), None),
    ("since March 2025", date(2025, 3, 1), None),
    ("from March through May 2025", date(2025, 3, 1), date(2025, 6, 1)),
    ("between January and June 2025", date(2025, 1, 1), date(2025, 7, 1)),
]
MONTHS = [
    ("in September", {9}),
    ("May and what else", {5}),
    ("Q3", {7, 8, 9}),
    ("sept", {9}),
    ("Acme's spring contract", {3, 4, 5}),
    ("A divided by May", {5}),
    ("since October", {10, 11, 12}),
    ("winter? in winter", {12, 1, 2}),
]
VERBS = [
    "May I ask",
    "which company may become a client",
    "they march on",
    "it may not",
    "you may want to know",
    "the second one",
    "3 of 5",
]


def read(lexicon: Lexicon, text: str) -> list[Period]:
    grammar = CalendarGrammar.of(lexicon.calendar)
    return [m.sense.period for m in grammar.mentions(lexicon.tokens(plain_text(text))) if hasattr(m.sense, "period")]


@pytest.mark.parametrize(("text", "start", "end"), INTERVALS)
def test_a_period_is_half_open(lexicon: Lexicon, text: str, start: date | None, end: date | None) -> None:
    (period,) = read(lexicon, text)

    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(("text", "months"), MONTHS)
def test_a_month_without_a_year_is_that_month_of_any_year(lexicon: Lexicon, text: str, months: set[int]) -> None:
    assert read(lexicon, text)[-1].months == months


@pytest.mark.parametrize("text", VERBS)
def test_a_verb_is_no_month(lexicon: Lexicon, text: str) -> None:
    assert read(lexicon, text) == []


def test_a_from_without_an_end_is_no_part_of_the_date(lexicon: Lexicon) -> None:
    grammar = CalendarGrammar.of(lexicon.calendar)
    (mention,) = grammar.mentions(lexicon.tokens("apart from the September one"))

    assert (mention.start, mention.end) == (3, 4)


def test_a_year_said_once_counts_for_both_months(lexicon: Lexicon) -> None:
    first, second = read(lexicon, "in May and September 2025")

    assert (first.start, second.start) == (date(2025, 5, 1), date(2025, 9, 1))
