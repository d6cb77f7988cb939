"""The question sets, each with the share of right items below which something broke."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dealdesk.interfaces.question_set import load_question_set, run

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine

SETS = Path(__file__).parent / "questions"


@pytest.mark.parametrize(
    ("engine", "file", "goal"),
    [
        ("shipped", "shipped_sample.yaml", 100),
        ("shipped", "shipped_deals.yaml", 93),
        ("shipped", "shipped_facts.yaml", 93),
        ("shipped", "shipped_various.yaml", 100),
        ("invented", "invented.yaml", 90),
    ],
)
def test_a_question_set_reaches_its_goal(engine: str, file: str, goal: int, request: pytest.FixtureRequest) -> None:
    tested: Engine = request.getfixturevalue(engine)
    outcomes = list(run(tested, load_question_set(SETS / file)))
    failures = [outcome.failure for outcome in outcomes if outcome.failure]

    assert 100 * (len(outcomes) - len(failures)) >= goal * len(outcomes), failures


def test_the_sets_are_large_and_a_quarter_of_them_hard() -> None:
    items = [item for path in SETS.glob("*.yaml") for item in load_question_set(path)]
    hard = [item for item in items if len(item.turns) > 1 or "unknown" in item.turns[0].status or "presupposition" in item.kind]

    assert len(items) >= 150
    assert 4 * len(hard) >= len(items)


def test_known_failures_still_fail(shipped: Engine) -> None:
    right = [outcome.item.id for outcome in run(shipped, load_question_set(SETS / "known_failures.yaml")) if outcome.failure is None]

    assert right == [], "move these items to a set that must pass"
