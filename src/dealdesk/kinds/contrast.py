"""Two things side by side: difference, ratio, share, growth, and which of them is more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement, Unknown
from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Quantity, Range
from dealdesk.domain.record import Deal, Figure
from dealdesk.kinds import wording
from dealdesk.kinds.aggregate import stated_total, whole
from dealdesk.kinds.claim import matches
from dealdesk.kinds.kind import Asked, Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.polarity import is_polar
from dealdesk.kinds.row import caveats, cited, describe, row
from dealdesk.kinds.scope import Scope, scope_of
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Ordinal, When, spanned
from dealdesk.query import arithmetic
from dealdesk.query.condition import Among, OfKind
from dealdesk.query.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dealdesk.domain.answer import Citation
    from dealdesk.kinds.context import Context
    from dealdesk.language.reading import Reading

_STRONG = frozenset(
    {
        "than",
        "versus",
        "vs",
        "v",
        "against",
        "minus",
        "beside",
        "relative",
        "compared",
        "until",
        "exceed",
        "exceeds",
        "short",
        "outweigh",
        "over",
        "beat",
        "beats",
        "with",
        "as",
        "to",
        "top",
        "tops",
    }
)
_SURE = 2.5
_SHOWN = 5
_WEAK = frozenset({"and", "or", ",", "from", "of", "between", ";", "/", "&"})
OPERATIONS = ("difference", "ratio", "share", "growth", "compare", "more", "less", "longest")


@dataclass(frozen=True, slots=True)
class Contrast:
    """An operation on a measure (`value`, `ends`, `announced`, `term`) of two sides.

    Attributes:
        claim: 1 or -1 where the question claims that the left side is more or less; 0 where it claims nothing.
    """

    operation: str
    measure: str
    left: Selection | str
    right: Selection | str
    claim: int = 0

    def __str__(self) -> str:
        return f"{self.operation} of the {self.measure}: {self.left} / {self.right}"


def _recognise(asked: Asked) -> Iterator[Claimed[Contrast]]:
    reading = asked.reading
    found = [m for m in reading.words("operation", *OPERATIONS) if isinstance(m.sense, Word)]
    names = dict.fromkeys(m.sense.name for m in found if isinstance(m.sense, Word))
    sides = _sides(asked)
    waits = reading.has("ask", "how_long") and reading.has("operation", "earliest", "next") and len(reading.of(Ordinal)) > 1
    names = names or ({"difference": None} if waits else {})
    if sides is None or not names or reading.has("operation", "median"):
        return
    left, right, used = sides
    span = spanned(found)
    span |= spanned(reading.words("ask", "how_much", "how_many", "how_long", "who"))
    span |= spanned(reading.words("attribute", "value", "ends", "term", "announced"))
    span |= spanned(reading.words("operation", "sum"))
    span |= spanned((*reading.words("topic", "rise", "fall"), *reading.words("modifier", "it", "them", "polar")))
    span |= spanned(reading.words("operation", "latest", "earliest", "older", "largest", "smallest", "next", "previous"))
    measure = _measure(reading)
    span |= spanned(reading.words("noun", "months", "years")) if measure != "value" else frozenset()
    claim = (-1 if "less" in names else 1 if "more" in names else 0) if is_polar(reading) else 0
    for name in _operations(names):
        yield Claimed(Contrast(name, measure, left, right, claim), span | used)


def _operations(names: Iterable[str]) -> tuple[str, ...]:
    said = [name for name in ("growth", "share", "ratio", "difference") if name in names]
    return tuple(said) or ("compare",)


def _measure(reading: Reading) -> str:
    if reading.has("operation", "longest", "shortest") or (reading.has("noun", "years", "months") or reading.has("ask", "how_long")):
        ending = [m for m in reading.words("attribute", "ends") if reading.tokens[m.start].norm not in {"until", "till", "last"}]
        return "ends" if ending or reading.has("operation", "longest", "shortest") else "announced"
    return "value"


def _sides(asked: Asked) -> tuple[Selection | str, Selection | str, frozenset[int]] | None:
    """The two sides: where a splitting word leaves something definite on both, or else a selection of just two deals."""
    reading = asked.reading
    for splitters in (_STRONG, _WEAK):
        for index, token in enumerate(reading.tokens):
            if token.norm in splitters:
                found = _split(asked, index)
                if found:
                    return found
    for index in _turns(reading):
        found = _split(asked, index, drop=0)
        if found:
            return found
    rows = asked.context.rows(asked.scope.selection)
    if reading.has("operation", "share") and asked.scope.is_specific and rows:
        kind = tuple(c for c in asked.scope.selection.conditions if isinstance(c, OfKind))
        if len(rows) == len(asked.context.rows(Selection(kind))):
            return None
        return asked.scope.selection, Selection(kind), asked.scope.used
    if len(rows) == 2:  # noqa: PLR2004 - two sides
        sides = tuple(Selection((Among(frozenset({deal.id})),)) for deal in rows)
        return sides[0], sides[1], asked.scope.used
    return None


def _turns(reading: Reading) -> Iterator[int]:
    """Where a second name, date, amount or superlative begins, as in `the March order ... the May one`."""
    seen: set[type] = set()
    for mention in reading.mentions:
        if isinstance(mention.sense, (Named, When, Range, Ordinal)):
            if type(mention.sense) in seen:
                yield mention.start
            seen.add(type(mention.sense))


def _split(asked: Asked, index: int, drop: int = 1) -> tuple[Selection | str, Selection | str, frozenset[int]] | None:
    reading, context = asked.reading, asked.context
    if drop and any(index in m.span for m, _ in reading.of(Named)):
        return None
    parts = (reading.between(0, index), reading.between(index + drop, len(reading.tokens)))
    scopes = tuple(_pointed(scope_of(part, context), part, asked) for part in parts)
    sides = _completed(scopes, parts)
    used = scopes[0].used | frozenset(i + index + drop for i in scopes[1].used) | asked.scope.used
    rows = [context.rows(side) for side in sides]
    if all(_definite(scope) for scope in scopes) and all(rows) and _apart(rows, share=reading.has("operation", "share")):
        return sides[0], sides[1], used
    figures = tuple(_figure(part, context) for part in parts)
    if all(figures) and figures[0] != figures[1]:
        return figures[0].id, figures[1].id, used | frozenset(range(len(reading.tokens)))  # type: ignore[union-attr]
    return None


def _apart(rows: list[tuple[Deal, ...]], *, share: bool) -> bool:
    """Two sides have no deal in common; a part and its whole do."""
    left, right = ({deal.id for deal in side} for side in rows)
    return left != right and (share or not left & right)


def _pointed(scope: Scope, part: Reading, asked: Asked) -> Scope:
    """A side that only says `it` or `that` means the deals of the answer before."""
    if asked.shown and not scope.is_specific and part.has("modifier", "it", "them"):
        return replace(scope, selection=Selection((Among(frozenset(asked.shown)),)))
    return scope


def _definite(scope: Scope) -> bool:
    kinds = {c.label for c in scope.selection.conditions if isinstance(c, OfKind)}
    return scope.is_specific or bool(kinds - {"contract"})


def _completed(scopes: tuple[Scope, ...], parts: tuple[Reading, ...]) -> tuple[Selection, Selection]:
    """Each side with the parties and the kind that only the other one says."""
    sides = [scope.selection for scope in scopes]
    result: list[Selection] = []
    for i, side in enumerate(sides):
        other = sides[1 - i]
        parties = (
            tuple(c for c in other.conditions if c.topic == "party") if not any(c.topic in {"party", "among"} for c in side.named) else ()
        )
        conditions = side.conditions
        if not parts[i].has("noun", "contract", "notes", "loan", "convertible", "senior", "financing"):
            kinds = tuple(c for c in other.conditions if isinstance(c, OfKind))
            conditions = (*kinds, *side.named)
        result.append(Selection((*conditions, *parties), side.pick))
    return result[0], result[1]


def _figure(part: Reading, context: Context) -> Figure | None:
    """The figure whose amount a side says."""
    for _, said in part.of(Range):
        for figure in context.knowledge.figures:
            if said.exact and said.unit == figure.value.unit and said.holds(figure.value.amount):
                return figure
    best = next(iter(matches(Asked(part, scope_of(part, context), context))), None)
    return best.record if best and isinstance(best.record, Figure) and not best.wrong and best.score > _SURE else None


@dataclass(frozen=True, slots=True)
class _Side:
    label: str
    value: Quantity | PartialDate
    operands: tuple[Operand, ...]
    sources: tuple[Citation, ...]
    deals: tuple[Deal, ...]


def _side(side: Selection | str, measure: str, context: Context) -> _Side | None:
    if isinstance(side, str):
        figure = next(f for f in context.knowledge.figures if f.id == side)
        sources = context.cite(*figure.evidence)
        return _Side(figure.statement.rstrip("."), figure.value, (Operand(figure.id, figure.value, sources[0]),), sources, ())
    found = context.rows(side)
    if measure != "value":
        deals = tuple(deal for deal in found if getattr(deal, measure))
        if len(deals) != 1:
            return None
        when = getattr(deals[0], measure)
        sources = cited(context, deals[0], (measure,))
        return _Side(context.wording.deal(deals[0]), when, (Operand(deals[0].id, when, sources[0]),), sources, deals)
    deals = tuple(deal for deal in whole(found) if deal.value)
    if not deals or len({deal.value.unit for deal in deals if deal.value}) > 1:
        return None
    values = [deal.value for deal in deals if deal.value]
    official = stated_total(deals, context)
    value = official.value if official else arithmetic.total(values)
    sources = tuple(dict.fromkeys(c for deal in deals for c in cited(context, deal, ("value",))))
    if official:
        sources = tuple(dict.fromkeys((*context.cite(*official.evidence), *sources)))
    label = context.wording.deal(deals[0]) if len(deals) == 1 else f"{describe(side)} together"
    operands = tuple(Operand(deal.id, deal.value, cited(context, deal, ("value",))[0]) for deal in deals if deal.value)
    return _Side(label, value, operands, sources, deals)


def _answer(query: Contrast, context: Context) -> Answer:
    left, right = (_side(side, query.measure, context) for side in (query.left, query.right))
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


def _amounts(query: Contrast, left: _Side, right: _Side, context: Context) -> Answer:
    if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity) or left.value.unit != right.value.unit:
        return Unknown("Those two are stated in different units, so I do not compare them.")
    one, two = left.value, right.value
    big, small = (left, right) if left.value.amount >= right.value.amount else (right, left)
    if query.operation == "share":
        if {d.id for d in right.deals} < {d.id for d in left.deals}:
            left, right = right, left
        if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
            return Unknown("Those two cannot be compared.")
        result = arithmetic.share(left.value, right.value)
        text = f"{wording.derived(result)}: {_said(left)} of {_said(right)}."
    elif query.operation == "ratio":
        result = arithmetic.ratio(big.value, small.value)  # type: ignore[arg-type]
        text = f"{_times(result)} times: {_said(big)} against {_said(small)}."
    elif query.operation == "growth":
        first, last = _in_time(left, right, context)
        result = arithmetic.growth(first.value, last.value)  # type: ignore[arg-type]
        text = f"{wording.derived(result)}: from {_said(first)} to {_said(last)}."
    else:
        result = arithmetic.difference(one, two)
        text = _verdict(query, left, right) + _compared(big, small, result)
    sources = tuple(dict.fromkeys((*left.sources, *right.sources)))
    head = Statement(_cap(text), sources, result, Calculation(query.operation, (*left.operands, *right.operands), result))
    notes = {n for side in (left, right) for n in caveats(side.deals, summed=True)}
    multiple = _multiple(query, big, small, sources)
    return Answered((head, *multiple, *_parts(left, context), *_parts(right, context)), tuple(sorted(notes)))


def _multiple(query: Contrast, big: _Side, small: _Side, sources: tuple[Citation, ...]) -> tuple[Statement, ...]:
    """Beside a comparison, how many times the smaller side the larger is."""
    if query.operation != "compare" or not isinstance(big.value, Quantity) or not isinstance(small.value, Quantity):
        return ()
    if not small.value.amount or big.value.amount == small.value.amount:
        return ()
    result = arithmetic.ratio(big.value, small.value)
    calculation = Calculation("ratio", (*big.operands, *small.operands), result)
    return (Statement(f"That is {_times(result)} times as much.", sources, result, calculation),)


def _parts(side: _Side, context: Context) -> tuple[Statement, ...]:
    """What a side of several deals is the sum of."""
    if len(side.deals) < 2 or not isinstance(side.value, Quantity):  # noqa: PLR2004 - one deal is no sum
        return ()
    calculation = Calculation("sum", side.operands, side.value)
    head = Statement(f"- {_cap(side.label)}: {wording.derived(side.value)}", side.sources, side.value, calculation)
    return (head, *(row(context, deal) for deal in side.deals[:_SHOWN]))


def _said(side: _Side) -> str:
    if isinstance(side.value, Quantity):
        multiple = len(side.operands) > 1
        amount = wording.derived(side.value) if multiple else wording.quantity(side.value)
        return f"{amount} ({side.label})"
    return f"{side.value} ({side.label})"


def _times(value: Quantity) -> str:
    return wording.derived(value).removesuffix(" times")


def _verdict(query: Contrast, left: _Side, right: _Side) -> str:
    if not query.claim or not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
        return ""
    sign = (left.value.amount > right.value.amount) - (left.value.amount < right.value.amount)
    return "Yes: " if sign == query.claim else "No: "


def _compared(big: _Side, small: _Side, result: Quantity) -> str:
    if not result.amount:
        return f"they are equal, {_said(big)} and {_said(small)}."
    return f"{_said(big)} is {wording.derived(result)} more than {_said(small)}."


def _in_time(left: _Side, right: _Side, context: Context) -> tuple[_Side, _Side]:
    placed = [[context.knowledge.moments[d.id] for d in side.deals if d.id in context.knowledge.moments] for side in (left, right)]
    if placed[0] and placed[1] and max(placed[0]) > max(placed[1]):
        return right, left
    return left, right


def _dates(query: Contrast, left: _Side, right: _Side) -> Answer:
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
    verb = "ends" if query.measure == "ends" else "was announced"
    sources = tuple(dict.fromkeys((*left.sources, *right.sources)))
    text = f"{_cap(last.label)} {verb} {said} later: {two} ({last.label}) against {one} ({first.label})."
    return Answered((Statement(text, sources, result, Calculation("difference", (*left.operands, *right.operands), result)),))


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


KIND = Kind(
    "contrast",
    ("How much larger is {customer}'s newest contract than its first?", "What share of all contracts is {customer}'s?"),
    _recognise,
    _answer,
)
