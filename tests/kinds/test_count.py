"""How many companies there are, asked and claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.render.reply import reply_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Tarvequil has two customers, right?", "Yes: Two customers"),
        ("Does Tarvequil have at least two customers?", "Yes: Two customers"),
        ("Does Tarvequil have more than two customers?", "No: Two customers"),
        ("Does Tarvequil have fewer than three clients?", "Yes: Two customers"),
        ("Is it true that Tarvequil has three customers?", "No: Two customers"),
        ("Does Brixolune only have one customer?", "Yes: One customer"),
        ("Does Kaddorine have a single supplier?", "No: Two providers"),
    ],
)
def test_a_number_of_companies_is_checked(invented: Engine, question: str, verdict: str) -> None:
    assert reply_of(invented.answer(question).answer).text.startswith(verdict)


@pytest.mark.parametrize("question", ["Does Tarvequil have customers?", "Did two customers of Tarvequil cancel?"])
def test_no_number_or_more_than_a_number_is_not(invented: Engine, question: str) -> None:
    assert "customers:" not in reply_of(invented.answer(question).answer).text
