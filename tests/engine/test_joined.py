"""Several questions in one message: each is answered, in whichever way they are joined."""

from __future__ import annotations

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

CORPUS = "invented_twentyeighth"
QUESTIONS = {
    "who leads Brumalith": "Tobiah Renske",
    "how much is the loan of Brumalith": "1.6 billion",
    "who is the customer of the contract of March 2028 with Brumalith": "Oduvia Labs",
    "what do Brumalith's green bonds come to": "2.5 billion",
    "how big is Veyrano's newest contract": "350 million",
}


@pytest.mark.parametrize(
    "joined",
    ["{} and {}?", "{}, and {}?", "{}? {}?", "{}? And {}?", "{}; {}", "hi, {} and also {}", "two things: {}, {}", "first {}, second {}",
     "tell me {} and {}", "I need to know {} and {}", "can you tell me {} and {}, please?"],
)  # fmt: skip
def test_each_is_answered(joined: str) -> None:
    questions = list(QUESTIONS.items())
    for (one, told), (two, also) in zip(questions, [*questions[1:], questions[0]], strict=True):
        text = reply_of(engine_of(CORPUS).answer(joined.format(one, two)).answer).text

        assert told in text, (one, two)
        assert also in text, (one, two)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many contracts has Pelmora signed with Kestravane?", "One contract"),  # the amended one replaced the other
        ("How many deals has Kestravane signed since April?", "Three contracts"),  # and not since April of whichever year
        ("Who makes the Sable chips?", "Ionforge"),
        ("Who is the customer of Pelmora's April contract?", "Pelmora"),
    ],
)
def test_what_is_current(question: str, told: str) -> None:
    assert told in reply_of(engine_of(CORPUS).answer(question).answer).text
