"""Words that may stay aside are said to; words that ask, name or restrict may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.render.reply import reply_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "aside"),
    [
        ("How much did Kaddorine stealthily promise Osmerrath in its contract?", "stealthily"),
        ("How much did Kaddorine clandestinely promise Osmerrath in its contract?", "clandestinely"),
    ],
)
def test_what_is_left_aside_is_said(invented: Engine, question: str, aside: str) -> None:
    answer = invented.answer(question).answer

    assert isinstance(answer, Answered)
    assert f"I left “{aside}” aside." in reply_of(answer).text


@pytest.mark.parametrize(
    "question",
    [
        "How much did Kaddorine donate to Osmerrath?",
        "What did the European contract of Kaddorine with Osmerrath cost?",
        "How much insurance does Kaddorine's contract with Osmerrath include?",
        "How much is Kaddorine's contract with Grumbledor worth?",
        "Which lawyers drafted Kaddorine's contract with Osmerrath?",
    ],
)
def test_what_asks_names_or_restricts_is_never_left_aside(invented: Engine, question: str) -> None:
    assert not isinstance(invented.answer(question).answer, Answered)
