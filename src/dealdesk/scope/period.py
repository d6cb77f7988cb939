"""When the deals of a question were announced, or when they end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.language.mention import When, spanned
from dealdesk.query.condition import Announced, Ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dealdesk.domain.period import Period
    from dealdesk.domain.record import Deal
    from dealdesk.knowledge.knowledge import Moment
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.said import Said

_NEAR = 2
_MONTH = timedelta(days=31)  # what extends a deal of one month came after that month
_DATED = frozenset({"announced", "signed", "disclosed", "dated", "revealed", "unveiled"})


def periods_in(reading: Reading, pool: Iterable[Deal], moments: Mapping[str, Moment]) -> Iterator[Said]:
    """The periods said, as announcements where any deal of `pool` was announced then, as ends where the words or the table say so."""
    deals = tuple(pool)
    groups: dict[type[Announced | Ends], list[tuple[When, frozenset[int]]]] = {}
    for mention, said_when in reading.of(When):
        when = _until(reading, said_when)
        reach = _NEAR + (2 if reading.tokens[mention.start - 1].norm == "as" else 0)  # `stops as early as 2029`
        ending = [m for m in reading.words("attribute", "ends") if 0 <= mention.start - m.end <= reach and not _is_signing(reading, m)]
        announced = any(when.period.covers(deal.announced) for deal in deals)
        ends = any(when.period.covers(deal.ends) for deal in deals)
        dated = any(token.norm in _DATED for token in reading.tokens[max(0, mention.start - _NEAR) : mention.start])
        topic: type[Announced | Ends] = (
            Ends if not dated and (ending or (not announced and (ends or (when.ahead and when.period.start)))) else Announced
        )
        span = frozenset(mention.span) | (spanned(ending) if topic is Ends else frozenset())
        groups.setdefault(topic, []).append((when, span))
    for topic, said in groups.items():
        periods = tuple(when.period for when, _ in said)
        also = frozenset(deal.id for deal in deals if any(_follows(deal, period, moments) for period in periods))
        span = frozenset().union(*(span for _, span in said)) | spanned(reading.words("modifier", "dated"))
        bounds = [(period,) for period in periods if period.relation]
        for group in bounds if len(bounds) == len(periods) > 1 else [periods]:
            yield (Announced(group, also) if topic is Announced else Ends(group)), span


def _until(reading: Reading, when: When) -> When:
    """`all that was ordered by May 2025`: everything up to that date, where a sum is asked for."""
    summed = when.ahead and when.period.start and reading.has("operation", "sum")
    return When(replace(when.period, start=None), ahead=True) if summed else when


def _is_signing(reading: Reading, mention: Mention) -> bool:
    """`concluded before summer`: what is concluded is signed."""
    return reading.tokens[mention.start].norm.startswith("conclu")


def _follows(deal: Deal, period: Period, moments: Mapping[str, Moment]) -> bool:
    """An undated deal came after a date where the deal that it extends did."""
    undated = deal.announced is None and deal.id in moments
    return undated and period.start is not None and period.end is None and moments[deal.id][0] + _MONTH >= period.start
