"""Which deals there are: all that a question's conditions select, in order of time or of size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answer, Answered, Statement
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.lookup import through_person
from dealdesk.kinds.particulars import Lookup, corrected
from dealdesk.kinds.row import FEW, chosen_by, cited, describe, nothing, row, unknown
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Agreed, Party, Worth
from dealdesk.scope.focus import asks_for_company
from dealdesk.scope.kind import says_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked

PLAIN = frozenset({"value", "announced", "customer", "provider", "parties", "ends", "term", "status", "extends"})
_RISING = frozenset({"smallest", "lowest", "cheapest", "ascending", "increasing", "low", "least", "bottom"})
_FALLING = frozenset({"largest", "biggest", "highest", "descending", "decreasing", "high", "most", "top"})
ROW = ("value", "term", "ends")


class Listing(Struct, frozen=True):
    """The deals selected: oldest first, or by value, smallest first where `ranked` is 1, largest first where it is -1."""

    selection: Selection
    ranked: int = 0

    def about(self, selection: Selection) -> Listing:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"list of {self.selection}{('', ', smallest first', ', largest first')[self.ranked]}"


def _recognise(asked: Asked) -> Iterator[Claimed[Listing]]:
    reading = asked.reading
    words = reading.words("operation", "list", "timeline", "rank")
    plural = [m for m in reading.words("noun", "contract", "notes", "financing", "loan") if reading.tokens[m.start].norm.endswith("s")]
    which = [
        i
        for i, t in enumerate(reading.tokens)
        if t.norm in {"which", "what", "whichever", "whatever", "all", "any", "only", "those", "these"}
    ]
    other = reading.words("ask", "how_much", "how_many", "how_long", "until_when", "why", "where")
    special = [m for m in reading.words("attribute") if isinstance(m.sense, Word) and m.sense.name not in PLAIN]
    claims = (is_polar(reading) and not words) or through_person(asked)
    about_deals = asked.scope.is_specific or says_kind(reading) or bool(asked.shown) or reading.has("operation", "rank", "timeline")
    unvalued = reading.has("attribute", "value") and not any(deal.value for deal in asked.context.rows(asked.scope.selection))
    named = {m.start - 1 for m in reading.words("attribute", "provider", "customer") if m.start and reading.norms[m.start - 1] == "the"}
    of_party = any(m.end in named for m in words) and not plural  # `name the seller in the Acme deal`
    if asks_for_company(reading) or unvalued or of_party:
        return
    if (words or plural or which or asked.scope.is_specific) and about_deals and not other and not special and not claims:
        span = spanned((*words, *plural))
        supers = reading.words("operation", "smallest", "largest")
        first = frozenset(m.end for m in supers if reading.tokens[m.end : m.end + 1] and reading.tokens[m.end].norm in {"first", "last"})
        span |= spanned(supers) | first if reading.has("operation", "rank") else frozenset()
        ascending = (bool(supers) and isinstance(supers[0].sense, Word) and supers[0].sense.name == "smallest") or _rises(reading)
        ranked = 0 if not reading.has("operation", "rank") or reading.has("operation", "timeline") else 1 if ascending else -1
        yield Claimed(Listing(asked.scope.selection, ranked), span | asked.scope.used)


def _rises(reading: Reading) -> bool:
    """`from smallest to largest`, `in ascending order`: the words for an order that rises come first."""
    words = [reading.norms[i] for m in reading.words("operation", "rank") for i in m.span]
    return next((word in _RISING for word in words if word in _RISING | _FALLING), False)


def _answer(query: Listing, context: Context) -> Answer:
    found = context.rows(query.selection)
    if not found:
        return empty(query.selection, context)
    if query.ranked:
        found = tuple(sorted(found, key=lambda deal: query.ranked * (deal.value.amount if deal.value else 0)))
    shown = dict.fromkeys((*ROW, *chosen_by(query.selection)))
    return Answered(tuple(row(context, deal, tuple(shown)) for deal in found))


def empty(selection: Selection, context: Context) -> Answer:
    """No row: a bound on values is met by none, which the table can say; another name or date is not stated."""
    if selection.pick and selection.pick.first > 1:
        return corrected(Lookup((("value",),), selection), context)
    wrong, near = nothing(context, selection)
    worth = next((c for c in selection.conditions if isinstance(c, Worth)), None)
    if wrong is not None and not isinstance(wrong, (Party, Worth)) and len(near) <= FEW:
        return corrected(Lookup((("value",),), selection), context)
    if worth is None or wrong is None:
        return unknown(context, selection)
    rest = context.rows(selection.less(worth))
    units = {r.unit for r in worth.ranges}
    values = [deal for deal in rest if deal.value and deal.value.unit in units and Agreed().holds(deal)]  # yen bound no dollars
    if not values or all(r.exact for r in worth.ranges):
        return corrected(Lookup((("value",),), selection), context)
    largest = max(values, key=lambda deal: deal.value.amount if deal.value else 0)
    smallest = min(values, key=lambda deal: deal.value.amount if deal.value else 0)
    ends = dict.fromkeys((largest, smallest) if len(values) > 1 else (largest,))
    text = f"None: my sources state no {describe(selection, 'deal')}."
    first = Statement(text, tuple(c for deal in ends for c in cited(context, deal, ("value",))))
    return Answered((first, *(row(context, deal, ROW) for deal in ends)))


KIND = Kind(
    "list",
    ("Which contracts does {provider} have?", "List {customer}'s contracts.", "Which deals are over $10 billion?"),
    _recognise,
    _answer,
)
