"""Deals that have something in common: the same month, year, customer or value."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answer, Answered, Statement
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.row import cited, row
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import spanned
from dealdesk.language.polarity import is_polar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Deal
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked


class Coincidence(Struct, frozen=True):
    """Which deals selected share their `of` (`month`, `year`, `customer`, `provider`, `value`, `ends`) with another one."""

    of: str
    selection: Selection
    asked: bool = False

    def about(self, selection: Selection) -> Coincidence:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"same {self.of} among {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Coincidence]]:
    reading = asked.reading
    for mention in reading.words("operation", "same_month", "same_year", "same_customer", "same_provider", "same_value", "same_ends"):
        if isinstance(mention.sense, Word):
            of = mention.sense.name.removeprefix("same_")
            of = "ends" if of in {"year", "month"} and reading.has("attribute", "ends") else of
            selection = replace(asked.scope.selection, pick=None)
            span = frozenset(mention.span) | asked.scope.used | spanned(reading.words("modifier", "any", "both", "either", "polar", "none"))
            span |= spanned(reading.words("attribute", "ends", "announced"))
            span |= spanned((*reading.words("ask", "when", "who"), *reading.words("operation", "monthly", "yearly", "latest", "earliest")))
            yield Claimed(Coincidence(of, selection, is_polar(reading)), span | spanned(reading.words("topic", "fall")))


def _shared(deal: Deal, of: str) -> object | None:
    if of in {"month", "year"}:
        when = deal.announced
        if when is None or when.year is None or (of == "month" and when.month is None):
            return None
        return (when.year, when.month) if of == "month" else when.year
    value: Any = getattr(deal, of)
    if value is None:
        return None
    shared: object = value.amount if of == "value" else value.year if of == "ends" else value
    return shared


def _answer(query: Coincidence, context: Context) -> Answer:
    found = context.rows(query.selection)
    if not found:
        return empty(query.selection, context)
    groups: defaultdict[object, list[Deal]] = defaultdict(list)
    for deal in found:
        key = _shared(deal, query.of)
        if key is not None:
            groups[key].append(deal)
    alike = [deals for deals in groups.values() if len(deals) > 1]
    if not alike:
        sources = tuple(dict.fromkeys(c for deal in found for c in cited(context, deal, ("value", "announced"))))
        text = f"No two of them have the same {_NOUNS.get(query.of, query.of)}."
        rows = tuple(row(context, deal, ("value", "ends")) for deal in found)
        return Answered((Statement(text, sources), *rows), verdict="No" if query.asked else "")
    sources = tuple(dict.fromkeys(c for deals in alike for deal in deals for c in cited(context, deal, ("value", "announced"))))
    head = Statement(f"These have the same {_NOUNS.get(query.of, query.of)}.", sources)
    rows = tuple(row(context, deal, ("value", "ends")) for deals in alike for deal in deals)
    return Answered((head, *rows), verdict="Yes" if query.asked else "")


_NOUNS = {"ends": "end year"}

KIND = Kind("coincidence", ("Which contracts were signed in the same month?",), _recognise, _answer)
