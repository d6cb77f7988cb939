"""What a person said, announced or wrote."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.kinds.utterance import Utterance
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "said"),
    [
        ("invented_seventeenth", "What did Sennoria Pralquet say?", "mornings without waiting"),
        ("invented_seventeenth", "What did Belnakk announce?", "$45 billion"),
        ("invented_nineteenth", "What did Lindqvist write to clients?", "the whole hive sneezes"),
        ("shipped", "What did Zuckerberg say?", "hundreds of billions"),
        ("shipped", "What did Jensen Huang say?", "$1 trillion"),
    ],
)
def test_what_a_person_said(corpus: str, question: str, said: str) -> None:
    turn = engine_of(corpus).answer(question)

    assert isinstance(turn.answer, Answered)
    assert said in reply_of(turn.answer).text


@pytest.mark.parametrize(
    "question", ["What did Sennoria Pralquet say in 2019?", "What did Gavothrin say?", "What did Pralquet say about Weldovar?"]
)
def test_a_verb_of_saying_is_not_enough(question: str) -> None:
    assert not isinstance(engine_of("invented_seventeenth").answer(question).query, Utterance)
