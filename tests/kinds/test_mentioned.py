"""Whether the sources speak of a name at all, which is another question than what is said of it."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.kinds.mentioned import Mentioned
from tests.support.world import CORPORA, engine_of


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_company_of_the_sources_is_mentioned(corpus: str) -> None:
    engine = engine_of(corpus)
    texts = " ".join(p.text for listed in engine.context.sentences.values() for p in listed)
    names = [n for n in engine.context.knowledge.names.values() if n.kind == "company" and any(s in texts for s in n.spellings)]

    for name in names:
        answer = engine.answer(f"Does the article mention {name.name}?").answer
        assert isinstance(answer, Answered), name.name
        assert answer.verdict == "Yes"


@pytest.mark.parametrize(
    "question",
    [
        "Does the article say Tarvequil is bankrupt?",
        "Does the article mention Zerbovia?",
        "Does the article mention Tarvequil's chief?",
        "Did Tarvequil mention a price?",
    ],
)
def test_what_is_said_of_it_is_another_question(question: str) -> None:
    assert not isinstance(engine_of("invented").answer(question).query, Mentioned)
