"""What a picture of an answer shows: every value of it with its qualifier, and nothing that is not said."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from dealdesk.engine.charting import chart_of
from dealdesk.render.bars import render_bars
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.domain.chart import Chart


def drawn(question: str, corpus: str = "invented") -> Chart:
    engine = engine_of(corpus)
    chart = chart_of(engine.answer(question), engine.context, question)
    assert chart is not None
    return chart


def test_totals_are_drawn_to_scale_with_their_qualifiers() -> None:
    chart = drawn("How much did each customer order?")

    assert chart.axis == "amount"
    assert [(bar.label, bar.said, Decimal(bar.end)) for bar in chart.bars] == [
        ("Zephrondal", "about $9.3 billion", Decimal("9.3e9")),
        ("Kaddorine", "at least $7 billion", Decimal("7e9")),
        ("Lumivarsk", "$3.75 billion", Decimal("3.75e9")),
    ]


def test_a_comparison_draws_what_is_compared_and_not_its_parts() -> None:
    labels = [bar.label for bar in drawn("Compare Zephrondal and Kaddorine").bars]

    assert len(labels) == 2
    assert all("together" in label for label in labels)


def test_a_timeline_draws_terms_and_marks_what_has_no_end() -> None:
    chart = drawn("timeline")
    by_label = {bar.label: bar for bar in chart.bars}

    assert chart.axis == "year"
    assert all(bar.start <= bar.end for bar in chart.bars)
    assert any(bar.start < bar.end for bar in chart.bars)
    assert by_label["Zephrondal with Brixolune, August 2025"].end == pytest.approx(2031 + 5 / 12, abs=0.01)


@pytest.mark.parametrize("question", ["Which is the largest contract?", "hello", "Who leads Brixolune?", ""])
def test_what_holds_no_two_values_is_not_drawn(question: str) -> None:
    engine = engine_of("invented")

    assert chart_of(engine.answer(question), engine.context, question) is None


@pytest.mark.parametrize("width", [20, 46, 100])
@pytest.mark.parametrize("question", ["How much did each customer order?", "timeline"])
def test_bars_fit_the_width_and_keep_every_value(question: str, width: int) -> None:
    chart = drawn(question)
    text = render_bars(chart, width)
    longest = max(len(line) for line in text.splitlines() if set(line) & set("█◆"))

    assert longest <= max(width, 40)
    assert all(bar.said in text for bar in chart.bars)
    assert all(source.split(",")[0][:20] in text for source in chart.sources)
