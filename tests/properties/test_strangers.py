"""A company that takes part in no deal is given none of another's, whatever is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.engine.engine import Engine

ASKED = (
    "How much did {stranger} order?",
    "When did {stranger} sign?",
    "What did {stranger} buy from {provider}?",
    "What is {stranger}'s contract with {provider} worth?",
    "How long does {stranger}'s contract run?",
    "What does {stranger} pay {provider}?",
    "How big is {stranger}'s order?",
    "Which chips does {stranger} get from {provider}?",
    "When does {stranger}'s contract end?",
    "How many contracts has {stranger} signed?",
    "How many megawatts does {stranger} get?",
)


def strangers(engine: Engine) -> Iterator[str]:
    """Companies that no deal names, nor one that they belong to."""
    knowledge = engine.context.knowledge
    parties = {one for deal in knowledge.deals for _, one in deal.parties}
    for name in knowledge.names.values():
        if name.kind == "company" and parties.isdisjoint({name.id, knowledge.party(name.id)}):
            yield knowledge.say(name.id)


@pytest.mark.parametrize("corpus", CORPORA)
def test_no_deal_is_told_of_a_stranger(corpus: str) -> None:
    engine = engine_of(corpus)
    provider = next(engine.context.knowledge.say(deal.provider) for deal in engine.context.knowledge.deals if deal.provider)
    asked = [one.format(stranger=stranger, provider=provider) for stranger in strangers(engine) for one in ASKED]
    turns = [engine.answer(question) for question in asked]

    assert not [turn.question for turn in turns if isinstance(turn.answer, Answered) and turn.deals]
