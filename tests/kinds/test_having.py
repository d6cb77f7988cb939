"""Groups told by how many deals they have, or by what those come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.render.reply import reply_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which customers have more than one contract?", "Two customers: Zephrondal and Kaddorine"),
        ("Who signed more than once?", "Two customers: Zephrondal and Kaddorine"),
        ("Which customers came back for more?", "Two customers: Zephrondal and Kaddorine"),
        ("Which customer has only one contract?", "One customer: Lumivarsk"),
        ("Which customers have at least three contracts?", "None: my sources state no customer with at least 3 contracts"),
        ("Which customers ordered more than $8 billion in total?", "One customer: Zephrondal"),
        ("Which providers have two contracts?", "Two providers"),
        ("Which providers have fewer than two contracts?", "One provider: Osmerrath"),
        ("How many customers have more than one contract?", "Two customers"),
    ],
)
def test_groups_are_told_by_what_they_have(invented: Engine, question: str, said: str) -> None:
    turn = invented.answer(question)

    assert isinstance(turn.answer, Answered)
    assert reply_of(turn.answer).text.startswith(said)


@pytest.mark.parametrize("question", ["Which contracts are worth more than one billion?", "Which contracts have more than one customer?"])
def test_what_a_contract_has_groups_nothing(invented: Engine, question: str) -> None:
    assert "customers:" not in reply_of(invented.answer(question).answer).text
