"""`last year`, `this year`: by the day on which the newest article appeared, and nothing where none says when it did."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dealdesk.domain.answer import Answered, Unknown
from dealdesk.domain.period import later
from dealdesk.query.condition import Agreed
from tests.support.world import CORPORA, engine_of


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize(("spell", "back"), [("this year", 0), ("last year", 1)])
def test_a_spell_holds_the_deals_of_its_year(corpus: str, spell: str, back: int) -> None:
    engine = engine_of(corpus)
    knowledge = engine.context.knowledge
    if knowledge.published is None or any(deal.said_on and deal.announced is None for deal in knowledge.deals):
        pytest.skip("no article says when it appeared, or some deal is dated by a weekday")
    year = knowledge.published.year - back
    held = {
        d.id for d in knowledge.deals if d.kind == "compute contract" and d.announced and d.announced.year == year and Agreed().holds(d)
    }
    turn = engine.answer(f"Which compute contracts were signed {spell}?")

    assert {one for one in turn.deals if one in held} == held
    assert all(d.announced and d.announced.year == year for d in knowledge.deals if d.id in turn.deals)


@pytest.mark.parametrize("question", ["Which contracts were signed last quarter?", "How much was ordered last month?"])
def test_a_spell_that_nothing_dates_is_not_passed_over(question: str) -> None:
    assert isinstance(engine_of("invented").answer(question).answer, Unknown)


@pytest.mark.parametrize("question", ["What did Kaddorine order in the last order?", "What is the last contract worth?"])
def test_the_last_one_is_no_spell(question: str) -> None:
    assert isinstance(engine_of("invented").answer(question).answer, Answered)


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize(("stretch", "months"), [("over the past year", 12), ("in the last 18 months", 18), ("in the past two years", 24)])
def test_a_stretch_is_counted_back_from_the_newest_date(corpus: str, stretch: str, months: int) -> None:
    engine = engine_of(corpus)
    knowledge = engine.context.knowledge
    contracts = [d for d in knowledge.deals if d.kind == "compute contract" and d.announced and d.announced.year and Agreed().holds(d)]
    if knowledge.newest is None or any(deal.said_on and deal.announced is None for deal in knowledge.deals):
        pytest.skip("nothing is dated, or some deal is dated by a weekday")
    start = later(knowledge.newest + timedelta(days=1), -months)
    held = {d.id for d in contracts if d.announced and d.announced.start >= start}
    turn = engine.answer(f"Which compute contracts were signed {stretch}?")

    assert {one for one in turn.deals if one in held} == held
    assert all(d.announced.start >= start for d in contracts if d.announced and d.id in turn.deals)
