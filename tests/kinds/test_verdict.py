"""When a question that wants yes or no gets one, and when the source says too little for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.render.reply import reply_of
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    "question",
    [
        "Did Kaddorine sign with Tarvequil in April 2026?",
        "Is Kaddorine's contract with Tarvequil worth more than $4 billion?",
        "Did both Kaddorine and Lumivarsk sign with Tarvequil?",
        "Is Kaddorine a customer of Osmerrath?",
    ],
)
def test_yes(invented: Engine, question: str) -> None:
    assert reply_of(invented.answer(question).answer).text.startswith("Yes: ")


@pytest.mark.parametrize(
    "question",
    [
        "Did Kaddorine sign with Tarvequil in May 2026?",
        "Is Kaddorine the only customer of Tarvequil?",
        "Is Kaddorine's contract with Tarvequil worth more than $6 billion?",
    ],
)
def test_no(invented: Engine, question: str) -> None:
    assert reply_of(invented.answer(question).answer).text.startswith("No: ")


@pytest.mark.parametrize(
    ("corpus", "question"),
    [
        ("invented", "Is Zephrondal's first contract worth at least $6.4 billion?"),  # the source says `up to`
        ("invented", "Is the Zephrondal extension worth exactly $2.9 billion?"),  # the source says `about`
        ("invented", "Is Tarvequil a customer of Kaddorine?"),  # the other way round
        ("invented", "Did Tarvequil order from Kaddorine?"),
        ("invented", "Did Brixolune issue the senior bonds?"),  # planned
        ("invented_third", "Did Uwonga Bank borrow $2 billion?"),  # it lent
        ("invented_third", "Is Pehuelo used in no contract?"),
    ],
)
def test_neither(corpus: str, question: str) -> None:
    text = reply_of(engine_of(corpus).answer(question).answer).text

    assert not text.startswith("Yes")
