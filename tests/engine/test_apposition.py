"""Who somebody is said to be in passing is set right before the question is answered."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.engine.apposition import apposition_in
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    "question",
    [
        "What did Tarvequil's chief executive Pontressil Wrethlow say about customers?",
        "What did Tarvequil boss Pontressil Wrethlow say about customers?",
        "What did Pontressil Wrethlow, the chief executive of Tarvequil, say about customers?",
        "As the chief executive of Tarvequil, what did Pontressil Wrethlow say about customers?",
    ],
)
def test_a_wrong_office_is_said_to_be_wrong_and_the_question_answered(question: str) -> None:
    answer = engine_of("invented").answer(question).answer

    assert isinstance(answer, Answered)
    assert "not say that of Tarvequil" in answer.correction
    told = reply_of(answer).text
    assert "Pontressil Wrethlow is the chief executive of Brixolune" in told
    assert "finished answers" in told


def test_a_wrong_owner_is_replaced_by_the_right_one() -> None:
    answer = engine_of("invented_thirtyfifth").answer("How much did Quillmere, the owner of Flickerloom, order?").answer

    assert isinstance(answer, Answered)
    assert "not say that of Quillmere" in answer.correction
    assert "$15.9 billion" in reply_of(answer).text


def test_a_right_office_is_not_what_is_answered() -> None:
    told = reply_of(engine_of("invented").answer("What did Brixolune's chief executive Pontressil Wrethlow say about customers?").answer)

    assert "finished answers" in told.text
    assert "do not say" not in told.text


@pytest.mark.parametrize(
    "question",
    [
        "Who is the chief executive of Tarvequil?",
        "Is Pontressil Wrethlow the chief executive of Tarvequil?",
        "What did Pontressil Wrethlow say about Tarvequil?",
        "How much did Kaddorine order from Osmerrath?",
    ],
)
def test_what_is_asked_is_not_said_in_passing(question: str) -> None:
    context = engine_of("invented").context
    found = apposition_in(context.reader.read(question), context)

    assert found is None or not found.wrong
