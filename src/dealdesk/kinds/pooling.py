"""Several stated figures together: `the combined market share of Acme and Globex`, `the power of both halls in total`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement
from dealdesk.domain.record import Figure
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.mention import Named, Number, When, spanned
from dealdesk.matching.match import matches
from dealdesk.query import arithmetic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.matching.match import Match
    from dealdesk.scope.question import Asked

_SEVERAL = 2


class Pooled(Struct, frozen=True):
    """The figures that are added up."""

    records: tuple[str, ...]

    def __str__(self) -> str:
        return f"sum of {', '.join(self.records)}"


def _recognise(asked: Asked) -> Iterator[Claimed[Pooled]]:
    reading = asked.reading
    cue = reading.words("operation", "sum")
    found = [m for m in matches(reading, asked.context) if _adds_up(m)] if cue else []
    chosen = _of_each_name(reading, found) or _of_number(reading, found)
    if chosen:
        said = (
            *cue,
            *reading.words("ask"),
            *reading.words("attribute", "power", "value"),
            *reading.words("modifier", "both", "them", "all"),
        )
        said += (*(m for m, _ in reading.of(Named)), *(m for m, _ in reading.of(Number)), *(m for m, _ in reading.of(When)))
        used = frozenset().union(*(m.used for m in chosen))
        yield Claimed(Pooled(tuple(m.record.id for m in chosen)), used | spanned(said), chosen[0].score)


def _adds_up(match: Match) -> bool:
    """A figure that is no move and no total, and of which the question says nothing wrong but other names."""
    record = match.record
    return isinstance(record, Figure) and not record.change and not record.total_of


def _of_each_name(reading: Reading, found: Sequence[Match]) -> tuple[Match, ...]:
    """One figure for each of several companies that are named, all of one metric, unit and period."""
    names = [named for _, named in reading.of(Named)]
    said = {reading.said(m) for m, _ in reading.of(Named)}
    fitting = [m for m in found if set(m.wrong) <= said]
    for best in fitting if len(names) >= _SEVERAL else ():
        alike = [m for m in fitting if _likeness(m) == _likeness(best)]
        own = [next((m for m in alike if set(named.ids) & set(m.record.subject[:1])), None) for named in names]
        chosen = tuple(dict.fromkeys(m for m in own if m))
        if len(chosen) == len(names):
            return chosen
    return ()


def _of_number(reading: Reading, found: Sequence[Match]) -> tuple[Match, ...]:
    """As many figures of one unit, told by the same words, as the question says there are: `the two halls`, `both halls`."""
    counts = {number.value for _, number in reading.of(Number)} | ({_SEVERAL} if reading.has("modifier", "both") else set())
    fitting = [m for m in found if not m.wrong]
    alike = tuple(m for m in fitting if m.used == fitting[0].used and _unit(m) == _unit(fitting[0]))
    rivals = {one for m in alike if isinstance(m.record, Figure) for one in m.record.rivals}
    return alike if len(alike) in counts and not rivals & {m.record.id for m in alike} else ()


def _likeness(match: Match) -> tuple[str, ...]:
    record = match.record
    return (record.relation, _unit(match), record.period or "")


def _unit(match: Match) -> str:
    return match.record.value.unit if isinstance(match.record, Figure) else ""


def _answer(query: Pooled, context: Context) -> Answer:
    figures = [next(f for f in context.knowledge.figures if f.id == one) for one in query.records]
    stated = [Statement(f.statement, context.cite(*f.evidence), f.value) for f in figures]
    operands = tuple(Operand(f.id, f.value, said.citations[0]) for f, said in zip(figures, stated, strict=True))
    result = arithmetic.total([f.value for f in figures])
    sources = tuple(dict.fromkeys(c for said in stated for c in said.citations))
    head = Statement(f"Together: {wording.derived(result)}.", sources, result, Calculation("sum", operands, result))
    return Answered((head, *stated))


KIND = Kind("pooling", (), _recognise, _answer)
