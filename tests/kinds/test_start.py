"""When a deal starts is neither when it ends nor when it was announced."""

from __future__ import annotations

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of


@pytest.mark.parametrize("corpus", CORPORA)
def test_an_end_is_no_start(corpus: str) -> None:
    engine = engine_of(corpus)
    say = engine.context.knowledge.say
    for deal in engine.context.knowledge.deals:
        if deal.customer and deal.provider and deal.ends and deal.ends != deal.starts:
            question = f"Does {say(deal.customer)}'s contract with {say(deal.provider)} start in {deal.ends}?"

            assert not reply_of(engine.answer(question).answer).text.startswith("Yes"), question
