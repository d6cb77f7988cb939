"""What is said of a name that nothing defines."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.kinds.introduction import Introduction
from tests.support.world import CORPORA, engine_of

WORDINGS = ("Who is {}?", "What is {}?", "Tell me about {}.", "who's {}", "what is {}")


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("wording", WORDINGS)
def test_a_company_of_which_anything_is_said_is_never_unknown(corpus: str, wording: str) -> None:
    engine = engine_of(corpus)
    knowledge = engine.context.knowledge
    told = {one for r in knowledge.claims for one in (*r.subject, *r.object)}
    companies = [name for name in knowledge.names.values() if name.kind == "company" and name.id in told]
    unknown = [name.name for name in companies if not isinstance(engine.answer(wording.format(name.name)).answer, Answered)]

    assert companies
    assert unknown == []


@pytest.mark.parametrize(
    "question",
    ["What is Nebius worth?", "Who owns Nebius?", "What is Nebius valued at in dollars?", "Who is Nebius's chief?", "What is Zerbovia?"],
)
def test_what_asks_for_more_is_not_answered_with_it(question: str) -> None:
    assert not isinstance(engine_of("shipped").answer(question).query, Introduction)
