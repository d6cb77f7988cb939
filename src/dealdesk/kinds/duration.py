"""How long a deal runs where its source states when it starts and when it ends, and no term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement
from dealdesk.domain.quantity import Quantity
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.row import cited
from dealdesk.language.mention import spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked

_YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class Duration:
    """The time from the start to the end of each deal selected."""

    selection: Selection

    def about(self, selection: Selection) -> Duration:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"time from start to end of {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Duration]]:
    """A length of time asked of deals all of which state both ends of it."""
    reading = asked.reading
    counted = [m for m in reading.words("noun", "months", "years") if any(ask.end == m.start for ask in reading.words("ask", "how_many"))]
    asks = (*reading.words("ask", "how_long"), *reading.words("attribute", "term"), *counted)
    found = asked.context.rows(asked.scope.selection)
    if asks and asked.scope.is_specific and found and all(_months(deal) and not deal.term for deal in found):
        told = (*reading.words("ask", "how_many"), *reading.words("attribute", "starts", "ends", "term", "announced"))
        yield Claimed(Duration(asked.scope.selection), spanned((*asks, *told)) | asked.scope.used)


def _months(deal: Deal) -> int:
    """Whole months from the first day of the start to the last of the end, as precise as both are stated; 0 where they are not."""
    if deal.starts is None or deal.ends is None or not (deal.starts.month and deal.ends.month):
        return 0
    start, end = deal.starts.start, deal.ends.end
    return max((end.year - start.year) * _YEAR + end.month - start.month - (end.day < start.day), 0)


def _answer(query: Duration, context: Context) -> Answer:
    found = context.rows(query.selection)
    if not found:
        return empty(query.selection, context)
    return Answered(tuple(_statement(deal, context) for deal in found), ("Counted from the stated start to the stated end.",))


def _statement(deal: Deal, context: Context) -> Statement:
    if deal.starts is None or deal.ends is None:
        message = f"{deal.id} has no start or no end"
        raise ValueError(message)
    months = Quantity(amount=Decimal(_months(deal)), unit="months")
    sources = cited(context, deal, ("starts", "ends"))
    name = context.wording.deal(deal)
    text = f"{name[:1].upper()}{name[1:]} runs for {wording.quantity(months)}, from {deal.starts} to {deal.ends}."
    operands = (Operand(deal.id, deal.starts, sources[0]), Operand(deal.id, deal.ends, sources[-1]))
    return Statement(text, sources, months, Calculation("time from start to end", operands, months))


KIND = Kind("duration", (), _recognise, _answer)
