"""By how much a figure differs from the earlier one that its own statement names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.domain.quantity import Quantity
from dealdesk.kinds.revision import earlier_in
from tests.support.world import CORPORA, engine_of


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("By how much did Ravensgate raise its revenue forecast?", Decimal("1.1e9")),
        ("By what percent did Ravensgate lift its revenue forecast?", 100 * Decimal("1.1") / Decimal("6.3")),
    ],
)
def test_the_change_is_counted_from_the_statement(question: str, amount: Decimal) -> None:
    answer = engine_of("invented_thirtyfifth").answer(question).answer

    assert isinstance(answer, Answered)
    assert isinstance(answer.statements[0].value, Quantity)
    assert answer.statements[0].value.amount == amount
    assert answer.statements[0].calculation is not None


@pytest.mark.parametrize("corpus", CORPORA)
def test_an_earlier_figure_stands_in_the_statement_after_a_word_that_says_so(corpus: str) -> None:
    context = engine_of(corpus).context
    for figure in context.knowledge.figures:
        before = earlier_in(figure, context)
        words = figure.statement.casefold().split()

        assert before is None or (before.unit == figure.value.unit and before.amount != figure.value.amount), figure.id
        assert before is None or {"from", "against", "previously", "instead", "compared"} & set(words), figure.id
