"""The picture of an answer: a bar for each of its values, or for how long each deal of a timeline runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context import wording
from dealdesk.domain.answer import Answered
from dealdesk.domain.chart import Bar, Chart
from dealdesk.domain.period import later
from dealdesk.domain.quantity import Quantity
from dealdesk.kinds.row import BRIEF, cited
from dealdesk.kinds.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Citation, Statement
    from dealdesk.domain.chart import Axis
    from dealdesk.domain.record import Deal
    from dealdesk.engine.turn import Turn

FEWEST, MOST = 2, 20  # bars that a picture shows
_VALUES = "What my sources state, qualifiers kept."
_TERMS = "From a deal's start, or else its announcement, to its end; a bare term is drawn from there. A mark: only one is stated."


def chart_of(turn: Turn, context: Context, title: str) -> Chart | None:
    """A picture of the answer under a title; None where it holds nothing that can be set side by side."""
    if not isinstance(turn.answer, Answered):
        return None
    if isinstance(turn.query, Timeline):
        deals = [deal for deal in context.rows(turn.query.selection) if _moments(deal)]
        bars = [_term(deal, context) for deal in deals]
        return _chart(title, _TERMS, bars, [one for deal in deals for one in cited(context, deal, BRIEF)])
    shown = _comparable(turn.answer.statements, grouped=turn.kind == "group")
    return _chart(title, _VALUES, [_value(one) for one in shown], [one for row in shown for one in row.citations])


def _chart(title: str, caption: str, bars: Sequence[Bar], citations: Iterable[Citation]) -> Chart | None:
    if len(bars) < FEWEST:
        return None
    sources = tuple(dict.fromkeys(_source(one) for one in citations))
    axis: Axis = "year" if caption is _TERMS else "amount"
    rest = f" {len(bars) - MOST} more are not shown." if len(bars) > MOST else ""
    return Chart(title, f"{caption}{rest}", axis, tuple(bars[:MOST]), sources)


def _source(citation: Citation) -> str:
    return ", ".join(str(part) for part in (citation.title or citation.article, citation.publisher, citation.published) if part)


def _comparable(statements: Iterable[Statement], *, grouped: bool) -> list[Statement]:
    """The rows with amounts of one unit: totals where a comparison shows them, else what each row states."""
    rows = [one for one in statements if one.row[0] and isinstance(one.value, Quantity)]
    rows = [one for one in rows if isinstance(one.value, Quantity) and one.value.unit == _unit(rows[0])]
    totals = [one for one in rows if one.calculation is not None]
    return totals if totals and not grouped else rows


def _unit(statement: Statement) -> str:
    return statement.value.unit if isinstance(statement.value, Quantity) else ""


def _value(statement: Statement) -> Bar:
    value = statement.value
    if not isinstance(value, Quantity):
        message = f"no amount: {statement.text!r}"
        raise TypeError(message)
    said = wording.derived(value) if statement.calculation else wording.quantity(value)
    return Bar(statement.row[0], said, 0.0, float(value.amount))


def _moments(deal: Deal) -> list[date]:
    """From when to when a deal runs, as far as its source says; empty where it says neither."""
    begun = deal.starts or (deal.announced if deal.announced and deal.announced.year else None)
    ended = deal.ends.start if deal.ends else later(begun.start, deal.term.in_months) if begun and deal.term else None
    return [*([begun.start] if begun else []), *([ended] if ended else [])]


def _term(deal: Deal, context: Context) -> Bar:
    first, *rest = (moment.year + (moment.timetuple().tm_yday - 1) / 365.25 for moment in _moments(deal))
    label = context.wording.short(deal)
    said = [wording.quantity(deal.value)] if deal.value else []
    said += [context.wording.qualified(deal, name, held) for name, held in (("term", deal.term), ("ends", deal.ends)) if held]
    return Bar(label[:1].upper() + label[1:], ", ".join(said) or "end not stated", first, max(first, *rest) if rest else first)
