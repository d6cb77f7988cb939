"""An amount that a question takes a figure to have is held against the figure that the rest of it describes."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

CORPUS = "invented_twentyfourth"


@pytest.mark.parametrize(
    ("question", "verdict", "figure"),
    [
        ("Is Kwabena Lund's revenue forecast for Azulejo $2.9 billion?", "Yes", "2.9 billion"),
        ("Kwabena Lund's revenue forecast is 3.5 billion, right?", "No", "2.9 billion"),
        ("is it true that the forecast of Rahel Dessie is 2.4 billion?", "Yes", "2.4 billion"),
        ("I read Rahel Dessie's forecast is $2.9 billion. correct?", "No", "2.4 billion"),
        ("Was Azulejo's 2028 revenue $1.6 billion?", "Yes", "1.6 billion"),
        ("was Azulejo's revenue in 2028 2.6 billion", "No", "1.6 billion"),
        ("Is the fee for leaving the Fogueira contract $120 million?", "Yes", "120 million"),
        ("Azulejo's shares rose 9.4% on Wednesday, correct?", "Yes", "9.4%"),
        ("Did Azulejo's shares rise 12% on Wednesday?", "No", "9.4%"),
        ("Did Tecolote's shares gain 4%?", "Yes", "4%"),
    ],
)
def test_the_figure_decides(question: str, verdict: str, figure: str) -> None:
    answer = engine_of(CORPUS).answer(question).answer

    assert isinstance(answer, Answered), question
    assert answer.verdict == verdict
    assert figure in answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Is Azulejo's profit $2.9 billion?",  # which nobody states
        "Does every analyst expect 2.9 billion of revenue?",
        "Is Azulejo's revenue $1.6 billion in 2030 alone?",
        "Was the 1.6 billion revenue for Azulejo or Fogueira?",
    ],
)
def test_no_figure_confirms_more_than_it_states(question: str) -> None:
    reply = reply_of(engine_of(CORPUS).answer(question).answer)

    assert not reply.text.startswith("Yes")
