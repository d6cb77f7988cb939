"""A time told by what was spoken of before: `that month`, `two months later`, said as the month itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.domain.period import PartialDate, later
from dealdesk.domain.quantity import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.engine.turn import Turn
    from dealdesk.language.reading import Reading

_MONTHS = {"months": 1, "years": 12}
_ONE = frozenset({"a", "one", "the"})
_WAYS = {"later": 1, "after": 1, "afterwards": 1, "on": 1, "thereafter": 1, "earlier": -1, "before": -1, "prior": -1}


def at_that_time(reading: Reading, before: Turn, context: Context) -> Reading | None:
    """The question with `that month` said as the month of the deals before, or `two months later` as the one counted from it."""
    dates = [deal.announced for deal in context.knowledge.deals if deal.id in before.deals and deal.announced]
    said = [(m.span, 0) for m in reading.words("modifier", "same_time")] or list(_months_apart(reading))
    if not dates or not said:
        return None
    span, months = said[0]
    counted = later(dates[-1 if months > 0 else 0].start, months)
    named = f"in {PartialDate(counted.year, counted.month)}" if months else str(dates[0])
    start, end = reading.tokens[span.start].start, reading.tokens[span.stop - 1].end
    return context.reader.read(f"{reading.text[:start]}{named}{reading.text[end:]}")


def _months_apart(reading: Reading) -> Iterator[tuple[range, int]]:
    """`two months later`, `the month before`: the words that say so, and how many months from what was spoken of; negative before it."""
    norms = reading.norms
    said = [(m.span, int(r.low * _MONTHS[r.unit])) for m, r in reading.of(Range) if r.exact and r.low and r.unit in _MONTHS]
    single = (m for m in reading.words("noun", *_MONTHS) if m.start and norms[m.start - 1] in _ONE and len(m.span) == 1)
    said += [(range(m.start - 1, m.end), _MONTHS[m.name]) for m in single]
    for span, months in said:
        after, beyond = (*norms[span.stop : span.stop + 2], "", "")[:2]
        if after in _WAYS and not beyond.isalnum():  # not `two months after May`
            yield range(span.start, span.stop + 1), _WAYS[after] * months
