"""A deal that another has replaced is told as such, and no longer says what its parties have agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.context import wording
from dealdesk.render.reply import reply_of
from tests.support.world import INVENTED, engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine


def replacements(engine: Engine) -> Iterator[tuple[Deal, str, str]]:
    """Each replaced contract, its value in words and that of the one that counts, where both state one."""
    deals = {deal.id: deal for deal in engine.context.knowledge.deals}
    pairs = ((deals[old], new) for new in deals.values() for old in new.supersedes if new.kind == "compute contract")
    for old, new in pairs:
        if old.value and new.value and old.value.amount != new.value.amount:
            yield old, wording.amount(old.value), wording.amount(new.value)


@pytest.mark.parametrize("corpus", INVENTED)
def test_what_is_replaced_is_not_confirmed(corpus: str) -> None:
    engine = engine_of(corpus)
    for old, before, after in replacements(engine):
        customer = engine.context.knowledge.say(old.customer or "")
        claimed, asked = (
            reply_of(engine.answer(question).answer).text
            for question in (
                f"Is {customer}'s contract worth {before}?",
                f"What is {customer}'s contract worth?",
            )
        )

        assert not claimed.startswith("Yes"), claimed
        assert after in asked
        assert "has since been replaced" in asked or before not in asked
