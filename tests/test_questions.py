"""The question sets, each with the share of right items below which something broke."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from dealdesk.domain.answer import Answered
from dealdesk.interfaces.question_set import load_question_set, run
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine

SETS = Path(__file__).parent / "questions"


@pytest.mark.parametrize(
    ("corpus", "file", "goal"),
    [
        ("shipped", "shipped_sample.yaml", 100),
        ("shipped", "shipped_deals.yaml", 99),
        ("shipped", "shipped_facts.yaml", 95),
        ("shipped", "shipped_various.yaml", 100),
        ("shipped", "shipped_wide.yaml", 100),
        ("invented", "invented.yaml", 100),
        ("invented_second", "invented_second.yaml", 91),
        ("invented_third", "invented_third.yaml", 99),
        ("invented_fourth", "invented_fourth.yaml", 91),
        ("invented_fifth", "invented_fifth.yaml", 91),
        ("invented_sixth", "invented_sixth.yaml", 86),
        ("invented_seventh", "invented_seventh.yaml", 97),
        ("invented_eighth", "invented_eighth.yaml", 92),
        ("invented_ninth", "invented_ninth.yaml", 88),
        ("invented_tenth", "invented_tenth.yaml", 91),
        ("invented_eleventh", "invented_eleventh.yaml", 88),
        ("invented_twelfth", "invented_twelfth.yaml", 96),
        ("invented_thirteenth", "invented_thirteenth.yaml", 91),
        ("invented_fourteenth", "invented_fourteenth.yaml", 91),
        ("invented_fifteenth", "invented_fifteenth.yaml", 87),
        ("invented_sixteenth", "invented_sixteenth.yaml", 91),
        ("invented_seventeenth", "invented_seventeenth.yaml", 82),
        ("invented_eighteenth", "invented_eighteenth.yaml", 88),
        ("invented_nineteenth", "invented_nineteenth.yaml", 83),
        ("invented_twentieth", "invented_twentieth.yaml", 97),
        ("invented_twentyfirst", "invented_twentyfirst.yaml", 91),
        ("invented_twentysecond", "invented_twentysecond.yaml", 90),
        ("invented_twentythird", "invented_twentythird.yaml", 86),
        ("invented_twentyfourth", "invented_twentyfourth.yaml", 83),
        ("invented_twentyfifth", "invented_twentyfifth.yaml", 89),
        ("invented_twentysixth", "invented_twentysixth.yaml", 83),
        ("invented_twentyseventh", "invented_twentyseventh.yaml", 93),
        ("invented_twentyeighth", "invented_twentyeighth.yaml", 80),
        ("invented_twentyninth", "invented_twentyninth.yaml", 86),
        ("invented_thirtieth", "invented_thirtieth.yaml", 79),
        ("invented_thirtyfirst", "invented_thirtyfirst.yaml", 63),
        ("invented_thirtysecond", "invented_thirtysecond.yaml", 67),
        ("invented_thirtythird", "invented_thirtythird.yaml", 81),
        ("invented_thirtyfourth", "invented_thirtyfourth.yaml", 66),
        ("invented_thirtyfifth", "invented_thirtyfifth.yaml", 84),
        ("invented_thirtysixth", "invented_thirtysixth.yaml", 56),
        ("invented_thirtyseventh", "invented_thirtyseventh.yaml", 52),
        ("invented_thirtyeighth", "invented_thirtyeighth.yaml", 61),
        ("invented_thirtyninth", "invented_thirtyninth.yaml", 52),
        ("invented_fortieth", "invented_fortieth.yaml", 67),
        ("invented_fortyfirst", "invented_fortyfirst.yaml", 60),
        ("invented_fortysecond", "invented_fortysecond.yaml", 54),
        ("invented_fortythird", "invented_fortythird.yaml", 60),
    ],
)
def test_a_question_set_reaches_its_goal(corpus: str, file: str, goal: int) -> None:
    outcomes = list(run(engine_of(corpus), load_question_set(SETS / file)))
    failures = [outcome.failure for outcome in outcomes if outcome.failure]

    assert 100 * (len(outcomes) - len(failures)) >= goal * len(outcomes), failures


def test_a_foreign_question_gets_no_answer() -> None:
    listed = yaml.safe_load((SETS.parent / "support" / "foreign.yaml").read_text(encoding="utf-8"))
    answered = [question for question in listed if isinstance(engine_of("shipped").answer(question).answer, Answered)]

    assert len(listed) >= 300
    assert answered == []


def test_the_sets_are_large_and_a_quarter_of_them_hard() -> None:
    items = [item for path in SETS.glob("*.yaml") for item in load_question_set(path)]
    hard = [item for item in items if len(item.turns) > 1 or "unknown" in item.turns[0].status or "presupposition" in item.kind]

    assert len(items) >= 150
    assert 4 * len(hard) >= len(items)


def test_known_failures_still_fail(shipped: Engine) -> None:
    right = [outcome.item.id for outcome in run(shipped, load_question_set(SETS / "known_failures.yaml")) if outcome.failure is None]

    assert right == [], "move these items to a set that must pass"
