"""A deal taken to have been cut, `why did Acme shrink its order?`, which no source says: corrected, then what is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.answer import Answer, Answered
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.listing import empty
from dealdesk.kinds.row import sentence
from dealdesk.language.mention import spanned
from dealdesk.language.polarity import is_polar
from dealdesk.query.condition import Agreed, Party, Worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.query.selection import Selection
    from dealdesk.scope.question import Asked

_SHOWN = ("value", "announced")
_FEW = 3


class Reduction(Struct, frozen=True):
    """The deals selected, said to have been reduced."""

    selection: Selection

    def about(self, selection: Selection) -> Reduction:
        """The same asked of other deals."""
        return replace(self, selection=selection)

    def __str__(self) -> str:
        return f"reduction of {self.selection}"


def _recognise(asked: Asked) -> Iterator[Claimed[Reduction]]:
    reading, selection = asked.reading, asked.scope.selection
    cut = [m for m in reading.words("topic", "fall") if len(m.span) == 1]
    asks = (*reading.words("ask", "why", "how_much"), *reading.words("operation", "percent", "difference"))
    deals = reading.words("noun", "contract", "notes", "loan")
    if not cut or not asks or not deals or is_polar(reading) or reading.has("topic", "stock", "premarket", "ytd"):
        return
    if not any(isinstance(c, Party) for c in selection.named):
        return
    worth = next((c for c in selection.conditions if isinstance(c, Worth)), None)
    if worth and not asked.context.rows(selection):
        selection = selection.less(worth)  # the amount is that of the supposed cut
    found = asked.context.rows(selection)
    if found and all(Agreed().holds(deal) for deal in found):
        used = spanned((*cut, *asks, *reading.words("modifier", "it"), *reading.words("noun", "contract_verb")))
        yield Claimed(Reduction(selection), used | asked.scope.used)


def _answer(query: Reduction, context: Context) -> Answer:
    found = context.rows(query.selection)
    if not found:
        return empty(query.selection, context)
    shown = tuple(sentence(context, deal, _SHOWN) for deal in found[-_FEW:])
    return Answered(shown, correction="My sources do not say that it was reduced.")


KIND = Kind("reduction", (), _recognise, _answer)
