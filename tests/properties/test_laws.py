"""Laws between answers: what one question is answered binds what another may be."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answer, Answered
from dealdesk.domain.quantity import Bound, Quantity
from dealdesk.query.condition import Agreed
from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dealdesk.engine.engine import Engine


def customers(engine: Engine) -> Iterator[str]:
    deals = engine.context.knowledge.deals
    held = dict.fromkeys(d.customer for d in deals if d.kind == "compute contract" and d.status in {"signed", "expanded"})
    yield from (engine.context.knowledge.say(one) for one in held if one)


def units(engine: Engine, *names: str) -> set[str]:
    """The currencies of the contracts that these customers have agreed: dollars and euros are neither compared nor added up."""
    knowledge = engine.context.knowledge
    return {d.value.unit for d in knowledge.deals if d.value and d.customer and knowledge.say(d.customer) in names and Agreed().holds(d)}


def bounds(engine: Engine, customer: str) -> set[Bound]:
    """How the values of this customer's contracts are bounded."""
    knowledge = engine.context.knowledge
    return {d.value.bound for d in knowledge.deals if d.value and d.customer and knowledge.say(d.customer) == customer}


def listed(answer: Answer) -> set[str]:
    return {s.text for s in answer.statements if s.text.startswith("- ")} if isinstance(answer, Answered) else set()


def amount(answer: Answer) -> Decimal | None:
    value = answer.statements[0].value if isinstance(answer, Answered) else None
    return value.amount if isinstance(value, Quantity) else None


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_narrower_filter_lists_no_more(corpus: str) -> None:
    engine = engine_of(corpus)
    wide = listed(engine.answer("List the compute contracts.").answer)

    assert wide
    assert listed(engine.answer("List the compute contracts worth more than $4 billion.").answer) <= wide
    for customer in customers(engine):
        assert listed(engine.answer(f"List {customer}'s compute contracts.").answer) <= wide


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_comparison_reads_the_same_from_both_ends(corpus: str) -> None:
    engine = engine_of(corpus)
    names = list(customers(engine))
    for one, two in itertools.pairwise(names):
        there = engine.answer(f"Compare the contracts of {one} and {two}.").answer
        back = engine.answer(f"Compare the contracts of {two} and {one}.").answer

        assert (amount(there) is None) == (len(units(engine, one, two)) > 1)
        assert amount(there) == amount(back)


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_claim_and_its_opposite_do_not_both_hold(corpus: str) -> None:
    engine = engine_of(corpus)
    for customer in (one for one in customers(engine) if len(units(engine, one)) == 1):
        more = reply_of(engine.answer(f"Have {customer}'s compute contracts a total of more than $4.9 billion?").answer).text
        less = reply_of(engine.answer(f"Have {customer}'s compute contracts a total of less than $4.9 billion?").answer).text

        assert not (more.startswith("Yes") and less.startswith("Yes"))
        if bounds(engine, customer) <= {Bound.EXACTLY, Bound.ABOUT} and units(engine, customer) == {"USD"}:  # nothing leaves it open
            assert more.startswith("Yes") != less.startswith("Yes")


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_sum_is_at_least_its_largest_part(corpus: str) -> None:
    engine = engine_of(corpus)
    for customer in customers(engine):
        total = amount(engine.answer(f"What do {customer}'s compute contracts add up to?").answer)
        largest = amount(engine.answer(f"How much is {customer}'s largest compute contract worth?").answer)

        if len(units(engine, customer)) > 1:
            assert total is None
            continue
        assert total is not None
        assert largest is not None
        assert total >= largest
