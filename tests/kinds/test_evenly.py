"""A stated figure spread evenly over companies or years, and what is not spread so."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.kinds.evenly import Evenly
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "amount"),
    [
        ("shipped", "If the 650 billion were shared equally by the five giants, what would each spend?", "$130 billion each"),
        ("shipped", "What is the 1.5 trillion of 2023 to 2026 per year?", "$375 billion a year"),
        ("invented", "Istrivex's 310 billion for 2026 to 2029, per year?", "$77.5 billion a year"),
        ("invented_second", "What does the 48 billion that Brenloft expects come to per year?", "$9.6 billion a year"),
    ],
)
def test_a_figure_is_divided_by_what_it_is_stated_of(corpus: str, question: str, amount: str) -> None:
    turn = engine_of(corpus).answer(question)
    reply = reply_of(turn.answer).text

    assert isinstance(turn.query, Evenly)
    assert amount in reply
    assert "which my sources do not say" in reply


@pytest.mark.parametrize(
    "question",
    [
        "What is the 700 billion by 2026 per year?",
        "What would each of NVIDIA's customers pay if the $1 trillion were shared equally?",
        "How is the 650 billion divided between Amazon and Oracle?",
    ],
)
def test_what_states_no_number_of_parts_is_not_divided(question: str) -> None:
    answer = engine_of("shipped").answer(question).answer

    assert not isinstance(answer, Answered) or not any(statement.calculation for statement in answer.statements)


def test_deals_are_averaged() -> None:
    reply = reply_of(engine_of("invented").answer("If Kaddorine's two contracts were divided equally, what would each be?").answer)

    assert "$3.5 billion" in reply.text
