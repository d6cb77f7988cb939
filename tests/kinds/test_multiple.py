"""A multiple that a question claims is held against the stated amounts, in the direction in which it is claimed."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is the Vellisande contract more than double the Bramhall one?", "Yes"),
        ("Is the Vellisande contract double the Bramhall one?", "No"),
        ("Is the Bramhall contract more than double the Vellisande one?", "No"),
        ("Is the loan of Oxmarrow double the Vellisande contract?", "No"),
        ("Is Caddisfell's revenue of 2031 more than double its revenue of 2029?", "Yes"),
        ("Is Caddisfell's revenue of 2031 more than triple its revenue of 2029?", "No"),
    ],
)
def test_a_claimed_multiple_gets_its_verdict(question: str, verdict: str) -> None:
    answer = engine_of("invented_thirtysixth").answer(question).answer

    assert isinstance(answer, Answered)
    assert answer.verdict == verdict
