"""What a question that leans on the turn before is answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered, Chat
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Kaddorine's contract with Osmerrath?", "And its term?"), "4 years"),
        (("How much is Kaddorine's contract with Osmerrath worth?", "And the one with Tarvequil?"), "$5.2 billion"),
        (("List Kaddorine's contracts.", "Sum them"), "$7 billion"),
        (("List Kaddorine's contracts.", "Which is the larger one?"), "$5.2 billion"),
        (("List Kaddorine's contracts.", "When does the second one end?"), "December 2032"),
        (("What is the largest contract?", "And the second largest?"), "$5.2 billion"),
        (("Compare Zephrondal's two contracts.", "As a percentage of the larger one?"), "54.69%"),
        (("How many contracts does Kaddorine have?", "And Zephrondal?"), "Two"),
        (("List Zephrondal's contracts.", "Thanks!", "What do they add up to?"), "$9.3 billion"),
        (("What is Kaddorine's contract with Osmerrath worth?", "Is that their largest?"), "No"),
        (("What is Kaddorine's contract with Tarvequil worth?", "Is that their largest?"), "Yes"),
        (("Kaddorine's first contract?", "And the one after it?", "So the gap in dollars?"), "$3.4 billion"),
        (("Average of Zephrondal's contracts?", "And of Kaddorine's?", "Gap between those two averages?"), "$1.15 billion"),
        (("Osmerrath's possible contract with Lumivarsk?", "Has it been signed?"), "No"),
        (("How many contracts does Kaddorine have?", "And Zephrondal?", "So how many in all?"), "Four contracts"),
        (("List Kaddorine's contracts.", "The second one?", "And the last two added up?"), "$7 billion"),
        (("What is the largest contract?", "And the next one down?"), "$5.2 billion"),
        (("What is the smallest contract?", "And the next one?"), "$2.9 billion"),
        (("Kaddorine's first contract?", "And the one after it?", "When does it end?", "Difference in size?"), "$3.4 billion"),
        (("Total of Zephrondal's contracts?", "And Kaddorine's?", "Combined?"), "$16.3 billion"),
        (("The May 2025 contract?", "And in August?", "And November?", "Total?"), "$8.45 billion"),
        (("Total of Zephrondal's contracts?", "minus the first one?"), "$2.9 billion"),
        (("List Kaddorine's contracts.", "Total?", "Which ends later?"), "December 2032"),
        (("List Kaddorine's contracts.", "What are those for?"), "training and inference"),
        (("Which contracts came in 2025?", "Leave Lumivarsk out", "How many above 2 billion?"), "One contract"),
        (("Which provider has the most?", "And the second?"), "Tarvequil: $8.95 billion"),
        (("Which provider has the most?", "And the least?"), "Osmerrath has the least"),
        (("Which customer has the most?", "What share of the total is that?"), "46.38%"),
        (("What came after November 2025?", "And before?"), "$2.9 billion"),
        (("Tell me about Tarvequil's loan", "Is it signed?"), "$2.6 billion"),
        (("How did Brixolune's shares react on Tuesday?", "Tarvequil?", "Brixolune?"), "4%"),
        (("List Zephrondal's contracts.", "And the median?"), "$4.65 billion"),
        (("Zephrondal's largest contract?", "What share of all Zephrondal contracts is that?"), "68.82%"),
        (("Zephrondal's largest contract?", "What share of all Zephrondal contracts is that?", "And of everything?"), "31.9"),
        (("Zephrondal's largest contract?", "What share of all Zephrondal contracts is that?", "And the August one's share?"), "31.18%"),
        (("Kaddorine's contracts with Osmerrath and Tarvequil?", "Together?", "How far ahead of Lumivarsk's is that?"), "$3.25 billion"),
        (("How much is Kaddorine's contract with Tarvequil worth?", "How much more than the May one?"), "$3.4 billion"),
        (("Compare the May and the November contract", "How many times Kaddorine's is Lumivarsk's?"), "2.08"),
        (("How much bigger is Kaddorine's second contract than its first?", "And against Lumivarsk's?"), "$1.45 billion"),
        (("Average of Kaddorine's contracts?", "And of all five?"), "On average: "),
        (("How long does Kaddorine's contract with Tarvequil run?", "And Lumivarsk's?"), "runs until March 2033"),
        (("Istrivex's 310 billion for 2026 to 2029?", "Per year?"), "$77.5 billion a year"),
    ],
)
def test_a_turn_leans_on_the_one_before(invented: Engine, turns: tuple[str, ...], said: str) -> None:
    before = None
    for turn in turns:
        before = invented.answer(turn, before)

    assert before is not None
    assert isinstance(before.answer, Answered)
    assert said in reply_of(before.answer).text


@pytest.mark.parametrize(
    "turns",
    [
        ("How much is Kaddorine's contract with Osmerrath worth?", "Until when?"),
        ("How much is Zephrondal's August 2025 contract worth?", "For how many years?"),
    ],
)
def test_what_the_deal_spoken_of_does_not_state_is_not_told_of_others(invented: Engine, turns: tuple[str, ...]) -> None:
    first = invented.answer(turns[0])
    after = invented.answer(turns[1], first)

    assert after.deals == first.deals


def test_a_name_alone_asks_again_and_defines_nothing(invented: Engine) -> None:
    before = invented.answer("How did Tarvequil's shares react on Monday?")

    assert not isinstance(invented.answer("Lumivarsk's?", before).answer, Answered)


def test_a_new_question_forgets_the_turn_before(invented: Engine) -> None:
    before = invented.answer("List Kaddorine's contracts.")
    turn = invented.answer("How much is Lumivarsk's contract with Tarvequil worth?", before)

    assert "$3.75 billion" in reply_of(turn.answer).text


def test_thanks_change_nothing_of_what_was_spoken_of(invented: Engine) -> None:
    before = invented.answer("List Kaddorine's contracts.")
    after = invented.answer("Thank you!", before)

    assert isinstance(after.answer, Chat)
    assert after.deals == before.deals


@pytest.mark.parametrize("question", ["And its term?", "The other one?", "Why?", "minus that"])
def test_nothing_to_lean_on_is_no_answer(invented: Engine, question: str) -> None:
    assert not isinstance(invented.answer(question).answer, Answered)


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        (("What did Oxmarrow sign first?", "The one after?"), "Vellisande's April 16, 2030 contract"),
        (("How much does Oxmarrow want to borrow from banks?", "From which ones?"), "Lindenau Kredit and Sottomare Bank"),
        (("I have a call with Dalia Renquist tomorrow. What's her position?",), "head of infrastructure"),
    ],
)
def test_what_is_left_unsaid_is_taken_from_before(questions: tuple[str, ...], told: str) -> None:
    engine, turn = engine_of("invented_thirtysixth"), None
    for question in questions:
        turn = engine.answer(question, turn)

    assert turn is not None
    assert told in reply_of(turn.answer).text


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Should I put my savings there?", "chat"),
        ("Should we put it all in?", "chat"),
        ("Should I write that the Vellisande contract starts in January 2031?", "answered"),
        ("Should I quote $3.3 billion for the Vellisande contract?", "answered"),
    ],
)
def test_advice_is_asked_for_by_what_no_source_says(question: str, status: str) -> None:
    assert reply_of(engine_of("invented_thirtysixth").answer(question).answer).status == status


@pytest.mark.parametrize(
    "question",
    [
        "Is the Vellisande contract over 99999999999999999999999999999999999999?",
        "Who signed over the past 30000 months?",
        "Who signed over the last ²² months?",
        "Who signed in the past 0 years?",
    ],
)
def test_numbers_beyond_all_measure_raise_nothing(question: str) -> None:
    assert engine_of("invented_thirtysixth").answer(question).interpretation
