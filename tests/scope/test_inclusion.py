"""What a question counts in as well, which narrows nothing; and what only looks so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.scope.inclusion import inclusions
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("question", "counted_in"),
    [
        ("How much did Kaddorine order, including the May contract?", "including the May contract"),
        ("Including the first one, how many contracts has Kaddorine?", "Including the first one"),
        ("How many contracts has Brixolune, the August one included?", "the August one included"),
        ("List every deal (including loans).", "including loans"),
        ("What is Kaddorine's total including the May 2025 contract?", "including the May 2025 contract"),
    ],
)
def test_what_is_counted_in(invented: Engine, question: str, counted_in: str) -> None:
    reading = invented.context.reader.read(question)
    found = [" ".join(reading.tokens[i].text for i in sorted(one.span)) for one in inclusions(reading)]

    assert found == [counted_in]


@pytest.mark.parametrize(
    "question",
    [
        "Which contracts include an option?",
        "Including the first one?",
        "What is the total debt, including the loan?",
        "How much do the notes come to, including the loan?",
        "Which contracts including Perrolith chips run to 2030?",
    ],
)
def test_what_is_no_counting_in(invented: Engine, question: str) -> None:
    assert not inclusions(invented.context.reader.read(question))


def test_it_narrows_nothing(invented: Engine) -> None:
    with_it, without = (
        invented.answer(f"How much did Kaddorine order from all its providers{one}?") for one in (", including the May 2025 contract", "")
    )

    assert with_it.deals == without.deals
    assert len(without.deals) > 1


def test_what_was_called_off_is_counted_where_it_is_said_to_be() -> None:
    engine = engine_of("invented_second")
    counts = [
        engine.answer(f"How many deals has Quespadra done as the provider{one}?").answer for one in ("", ", including the cancelled one")
    ]

    assert [one.statements[0].value for one in counts if isinstance(one, Answered)] == [2, 3]


def test_what_stands_in_no_sum_is_said() -> None:
    answer = engine_of("invented_thirtyfourth").answer("How much did Thrupwell win in total, including the cancelled order?").answer

    assert isinstance(answer, Answered)
    assert "Not counted, because cancelled: one contract." in answer.caveats
