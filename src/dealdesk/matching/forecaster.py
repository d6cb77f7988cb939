"""By whose word a forecast has to be: `what does Acme expect?` is not answered by what others expect of Acme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dealdesk.domain.record import Figure
from dealdesk.language.function_word import HELPING, OWNING
from dealdesk.language.mention import Named

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact
    from dealdesk.language.reading import Reading


def is_of_other_forecaster(reading: Reading, record: Figure | Fact, context: Context) -> bool:
    """True for a forecast by somebody else's word than that of the one who is said to expect it."""
    names = context.knowledge.names
    asked = frozenset(one for one in _forecasters(reading) if names[one].kind == "company")  # a person may be the wrong one
    if not asked or not isinstance(record, Figure) or record.status != "forecast" or not record.by:
        return False
    knowledge = context.knowledge
    own = {record.by, knowledge.party(record.by)}
    said = {one for one in asked if knowledge.say(one) in record.by}
    return asked.isdisjoint(own) and not said and {knowledge.party(one) for one in asked}.isdisjoint(own)


@lru_cache(maxsize=64)
def _forecasters(reading: Reading) -> frozenset[str]:
    """The names right before a verb of forecasting: `Acme expects`, `does Acme expect`."""
    verbs = {m.start: reading.norms[m.start] for m in reading.words("topic", "forecast")}
    found: set[str] = set()
    for mention, named in reading.of(Named):
        helped = mention.start and reading.norms[mention.start - 1] in HELPING
        verb = verbs.get(mention.end, "")
        if verb and not reading.said(mention).endswith(OWNING) and (helped or verb.endswith("s")) and not verb.endswith("ions"):
            found.update(named.ids)
    return frozenset(found)
