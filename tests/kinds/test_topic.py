"""What the sources say about a thing that has no name in the corpus."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered, Unknown
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What does the article say about transformers?", "enough transformers"),
        ("anything about glass walls?", "glass walls"),
        ("any mention of passers-by?", "passers-by"),
        ("something on paying users", "paying users"),
        ("What is said about the river?", "the river there cools the racks"),
    ],
)
def test_what_holds_all_words_of_a_topic_is_said_of_it(question: str, said: str) -> None:
    turn = engine_of("invented_seventeenth").answer(question)

    assert isinstance(turn.answer, Answered)
    assert said in reply_of(turn.answer).text


@pytest.mark.parametrize("question", ["anything about glass prices?", "What does the article say about layoffs?", "Tell me about cats"])
def test_a_topic_of_which_a_word_is_missing_is_unknown(question: str) -> None:
    assert isinstance(engine_of("invented_seventeenth").answer(question).answer, Unknown)
