"""What a stated claim answers, and what it does not though it stands beside it in the same sentence."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("corpus", "question", "said"),
    [
        ("invented_fourth", "What is the interest rate on Pichovarra's loan?", "8.5%"),
        ("invented_fourth", "What coupon do Dunzarello's green bonds carry?", "5.75%"),
        ("invented_fourth", "Name the founder of Tjorvanel.", "Wenzumi Karrudek"),
        ("invented_fourth", "How much did Dunzarello's shares lose on Tuesday?", "5%"),
        ("invented_fourth", "By how much does Ysmorda's latest revenue outlook exceed the previous one?", "$7 billion"),
        ("invented_fourth", "What is a dim rate in such contracts?", "lower price"),
        ("invented_fourth", "Why was the purchase abandoned by Quormelis?", "two months late"),
        ("invented_sixth", "By how much did Varneppo's shares fall on Wednesday?", "3%"),
    ],
)
def test_a_claim_answers_what_it_states(corpus: str, question: str, said: str) -> None:
    reply = reply_of(engine_of(corpus).answer(question).answer)

    assert reply.status == "answered"
    assert said in reply.text


@pytest.mark.parametrize(
    ("corpus", "question", "never"),
    [
        ("invented_fourth", "What is the interest rate on Dunzarello's loan?", "8.5%"),  # another company's
        ("invented_fourth", "By how much did Luzzimarc's shares fall on Tuesday?", "5%"),  # another company's, on another day
        ("invented_sixth", "What made Varneppo's shares climb 3% on Wednesday?", "22%"),  # the year's move, in the same sentence
        ("invented_fourth", "number of Ysmorda chips installed for Luzzimarc?", "One contract"),  # chips are no contracts
        ("shipped", "How much will Oracle spend on AI by 2026?", "Oracle will"),  # stated of five companies together
    ],
)
def test_a_near_miss_is_not_answered_with_what_is_near(corpus: str, question: str, never: str) -> None:
    reply = reply_of(engine_of(corpus).answer(question).answer)

    assert reply.status == "unknown" or never not in reply.text
    assert never not in reply.lead


def test_what_is_stated_of_several_together_is_not_said_of_one() -> None:
    reply = reply_of(engine_of("shipped").answer("How much will Oracle spend on AI by 2026?").answer)

    assert reply.status == "unknown"
    assert "together" in reply.lead


@pytest.mark.parametrize(
    "question",
    ["When did Suria launch Wau?", "How many barges does Meranti own in all?", "What part of the loan does Hailam Trust provide?"],
)
def test_what_is_said_of_another_thing_is_no_answer(question: str) -> None:
    assert not isinstance(engine_of("invented_twentyfifth").answer(question).answer, Answered)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Where does the name Fishmonger come from?", "disused fish market"),
        ("How did Meranti get the name Fishmonger?", "disused fish market"),
        ("What will happen to the hall at Bukit Lada?", "close its own computer hall"),
        ("Megawatts for Pelangi?", "180 MW"),
    ],
)
def test_the_record_that_is_meant_is_told(question: str, said: str) -> None:
    assert said in reply_of(engine_of("invented_twentyfifth").answer(question).answer).text


@pytest.mark.parametrize(
    "question",
    [
        "What slice of the price does Zumbido pay upfront?",
        "How much of the price does Zumbido pay upfront?",
        "What share of the price is paid in advance?",
    ],
)
def test_a_percentage_is_itself_a_share(question: str) -> None:
    assert "15%" in reply_of(engine_of("invented_twentyfourth").answer(question).answer).text
