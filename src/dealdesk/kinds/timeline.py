"""The deals selected in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answer, Answered
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.row import row
from dealdesk.language.mention import spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked


_SHOWN = ("value", "term", "ends")
_TOLD = ("value", "customer", "provider", "parties", "announced", "term", "ends")


class Timeline(Struct, frozen=True):
    """The deals selected, oldest first."""

    selection: Selection

    def about(self, selection: Selection) -> Timeline:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"timeline of {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Timeline]]:
    words = asked.reading.words("operation", "timeline")
    if words:
        grown = (*asked.reading.words("operation", "growth", "list"), *asked.reading.words("topic", "rise"))
        told = (*grown, *asked.reading.words("ask", "who", "when", "how_much"), *asked.reading.words("attribute", *_TOLD))
        yield Claimed(Timeline(asked.scope.selection), spanned((*words, *told)) | asked.scope.used)


def _answer(query: Timeline, context: Context) -> Answer:
    found = context.rows(query.selection)
    if not found:
        return empty(query.selection, context)
    placed = sorted(found, key=lambda deal: deal.id not in context.knowledge.moments)
    dated = ("announced", *_SHOWN)
    return Answered(tuple(row(context, deal, dated if deal.label else _SHOWN) for deal in placed))  # a label leaves the date out


KIND = Kind("timeline", ("Show me a timeline.", "What is the history of {customer} with {provider}?"), _recognise, _answer)
