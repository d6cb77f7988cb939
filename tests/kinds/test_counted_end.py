"""The end of a contract that states only how long it runs, against a plain computation; a stated end is never counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.domain.period import MONTHS, PartialDate
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine


def dated(engine: Engine) -> Iterator[tuple[str, Deal]]:
    """The question for the end of each contract that its customer, its provider and its month tell from all others."""
    knowledge = engine.context.knowledge
    deals = [deal for deal in knowledge.deals if deal.announced]
    for deal in deals:
        when = deal.announced
        signed = deal.kind == "compute contract" and deal.status in {None, "signed"} and deal.customer and deal.provider
        if not signed or when is None or not when.year or not when.month:
            continue
        alike = [d for d in deals if set(d.parties) & set(deal.parties) and d.announced and d.announced.start == when.start]
        if len(alike) == 1:
            month = f"{MONTHS[when.month - 1]} {when.year}"
            yield f"When does {knowledge.say(deal.customer or '')}'s {month} contract with {knowledge.say(deal.provider or '')} end?", deal


@pytest.mark.parametrize("corpus", CORPORA)
def test_an_end_is_counted_only_from_a_term_without_one(corpus: str) -> None:
    engine = engine_of(corpus)
    for asked, deal in dated(engine):
        answer = engine.answer(asked).answer
        counted = [s for s in answer.said if s.calculation] if isinstance(answer, Answered) else []
        if deal.ends or not deal.term:
            assert not counted, asked
            continue
        since = deal.starts or deal.announced
        if since and since.year and since.month:
            after = since.year * 12 + since.month - 1 + deal.term.in_months

            assert [s.value for s in counted] == [PartialDate(after // 12, after % 12 + 1)], asked
            assert all(s.calculation and len(s.calculation.operands) == 2 for s in counted), asked
