"""What is worked out of deals that a question names one by one, and of those shown before, against a plain computation over the table."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.domain.quantity import Quantity
from dealdesk.query.condition import Agreed
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dealdesk.domain.answer import Answer
    from dealdesk.domain.period import PartialDate
    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine

Amounts = tuple[Decimal, Decimal]
WORKED: dict[str, Callable[[Amounts], Decimal]] = {
    "How much more is {a} worth than {b}?": lambda v: abs(v[0] - v[1]),
    "gap between {a} and {b}": lambda v: abs(v[0] - v[1]),
    "By how much does {b} fall short of {a}?": lambda v: abs(v[0] - v[1]),
    "{a} plus {b}": lambda v: v[0] + v[1],
    "taken together, how much are {b} and {a} worth?": lambda v: v[0] + v[1],
    "What is the mean of {a} and {b}?": lambda v: (v[0] + v[1]) / 2,
    "how many times {b} is {a}?": lambda v: max(v) / min(v),
    "What percentage of {a} is {b}?": lambda v: 100 * v[1] / v[0],
    "{b} as a share of {a}": lambda v: 100 * v[1] / v[0],
    "growth from {b} to {a}, in %": lambda v: 100 * (v[0] - v[1]) / v[1],
}
FOLLOWING: dict[str, Callable[[Amounts], Decimal]] = {
    "difference to {b}?": lambda v: abs(v[0] - v[1]),
    "how much smaller is {b}?": lambda v: abs(v[0] - v[1]),
    "plus {b}?": lambda v: v[0] + v[1],
    "and with {b} on top?": lambda v: v[0] + v[1],
    "what share of {b} is that?": lambda v: 100 * v[0] / v[1],
}
IN_TIME = {
    "Was {a} signed before {b}?": -1,
    "Did {a} come after {b}?": 1,
    "Is {a} earlier than {b}?": -1,
    "Was {a} announced later than {b}?": 1,
}
AT_THE_END = {
    "Does {a} end before {b}?": -1,
    "Does {a} expire later than {b}?": 1,
    "Will {a} run out earlier than {b}?": -1,
    "Does {a} end after {b}?": 1,
}
LAST_TWO: dict[str, Callable[[Amounts], Decimal]] = {
    "what's the difference?": lambda v: abs(v[0] - v[1]),
    "together?": lambda v: v[0] + v[1],
    "ratio?": lambda v: max(v) / min(v),
}


def pairs(engine: Engine) -> Iterator[tuple[Deal, Deal]]:
    """Contracts that their customer and month name alone, of one currency; the larger one first, the same one never twice."""
    knowledge = engine.context.knowledge
    replaced = {one for deal in knowledge.deals for one in (*deal.supersedes, *deal.includes, *deal.part_of)}
    told = [
        deal
        for deal in knowledge.deals
        if deal.kind == "compute contract" and Agreed().holds(deal) and deal.value and deal.announced and deal.customer
        and deal.id not in replaced and not (deal.supersedes or deal.includes or deal.part_of)
        and sum(d.customer == deal.customer and d.announced == deal.announced for d in knowledge.deals) == 1
    ]  # fmt: skip
    for one, two in itertools.combinations(told, 2):
        if one.value and two.value and one.value.unit == two.value.unit and one.value.amount != two.value.amount:
            yield (one, two) if one.value.amount > two.value.amount else (two, one)


def named(engine: Engine, deal: Deal) -> str:
    return f"{engine.context.knowledge.say(deal.customer or '')}'s {deal.announced} contract"


def amounts(one: Deal, two: Deal) -> Amounts:
    assert one.value is not None
    assert two.value is not None
    return one.value.amount, two.value.amount


def result(answer: Answer) -> Decimal:
    assert isinstance(answer, Answered)
    value = answer.statements[0].value
    assert isinstance(value, Quantity)
    return round(value.amount, 6)


@pytest.mark.parametrize("corpus", CORPORA)
def test_two_deals_named_are_the_operands(corpus: str) -> None:
    engine = engine_of(corpus)
    for (one, two), wording in zip(pairs(engine), itertools.cycle(WORKED), strict=False):
        asked = wording.format(a=named(engine, one), b=named(engine, two))

        assert result(engine.answer(asked).answer) == round(WORKED[wording](amounts(one, two)), 6), asked


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_deal_named_is_set_against_the_one_shown(corpus: str) -> None:
    engine = engine_of(corpus)
    for (two, one), wording in zip(pairs(engine), itertools.cycle(FOLLOWING), strict=False):
        before = engine.answer(f"How much is {named(engine, one)} worth?")
        asked = wording.format(b=named(engine, two))

        assert result(engine.answer(asked, before).answer) == round(FOLLOWING[wording](amounts(one, two)), 6), asked


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_last_two_shown_are_the_operands(corpus: str) -> None:
    engine = engine_of(corpus)
    for (one, two), wording in zip(pairs(engine), itertools.cycle(LAST_TWO), strict=False):
        first = engine.answer(f"How much is {named(engine, one)} worth?")
        second = engine.answer(f"and {named(engine, two)}?", first)

        assert result(engine.answer(wording, second).answer) == round(LAST_TWO[wording](amounts(one, two)), 6), wording


@pytest.mark.parametrize("corpus", CORPORA)
def test_of_three_shown_the_difference_is_that_of_the_last_two(corpus: str) -> None:
    engine = engine_of(corpus)
    for one, two in itertools.islice(pairs(engine), 3):
        other = next((deal for pair in pairs(engine) for deal in pair if deal not in (one, two)), None)
        if other is None:
            continue
        turn = engine.answer(f"How much is {named(engine, other)} worth?")
        for deal in (one, two):
            turn = engine.answer(f"and {named(engine, deal)}?", turn)

        assert result(engine.answer("and the difference?", turn).answer) == abs(amounts(one, two)[0] - amounts(one, two)[1])


@pytest.mark.parametrize("corpus", CORPORA)
def test_it_is_the_last_one_shown(corpus: str) -> None:
    engine = engine_of(corpus)
    for large, small in itertools.islice(pairs(engine), 4):
        for one, two in ((large, small), (small, large)):
            first = engine.answer(f"How much is {named(engine, one)} worth?")
            second = engine.answer(f"and {named(engine, two)}?", first)
            answer = engine.answer("is it bigger?", second).answer

            assert isinstance(answer, Answered)
            assert answer.verdict == ("Yes" if two is large else "No")


def dated(engine: Engine, claims: dict[str, int], day: Callable[[Deal], PartialDate | None]) -> Iterator[tuple[str, str]]:
    """Questions whether the one of two deals comes before or after the other, each with its verdict."""
    told = ((one, two) for pair in pairs(engine) for one, two in (pair, pair[::-1]))
    for (one, two), (wording, sign) in zip(told, itertools.cycle(claims.items()), strict=False):
        first, second = day(one), day(two)
        if first is None or second is None or not (first.year and second.year):
            continue
        apart = -1 if first.end <= second.start else 1 if second.end <= first.start else 0
        if apart:
            yield wording.format(a=named(engine, one), b=named(engine, two)), "Yes" if apart == sign else "No"


@pytest.mark.parametrize("corpus", CORPORA)
def test_which_of_two_came_first_is_told_by_their_dates(corpus: str) -> None:
    engine = engine_of(corpus)
    for asked, verdict in (*dated(engine, IN_TIME, lambda deal: deal.announced), *dated(engine, AT_THE_END, lambda deal: deal.ends)):
        answer = engine.answer(asked).answer

        assert isinstance(answer, Answered), asked
        assert answer.verdict == verdict, asked
