"""When the deals of a question were announced, or when they end."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dealdesk.domain.period import MONTHS, WEEKDAYS, Period, later
from dealdesk.language.calendar import MONTHS_IN, RELATIVE, is_spell
from dealdesk.language.mention import When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Announced, Ends, SaidOn, Starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dealdesk.domain.record import Deal
    from dealdesk.knowledge.knowledge import Knowledge, Moment
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.said import Said

_ALTERNATING = frozenset({"and", "or", "plus"})
_WEEKDAYS = frozenset(day.casefold() for day in WEEKDAYS)
_TRADED = ("contract", "contract_verb", "buying", "selling", "notes", "loan", "financing")
_SHARES = ("valuation", "stock")
_MADE = frozenset({"bought", "sold", "took", "struck", "won"})
_WITHIN = frozenset({"in", "on", "during"})
_LASTING = frozenset({"until", "till"})
_UP_TO_NOW, _FEW = frozenset({"now", "today", "date", "onward", "onwards", "on"}), 3
_NEAR = 2
_YEAR = 12  # months
_MONTH = timedelta(days=31)  # what extends a deal of one month came after that month
_DATED = frozenset({"announced", "signed", "disclosed", "dated", "revealed", "unveiled"})


def periods_in(reading: Reading, pool: Iterable[Deal], moments: Mapping[str, Moment]) -> Iterator[Said]:
    """The periods said, as announcements where any deal of `pool` was announced then, as ends where the words or the table say so."""
    deals = tuple(pool)
    newest = max((moment[0] for moment in moments.values()), default=None)
    groups: dict[type[Announced | Ends | Starts], list[tuple[When, frozenset[int]]]] = {}
    for mention, said_when in reading.of(When):
        when = _until(reading, mention, said_when)
        when = When(_bounded(when.period, deals, newest), when.ahead) if newest else when
        reach = _NEAR + (2 if reading.tokens[mention.start - 1].norm == "as" else 0)  # `stops as early as 2029`
        ending = [m for m in reading.words("attribute", "ends") if 0 <= mention.start - m.end <= reach and not _is_signing(reading, m)]
        lasts = is_polar(reading) and reading.norms[mention.start] in _LASTING  # `is it until 2031?`
        ending = [m for m in ending if "of" not in reading.norms[m.end : mention.start]]  # `the end of the May deal`
        announced = any(when.period.covers(deal.announced) for deal in deals)
        ends = any(when.period.covers(deal.ends) for deal in deals)
        dated = any(token.norm in _DATED for token in reading.tokens[max(0, mention.start - _NEAR) : mention.start])
        dated = dated or (not ending and _is_of_making(reading, mention))
        starting = [m for m in reading.words("attribute", "starts") if 0 <= mention.start - m.end <= 1 and not when.period.relation]
        begins = any(when.period.covers(deal.starts) for deal in deals)
        topic: type[Announced | Ends | Starts] = (
            Starts
            if starting and (begins or (is_polar(reading) and not announced))
            else Ends
            if not dated and (ending or lasts or (not announced and (ends or (when.ahead and when.period.start))))
            else Announced
        )
        span = frozenset(mention.span) | (spanned(ending) if topic is Ends else spanned(starting) if topic is Starts else frozenset())
        groups.setdefault(topic, []).append((when, span))
    for topic, said in groups.items():
        periods = tuple(when.period for when, _ in said)
        also = frozenset(deal.id for deal in deals if any(_follows(deal, period, moments) for period in periods))
        span = frozenset().union(*(span for _, span in said)) | spanned(reading.words("modifier", "dated"))
        bounds = [(period,) for period in periods if period.relation]
        dates = tuple(period for period in periods if not period.relation)
        apart = len(periods) > 1 and bool(bounds) and not (dates and _are_alternatives(reading, said))
        for group in ([*bounds, dates] if dates else bounds) if apart else [periods]:
            yield (Announced(group, also) if topic is Announced else topic(group)), span


def _is_of_making(reading: Reading, mention: Mention) -> bool:
    """`did Acme sign one in 2032?`, `sold in 2032`: when a deal was made, and not when it ends."""
    verbs = [m for m in reading.words("noun", "contract_verb", "financing") if len(m.span) == 1 and m.end <= mention.start]
    past = any("did" in reading.norms[: m.start] or reading.norms[m.start].endswith("ed") or reading.norms[m.start] in _MADE for m in verbs)
    return past and not _WITHIN.isdisjoint(reading.norms[mention.start - 1 : mention.start + 1])


def days_in(reading: Reading, pool: Iterable[Deal]) -> Iterator[Said]:
    """A day of the week, where some deal of `pool` is said to have been announced on one: `what was signed on Thursday?`."""
    told = any(deal.said_on for deal in pool)
    for index, token in enumerate(reading.tokens if told and not reading.has("topic", "stock", "rise", "fall") else ()):
        if token.norm in _WEEKDAYS:
            yield SaidOn(token.norm.capitalize()), frozenset({index})


def spells(reading: Reading) -> Iterator[tuple[frozenset[int], str, str]]:
    """The tokens of each `last year`, `this quarter`: a time that depends on when it is said; `last` or `this`, and the spell."""
    for index, norm in enumerate(reading.norms[:-1]):
        if is_spell(reading.norms, index) and {index, index + 1} <= reading.inside:
            yield frozenset({index, index + 1}), RELATIVE[norm], reading.norms[index + 1]


def spells_in(reading: Reading, knowledge: Knowledge) -> Iterator[Said]:
    """The spells as announcements, by the day on which the newest article appeared; nothing where none says when it did."""
    news = frozenset(deal.id for deal in knowledge.deals if deal.is_news)
    moves = reading.has("topic", *_SHARES) or (reading.has("topic", "rise", "fall") and not reading.has("noun", "contract"))
    for span, which, spell in spells(reading) if reading.has("noun", *_TRADED) and not moves else ():
        said_on = date(knowledge.this_year, 1, 1) if spell == "year" and knowledge.this_year else knowledge.published
        if said_on is None:
            return
        months = MONTHS_IN[spell]
        first = date(said_on.year, (said_on.month - 1) // months * months + 1, 1)
        start = first if which == "this" else later(first, -months)
        period, open_ended = Period(_named(start, months), start, later(start, months)), _is_since(reading, span)
        if open_ended:
            period = Period(f"since {period.label}", start, relation="since")
        yield Announced((period,), news if which == "this" or open_ended else frozenset()), span


def _is_since(reading: Reading, span: frozenset[int]) -> bool:
    """`since last year`, `from last year up to now`: all from then on."""
    before = reading.norms[min(span) - 1] if min(span) else ""
    return before == "since" or (before == "from" and not _UP_TO_NOW.isdisjoint(reading.norms[max(span) + 1 : max(span) + 1 + _FEW]))


def _named(start: date, months: int) -> str:
    """The year, quarter or month that begins on a day."""
    if months == _YEAR:
        return str(start.year)
    return f"{MONTHS[start.month - 1]} {start.year}" if months == 1 else f"Q{(start.month + 2) // months} {start.year}"


def _until(reading: Reading, mention: Mention, when: When) -> When:
    """`all that was ordered by May 2025`, `the total after the May deal`: everything up to that date, where a sum is asked for."""
    runs = any(mention.end - m.end > 0 and m.end >= mention.start for m in reading.words("attribute", "ends"))  # `running to 2032`
    if runs or not reading.has("operation", "sum"):
        return when
    if when.ahead and when.period.start:
        return When(replace(when.period, start=None), ahead=True)
    period = when.period
    deal = any(m.start == mention.end for m in reading.words("noun", "contract"))
    if period.relation != "after" or not deal:
        return when
    months = frozenset(range(1, min(period.months))) if period.months else frozenset[int]()
    return When(Period(f"up to {period.label.removeprefix('after ')}", None, period.start, months), ahead=True)


def _bounded(period: Period, deals: Iterable[Deal], newest: date) -> Period:
    """`since March`: since the last March in which a deal was announced, else the last before the newest; other periods as they are."""
    if not period.months or period.relation not in {"since", "after", "before"}:
        return period
    month = {"since": min(period.months), "after": min(period.months) - 1, "before": max(period.months) + 1}[period.relation]
    if not 1 <= month <= _YEAR:
        return period
    years = [d.announced.year for d in deals if d.announced and d.announced.year and d.announced.month == month]
    start = date(max(years, default=newest.year - (month > newest.month)), month, 1)
    if period.relation == "before":
        return Period(period.label, None, start, relation="before")
    return Period(period.label, start if period.relation == "since" else later(start, 1), None, relation=period.relation)


def _are_alternatives(reading: Reading, said: Iterable[tuple[When, frozenset[int]]]) -> bool:
    """`in May or after September`: one of two times, and not `the spring order placed after March`, which is of both."""
    spans = sorted((min(span), max(span)) for _, span in said if span)
    return any(not _ALTERNATING.isdisjoint(reading.norms[end + 1 : start]) for (_, end), (start, _) in itertools.pairwise(spans))


def _is_signing(reading: Reading, mention: Mention) -> bool:
    """`concluded before summer`: what is concluded is signed."""
    return reading.tokens[mention.start].norm.startswith("conclu")


def _follows(deal: Deal, period: Period, moments: Mapping[str, Moment]) -> bool:
    """An undated deal came after a date where the deal that it extends did."""
    undated = deal.announced is None and deal.id in moments
    return undated and period.start is not None and period.end is None and moments[deal.id][0] + _MONTH >= period.start
