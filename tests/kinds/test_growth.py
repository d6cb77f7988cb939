"""Growth from one contract to the next counts from the first of the two that are named, against a plain computation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.domain.quantity import Quantity
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine

UP = (
    "Rate of increase, {customer}'s first to second contract, in percent?",
    "By what percentage is {customer}'s second contract larger than its first?",
    "Growth in percent from {customer}'s first contract to its second?",
)


def pairs(engine: Engine) -> Iterator[tuple[str, Deal, Deal]]:
    """Each customer that signed two contracts, the second for more than the first, at known dates and in one currency."""
    knowledge = engine.context.knowledge
    for customer in dict.fromkeys(deal.customer for deal in knowledge.deals if deal.customer):
        own = [deal for deal in knowledge.deals if customer in {one for _, one in deal.parties}]
        plain = all(d.kind == "compute contract" and d.status in {None, "signed"} and d.customer == customer and d.announced for d in own)
        if len(own) != 2 or not plain or any(d.extends or d.supersedes or d.value is None for d in own):
            continue
        first, second = sorted(own, key=lambda deal: deal.announced.start if deal.announced else deal.id)
        if first.value and second.value and first.value.unit == second.value.unit and first.value.amount < second.value.amount:
            yield knowledge.say(customer), first, second


@pytest.mark.parametrize("wording", UP)
@pytest.mark.parametrize("corpus", CORPORA)
def test_growth_counts_from_the_first(corpus: str, wording: str) -> None:
    engine = engine_of(corpus)
    for customer, first, second in pairs(engine):
        answer = engine.answer(wording.format(customer=customer)).answer

        assert isinstance(answer, Answered), customer
        value = answer.statements[0].value
        assert isinstance(value, Quantity), customer
        assert first.value
        assert second.value
        assert float(value.amount) == pytest.approx(float(100 * (second.value.amount / first.value.amount - 1)), abs=0.01), customer
