"""What a question leaves out, and what only looks like leaving out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.scope.exclusion import exclusions
from dealdesk.scope.scope import scope_of
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("Which contracts does Tarvequil have apart from those with Kaddorine?", ["Kaddorine"]),
        ("List the contracts except the largest.", ["largest"]),
        ("Brixolune aside, who sells computing?", ["Brixolune"]),
        ("Sum all contracts but leave out what is only in talks.", ["talks"]),
        ("Leave out Kaddorine and leave out 2024: which contracts remain?", ["Kaddorine", "2024"]),
        ("Which contracts are not with Osmerrath?", ["Osmerrath"]),
    ],
)
def test_what_is_left_out(invented: Engine, question: str, left_out: list[str]) -> None:
    reading = invented.context.reader.read(question)
    found = " ".join(reading.tokens[i].text for one in exclusions(reading) for i in sorted(one.scope))

    assert [word for word in left_out if word not in found] == []


@pytest.mark.parametrize(
    "question",
    [
        "How many megawatts has Osmerrath put aside for Kaddorine?",
        "Is it not true that Kaddorine signed with Osmerrath?",
        "What else did Kaddorine order?",
        "Did Tarvequil not sign with Kaddorine?",
    ],
)
def test_what_is_not_left_out(invented: Engine, question: str) -> None:
    scope = scope_of(invented.context.reader.read(question), invented.context)

    assert scope.selection.without == ()


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Which contracts do not have Tarvequil as provider?", {"Brixolune", "Osmerrath"}),
        ("Which contracts do not use Vordskane?", {"Brixolune", "Osmerrath"}),
        ("Which contracts don't use Perrolith?", {"Brixolune", "Tarvequil"}),
    ],
)
def test_what_is_denied_of_a_deal_leaves_it_out_and_silence_denies_nothing(question: str, kept: set[str]) -> None:
    engine = engine_of("invented")
    deals = [deal for deal in engine.context.knowledge.deals if deal.id in engine.answer(question).deals]

    assert {engine.context.knowledge.say(deal.provider or "") for deal in deals} == kept
    assert all(deal.hardware for deal in deals) or "provider" in question
