"""What a company expects is its own forecast, and none of what others expect of it."""

from __future__ import annotations

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "said"),
    [
        ("invented_thirtyseventh", "What revenue does Bexleyford expect for 2031?", "2.3 billion"),
        ("invented_thirtyseventh", "What revenue had analysts expected for the third quarter?", "595 million"),
        ("invented_fortyfirst", "What revenue does Halberwyn expect for 2031?", "2.6 billion"),
    ],
)
def test_the_first_sentence_is_by_who_is_asked(corpus: str, question: str, said: str) -> None:
    assert said in reply_of(engine_of(corpus).answer(question).answer).text.partition("\n")[0]


@pytest.mark.parametrize("question", ["What does Sarnivolt expect for 2031?", "What revenue does Sarnivolt forecast for 2031?"])
def test_what_others_expect_is_not_told_for_it(question: str) -> None:
    assert "1.2 billion" not in reply_of(engine_of("invented_fortyfirst").answer(question).answer).text.partition("\n")[0]
