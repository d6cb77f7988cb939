"""Which deals of the invented corpus a question is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.context import wording
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine

ZEPHRONDAL_1, ZEPHRONDAL_2 = "brixolune-zephrondal-2024-10", "brixolune-zephrondal-2025-08"
OSMERRATH, TALKS = "osmerrath-kaddorine-2025-05", "osmerrath-lumivarsk-talks"
LUMIVARSK, TARVEQUIL = "tarvequil-lumivarsk-2025-11", "tarvequil-kaddorine-2026-04"


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Kaddorine's contracts", {OSMERRATH, TARVEQUIL}),
        ("Kaddorine's contract with Osmerrath", {OSMERRATH}),
        ("contracts worth more than $5 billion", {ZEPHRONDAL_1, TARVEQUIL}),
        ("contracts signed in 2025", {ZEPHRONDAL_2, OSMERRATH, LUMIVARSK}),
        ("contracts announced before 2025", {ZEPHRONDAL_1}),
        ("the largest contract", {ZEPHRONDAL_1}),
        ("the two smallest contracts", {OSMERRATH, ZEPHRONDAL_2}),
        ("the contract after Kaddorine's first order", {LUMIVARSK, TARVEQUIL, ZEPHRONDAL_2}),
        ("contracts that end in 2033", {LUMIVARSK}),
        ("Zephrondal's extension", {ZEPHRONDAL_2}),
        ("contracts in talks", {TALKS}),
        ("contracts using Vordskane", {ZEPHRONDAL_2, LUMIVARSK, TARVEQUIL}),
        ("contracts other than those of Kaddorine", {ZEPHRONDAL_1, ZEPHRONDAL_2, LUMIVARSK}),
    ],
)
def test_the_deals_meant(invented: Engine, question: str, meant: set[str]) -> None:
    context = invented.context
    scope = scope_of(context.reader.read(question), context)

    assert {deal.id for deal in context.rows(scope.selection)} == meant


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("the convertible senior notes", "$3 billion"),
        ("the non-convertible senior notes", "$1.25 billion"),
        ("the plain notes", "$1.25 billion"),
    ],
)
def test_notes_of_either_kind(shipped: Engine, question: str, label: str) -> None:
    context = shipped.context
    found = context.rows(scope_of(context.reader.read(f"How large are {question}?"), context).selection)

    assert [str(wording.quantity(deal.value)) for deal in found if deal.value] == [label]
