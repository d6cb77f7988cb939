"""What a question takes for granted, `since all of it was signed in May, ...`: corrected where it is not so, and the rest answered."""

from __future__ import annotations

import itertools

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.query.condition import Agreed
from dealdesk.render.reply import reply_of
from tests.support.world import CORPORA, engine_of

OPENINGS = itertools.cycle(("Since", "As", "Given that", "Seeing that", "Because", "Considering that"))


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_date_granted_to_all_is_corrected_where_some_have_another(corpus: str) -> None:
    engine = engine_of(corpus)
    knowledge = engine.context.knowledge
    for customer in dict.fromkeys(deal.customer for deal in knowledge.deals if deal.customer):
        own = [d for d in knowledge.deals if d.customer == customer]
        plain = all(d.kind == "compute contract" and Agreed().holds(d) and d.value and d.announced and d.announced.year for d in own)
        if not plain or len({str(d.announced) for d in own}) < 2 or any(d.supersedes for d in own):
            continue
        said = f"all of {knowledge.say(customer)}'s contracts were signed in {own[0].announced}"
        answer = engine.answer(f"{next(OPENINGS)} {said}, what is the smallest of them worth?").answer

        assert isinstance(answer, Answered), said
        assert reply_of(answer).text.startswith("No"), said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Since Kaddorine's first order is worth 3 billion, what is its second one worth?", "No: "),
    ],
)
def test_what_is_wrong_stands_before_what_is_asked(question: str, said: str) -> None:
    reply = reply_of(engine_of("invented").answer(question).answer)

    assert reply.text.startswith(said)
    assert len(reply.lines) > 1


@pytest.mark.parametrize(
    "question", ["Since I am new here, who is the largest customer?", "As a teacher I ask: what has Kaddorine ordered?"]
)
def test_what_is_no_claim_is_passed_over(question: str) -> None:
    assert not reply_of(engine_of("invented").answer(question).answer).text.startswith("No")


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("How does Kaddorine plan to spend the 9 billion it pledged to Osmerrath?", "$1.8 billion"),
        ("Why does Lumivarsk's contract with Tarvequil run out in 2029?", "March 2033"),
    ],
)
def test_a_wrong_amount_or_end_is_corrected_though_nothing_answers_the_question(question: str, right: str) -> None:
    answer = engine_of("invented").answer(question).answer

    assert isinstance(answer, Answered)
    assert answer.correction
    assert right in reply_of(answer).text


@pytest.mark.parametrize(
    "question", ["What share of the $9 billion did Kaddorine pledge to Osmerrath?", "Suppose Kaddorine leaves in 2029."]
)
def test_an_amount_of_something_else_and_a_supposition_are_not_corrected(question: str) -> None:
    answer = engine_of("invented").answer(question).answer

    assert not getattr(answer, "correction", "")
