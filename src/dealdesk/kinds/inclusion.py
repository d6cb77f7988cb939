"""Whether one amount is part of another or comes on top of it: what a stated total holds, what a deal that extends another is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered
from dealdesk.domain.quantity import Range
from dealdesk.kinds.introduction import stated
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.particulars import Lookup, about
from dealdesk.kinds.row import caveats, noted, row
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_negated, is_polar
from dealdesk.query.condition import Among
from dealdesk.query.selection import Selection
from dealdesk.scope.worth import in_short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.quantity import Quantity
    from dealdesk.scope.question import Asked


class Inclusion(Struct, frozen=True):
    """Whether the deal `part` is within `whole`: a total's id, or that of a deal that extends the part; `atop` asks for the contrary."""

    part: str
    whole: str
    atop: bool = False

    def __str__(self) -> str:
        return f"whether {self.part} is {'on top of' if self.atop else 'part of'} {self.whole}"


def _recognise(asked: Asked) -> Iterator[Claimed[Inclusion]]:
    """`is the $2 billion part of the $5 billion?`, `does the $5 billion include the 2?`: two amounts, and no more than names."""
    reading, context = asked.reading, asked.context
    scaled = ((m, said if said.unit else in_short(reading, m, said)) for m, said in reading.of(Range) if said.exact)  # `the old 14.2`
    amounts = [(m, said) for m, said in scaled if said]
    within, atop = reading.words("context", "within"), reading.words("context", "atop")
    if not is_polar(reading) or is_negated(reading) or not (within or atop) or len(amounts) != 2:  # noqa: PLR2004 - part and whole
        return
    beside = (*within, *atop, *reading.words(CARRIER), *reading.words("noun"), *(m for m, _ in reading.of(Named)))
    beside += (
        *reading.words("operation", "older", "previous", "latest"),
        *reading.words("modifier", "polar", "affirmed"),
        *reading.words("operation", "sum"),
        *(m for m, _ in amounts),
    )
    if reading.content - spanned(beside):
        return
    for part, whole in _pairs(amounts[0][1], amounts[1][1], context):
        yield Claimed(Inclusion(part, whole, bool(atop)), spanned(beside))


def _pairs(one: Range, other: Range, context: Context) -> Iterator[tuple[str, str]]:
    """The deals of one amount, each with the total, or the deal that builds on it, of the other."""
    for low, high in ((one, other), (other, one)):
        parts = [deal for deal in context.knowledge.deals if _is(low, deal.value)]
        totals = [f for f in context.knowledge.figures if f.total_of and _is(high, f.value)]
        later = [deal for deal in context.knowledge.deals if _is(high, deal.value)]
        yield from ((part.id, total.id) for part in parts for total in totals)
        yield from ((part.id, deal.id) for part in parts for deal in later if part.id in deal.extends)


def _is(said: Range, value: Quantity | None) -> bool:
    return value is not None and said.unit == value.unit and said.holds(value.amount)


def _answer(query: Inclusion, context: Context) -> Answer:
    total = next((figure for figure in context.knowledge.figures if figure.id == query.whole), None)
    if total is not None:
        inside = query.part in total.total_of
        rows = tuple(row(context, deal) for deal in context.knowledge.deals if deal.id == query.part)
        return Answered((*stated((total.id,), context), *rows), verdict="Yes" if inside != query.atop else "No")
    deals = tuple(
        sorted((d for d in context.knowledge.deals if d.id in {query.part, query.whole}), key=lambda deal: deal.id != query.whole)
    )
    told = about(Lookup((("value",), ("composition",)), Selection((Among(frozenset(deal.id for deal in deals)),))), deals, context)
    if not isinstance(told, Answered):
        return told
    first, *rest = told.statements
    return Answered((noted(context, first, deals), *rest), (*caveats(deals), *told.caveats))


KIND = Kind("inclusion", (), _recognise, _answer)
