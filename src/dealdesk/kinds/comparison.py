"""What two sides come to, and the answer that sets them against each other."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement, Unknown
from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Quantity, Range
from dealdesk.domain.record import Deal, Term
from dealdesk.kinds.listing import empty
from dealdesk.kinds.reckoning import agreed_of, current, of_one_side, stated_total, whole
from dealdesk.kinds.row import caveats, cited, describe, noted, row
from dealdesk.query import arithmetic
from dealdesk.query.condition import Agreed, Among, OfKind, Party
from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Citation, Verdict

_SHOWN = 5
_LOOSE = 20  # a twentieth: `double` is no exact figure
_YEAR = re.compile(r"\b\d{4}\b")


class Contrast(Struct, frozen=True):
    """An operation on a measure (`value`, `average`, `count`, `power`, `ends`, `announced`, `term`) of two sides.

    Attributes:
        claim: 1 or -1 where the question claims that the left side is more or less; 0 where it claims nothing.
        said: what the question claims that the result is.
    """

    operation: str
    measure: str
    left: Selection | str
    right: Selection | str
    claim: int = 0
    said: Range | None = None

    def about(self, selection: Selection) -> Contrast | None:
        """The same with the side that has a party of the like replaced; None where neither has."""
        topics = {c.topic for c in selection.named if isinstance(c, Party)}
        for name in ("left", "right"):
            side = getattr(self, name)
            if isinstance(side, Selection) and topics & {c.topic for c in side.named}:
                return replace(self, left=selection) if name == "left" else replace(self, right=selection)
        return None

    def __str__(self) -> str:
        return f"{self.operation} of the {self.measure}: {self.left} / {self.right}"


_COUNTED = frozenset({"count", "customers", "providers"})


class Side(Struct, frozen=True):
    """What one side is called and comes to, from which operands and sources, and of which deals."""

    label: str
    value: Quantity | PartialDate
    operands: tuple[Operand, ...]
    sources: tuple[Citation, ...]
    deals: tuple[Deal, ...]

    @property
    def size(self) -> Decimal:
        """The amount; 0 of a date."""
        return self.value.amount if isinstance(self.value, Quantity) else Decimal(0)


def side_of(side: Selection | str, measure: str, context: Context) -> Side | None:
    """A selection, or the id of a figure, as a side; None where the sources do not state its `measure`."""
    if isinstance(side, str):
        figure = next(f for f in context.knowledge.figures if f.id == side)
        sources = context.cite(*figure.evidence)
        return Side(figure.statement.rstrip("."), figure.value, (Operand(figure.id, figure.value, sources[0]),), sources, ())
    found = context.rows(side)
    if measure in _COUNTED:
        return _number(side, found, measure, context)
    if measure not in {"value", "average"}:
        deals = tuple(deal for deal in found if getattr(deal, measure))
        if len(deals) != 1 and not (measure == "announced" and len({deal.announced for deal in deals}) == 1):
            return None
        when = getattr(deals[0], measure)
        when = Quantity(amount=Decimal(when.in_months), unit="months") if isinstance(when, Term) else when
        sources = cited(context, deals[0], (measure,))
        label = context.wording.deal(deals[0]) if len(deals) == 1 else describe(side, _noun(deals, context))
        return Side(label, when, (Operand(deals[0].id, when, sources[0]),), sources, deals)
    deals = tuple(deal for deal in agreed_of(whole(of_one_side(found, side))) if deal.value)
    if not deals or len({deal.value.unit for deal in deals if deal.value}) > 1:
        return None
    values = [deal.value for deal in deals if deal.value]
    official = stated_total(deals, context) if measure == "value" else None
    value = official.value if official else (arithmetic.mean if measure == "average" else arithmetic.total)(values)
    sources = tuple(dict.fromkeys(c for deal in deals for c in cited(context, deal, ("value",))))
    if official:
        sources = tuple(dict.fromkeys((*context.cite(*official.evidence), *sources)))
    together = f"{describe(_told(side, deals, context), _noun(deals, context))} {'on average' if measure == 'average' else 'together'}"
    label = context.wording.deal(deals[0]) if len(deals) == 1 else together
    operands = tuple(Operand(deal.id, deal.value, cited(context, deal, ("value",))[0]) for deal in deals if deal.value)
    return Side(label, value, operands, sources, deals)


def _told(side: Selection, deals: tuple[Deal, ...], context: Context) -> Selection:
    """`side`, by the one customer of its deals where it says of them only that they were shown."""
    buyers = {deal.customer for deal in deals if deal.customer}
    if any(not isinstance(c, (Among, OfKind)) for c in side.conditions) or len(buyers) != 1:
        return side
    return Selection(tuple(Party(frozenset({one}), context.knowledge.say(one)) for one in buyers))


def _noun(deals: tuple[Deal, ...], context: Context) -> str:
    """`notes` where all deals are notes; contracts where they are of several kinds."""
    nouns = {context.wording.noun(deal) for deal in deals}
    said = wording.count(len(deals), nouns.pop(), context.wording.templates.plurals) if len(nouns) == 1 else ""
    return said.partition(" ")[2]


def _number(side: Selection, found: tuple[Deal, ...], of: str, context: Context) -> Side | None:
    """How many agreed deals a side holds, or how many customers or providers its companies have in them."""
    found = current(tuple(deal for deal in found if Agreed().holds(deal)))
    if not found:
        return None
    operands = tuple(Operand(deal.id, deal.value or "stated", cited(context, deal, ("value",))[0]) for deal in found)
    sources = tuple(dict.fromkeys(op.citation for op in operands))
    own = frozenset().union(*(c.ids for c in side.conditions if isinstance(c, Party)))
    role = of.removesuffix("s")
    things = {deal.id for deal in found} if of == "count" else {getattr(deal, role) for deal in found} - own - {None}
    number = Quantity(amount=Decimal(len(things)), unit="deals" if of == "count" else of)
    return Side(describe(side), number, (Operand(found[0].id, number, sources[0]), *operands), sources, found)


def compared(query: Contrast, context: Context) -> Answer:
    """The answer to `query`; unknown where a side is not stated or the two cannot be compared."""
    left, right = (side_of(side, query.measure, context) for side in (query.left, query.right))
    if query.measure == "ends" and left is right is None:  # how long each lasts, where no end is stated
        terms = tuple(side_of(side, "term", context) for side in (query.left, query.right))
        if all(terms):
            query, (left, right) = replace(query, measure="term"), terms
    if query.measure in {"announced", "term"} and None in {left, right}:
        later = tuple(side_of(side, "ends", context) for side in (query.left, query.right))
        if all(later):
            query, (left, right) = replace(query, measure="ends"), later
    for side, value in ((query.left, left), (query.right, right)):
        if value is None:
            if isinstance(side, Selection) and not context.rows(side):
                return empty(side, context)
            rows = context.rows(side) if isinstance(side, Selection) else ()
            return Unknown("My sources do not state what that comparison needs.", tuple(row(context, d) for d in rows[:4]))
    if left is None or right is None:
        return Unknown("My sources do not state what that comparison needs.")
    if isinstance(left.value, Quantity) and isinstance(right.value, Quantity):
        return _amounts(query, left, right, context)
    if isinstance(left.value, PartialDate) and isinstance(right.value, PartialDate):
        return _dates(query, left, right)
    return Unknown("Those two cannot be compared.")


def _amounts(query: Contrast, left: Side, right: Side, context: Context) -> Answer:
    if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity) or left.value.unit != right.value.unit:
        return Unknown("Those two are stated in different units, so I do not compare them.")
    one, two = left.value, right.value
    big, small = (left, right) if left.value.amount >= right.value.amount else (right, left)
    if query.operation == "share":
        if {d.id for d in right.deals} < {d.id for d in left.deals} or not (left.deals or right.deals or big is right):
            left, right = right, left  # the part before the whole
        if left.deals and right.deals and (left.deals == right.deals or left.size > right.size):
            return Unknown("My sources do not state a part of that.", tuple(row(context, d) for d in right.deals[:_SHOWN]))
        result = arithmetic.share(left.value, right.value)  # type: ignore[arg-type]
        text = f"{wording.derived(result)}: {_said(left)} of {_said(right)}."
    elif query.operation == "ratio":
        result = arithmetic.ratio(big.value, small.value)  # type: ignore[arg-type]
        text = f"{_times(result)} times: {_said(big)} against {_said(small)}."
    elif query.operation == "excess":
        result = arithmetic.share(arithmetic.difference(one, two), two)
        text = f"{wording.derived(result)}: the difference, {wording.derived(arithmetic.difference(one, two))}, of {_said(right)}."
    elif query.operation in {"growth", "margin", "decline"}:
        first, last = in_time(left, right, context) if query.operation == "growth" else (right, left)
        first, last = (big, small) if query.operation == "decline" else (first, last)
        result = arithmetic.growth(first.value, last.value)  # type: ignore[arg-type]
        text = f"{wording.derived(result)}: from {_said(first)} to {_said(last)}."
    else:
        result = arithmetic.difference(one, two)
        text = _compared(big, small, result)
    sources = tuple(dict.fromkeys((*left.sources, *right.sources)))
    head = Statement(_cap(text), sources, result, Calculation(query.operation, (*left.operands, *right.operands), result))
    for side in (left, right):
        head = noted(context, head, side.deals)
    notes = {n for side in (left, right) for n in caveats(side.deals)}
    if query.measure in _COUNTED:
        rows = tuple(row(context, deal) for side in (left, right) for deal in side.deals)
        return Answered((head, *rows), verdict=_verdict(query, left, right))
    multiple = _multiple(query, big, small, sources)
    rows = (*_step(query, big, small, sources), *_side_by_side(query, left, right, context))
    verdict = _verdict(query, left, right) if query.operation in {"difference", "compare"} else ""
    if query.said is not None and query.said.unit == result.unit:
        claimed = _is_multiple(query.said, one, two) if query.operation == "ratio" else _is_said(query.said, result.amount)
        verdict = "Yes" if claimed else "No"
    return Answered((head, *multiple, *_parts(left, context), *_parts(right, context), *rows), tuple(sorted(notes)), verdict=verdict)


def _step(query: Contrast, big: Side, small: Side, sources: tuple[Citation, ...]) -> tuple[Statement, ...]:
    """Beside a growth in percent, the amount of it."""
    if (
        query.operation not in {"growth", "excess", "margin", "decline"}
        or not isinstance(big.value, Quantity)
        or not isinstance(small.value, Quantity)
    ):
        return ()
    result = arithmetic.difference(big.value, small.value)
    calculation = Calculation("difference", (*big.operands, *small.operands), result)
    return (Statement(f"The difference is {wording.derived(result)}.", sources, result, calculation),)


def _side_by_side(query: Contrast, left: Side, right: Side, context: Context) -> tuple[Statement, ...]:
    """Beside a comparison of two deals, what else is stated of either."""
    deals = (*left.deals, *right.deals)
    if query.operation != "compare" or query.claim or len(deals) != 2:  # noqa: PLR2004 - two sides
        return ()
    return tuple(row(context, deal, ("value", "term", "ends")) for deal in deals if deal.term or deal.ends)


def _multiple(query: Contrast, big: Side, small: Side, sources: tuple[Citation, ...]) -> tuple[Statement, ...]:
    """Beside a comparison, how many times the smaller side the larger is."""
    if query.operation != "compare" or not isinstance(big.value, Quantity) or not isinstance(small.value, Quantity):
        return ()
    if not small.value.amount or big.value.amount == small.value.amount:
        return ()
    result = arithmetic.ratio(big.value, small.value)
    calculation = Calculation("ratio", (*big.operands, *small.operands), result)
    return (Statement(f"That is {_times(result)} times as much.", sources, result, calculation),)


def _parts(side: Side, context: Context) -> tuple[Statement, ...]:
    """What a side of several deals is the sum of."""
    if len(side.deals) < 2 or not isinstance(side.value, Quantity):  # noqa: PLR2004 - one deal is no sum
        return ()
    calculation = Calculation("sum", side.operands, side.value)
    head = Statement(f"- {_cap(side.label)}: {wording.derived(side.value)}", side.sources, side.value, calculation)
    return (head, *(row(context, deal) for deal in side.deals[:_SHOWN]))


def _said(side: Side) -> str:
    if isinstance(side.value, Quantity):
        multiple = len(side.operands) > 1
        amount = wording.derived(side.value) if multiple else wording.quantity(side.value)
        return f"{amount} ({side.label})"
    return f"{side.value} ({side.label})"


def _times(value: Quantity) -> str:
    return wording.derived(value).removesuffix(" times")


def _verdict(query: Contrast, left: Side, right: Side) -> Verdict:
    if not query.claim or not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
        return ""
    sign = (left.value.amount > right.value.amount) - (left.value.amount < right.value.amount)
    return "Yes" if sign == query.claim else "No"


def _is_multiple(said: Range, one: Quantity, two: Quantity) -> bool:
    """Whether `one` is as many times `two` as claimed; what is claimed without `more than` or the like, within a twentieth."""
    multiple = one.amount / two.amount if two.amount else Decimal(0)
    return abs(multiple - said.low) <= said.low / _LOOSE if said.exact and said.low is not None else said.holds(multiple)


def _is_said(said: Range, amount: Decimal) -> bool:
    """Whether an amount is as claimed; what is claimed exactly is as exact as it is written."""
    if said.about or not said.exact or said.low is None:
        return said.holds(amount)
    return round(amount, -int(said.low.as_tuple().exponent)) == said.low


def _compared(big: Side, small: Side, result: Quantity) -> str:
    if result.unit == arithmetic.PERCENT:
        result = result.model_copy(update={"unit": "percentage points"})
    if not result.amount:
        return f"they are equal, {_said(big)} and {_said(small)}."
    return f"{_said(big)} is {wording.derived(result)} more than {_said(small)}."


def in_time(left: Side, right: Side, context: Context) -> tuple[Side, Side]:
    """The sides with the earlier deals, the figure for the earlier year or that of before, first; as given where nothing tells."""
    if _is_prior(right, context) and not _is_prior(left, context):
        return right, left
    years = [_year_of(side, context) for side in (left, right)]
    if years[0] and years[1] and years[0] > years[1]:
        return right, left
    placed = [[context.knowledge.moments[d.id] for d in side.deals if d.id in context.knowledge.moments] for side in (left, right)]
    if placed[0] and placed[1] and max(placed[0]) > max(placed[1]):
        return right, left
    return left, right


def _is_prior(side: Side, context: Context) -> bool:
    """True for a figure that its own record says to be the one before."""
    return any("#prior" in context.terms.records[one.record].key for one in side.operands if one.record in context.terms.records)


def _year_of(side: Side, context: Context) -> str:
    """The last year that the period of a side's figure names; nothing of a side of deals."""
    records = {operand.record for operand in side.operands}
    periods = [figure.period for figure in context.knowledge.figures if figure.id in records and figure.period]
    return max((year for period in periods for year in _YEAR.findall(period)), default="")


