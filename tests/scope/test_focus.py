"""Which attributes a question asks for, and which only describe the deals that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What is the value of Kaddorine's contract that runs to 2032?", {"value"}),
        ("Until when does Kaddorine's contract run?", {"ends"}),
        ("When is the Kaddorine contract over?", {"ends"}),
        ("What is the loan money for?", {"purpose"}),
        ("For what is the loan going to be used?", {"purpose"}),
        ("Where will the cash of the bonds go?", {"purpose"}),
        ("Where is Kaddorine's contract served from?", {"location"}),
        ("Kaddorine's term and end date?", {"term", "ends"}),
    ],
)
def test_what_is_asked_for(invented: Engine, question: str, asked: set[str]) -> None:
    groups = focus_of(invented.context.reader.read(question)).groups

    assert asked <= {name for group in groups for name in group}


@pytest.mark.parametrize(
    ("question", "described"),
    [
        ("What is the value of Kaddorine's contract that runs to 2032?", "ends"),
        ("Are all sites running Vordskane?", "term"),
    ],
)
def test_what_only_describes(invented: Engine, question: str, described: str) -> None:
    groups = focus_of(invented.context.reader.read(question)).groups

    assert described not in {name for group in groups for name in group}
