"""What happened in a month: every deal of it, and what else is stated of it; nothing of another month."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.kinds.happening import Happening
from dealdesk.query.condition import Agreed
from tests.support.world import CORPORA, engine_of


@pytest.mark.parametrize("corpus", CORPORA)
def test_it_holds_every_deal_of_the_month(corpus: str) -> None:
    engine = engine_of(corpus)
    knowledge = engine.context.knowledge
    records = {record.id: record for record in knowledge.claims}
    months = {(d.announced.year, d.announced.month) for d in knowledge.deals if d.announced and d.announced.month and d.announced.year}
    for year, month in sorted(months, key=str):
        held = [d for d in knowledge.deals if d.announced and (d.announced.year, d.announced.month) == (year, month)]
        when = str(held[0].announced).split(" ")
        turn = engine.answer(f"What happened in {when[0]} {when[-1]}?")
        contracts = {d.id for d in held if d.kind == "compute contract" and Agreed().holds(d)}

        assert isinstance(turn.answer, Answered)
        assert contracts <= set(turn.deals) or not contracts
        if isinstance(turn.query, Happening):
            assert all(when[0] in records[one].statement for one in turn.query.records)


@pytest.mark.parametrize("question", ["What happened to Kaddorine's contract?", "What happened?", "Did anything happen in April 1999?"])
def test_without_a_month_that_is_told_of_nothing_is_said_to_have_happened(question: str) -> None:
    assert not isinstance(engine_of("invented").answer(question).query, Happening)
