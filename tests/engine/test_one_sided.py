"""What is never answered with less than it asks, or with something that stands beside it."""

from __future__ import annotations

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

CORPUS = "invented_seventeenth"


def said(question: str, corpus: str = CORPUS) -> str:
    """The text of the reply."""
    return reply_of(engine_of(corpus).answer(question).answer).text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("By how much does Tolvanique's contract with Gavothrin exceed Ormasquet's in value?", "$5.1 billion"),
        ("How much bigger is Tolvanique's contract with Gavothrin than Ormasquet's?", "$5.1 billion"),
        ("In which month was Weldovar's order with Uskerrine called off?", "October 2025"),
        ("When was Weldovar's order with Uskerrine called off?", "October 2025"),
        ("When was Weldovar's cancelled order announced?", "March 2025"),
        ("How much is the possible Uskerrine deal worth?", "$5 billion"),
        ("What is the total for Gavothrin?", "$10.65 billion"),
        ("What is the total of the Kressibor contracts?", "$2.8 billion, as the source itself states"),
        ("Which contract runs longest?", "7 years"),
        ("Which month had the highest order total?", "February 2026 has the most"),
        ("How many contracts are larger than Ormasquet's contract?", "One contract"),
        ("Which contracts are smaller than Kressibor's second contract?", "$1.2 billion"),
        ("How much did contracts larger than Kressibor's first contract come to?", "$11.5 billion"),
        ("Why did Gavothrin borrow?", "paying for the chips"),
        ("Which contracts have more than 100 megawatts?", "420 MW"),
        ("How long is it from May 2026 until Kressibor's second contract ends?", "67 months"),
        ("How many contracts have an end date?", "Two contracts"),
        ("Which contracts have an option?", "to extend the contract by two years"),
        ("What is the money for?", "paying for the chips"),
        ("Who is the borrower?", "Gavothrin as borrower"),
        ("Who are the lenders?", "Pundreth Trust"),
        ("Who is the provider?", "Two providers"),
        ("Have Kressibor's orders passed $2 billion?", "Yes: Together"),
        ("What share of Weldovar's orders goes to Gavothrin?", "%"),
        ("Who is called the Shop Window?", "Uskerrine"),
        ("Was Tolvanique the only one signing in 2026?", "No: Kressibor"),
        ("Is the total over 10 billion?", "up to $13.05 billion"),
        ("Is the sum below 10 billion?", "up to $13.05 billion"),
        ("What is the cheapest deal?", "$350 million"),
        ("top 2 customers", "Tolvanique has the most"),
        ("How many times larger is Tolvanique's newest contract than the July order?", "3.13 times"),
        ("Tolvanique's contract with Gavothrin: how big, and when was it meant to begin?", "April 2026"),
        ("When was Gavothrin founded?", "of Gavothrin"),
        ("Gap between the two forecasts for 2028?", "$90 billion"),
        ("Did Kressibor sign before Tolvanique?", "Yes: Tolvanique"),
        ("Did Tolvanique sign before Kressibor?", "No: Tolvanique"),
        ("Only Tolvanique signed in 2026, true?", "No: Kressibor"),
        ("Is it true that Kressibor signed twice?", "$1.2 billion"),
        ("Kressibor signed three times, right?", "No: Two contracts"),
        ("What is the total, with nothing counted twice?", "Together"),
        ("Highest forecast for 2028?", "$260 billion"),
        ("What is Kressibor's share of the 2026 contracts?", "17.58%"),
        ("Which contracts passed the 5 billion mark?", "$7.5 billion"),
        ("Which contract is for inference?", "covers inference only"),
        ("How big was the Weldovar deal?", "cancelled"),
        ("How does Kressibor pay under its first contract?", "payment terms"),
        ("Which contracts run beyond 2030?", "December 2031"),
        ("List the contracts without an end date.", "Tolvanique"),
        ("What was the last thing Kressibor ordered?", "$1.6 billion"),
        ("How many contracts does Gavothrin have, the newest included?", "Four contracts"),
        ("Kressibor's total, and the value of Tolvanique's first contract?", "$2.8 billion"),
    ],
)
def test_all_that_is_asked_is_answered(question: str, text: str) -> None:
    assert text in said(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the Ormasquet contract for?",
        "How full are Gavothrin's paper mills?",
        "How many contracts have a penalty?",
        "How do these companies earn money?",
        "What is the share price of Gavothrin in dollars?",
        "How many customers does Tolvanique have?",
        "Who are Tolvanique's customers?",
        "How much did Kressibor pay Gavothrin upfront?",
        "How much of Kressibor's second contract is new?",
        "At what price did Gavothrin close on Thursday?",
        "Which contracts have more than one customer?",
        "How much must Kressibor pay to leave early?",
        "Did Kressibor buy more than it needed?",
        "How many paper mills do Gavothrin's rivals own?",
        "What does the bank say?",
    ],
)
def test_what_stands_beside_it_is_no_answer(question: str) -> None:
    assert not isinstance(engine_of(CORPUS).answer(question).answer, Answered)


