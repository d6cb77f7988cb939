"""The items of a list of attributes, where a word asks for what it asks for nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("Kaddorine's May 2025 contract: size, length and use?", [("value",), ("term",), ("workload", "purpose")]),
        ("April 2026 contract - counterparty, value, type?", [("parties",), ("value",), ("status",)]),
        ("value, timing & term of Lumivarsk's contract", [("value",), ("announced",), ("term",)]),
        ("Price and usage of the August contract?", [("value",), ("workload", "purpose")]),
    ],
)
def test_an_item_asks(invented: Engine, question: str, groups: list[tuple[str, ...]]) -> None:
    found = focus_of(invented.context.reader.read(question)).groups

    assert [tuple(sorted(group)) for group in found] == [tuple(sorted(group)) for group in groups]


@pytest.mark.parametrize(
    "question",
    ["What use is the contract?", "Which type of contract is it, and why?", "Does Kaddorine use Perrolith?", "What is the value, kind of?"],
)
def test_elsewhere_it_does_not(invented: Engine, question: str) -> None:
    asked = {name for group in focus_of(invented.context.reader.read(question)).groups for name in group}

    assert not asked & {"workload", "purpose", "status"}
