"""Laws of wording: what says the same is answered the same, and a slip of the pen never turns one answer into another."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dealdesk.context.example import filled
from dealdesk.domain.answer import Answered
from dealdesk.interfaces.question_set import load_question_set
from dealdesk.kinds import KINDS
from tests.support.world import CORPORA, engine_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from dealdesk.domain.answer import Answer
    from dealdesk.engine.engine import Engine

SETS = Path(__file__).parents[1] / "questions"
SAME: dict[str, Callable[[str], str]] = {
    "lower case": str.lower,
    "no question mark": lambda question: question.rstrip("?."),
    "blanks": lambda question: f"  {question.replace(' ', '   ')} ",
    "politeness": lambda question: f"Please tell me: {question[:1].lower()}{question[1:]}",
    "a greeting before": lambda question: f"Hello! {question}",
    "thanks after": lambda question: f"{question} Thanks!",
    "typographic quotes": lambda question: question.replace("'", "’"),
}


def said(answer: Answer) -> tuple[frozenset[str], str]:
    """The values that an answer states, and its correction."""
    return (frozenset(str(s.value) for s in answer.statements), answer.correction) if isinstance(answer, Answered) else (frozenset(), "")


def examples(engine: Engine) -> list[str]:
    return [one for kind in KINDS if kind.name != "chat" for one in filled(kind.examples, engine.context.knowledge)]


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("change", SAME)
def test_the_same_in_other_words_is_answered_the_same(corpus: str, change: str) -> None:
    engine = engine_of(corpus)
    other = [one for one in examples(engine) if said(engine.answer(SAME[change](one)).answer) != said(engine.answer(one).answer)]

    assert other == []


def slipped(question: str, draw: random.Random) -> str:
    """`question` with two letters of one of its longer words exchanged."""
    words = question.split()
    at = draw.choice([i for i, word in enumerate(words) if len(word) > 5 and word.isalpha()] or [0])
    letter = draw.randrange(1, max(2, len(words[at]) - 2))
    word = words[at]
    words[at] = word[:letter] + word[letter + 1 : letter + 2] + word[letter : letter + 1] + word[letter + 2 :]
    return " ".join(words)


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_slip_of_the_pen_is_mended_aloud_or_refused(corpus: str) -> None:
    engine, draw = engine_of(corpus), random.Random(7)  # noqa: S311 - no secret
    changed = []
    for example in examples(engine):
        meant = said(engine.answer(example).answer)
        for _ in range(6):
            asked = slipped(example, draw)
            answer = engine.answer(asked).answer
            if isinstance(answer, Answered) and said(answer) != meant:
                changed.append((asked, said(answer)))

    assert changed == []


@cache
def of_many_people() -> list[tuple[str, Answer]]:
    """Every sixth question of many people, with its answer."""
    asked = [item.turns[0].ask for item in load_question_set(SETS / "shipped_wide.yaml")][::6]
    return [(question, engine_of("shipped").answer(question).answer) for question in asked]


@pytest.mark.parametrize("change", [*SAME, "a slip of the pen"])
def test_nine_of_ten_questions_of_many_people_survive_a_change(change: str) -> None:
    engine, draw = engine_of("shipped"), random.Random(3)  # noqa: S311 - no secret
    pairs = [
        (plain, engine.answer(SAME[change](question) if change in SAME else slipped(question, draw)).answer)
        for question, plain in of_many_people()
    ]
    kept = [said(one) == said(two) and type(one) is type(two) for one, two in pairs]
    turned = [isinstance(two, Answered) and said(one) != said(two) for one, two in pairs]

    assert 10 * sum(kept) >= 9 * len(kept)
    assert 40 * sum(turned) <= len(turned)
