"""How many of some deals are as claimed, against a plain count over the table."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.query.condition import Agreed
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Callable

CLAIMS: dict[str, Callable[[int, int], bool]] = {
    "Are most of the contracts of {party} over {amount}?": lambda held, whole: 2 * held > whole,
    "Is only one of {party}'s contracts above {amount}?": lambda held, _: held == 1,
    "are at least two of {party}'s deals over {amount}": lambda held, _: held >= 2,
    "Are no more than two of {party}'s contracts worth more than {amount}?": lambda held, _: held <= 2,
    "Are exactly two of {party}'s contracts above {amount}?": lambda held, _: held == 2,
    "Only one {party} contract is over {amount}, right?": lambda above, _: above == 1,
    "Is exactly one {party} contract above {amount}?": lambda above, _: above == 1,
}
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_number_decides(corpus: str) -> None:
    knowledge = engine_of(corpus).context.knowledge
    replaced = {one for deal in knowledge.deals for one in deal.supersedes}
    wordings = itertools.cycle(CLAIMS)
    for provider in dict.fromkeys(deal.provider for deal in knowledge.deals if deal.provider):
        own = [d for d in knowledge.deals if d.kind == "compute contract" and provider in {d.provider, d.customer}]
        held = [d for d in own if Agreed().holds(d) and d.id not in replaced]
        units = {d.value.unit for d in held if d.value}
        others = [
            d for d in knowledge.deals if d.kind in {"lease", "purchase", "backstop", "other"} and provider in {p for _, p in d.parties}
        ]
        if len(held) < 2 or others or len(units) != 1 or not all(d.value for d in held) or not units <= set(SIGNS):
            continue
        for billions in (1, 3, 6):
            wording = next(wordings)
            question = wording.format(party=knowledge.say(provider), amount=f"{SIGNS[next(iter(units))]}{billions} billion")
            above = sum(d.value.amount > Decimal(billions) * 10**9 for d in held if d.value)
            answer = engine_of(corpus).answer(question).answer

            assert isinstance(answer, Answered), question
            assert answer.verdict == ("Yes" if CLAIMS[wording](above, len(held)) else "No"), question
