"""`last year`, `this year`: by the day on which the newest article appeared, and nothing where none says when it did."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered, Unknown
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
