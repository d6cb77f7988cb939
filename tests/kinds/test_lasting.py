"""How long a deal lasts and when it was made, claimed in many ways, against what the table says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine

LASTING = ("Is it for {n} years?", "Wasn't it just for {n} years?", "Was it only for {n} years?", "Does it run {n} years?")
ENDING = ("Is it until {n}?", "Was it only until {n}?", "Does it end in {n}?")
MADE = (
    "Did {customer} sign a deal in {year}?",
    "Was a deal with {customer} signed in {year}?",
    "{customer} ordered capacity in {year}, right?",
)


def contracts(engine: Engine) -> Iterator[tuple[str, Deal]]:
    """The buyer and the contract of each customer that has only one, agreed and enlarged by no other."""
    knowledge = engine.context.knowledge
    for customer in dict.fromkeys(deal.customer for deal in knowledge.deals if deal.customer):
        own = [deal for deal in knowledge.deals if customer in {one for _, one in deal.parties}]
        if len(own) == 1 and own[0].kind == "compute contract" and own[0].status in {None, "signed"} and not own[0].option:
            yield knowledge.say(customer), own[0]


def verdicts(engine: Engine, opening: str, wordings: tuple[str, ...], number: int) -> Iterator[str]:
    before = engine.answer(opening)
    for wording in wordings:
        yield reply_of(engine.answer(wording.format(n=number), before).answer).text


@pytest.mark.parametrize("corpus", CORPORA)
def test_it_lasts_as_long_as_the_table_says(corpus: str) -> None:
    engine = engine_of(corpus)
    for customer, deal in contracts(engine):
        years = deal.term.years if deal.term and not deal.ends else None
        if years is None or years != int(years):
            continue
        opening = f"How much is {customer}'s contract worth?"

        assert not [text for text in verdicts(engine, opening, LASTING, int(years) + 1) if not text.startswith("No: ")], customer
        assert not [text for text in verdicts(engine, opening, LASTING, int(years)) if text.startswith("No: ")], customer


@pytest.mark.parametrize("corpus", CORPORA)
def test_it_ends_when_the_table_says(corpus: str) -> None:
    engine = engine_of(corpus)
    for customer, deal in contracts(engine):
        year = deal.ends.year if deal.ends and deal.announced and not deal.ends_scope else None
        if year is None:
            continue
        opening = f"How much is {customer}'s contract worth?"

        assert not [text for text in verdicts(engine, opening, ENDING, year + 1) if not text.startswith("No: ")], customer
        assert not [text for text in verdicts(engine, opening, ENDING, year) if text.startswith("No: ")], customer


@pytest.mark.parametrize("corpus", CORPORA)
def test_nothing_was_signed_in_the_year_in_which_it_ends(corpus: str) -> None:
    engine = engine_of(corpus)
    for customer, deal in contracts(engine):
        if deal.ends and deal.announced and deal.announced.year and deal.ends.year != deal.announced.year:
            for wording in MADE:
                asked = wording.format(customer=customer, year=deal.ends.year)
                assert not reply_of(engine.answer(asked).answer).text.startswith("Yes"), asked
