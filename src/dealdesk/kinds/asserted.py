"""An amount that a question takes a figure to have: `is Acme's revenue forecast 5 billion?`, against the figure that is described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context.term import amounts_of
from dealdesk.domain.answer import Answer, Answered, Statement
from dealdesk.domain.quantity import Range
from dealdesk.domain.record import Figure
from dealdesk.kinds.claim import beside
from dealdesk.kinds.confirmation import is_limited, is_revised, told_of_all
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.mention import Named, spanned
from dealdesk.language.polarity import is_denied, is_negated, is_polar
from dealdesk.matching.assertion import asserts
from dealdesk.matching.direction import keeps_order
from dealdesk.matching.match import matches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Verdict
    from dealdesk.language.reading import Reading
    from dealdesk.matching.match import Match
    from dealdesk.scope.question import Asked


_PRIOR = "#prior"
_CLOSE = 0.85  # of the score of the best match
_TOP = 3  # figures that a question may describe; the words that each explains decide


class Asserted(Struct, frozen=True):
    """The figure that is described, then one that has the amount which it is said to be.

    Attributes:
        ordered: the statement asserts it of the names in the question's order; else no yes is said.
    """

    records: tuple[str, ...]
    said: Range
    label: str
    ordered: bool = True

    def __str__(self) -> str:
        return f"whether {self.records[0]} is {self.label}"


def _recognise(asked: Asked) -> Iterator[Claimed[Asserted]]:
    reading = asked.reading
    amounts = [(m, said) for m, said in reading.of(Range) if said.unit]
    plain = not (is_denied(reading) or is_negated(reading) or is_limited(reading) or "or" in reading.norms)
    if not is_polar(reading) or not plain or len(amounts) != 1 or reading.has("context", "member"):
        return
    mention, said = amounts[0]
    if reading.norms[max(0, mention.start - 1)] == "by":  # `was it raised by 2 billion?`
        return
    saying = spanned((mention, *reading.words("modifier", "affirmed", "claimed", "polar", "aside"), *reading.words("attribute", "value")))
    described = list(_described(reading.without(saying), said, asked.context))
    best = [(m, f) for m, f in described if m.used >= described[0][0].used]
    close = [f for m, f in best if m.score >= _CLOSE * described[0][0].score]
    if not said.exact and len({said.decided_by(figure.value) for figure in close}) > 1:  # of which figure it is claimed, nothing tells
        return
    held = [(m, f) for m, f in best if said.exact and said.holds(f.value.amount)]
    for match, figure in (*held, *(pair for pair in described if pair not in held))[:_TOP]:
        if told_of_all(figure, asked) or is_revised(figure, asked):
            return
        others = tuple(f.id for f in asked.context.knowledge.figures if _is_said_instead(f, figure, said))
        used = match.used | saying | beside(asked, match, polar=True) | _members(figure, asked)
        ordered = keeps_order(figure, reading, asked.context) and asserts(figure.statement, reading, asked.context)
        yield Claimed(Asserted((figure.id, *others[:1]), said, reading.said(mention), ordered), used, match.score)


def _described(described: Reading, said: Range, context: Context) -> Iterator[tuple[Match, Figure]]:
    """The figures measured in what is said, no totals of deals, that the rest of the question describes, the best first."""
    for match in matches(described, context):
        record = match.record
        bounded = not said.exact and not described.has("operation", "older", "previous")  # which is claimed of what still stands
        past = _PRIOR in context.terms.records[record.id].key and (bounded or described.has("operation", "latest"))
        if isinstance(record, Figure) and record.value.unit == said.unit and not (record.total_of or match.wrong or past):
            yield match, record


def _edges(figure: Figure, said: Range, context: Context) -> list[Decimal]:
    """The amounts in the unit of what is said that a figure's statement holds."""
    stated = amounts_of(context.reader, figure.statement)
    return [edge for one in stated if one.unit == said.unit for edge in (one.low, one.high) if edge is not None]


def _members(figure: Figure, asked: Asked) -> frozenset[int]:
    """The names of those that together are the subject of the figure."""
    names = asked.context.knowledge.names
    members = {member for one in figure.subject if one in names for member in names[one].members}
    return spanned(m for m, named in asked.reading.of(Named) if members & set(named.ids))


def _is_said_instead(figure: Figure, meant: Figure, said: Range) -> bool:
    """Another figure of the same subject that does have the amount said."""
    alike = figure.id != meant.id and set(figure.subject) == set(meant.subject) and figure.value.unit == said.unit
    return alike and said.exact and said.holds(figure.value.amount) and not said.holds(meant.value.amount)


def _answer(query: Asserted, context: Context) -> Answer:
    figures = [f for one in query.records for f in context.knowledge.figures if f.id == one]
    rivals = [f for one in figures[0].rivals for f in context.knowledge.figures if f.id == one and f not in figures]
    statements = tuple(Statement(f.statement, context.cite(*f.evidence), f.value) for f in (*figures, *rivals))
    meant = figures[0]
    beside = any(query.said.holds(edge) for edge in _edges(meant, query.said, context))  # `of the 240 megawatts, 90`
    own = any(one == query.said for one in amounts_of(context.reader, meant.statement))  # `over 700 billion`, as the source itself has it
    holds = own or query.said.decided_by(meant.value)
    verdict: Verdict = "" if holds is None or (beside and not holds) or (holds and not query.ordered) else "Yes" if holds else "No"
    return Answered(statements, verdict=verdict)


KIND = Kind("asserted", (), _recognise, _answer)
