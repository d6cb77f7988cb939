"""An order to change a record, `my boss says it is 9 billion, correct your table`: what the record says, unmoved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from dealdesk.domain.answer import Answered
from dealdesk.engine.turn import Turn
from dealdesk.kinds import aggregate, lookup
from dealdesk.kinds.aggregate import Aggregate
from dealdesk.kinds.chat import topic_of
from dealdesk.kinds.particulars import Lookup
from dealdesk.language.lexicon import Word
from dealdesk.query.attribute import BY_NAME
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.context.context import Context
    from dealdesk.kinds.kind import Kind
    from dealdesk.language.reading import Reading
    from dealdesk.query.selection import Selection

_CHANGED = frozenset({"value", "ends", "term", "power"})  # what an order may want to be otherwise than it is
_FEW = 3


def unmoved(readings: Sequence[Reading], context: Context) -> Turn | None:
    """What is stated of the deals that an order among `readings` is about; None without an order or without such deals."""
    if not any(topic_of(reading) == "instruct" for reading in readings):
        return None
    selection = next(filter(None, (_concerned(reading, context) for reading in readings)), None)
    if selection is None:
        return None
    rows = context.rows(selection)
    query: Aggregate | Lookup = Lookup(tuple((name,) for name in _wanted(readings)), selection)
    kind: Kind[Any] = lookup.KIND
    if len(rows) > 1 and any(reading.has("operation", "sum") for reading in readings):
        query, kind = Aggregate("sum", selection), aggregate.KIND
    answer = kind.answer(query, context)
    if not isinstance(answer, Answered) or (kind is lookup.KIND and len(rows) > _FEW):
        return None
    answer = replace(answer, correction=context.wording.templates.unmoved)
    deals = tuple(deal.id for deal in rows)
    return Turn(readings[0].text, answer, str(query), query, kind.name, selection, deals=deals, focus=deals)


def _concerned(reading: Reading, context: Context) -> Selection | None:
    """The deals that a sentence names otherwise than by what it wants to be stated of them."""
    selection = scope_of(reading, context).selection
    told = replace(selection, conditions=tuple(c for c in selection.conditions if c.topic not in _CHANGED))
    return told if told.named and context.rows(told) else None


def _wanted(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The attributes that the sentences speak of; the value where they speak of none."""
    said = [m.sense.name for reading in readings for m in reading.words("attribute") if isinstance(m.sense, Word)]
    return tuple(name for name in dict.fromkeys(said) if name in _CHANGED and name in BY_NAME) or ("value",)