def test_how_money_is_earned_is_told_by_a_definition_that_says_so() -> None:
    assert "rents out AI computing" in said("How does Gavothrin earn its money?")


@pytest.mark.parametrize("question", ["How does Meta earn its money?", "How does NVIDIA earn money?", "How does Nebius make a living?"])
def test_a_definition_that_says_nothing_of_a_trade_tells_not_how_money_is_earned(question: str) -> None:
    assert not isinstance(engine_of("shipped").answer(question).answer, Answered)


@pytest.mark.parametrize(
    "question",
    [
        "Was Meta's rise larger than CoreWeave's?",
        "Did the stock market fall?",
        "What came before Vera Rubin?",
        "Where is CoreWeave's head office?",
    ],
)
def test_a_deal_or_a_record_beside_it_is_no_answer(question: str) -> None:
    assert not isinstance(engine_of("shipped").answer(question).answer, Answered)


@pytest.mark.parametrize("stage", ["in talks", "cancelled"])
def test_a_stage_at_which_no_deal_stands_is_not_passed_over(stage: str) -> None:
    assert not isinstance(engine_of("shipped").answer(f"Which deals are {stage}?").answer, Answered)


@pytest.mark.parametrize("question", ["Does Vintrosk or Annequary get more power?", "Is Gavothrin or Uskerrine bigger?"])
def test_either_or_gets_no_yes(question: str) -> None:
    assert not said(question).startswith(("Yes", "No"))


def test_a_length_is_no_year_to_group_by() -> None:
    assert "7 years" in said("Is the seven-year contract the largest of Gavothrin's?")


def test_an_amount_that_a_deals_sources_state_is_not_denied() -> None:
    reply = said("Is it correct that Tivolgarn may take another 60 megawatts?", "invented_sixteenth")

    assert not reply.startswith("No")
    assert "60" in reply
    assert said("Is it correct that Tivolgarn takes 70 megawatts?", "invented_sixteenth").startswith("No")


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("Size of Kressibor's 2024 contract?", "Oops, wrong year. I meant 2026.", "$1.6 billion"),
        ("What did Tolvanique order?", "Oops, wrong customer. I meant Ormasquet.", "$2.4 billion"),
    ],
)
def test_what_was_wrong_is_joined_to_what_is_right(first: str, then: str, text: str) -> None:
    engine = engine_of(CORPUS)
    reply = reply_of(engine.answer(then, engine.answer(first)).answer).text

    assert text in reply
    assert len(reply.splitlines()) == 1


@pytest.mark.parametrize(
    ("turns", "text"),
    [
        (("Who are the providers?", "Which is bigger?"), "Gavothrin has the most"),
        (("Which provider is bigger?", "By how much?"), "$8.25 billion"),
        (("Which provider has more contracts?", "How many more?"), "3 deals more"),
    ],
)
def test_which_of_those_told_and_by_how_much(turns: tuple[str, ...], text: str) -> None:
    engine, before = engine_of(CORPUS), None
    for turn in turns:
        before = engine.answer(turn, before)

    assert before is not None
    assert text in reply_of(before.answer).text


def test_the_chief_of_its_finances_leads_no_company() -> None:
    engine = engine_of("invented_nineteenth")

    assert "Tillery" not in reply_of(engine.answer("Is Agnes Tillery the boss of Halcyr?").answer).text
    assert "Tillery" in reply_of(engine.answer("Who is Nimbrel's finance chief?").answer).text


def test_what_a_deal_is_worth_is_not_what_else_is_stated_of_it() -> None:
    assert "$5.2 billion" in said("How much is Lumeri Labs's October 2025 contract with Tarnfield Compute worth?", "invented_eighteenth")


def test_members_of_a_group_are_no_deals() -> None:
    for group in ("tech giants", "tech titans"):
        assert "contracts" not in said(f"How many of the five {group} rent from CoreWeave?", "shipped")


def test_a_possible_or_cancelled_deal_makes_nobody_a_second_customer() -> None:
    assert not said("Is Ormasquet Uskerrine's only customer?").startswith("No")


def test_of_whose_only_customer_a_name_is_that_one_is_no_second() -> None:
    assert said("Is Zephrondal Brixolune's only customer?", "invented").startswith("Zephrondal")
    assert said("Is Kaddorine Tarvequil's only customer?", "invented").startswith("No: Lumivarsk")
