"""By how much a figure differs from the earlier one that its own statement sets beside it: `to 5 billion, from 4 billion`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement
from dealdesk.domain.quantity import Bound, Quantity, Range
from dealdesk.domain.record import Figure
from dealdesk.kinds.claim import beside
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.mention import Named, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.matching.match import matches
from dealdesk.query import arithmetic
from dealdesk.scope.operation import operation_in, told_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.scope.question import Asked

_WORKED = {"growth": arithmetic.growth, "difference": arithmetic.difference, "ratio": arithmetic.ratio}
_FROM = ("from", "against", "previously", "instead of", "compared with")
_NEAR = 1  # tokens before the amount: `about`


class Revision(Struct, frozen=True):
    """The growth, the difference or the ratio of the figure of `records` and the earlier one in its statement."""

    operation: str
    records: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.operation} of {self.records[0]} from the figure before it"


def _recognise(asked: Asked) -> Iterator[Claimed[Revision]]:
    """`by how much did Acme raise its forecast?` of one figure whose statement says from what it was raised."""
    reading, context = asked.reading, asked.context
    operation, cue = operation_in(reading)
    years = {year for _, when in reading.of(When) for year in when.period.years}
    if is_polar(reading) or operation not in _WORKED or len(years) > 1 or any(said.unit for _, said in reading.of(Range)):
        return  # `how many times its sales of 2029 are those of 2031?` is of two figures
    changing = reading.words("topic", "rise", "fall")
    light = cue | told_in(reading) | spanned(changing)
    for match in matches(reading.without(cue - spanned(changing)), context):
        if not isinstance(match.record, Figure) or match.wrong:
            continue
        own = match.used & (reading.content - light - spanned(m for m, _ in reading.of(Named)))
        if own and earlier_in(match.record, context) is not None:
            used = match.used | light | beside(asked, match, polar=False)
            yield Claimed(Revision(operation, (match.record.id,)), used, match.score)
        return


def earlier_in(figure: Figure, context: Context) -> Quantity | None:
    """The amount of money from which the statement of a figure says it came, `raised from 4 billion`; None where it names none."""
    for word in _FROM:
        rest = figure.statement.partition(f" {word} ")[2]
        tokens = context.reader.lexicon.tokens(rest)
        first = next((m for m in context.reader.amounts.mentions(tokens) if isinstance(m.sense, Range) and m.sense.unit), None)
        said = first.sense if first is not None and first.start <= _NEAR and isinstance(first.sense, Range) else None
        if said and figure.value.is_money and said.unit == figure.value.unit and said.exact and said.low not in {None, figure.value.amount}:
            return Quantity(amount=said.low or figure.value.amount, unit=said.unit, bound=Bound.ABOUT if said.about else Bound.EXACTLY)
    return None


def _answer(query: Revision, context: Context) -> Answer:
    figure = next(f for f in context.knowledge.figures if f.id == query.records[0])
    before, after = earlier_in(figure, context) or figure.value, figure.value
    result = arithmetic.growth(before, after) if query.operation == "growth" else _WORKED[query.operation](after, before)
    sources = context.cite(*figure.evidence)
    operands = (Operand(figure.id, before, sources[0]), Operand(figure.id, after, sources[0]))
    said = wording.derived(result)
    text = f"{said[:1].upper()}{said[1:]}: from {wording.quantity(before)} to {wording.quantity(after)}."
    head = Statement(text, sources, result, Calculation(query.operation, operands, result))
    return Answered((head, Statement(figure.statement, sources, figure.value)))


KIND = Kind("revision", (), _recognise, _answer)