def _dates(query: Contrast, left: Side, right: Side) -> Answer:
    if not isinstance(left.value, PartialDate) or not isinstance(right.value, PartialDate):
        return Unknown("Those two cannot be compared.")
    first, last = (left, right) if left.value <= right.value else (right, left)
    one, two = first.value, last.value
    if not isinstance(one, PartialDate) or not isinstance(two, PartialDate) or one.year is None or two.year is None:
        return Unknown("My sources do not state both dates in full.")
    months = (two.year - one.year) * 12 + ((two.month or 1) - (one.month or 1) if one.month and two.month else 0)
    result = Quantity(amount=Decimal(months), unit="months")
    years = months // 12
    said = f"{years} year{'s' if years != 1 else ''}" if months % 12 == 0 and months else f"{months} month{'s' if months != 1 else ''}"
    said = "" if bool(one.month) != bool(two.month) else f"{said} "
    plural = last.label.endswith("notes") or len(last.deals) > 1
    verb = ("end" if plural else "ends") if query.measure == "ends" else "were announced" if plural else "was announced"
    sources = tuple(dict.fromkeys((*left.sources, *right.sources)))
    text = f"{_cap(last.label)} {verb} {said}later: {two} ({last.label}) against {one} ({first.label})."
    apart = one.end <= two.start
    if not apart:
        both = f"{_cap(first.label)} and {last.label} {'end' if query.measure == 'ends' else 'were announced'}"
        told = f"in the same {'month' if one.month else 'year'}, {one}" if one == two else f"in {one} and in {two}"
        text = f"{both} {told}{'; my sources do not say which comes first' if query.claim else ''}."
    sign = (left.value > right.value) - (left.value < right.value)
    verdict: Verdict = "" if not (query.claim and apart) else "Yes" if sign == query.claim else "No"
    head = Statement(text, sources, result, Calculation("difference", (*left.operands, *right.operands), result))
    return Answered((head,), verdict=verdict)


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
