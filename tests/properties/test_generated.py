"""Questions made from names and attributes, checked against a plain computation over the table."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

import pytest

from dealdesk.context.term import ASKED
from dealdesk.domain.answer import Answered, Unknown
from dealdesk.domain.quantity import Quantity
from dealdesk.language.mention import Named
from dealdesk.query.condition import Agreed
from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine

LOOKUPS = (
    "How much is {customer}'s {month} contract with {provider} worth?",
    "what's the value of the {month} deal between {customer} and {provider}",
    "{customer} {provider} {month} size?",
)
SUMS = (
    "What do {customer}'s contracts with {provider} add up to?",
    "total value of {customer} orders from {provider}",
    "How much has {customer} ordered from {provider} in all?",
)
COUNTS = ("How many contracts does {customer} have with {provider}?", "number of {customer} deals with {provider}")


def contracts(engine: Engine) -> list[Deal]:
    return [deal for deal in engine.context.knowledge.deals if deal.kind == "compute contract" and Agreed().holds(deal)]


def current(deals: list[Deal]) -> list[Deal]:
    """The deals that no other of them replaces or has as its part."""
    replaced, held = {one for deal in deals for one in deal.supersedes}, {deal.id for deal in deals}
    return [deal for deal in deals if deal.id not in replaced and not set(deal.part_of) & held]


def once(deals: list[Deal]) -> list[Deal]:
    """The deals that are more than planned, without those whose value another one's already holds."""
    held = {deal.id for deal in deals}
    inside = {one for deal in deals for one in (*deal.includes, *deal.supersedes)}
    kept = [deal for deal in deals if deal.id not in inside and not set(deal.part_of) & held]
    return [deal for deal in kept if deal.status != "planned"] or kept


def pairs(engine: Engine) -> Iterator[tuple[str, str, list[Deal]]]:
    say = engine.context.knowledge.say
    for customer, provider in dict.fromkeys((d.customer, d.provider) for d in contracts(engine)):
        held = [d for d in contracts(engine) if (d.customer, d.provider) == (customer, provider)]
        yield say(customer or ""), say(provider or ""), held


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("wording", LOOKUPS)
def test_a_value_is_that_of_the_table(corpus: str, wording: str) -> None:
    engine = engine_of(corpus)
    say = engine.context.knowledge.say
    for deal in contracts(engine):
        if not deal.announced or not deal.value or deal.part_of:  # a part shares the date of its whole, which is the one meant
            continue
        asked = wording.format(customer=say(deal.customer or ""), provider=say(deal.provider or ""), month=deal.announced)
        answer = engine.answer(asked).answer

        assert isinstance(answer, Answered), asked
        assert [statement.value for statement in answer.statements] == [deal.value], asked


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("wording", SUMS)
def test_a_sum_is_the_sum_of_the_table(corpus: str, wording: str) -> None:
    engine = engine_of(corpus)
    for customer, provider, held in pairs(engine):
        answer = engine.answer(wording.format(customer=customer, provider=provider)).answer

        assert isinstance(answer, Answered)
        total = answer.statements[0].value
        assert isinstance(total, Quantity)
        assert total.amount == sum((d.value.amount for d in once(held) if d.value), Decimal())


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("wording", COUNTS)
def test_a_count_is_the_number_of_rows(corpus: str, wording: str) -> None:
    engine = engine_of(corpus)
    for customer, provider, held in pairs(engine):
        answer = engine.answer(wording.format(customer=customer, provider=provider)).answer

        assert isinstance(answer, Answered)
        assert answer.statements[0].value == len(current(held))
        assert len(answer.statements) == len(current(held)) + 1


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_median_of_all_is_that_of_the_table(corpus: str) -> None:
    engine = engine_of(corpus)
    answer = engine.answer("What is the median compute contract?").answer
    if len({d.value.unit for d in contracts(engine) if d.value}) > 1:  # dollars and euros have no median
        assert isinstance(answer, Unknown)
        return

    assert isinstance(answer, Answered)
    value = answer.statements[0].value
    assert isinstance(value, Quantity)
    assert value.amount == median(d.value.amount for d in once(contracts(engine)) if d.value)


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize(
    "attribute", ["termination fee", "price per GPU-hour", "interest rate", "governing law", "number of employees", "insurer"]
)
def test_what_no_deal_states_is_unknown(corpus: str, attribute: str) -> None:
    engine = engine_of(corpus)
    asked = engine.context.reader.read(attribute)
    if asked.of(Named):
        pytest.skip("this corpus calls a company so")
    terms = {f"{ASKED}{m.name}" for m in asked.words("attribute")}
    profiles = engine.context.terms.records.values()
    told = {engine.context.knowledge.say(name[1:]) for p in profiles if terms & (p.key | p.asked) for name in p.names if name[1:]}
    for customer, provider, _ in pairs(engine):
        if customer in told:
            continue  # a figure or a fact states it
        reply = reply_of(engine.answer(f"What is the {attribute} of {customer}'s contract with {provider}?").answer)

        assert reply.status == "unknown"


@pytest.mark.parametrize(("here", "elsewhere"), [("shipped", "invented"), ("invented", "shipped")])
def test_the_names_of_another_corpus_are_unknown(here: str, elsewhere: str) -> None:
    engine, other = engine_of(here), engine_of(elsewhere)
    for customer, provider, _ in pairs(other):
        reply = reply_of(engine.answer(f"How much has {customer} ordered from {provider}?").answer)

        assert reply.status == "unknown"
        assert reply.citations == ()
