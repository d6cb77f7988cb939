"""A deal that a question takes to have been cut."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.kinds.reduction import Reduction
from tests.support.world import engine_of


@pytest.mark.parametrize(
    "question",
    [
        "Why did Zephrondal cut its order with Brixolune in August 2025?",
        "Why did Kaddorine shrink its contract with Tarvequil?",
        "By how much did Lumivarsk reduce its contract with Tarvequil?",
    ],
)
def test_it_is_corrected(question: str) -> None:
    answer = engine_of("invented").answer(question).answer

    assert isinstance(answer, Answered)
    assert answer.correction == "My sources do not say that it was reduced."


@pytest.mark.parametrize(
    "question",
    ["Why did Lumivarsk's shares fall?", "How much is Kaddorine's contract with Tarvequil?", "Why did Zephrondal raise its order?"],
)
def test_what_is_not_about_a_cut_is_left_alone(question: str) -> None:
    assert not isinstance(engine_of("invented").answer(question).query, Reduction)
