"""What happened at a time: the deals that were announced then, and all else that is stated of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered
from dealdesk.kinds.introduction import stated
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.row import row
from dealdesk.language.mention import Named, When, spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact, Figure
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked

_HAPPENING = frozenset({"happen", "happened", "occurred", "events"})
_MOST = 6  # records


class Happening(Struct, frozen=True):
    """The deals selected by when they were announced, and the records that tell of the same time."""

    selection: Selection
    records: tuple[str, ...]

    def __str__(self) -> str:
        return f"what happened: {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Happening]]:
    """`what happened in May 2031?`: one month, a verb that asks for any event, and nothing else but a name."""
    reading = asked.reading
    verbs = frozenset(i for i, norm in enumerate(reading.norms) if norm in _HAPPENING)
    dates = reading.of(When)
    named = spanned(m for m, _ in reading.of(Named))
    if not verbs or len(dates) != 1 or reading.content - verbs - named - frozenset(dates[0][0].span):
        return
    told = [r.id for r in asked.context.knowledge.claims if _is_then(r, dates[0][1], asked) and _is_of(r, asked)]
    if told or asked.context.rows(asked.scope.selection):
        yield Claimed(Happening(asked.scope.selection, tuple(told[:_MOST])), verbs | named | frozenset(dates[0][0].span) | asked.scope.used)


def _is_then(record: Figure | Fact, when: When, asked: Asked) -> bool:
    """Whether a record's own words say the month, and the year where the question says one."""
    reader = asked.context.reader
    mentions = reader.mentions(reader.lexicon.tokens(record.statement))
    said = [m.sense.period for m in mentions if isinstance(m.sense, When) and not (m.sense.ahead or m.sense.period.relation)]
    one = when.period
    if one.months:
        return any(period.months == one.months or (period.start and {period.start.month} == one.months) for period in said)
    return any(bool(period.start) and (period.start, period.end) == (one.start, one.end) for period in said)


def _is_of(record: Figure | Fact, asked: Asked) -> bool:
    """Whether a record is about the names that the question says; true where it says none."""
    said = {one for _, named in asked.reading.of(Named) for one in named.ids}
    return said <= {*record.subject, *record.object}


def _answer(query: Happening, context: Context) -> Answer:
    rows = tuple(row(context, deal) for deal in context.rows(query.selection))
    return Answered((*rows, *stated(query.records, context)))


KIND = Kind("happening", (), _recognise, _answer)
