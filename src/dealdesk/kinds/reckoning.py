"""What deals come to together: their sum, average, median or spread, each deal counted once, with the parts shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Statement, Unknown
from dealdesk.kinds.row import caveats, noted, operand, row, sentence
from dealdesk.query import arithmetic
from dealdesk.query.condition import Party

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.quantity import Quantity
    from dealdesk.domain.record import Deal, Figure
    from dealdesk.query.selection import Selection

_FALLEN = frozenset({"in talks", "cancelled"})
OPERATIONS: Mapping[str, tuple[str, Callable[[Sequence[Quantity]], Quantity]]] = {
    "sum": ("Together", arithmetic.total),
    "average": ("On average", arithmetic.mean),
    "median": ("The median is", arithmetic.median),
    "spread": ("From the smallest to the largest", arithmetic.spread),
}


def aggregated(operation: str, found: tuple[Deal, ...], context: Context, *, each: bool = False) -> Answer:
    """The result over `found`, counting no deal twice, then the parts; of what is agreed and what is only planned, if `each` is named."""
    counted = whole(found)
    valued = tuple(deal for deal in counted if deal.value)
    left = tuple(f"{context.wording.in_words(d)} has no stated value and is left out." for d in counted if not d.value)
    left += uncounted(found, counted, context)
    units = {deal.value.unit for deal in valued if deal.value}
    if not valued or len(units) > 1:
        return Unknown(
            "The values are stated in different currencies, so I do not add them." if units else "My sources state no values.",
            tuple(row(context, d) for d in valued),
            of_deals=not units,
        )
    firm = agreed_of(valued)
    if len(firm) < len(valued) and not each:
        told = wording.count(len(valued) - len(firm), context.wording.noun_of(valued), context.wording.templates.plurals)
        answer = aggregated(operation, firm, context)
        return (
            replace(answer, caveats=(*answer.caveats, f"Not counted, because {_why_not(valued)}: {told}."))
            if isinstance(answer, Answered)
            else answer
        )
    mixed = operation == "sum" and len({firmness(deal) for deal in valued}) > 1
    if mixed and not each:
        return Unknown(
            "Some of these are agreed, planned or only sought, so I do not add them up.",
            tuple(row(context, d, ("value", "status")) for d in valued),
        )
    if len(valued) == 1:
        return Answered((sentence(context, valued[0], ("value",)),), left)
    head = noted(context, statement(operation, valued, context), valued)
    notes = ("They are not equally firm: the sum holds only if all of them come about.",) if mixed else ()
    rows = tuple(row(context, deal, ("value", "status") if mixed else ("value",)) for deal in valued)
    return Answered((head, *rows), (*left, *notes, *caveats(valued)))


def of_one_side(found: tuple[Deal, ...], selection: Selection) -> tuple[Deal, ...]:
    """`found` without what a company that sells in the others buys itself: an outlay is never added to what it is paid."""
    parties = {one for c in selection.named if isinstance(c, Party) for one in c.ids}
    sold = tuple(deal for deal in found if deal.provider in parties)
    both = bool(sold) and len(parties) == 1 and all(deal.customer in parties for deal in found if deal not in sold)
    return sold if both else found


def agreed_of(found: tuple[Deal, ...]) -> tuple[Deal, ...]:
    """Those that are agreed; all where none is, as of notes that are planned."""
    return tuple(deal for deal in found if firmness(deal) == "agreed") or found


def firmness(deal: Deal) -> str:
    """How far a deal has come, in steps that no sum may mix."""
    if deal.kind == "backstop":
        return deal.kind  # a pledge for a case that may never come
    return deal.status if deal.status in {"planned", "sought", "in talks", "option"} else "agreed"


def _why_not(valued: Sequence[Deal]) -> str:
    """Why some of these stand in no sum."""
    pledged = {deal.kind == "backstop" for deal in valued if firmness(deal) != "agreed"}
    if len(pledged) > 1:
        return "not agreed or only pledged"
    return "only pledged" if True in pledged else "not agreed"


def whole(found: tuple[Deal, ...]) -> tuple[Deal, ...]:
    """`found` without what another of them already holds or replaces, and without what was never agreed to."""
    ids = {deal.id for deal in found}
    inside = {one for deal in found for one in (*deal.includes, *deal.supersedes)}
    kept = tuple(d for d in found if d.id not in inside and not set(d.part_of) & ids)
    agreed = tuple(d for d in kept if d.status not in _FALLEN)
    return agreed or kept


def uncounted(found: Sequence[Deal], counted: Sequence[Deal], context: Context) -> tuple[str, ...]:
    """Which of the deals meant stand in no sum, because they were called off or are only talked about."""
    fallen = [deal for deal in found if deal not in counted and deal.status in _FALLEN]
    stages = " or ".join(sorted({str(deal.status) for deal in fallen}))
    told = wording.count(len(fallen), context.wording.noun_of(fallen), context.wording.templates.plurals) if fallen else ""
    return (f"Not counted, because {stages}: {told}.",) if fallen else ()


def current(found: tuple[Deal, ...]) -> tuple[Deal, ...]:
    """`found` without those that another of them replaces or has as its part."""
    replaced = {one for deal in found for one in deal.supersedes}
    ids = {deal.id for deal in found}
    return tuple(deal for deal in found if deal.id not in replaced and ids.isdisjoint(deal.part_of))


def statement(operation: str, valued: Sequence[Deal], context: Context) -> Statement:
    """The result in one sentence; a total that the source states itself is said as the source says it."""
    words, calculate = OPERATIONS[operation]
    operands = tuple(operand(context, deal) for deal in valued)
    result = calculate([deal.value for deal in valued if deal.value])
    sources = tuple(dict.fromkeys(op.citation for op in operands))
    official = stated_total(valued, context) if operation == "sum" else None
    calculation = Calculation(operation, operands, result)
    if official:
        text = f"{words} {wording.quantity(official.value)}, as the source itself states."
        return Statement(text, (*context.cite(*official.evidence), *sources), official.value, calculation)
    verb = f"{words} " if operation == "median" else f"{words}: "
    return Statement(f"{verb}{wording.derived(result)}.", sources, result, calculation)


def stated_total(deals: Sequence[Deal], context: Context) -> Figure | None:
    """The figure by which a source states the total of exactly these deals."""
    ids = {deal.id for deal in deals}
    return next((f for f in context.knowledge.figures if set(f.total_of) == ids), None)
