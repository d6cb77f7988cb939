"""Two things side by side: difference, ratio, share, growth, and which of them is more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement, Unknown
from dealdesk.domain.period import PartialDate
from dealdesk.domain.quantity import Quantity, Range
from dealdesk.domain.record import Deal, Figure, Term
from dealdesk.kinds.aggregate import stated_total, whole
from dealdesk.kinds.kind import Asked, Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.match import matches
from dealdesk.kinds.row import caveats, cited, describe, row
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, Ordinal, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query import arithmetic
from dealdesk.query.condition import Among, Announced, OfKind, Party
from dealdesk.query.selection import Selection
from dealdesk.scope.asked import is_question
from dealdesk.scope.pick import pick_in
from dealdesk.scope.scope import scope_of
from dealdesk.scope.side import Sides, halves_of, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Citation
    from dealdesk.language.reading import Reading

_SURE = 2.5
_SHOWN = 5
_OPENING = 1
_RELATING = ("more", "less", "compare", "longer", "later", "largest", "smallest", "longest", "shortest")
_TIMED = ("longer", "later", "longest", "shortest")
_NO_ENDS = frozenset({"until", "till", "last"})
_CHANGING = ("more", "less", "difference", "longer")


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


def _recognise(asked: Asked) -> Iterator[Claimed[Contrast]]:
    reading = asked.reading
    operation, cue = operation_in(reading)
    if not operation or reading.has("operation", "median"):
        return
    measure, measured = _measure(reading, operation)
    claim = (-1 if reading.has("operation", "less") else 1) if is_polar(reading) and reading.has("operation", "more", "less") else 0
    span = cue | measured | _told(reading)
    ends = _ends_of_period(asked) if operation in {"growth", "difference", "ratio"} else None
    if ends:
        yield Claimed(Contrast(operation, measure, ends.left, ends.right), span | ends.used)
    relates = reading.has("operation", "more", "less", "compare", "longer", "later") or operation != "compare"
    candidates = sides_of(reading, asked.scope, asked.context, asked.shown)
    found = next((s for s in candidates if (relates or s.strong) and _fits(s, operation, asked)), None)
    if found and not (found.strong or found.halves) and is_polar(reading) and not reading.has("modifier", "them", "both", "against"):
        found = None
    if operation == "share" and not (found and found.strong and found.is_apart(asked.context)):
        yield from (Claimed(Contrast(operation, measure, s.left, s.right), span | s.used) for s in _whole_sides(asked))
    if found:
        yield Claimed(Contrast(operation, measure, found.left, found.right, claim), span | found.used | asked.scope.used)
    yield from _figures(asked, operation, span)


def operation_in(reading: Reading) -> tuple[str, frozenset[int]]:
    """What is done with the two sides, from the words that say it together: `percent` with `higher` is growth, with `of` a share."""
    percent = reading.words("operation", "percent")
    changing = reading.words("operation", *_CHANGING) + reading.words("topic", "rise", "fall")
    asks_amount = reading.words("ask", "how_much", "how_many", "how_long")
    relating = spanned(reading.words("operation", *_RELATING))
    if reading.has("operation", "growth") or (percent and changing and not reading.has("operation", "share")):
        return "growth", spanned((*percent, *changing, *reading.words("operation", "growth")))
    if percent or reading.has("operation", "share"):
        return "share", spanned((*percent, *reading.words("operation", "share")))
    if reading.has("operation", "ratio"):
        return "ratio", spanned(reading.words("operation", "ratio")) | relating
    if reading.has("operation", "difference"):
        return "difference", spanned(reading.words("operation", "difference")) | relating
    counted = [m for m in reading.words("noun", "months", "years") if m.start <= _OPENING]
    if counted and reading.has("modifier", "against") and len(reading.mentions) > len(counted):
        return "difference", spanned(counted)
    if asks_amount and reading.has("operation", "more", "less", "longer", "later", "earliest", "next"):
        return "difference", relating | spanned(reading.words("operation", "earliest", "next"))
    return ("compare", relating) if reading.has("operation", *_RELATING) else ("", frozenset())


def _told(reading: Reading) -> frozenset[int]:
    """The words that any comparison may hold beside its sides."""
    return spanned((
        *reading.words("ask", "how_much", "how_many", "how_long", "who", *(("when",) if reading.has("operation", *_TIMED) else ())),
        *reading.words("attribute", "value"),
        *reading.words("operation", "sum"),
        *reading.words("modifier", "it", "them", "polar", "against", "all", "both"),
        *reading.words("noun", "company"),
        *reading.words("topic", "rise", "fall"),
    ))  # fmt: skip


def _measure(reading: Reading, operation: str) -> tuple[str, frozenset[int]]:
    """What is compared: ends where something lasts longer, dates where time lies between, else values."""
    average = reading.words("operation", "average")
    if average:
        return "average", spanned(average)
    lasting = reading.words("operation", "longest", "shortest", "longer")
    timed = (*reading.words("noun", "years", "months"), *reading.words("ask", "how_long"), *reading.words("operation", "later"))
    ends = [m for m in reading.words("attribute", "ends") if reading.tokens[m.start].norm not in _NO_ENDS]
    if not lasting and (not (timed or ends) or operation in {"share", "growth", "ratio"}):
        return "value", frozenset()
    asks = spanned(m for m in reading.words("ask") if is_question(reading, m))
    ending = [
        m for m in reading.words("attribute", "ends", "term") if reading.tokens[m.start].norm not in _NO_ENDS and not asks & set(m.span)
    ]
    said = spanned((*lasting, *timed, *ending, *reading.words("attribute", "announced")))
    if any(m.sense == Word("attribute", "term") for m in ending) and not any(m.sense == Word("attribute", "ends") for m in ending):
        return "term", said
    return ("ends" if lasting or ending else "announced"), said


def _fits(sides: Sides, operation: str, asked: Asked) -> bool:
    """Two sides have no deal in common; a part is one of its whole; `how many times` sets only against each other what it names so."""
    if asked.reading.has("operation", "average") and operation == "compare" and not sides.strong:
        return False
    if operation == "ratio" and sides.halves is None and not asked.reading.has("modifier", "them", "both") and not asked.shown:
        return False
    return operation == "share" or sides.is_apart(asked.context)


def _ends_of_period(asked: Asked) -> Sides | None:
    """`from March to May`: the deals of the first month against those of the last."""
    conditions = asked.scope.selection.conditions
    announced = next((c for c in conditions if isinstance(c, Announced) and len(c.periods) == 1), None)
    months = announced.periods[0].ends if announced else None
    if announced is None or months is None:
        return None
    rest = tuple(c for c in conditions if c is not announced)
    left, right = (Selection((*rest, Announced((month,)))) for month in months)
    if not asked.context.rows(left) or not asked.context.rows(right):
        return None
    return Sides(left, right, asked.scope.used, strong=True)


def _whole_sides(asked: Asked) -> Iterator[Sides]:
    """A share of everything: the part is what is named, the whole all deals of its kind and its provider, or `the two` shown before."""
    yield from _of_total(asked)
    if asked.shown and asked.reading.has("modifier", "them", "both", "it"):
        shown = Selection((Among(frozenset(asked.shown)),))
        part = replace(asked.scope.selection, conditions=(*asked.scope.selection.named, *shown.conditions))
        if asked.scope.is_specific and _is_part(part, shown, asked.context):
            yield Sides(part, shown, asked.scope.used, strong=True)
            return
    for left, right, _ in halves_of(asked.reading, asked.context):
        for part, rest in ((left, right), (right, left)):
            parties = [c for c in rest.scope.selection.named if isinstance(c, Party)]
            if (
                part.scope.is_specific
                and rest.is_whole
                and len(rest.scope.selection.named) == len(parties)
                and not rest.scope.selection.pick
            ):
                everything = Selection((*(c for c in rest.scope.selection.conditions if isinstance(c, OfKind)), *parties))
                if _is_part(part.scope.selection, everything, asked.context):
                    yield Sides(part.scope.selection, everything, part.scope.used | rest.scope.used | asked.scope.used, strong=True)
                    return
    scope = asked.scope
    kinds = frozenset(deal.kind for deal in asked.context.rows(scope.selection))
    everything = Selection((OfKind(kinds, " or ".join(sorted(kinds))),))
    if scope.is_specific and _is_part(scope.selection, everything, asked.context):
        yield Sides(scope.selection, everything, scope.used, strong=False)


def _of_total(asked: Asked) -> Iterator[Sides]:
    """A share of an amount that a source states as the total of some deals: those are the whole."""
    for mention, said in asked.reading.of(Range):
        for figure in asked.context.knowledge.figures:
            if not figure.total_of or said.unit != figure.value.unit or not said.exact or not said.holds(figure.value.amount):
                continue
            whole = Selection((Among(frozenset(figure.total_of)),))
            part = scope_of(asked.reading.without(mention.span), asked.context)
            if part.is_specific and _is_part(part.selection, whole, asked.context):
                yield Sides(part.selection, whole, part.used | frozenset(mention.span), strong=True)


def _is_part(part: Selection, everything: Selection, context: Context) -> bool:
    inside, outside = ({deal.id for deal in context.rows(one)} for one in (part, everything))
    return bool(inside) and inside < outside


def _figures(asked: Asked, operation: str, span: frozenset[int]) -> Iterator[Claimed[Contrast]]:
    """Two stated figures against each other; the second may leave it to the first to say whose it is."""
    reading = asked.reading.without(spanned(asked.reading.words("ask", "how_many", "how_much")))
    names = spanned(m for m, _ in reading.of(Named))
    telling = spanned(m for m in reading.mentions if isinstance(m.sense, (Named, When, Range, Ordinal)))
    for left, right, _ in halves_of(reading, asked.context):
        common = reading.inside - telling
        one = _figure(left.reading, asked.context) or _figure(reading.only(left.reading.inside | common), asked.context)
        two = one and (
            _figure(reading.only(right.reading.inside | names), asked.context, unlike=one[0], prior=right.is_prior)
            or _figure(reading.only(right.reading.inside | common), asked.context, unlike=one[0])
        )
        if one and two:
            used = span | one[1] | two[1] | spanned(reading.words("ask")) | spanned(reading.words("modifier", "against"))
            yield Claimed(Contrast(operation, "value", one[0].id, two[0].id), used)
            return


def contrast_of_selections(reading: Reading, left: Selection, right: Selection, context: Context) -> Iterator[Claimed[Contrast]]:
    """What the question does with two groups of deals that were spoken of before."""
    operation, cue = operation_in(reading)
    sides = Sides(left, right, frozenset(), strong=True)
    if operation in {"difference", "ratio", "compare", "growth"} and sides.is_apart(context) and context.rows(left) and context.rows(right):
        yield Claimed(Contrast(operation, "value", left, right), cue | _told(reading))


def rebased(query: Contrast, reading: Reading, context: Context) -> Iterator[Claimed[Contrast]]:
    """The same two sides, asked for their difference or ratio, or for the difference as a share of one; of the earlier one unsaid."""
    operation, cue = operation_in(reading)
    if (operation in {"difference", "ratio"} or operation == query.operation) and not reading.content - cue:
        yield Claimed(replace(query, operation=operation, claim=0), cue | _told(reading))
    sides = [_side(side, query.measure, context) for side in (query.left, query.right)]
    if (
        query.operation not in {"difference", "compare"}
        or operation not in {"share", "growth"}
        or query.measure != "value"
        or None in sides
    ):
        return
    by_size = sorted(sides, key=lambda side: side.value.amount)  # type: ignore[union-attr]
    by_time = _in_time(*sides, context)  # type: ignore[arg-type]
    picks = {"smallest": by_size[0], "largest": by_size[1], "older": by_time[0], "earliest": by_time[0], "latest": by_time[1]}
    said = [m for m in reading.words("operation", *picks) if isinstance(m.sense, Word)]
    base = picks[said[0].sense.name] if said and isinstance(said[0].sense, Word) else by_time[0]
    left, right = (query.right, query.left) if base is sides[0] else (query.left, query.right)
    used = cue | spanned(said) | _told(reading) | spanned(reading.words("noun", "contract"))
    yield Claimed(Contrast("excess", query.measure, left, right), used)


def contrast_of_figures(reading: Reading, records: Sequence[str], context: Context) -> Iterator[Claimed[Contrast]]:
    """What the question does with two figures that were stated before; the later one against the earlier."""
    operation, cue = operation_in(reading)
    figures = [f for one in records for f in context.knowledge.figures if f.id == one]
    if not operation or len(figures) != 2 or figures[0].value.unit != figures[1].value.unit:  # noqa: PLR2004 - two sides
        return
    yield Claimed(Contrast(operation, "value", figures[0].id, figures[1].id), cue | _told(reading) | pick_in(reading)[1])


def _figure(part: Reading, context: Context, unlike: Figure | None = None, *, prior: bool = False) -> tuple[Figure, frozenset[int]] | None:
    """The figure that a part of the question speaks of; where `unlike` is given, another one of the same subject and unit."""
    for mention, said in part.of(Range):
        for figure in context.knowledge.figures:
            if said.exact and said.unit == figure.value.unit and said.holds(figure.value.amount) and figure != unlike:
                told = next((m.used for m in matches(Asked(part, scope_of(part, context), context)) if m.record == figure), frozenset())
                return figure, told | frozenset(mention.span)
    for match in matches(Asked(part, scope_of(part, context), context)):
        record = match.record
        if not isinstance(record, Figure) or match.wrong or (match.score <= _SURE and not prior) or record.total_of:
            continue
        if unlike is None or (record != unlike and record.value.unit == unlike.value.unit and set(record.subject) & set(unlike.subject)):
            return record, match.used
    return None


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
    if measure not in {"value", "average"}:
        deals = tuple(deal for deal in found if getattr(deal, measure))
        if len(deals) != 1:
            return None
        when = getattr(deals[0], measure)
        when = Quantity(amount=Decimal(when.in_months), unit="months") if isinstance(when, Term) else when
        sources = cited(context, deals[0], (measure,))
        return _Side(context.wording.deal(deals[0]), when, (Operand(deals[0].id, when, sources[0]),), sources, deals)
    deals = tuple(deal for deal in whole(found) if deal.value)
    if not deals or len({deal.value.unit for deal in deals if deal.value}) > 1:
        return None
    values = [deal.value for deal in deals if deal.value]
    official = stated_total(deals, context) if measure == "value" else None
    value = official.value if official else (arithmetic.mean if measure == "average" else arithmetic.total)(values)
    sources = tuple(dict.fromkeys(c for deal in deals for c in cited(context, deal, ("value",))))
    if official:
        sources = tuple(dict.fromkeys((*context.cite(*official.evidence), *sources)))
    label = (
        context.wording.deal(deals[0]) if len(deals) == 1 else f"{describe(side)} {'on average' if measure == 'average' else 'together'}"
    )
    operands = tuple(Operand(deal.id, deal.value, cited(context, deal, ("value",))[0]) for deal in deals if deal.value)
    return _Side(label, value, operands, sources, deals)


def _answer(query: Contrast, context: Context) -> Answer:
    left, right = (_side(side, query.measure, context) for side in (query.left, query.right))
    if query.measure in {"announced", "term"} and None in {left, right}:
        later = tuple(_side(side, "ends", context) for side in (query.left, query.right))
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
    elif query.operation == "excess":
        result = arithmetic.share(arithmetic.difference(one, two), two)
        text = f"{wording.derived(result)}: the difference, {wording.derived(arithmetic.difference(one, two))}, of {_said(right)}."
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
    rows = (*_step(query, big, small, sources), *_side_by_side(query, left, right, context))
    return Answered((head, *multiple, *_parts(left, context), *_parts(right, context), *rows), tuple(sorted(notes)))


def _step(query: Contrast, big: _Side, small: _Side, sources: tuple[Citation, ...]) -> tuple[Statement, ...]:
    """Beside a growth in percent, the amount of it."""
    if query.operation != "growth" or not isinstance(big.value, Quantity) or not isinstance(small.value, Quantity):
        return ()
    result = arithmetic.difference(big.value, small.value)
    calculation = Calculation("difference", (*big.operands, *small.operands), result)
    return (Statement(f"The difference is {wording.derived(result)}.", sources, result, calculation),)


def _side_by_side(query: Contrast, left: _Side, right: _Side, context: Context) -> tuple[Statement, ...]:
    """Beside a comparison of two deals, what else is stated of either."""
    deals = (*left.deals, *right.deals)
    if query.operation != "compare" or query.claim or len(deals) != 2:  # noqa: PLR2004 - two sides
        return ()
    return tuple(row(context, deal, ("value", "term", "ends")) for deal in deals if deal.term or deal.ends)


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
