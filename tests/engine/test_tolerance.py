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
        "How much is Kaddorine's barge contract with Osmerrath worth?",
        "How much is the coal contract of Kaddorine with Osmerrath worth?",
        "Which lawyers drafted Kaddorine's contract with Osmerrath?",
    ],
)
def test_what_asks_names_or_restricts_is_never_left_aside(invented: Engine, question: str) -> None:
    assert not isinstance(invented.answer(question).answer, Answered)


@pytest.mark.parametrize(
    "question",
    [
        "If Kaddorine pulled out of everything, what would Tarvequil's contracts be worth?",
        "Name a customer of Tarvequil that isn't a fishing fleet.",
    ],
)
def test_a_supposition_or_a_denial_is_never_left_out(invented: Engine, question: str) -> None:
    assert not isinstance(invented.answer(question).answer, Answered)


def test_what_only_opens_a_question_is_left_out(invented: Engine) -> None:
    assert isinstance(invented.answer("If you know, how much is Kaddorine's contract with Tarvequil worth?").answer, Answered)


def test_a_denial_that_names_somebody_leaves_him_out(invented: Engine) -> None:
    reply = reply_of(invented.answer("Name a customer of Tarvequil that isn't a software group.").answer).text

    assert "Lumivarsk" in reply
    assert "Kaddorine" not in reply


@pytest.mark.parametrize(
    ("question", "aside"),
    [
        ("How tasty are Tarvequil's shares since the start of the year?", "tasty"),
        ("What percentage coupon do investors slurp from Brixolune's senior bonds?", "slurp"),
    ],
)
def test_a_claim_that_matches_well_is_told_with_a_word_left_aside(invented: Engine, question: str, aside: str) -> None:
    answer = invented.answer(question).answer

    assert isinstance(answer, Answered)
    assert f"“{aside}” aside." in reply_of(answer).text


@pytest.mark.parametrize(
    "question",
    [
        "Which customers do Tarvequil's shares have since the start of the year?",
        "How were Tarvequil's shares sold since the start of the year?",
        "What is the average coupon of Brixolune's senior bonds?",
        "What coupon do Brixolune's senior bonds in Freedonia have?",
        "Why did Tarvequil buy the campus in Ulvarrick?",
    ],
)
def test_no_match_makes_up_for_what_is_asked_traded_reckoned_or_named(invented: Engine, question: str) -> None:
    assert not isinstance(invented.answer(question).answer, Answered)


def test_two_claims_that_match_as_well_are_both_told(invented: Engine) -> None:
    told = reply_of(invented.answer("How did Tarvequil's shares do?").answer).text

    assert "7%" in told
    assert "31%" in told


def test_what_follows_on_two_claims_is_about_the_first(invented: Engine) -> None:
    before = invented.answer("How did Tarvequil's shares do?")

    assert before.records == ("tarvequil-shares-monday",)
