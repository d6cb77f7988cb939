"""By how long a contract was prolonged, and what one amount is made up of, against a plain computation over the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine

WORDINGS = (
    "By how many years was {customer}'s contract with {provider} prolonged?",
    "By how many months was {customer}'s contract with {provider} extended?",
    "How long is the extension of {customer}'s contract with {provider}?",
)


def prolonged(engine: Engine) -> Iterator[tuple[Deal, Deal]]:
    """Each contract with the one that prolongs it, where its customer and its provider have no other pair."""
    deals = engine.context.knowledge.deals
    pairs = [(old, new) for new in deals for old in deals if old.id in new.extends and old.ends and new.ends and new.customer]
    for old, new in pairs:
        if len([two for _, two in pairs if {*two.parties} & {*new.parties}]) == 1 and new.provider:
            yield old, new


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("corpus", CORPORA)
def test_a_prolongation_lasts_from_end_to_end(corpus: str, wording: str) -> None:
    engine = engine_of(corpus)
    say = engine.context.knowledge.say
    for old, new in prolonged(engine):
        asked = wording.format(customer=say(new.customer or ""), provider=say(new.provider or ""))
        answer = engine.answer(asked).answer

        assert isinstance(answer, Answered), asked
        assert answer.statements[0].calculation, asked
        assert {op.record for op in answer.statements[0].calculation.operands} == {old.id, new.id}, asked
        assert str(old.ends) in answer.statements[0].text, asked
        assert str(new.ends) in answer.statements[0].text, asked
