"""When a question that wants yes or no gets one, and when the source says too little for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did Kaddorine sign with Tarvequil in April 2026?", "Yes: "),
        ("Is Kaddorine's contract with Tarvequil worth more than $4 billion?", "Yes: "),
        ("Did both Kaddorine and Lumivarsk sign with Tarvequil?", "Yes: "),
        ("Is Kaddorine a customer of Osmerrath?", "Yes: "),
        ("Did Kaddorine sign with Tarvequil in May 2026?", "No: "),
        ("Did Zephrondal sign with Brixolune in October 2024 and August 2025?", "Yes: "),
        ("Did Zephrondal sign with Brixolune in October 2024 and May 2025?", "No: "),
        ("Did Zephrondal sign with Brixolune in October 2024 or May 2025?", "Yes: "),
        ("Kaddorine didn't sign with Tarvequil, right?", "No: "),
        ("Kaddorine signed with Tarvequil in April 2026, didn't it?", "Yes: "),
        ("Were most contracts signed in 2025?", "Yes: "),
        ("Were most contracts signed in 2026?", "No: "),
        ("Did Kaddorine sign more contracts than Lumivarsk?", "Yes: "),
        ("Did Lumivarsk sign more contracts than Kaddorine?", "No: "),
        ("Does Kaddorine sell computing to Tarvequil?", "No: by my sources Kaddorine buys from Tarvequil"),
        ("Is Kaddorine the only customer of Tarvequil?", "No: "),
        ("Is Kaddorine's contract with Tarvequil worth more than $6 billion?", "No: "),
        ("Did Kaddorine sign more than once?", "Yes: Two"),
        ("Why did all of Kaddorine's contracts come in 2025?", "No: Kaddorine's April 2026"),
        ("Does Kaddorine have more than two contracts?", "No: Two"),
        ("Does Kaddorine account for over a third of the total?", "Yes: "),
        ("Does Kaddorine account for less than a third of the total?", "No: "),
        ("Does Zephrondal make up the majority of all contracts?", "No: "),
        ("Is Lumivarsk's share of all contracts 19%?", "Yes: "),
        ("All of Kaddorine's contracts are over $3 billion.", "No: Kaddorine's May 2025"),
        ("All of Kaddorine's contracts are over $1 billion.", "Yes: "),
        ("None of the contracts is below $2 billion.", "No: Kaddorine's May 2025"),
        ("Kaddorine has three contracts.", "No: Two"),
        ("Kaddorine is Tarvequil's only customer.", "No: "),
        ("Is Zephrondal's newest contract its smallest?", "Yes: "),
        ("Doesn't Kaddorine have more than two contracts?", "No: Two"),
        ("Is Zephrondal's newest contract its largest?", "No: Zephrondal's October 2024"),
        ("Does Kaddorine rent only from Tarvequil?", "No: Kaddorine's May 2025 contract with Osmerrath"),
        ("Tarvequil sells only to Kaddorine, right?", "No: Lumivarsk's November 2025 contract with Tarvequil"),
        ("Is Kaddorine supplied only by Osmerrath?", "No: Kaddorine's April 2026 contract with Tarvequil"),
        ("Is it true that only Kaddorine signed in May 2025?", "Kaddorine's May 2025"),
        ("Kaddorine signed in May 2025 and in June 2025, correct?", "No: Kaddorine's April 2026"),
        ("Zephrondal signed in October 2024 and in May 2025, correct?", "No: Kaddorine's May 2025"),
        ("Is Kaddorine the only customer that came back?", "No: Two customers: Zephrondal and Kaddorine"),
        ("Are all of Osmerrath's contracts over $1 billion?", "Yes: "),
    ],
)
def test_the_verdict_comes_first(invented: Engine, question: str, verdict: str) -> None:
    assert reply_of(invented.answer(question).answer).text.startswith(verdict)


@pytest.mark.parametrize(
    "question",
    [
        "Contracts that were signed in 2025",
        "Kaddorine's contracts are worth how much",
        "The contract that Kaddorine has with Tarvequil",
        "The newest contract is worth $5.2 billion. When does it end?",
    ],
)
def test_what_claims_nothing_of_its_own_gets_no_verdict(invented: Engine, question: str) -> None:
    assert not reply_of(invented.answer(question).answer).text.startswith(("Yes", "No: "))


@pytest.mark.parametrize(
    ("corpus", "question"),
    [
        ("invented", "Is Zephrondal's first contract worth at least $6.4 billion?"),  # the source says `up to`
        ("invented", "Is the Zephrondal extension worth exactly $2.9 billion?"),  # the source says `about`
        ("invented", "Is Tarvequil a customer of Kaddorine?"),  # the other way round
        ("invented", "Did Tarvequil order from Kaddorine?"),
        ("invented", "Did Brixolune issue the senior bonds?"),  # planned
        ("invented", "Has Kaddorine paid Tarvequil?"),  # what was agreed is stated, not what was paid
        ("invented", "Is Kaddorine's contract with Tarvequil final?"),
        ("invented", "Is Kaddorine's contract with Tarvequil a definitive agreement?"),
        ("invented", "Did Tarvequil confirm that Kaddorine signed in April 2026?"),
        ("invented", "Is Lumivarsk the first customer of Tarvequil?"),
        ("invented", "Was there any contract between Kaddorine and Lumivarsk?"),  # both are customers
        ("invented", "Is it Tarvequil that Kaddorine ordered from in April 2026 and Lumivarsk in May 2026?"),
        ("invented_third", "Did Uwonga Bank borrow $2 billion?"),  # it lent
        ("invented_third", "Is Pehuelo used in no contract?"),
    ],
)
def test_neither(corpus: str, question: str) -> None:
    text = reply_of(engine_of(corpus).answer(question).answer).text

    assert not text.startswith("Yes")
