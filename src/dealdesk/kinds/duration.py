"""How long a deal runs from its stated start, its announcement, or a month that the question says, to its stated end."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement
from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Quantity
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.particulars import Lookup, about
from dealdesk.kinds.row import cited
from dealdesk.language.mention import When, spanned
from dealdesk.query.condition import Announced
from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked

_YEAR = 12  # months
_FROM, _UNTIL = frozenset({"from", "between", "since", "after"}), frozenset({"until", "till", "to", "and"})
_FROM_NEWS = "My sources state no start; counted from the announcement, from month to month."
_COUNTED = "Counted from the stated start to the stated end."


class Duration(Struct, frozen=True):
    """The time to the end of each deal selected, from its start or from the month `since`."""

    selection: Selection
    since: PartialDate | None = None

    def about(self, selection: Selection) -> Duration:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"time from {self.since or 'start'} to end of {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Duration]]:
    """A length of time asked of deals all of which state both ends of it."""
    yield from _from_month(asked)
    reading = asked.reading
    counted = [m for m in reading.words("noun", "months", "years") if any(ask.end == m.start for ask in reading.words("ask", "how_many"))]
    terms = [
        m for m in reading.words("attribute", "term") if set(m.span) <= focus_of(reading).used and reading.said(m).casefold() != "last"
    ]
    asks = (*reading.words("ask", "how_long"), *terms, *counted)
    found = asked.context.rows(asked.scope.selection)
    other = reading.has("modifier", "other")  # than those shown
    if asks and not other and asked.scope.is_specific and found and all(_months(deal) and not deal.term for deal in found):
        told = (*reading.words("ask", "how_many"), *reading.words("attribute", "starts", "ends", "term", "announced"))
        yield Claimed(Duration(asked.scope.selection), spanned((*asks, *told)) | asked.scope.used)


def _from_month(asked: Asked) -> Iterator[Claimed[Duration]]:
    """`how long is it from March 2025 until the contract ends?`."""
    reading, selection = asked.reading, asked.scope.selection
    asks = (*reading.words("ask", "how_long"), *reading.words("noun", "months", "years"))
    until = frozenset(i for i, token in enumerate(reading.tokens) if token.norm in _UNTIL)
    for mention, when in reading.of(When):
        start = when.period.start
        opens = mention.start > 0 and reading.tokens[mention.start - 1].norm in _FROM
        if not (asks and opens and start and any(i >= mention.end for i in until)):
            continue
        said = next((c for c in selection.conditions if isinstance(c, Announced) and when.period in c.periods), None)
        rest = selection.less(said) if said else selection
        since = PartialDate(start.year, start.month)
        found = asked.context.rows(rest)
        if found and rest.is_specific and all(_months(deal, since) for deal in found):
            told = spanned((*asks, *reading.words("attribute", "starts", "ends", "term"), *reading.words("modifier", "against")))
            yield Claimed(Duration(rest, since), told | until | frozenset(mention.span) | asked.scope.used)


def _months(deal: Deal, since: PartialDate | None = None) -> int:
    """Whole months from the first day of the start to the last of the end; 0 where either is not stated.

    From a month `since`, or from the announcement where no start is stated, they are counted from month to month.
    """
    begun = since or deal.starts or deal.announced
    if begun is None or deal.ends is None or not (begun.month and begun.year and deal.ends.month):
        return 0
    start, end = begun.start, deal.ends.end if begun is deal.starts else deal.ends.start.replace(day=begun.start.day)
    return max((end.year - start.year) * _YEAR + end.month - start.month - (end.day < start.day), 0)


def _answer(query: Duration, context: Context) -> Answer:
    found = context.rows(query.selection)
    if not found:
        return empty(query.selection, context)
    if not all(
        _months(deal, query.since) and (query.since or not deal.term) for deal in found
    ):  # asked again of deals that state no start or no end
        return about(Lookup((("term", "ends"),), query.selection), found, context)
    announced = any(deal.starts is None for deal in found)
    told = "Counted from month to month." if query.since else _FROM_NEWS if announced else _COUNTED
    return Answered(tuple(_statement(deal, query.since, context) for deal in found), (told,))


def _statement(deal: Deal, since: PartialDate | None, context: Context) -> Statement:
    begun = since or deal.starts or deal.announced
    if begun is None or deal.ends is None:
        message = f"{deal.id} has no start or no end"
        raise ValueError(message)
    months = Quantity(amount=Decimal(_months(deal, since)), unit="months")
    years = Quantity(amount=months.amount / _YEAR, unit="years")
    length = wording.quantity(years if months.amount % _YEAR == 0 else months)
    name = context.wording.deal(deal)
    if since:
        runs, sources = f"ends {length} after {since}, in {deal.ends}", cited(context, deal, ("ends",))
    elif deal.starts:
        runs, sources = f"runs for {length}, from {begun} to {deal.ends}", cited(context, deal, ("starts", "ends"))
    else:
        runs, sources = (
            f"runs until {context.wording.qualified(deal, 'ends', deal.ends)}, {length} after it was announced in {begun}",
            cited(context, deal, ("announced", "ends")),
        )
    text = f"{name[:1].upper()}{name[1:]} {runs}."
    operands = (Operand(deal.id, begun, sources[0]), Operand(deal.id, deal.ends, sources[-1]))
    return Statement(text, sources, months, Calculation("time from start to end", operands, months))


KIND = Kind("duration", (), _recognise, _answer)
