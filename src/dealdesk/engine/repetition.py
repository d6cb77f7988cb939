"""When what was stated last answers the next question too: `who says so?`, `at which event?`, `why?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION
from dealdesk.domain.record import Figure
from dealdesk.language.function_word import SORTS
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named, When, spanned
from dealdesk.matching.stated import names_period
from dealdesk.scope.focus import focus_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact
    from dealdesk.language.reading import Reading

_PLAIN = frozenset({"#event", "#cause", "#unveil", "#forecast"})
_WORKED_OUT = ("difference", "ratio", "growth", "average", "sum")


def answers_again(reading: Reading, context: Context, records: Sequence[str]) -> bool:
    """Whether records already stated answer a question that adds no word of its own: by whose word, when, where, why."""
    asks = {m.name for m in reading.words("ask")}
    stated = [r for r in context.knowledge.claims if r.id in records]
    other = {m.name for m in reading.words("topic")} - {"event"}
    prior = reading.has("operation", "previous", "older") or reading.has("relation", "before")
    dated = bool(reading.of(When)) and not any(names_period(reading, record) for record in stated)  # `what was it in 2026?`
    if reading.of(Named) or prior or dated or "ytd" in other or "premarket" in other or _wants_more(reading, stated, context):
        return False
    reasons = spanned((*reading.words("ask", "why"), *reading.words("attribute", "purpose")))  # `on what grounds?`
    sizes = spanned(reading.words("operation", "more", "less", "largest", "smallest"))  # `why so low?`
    if "why" in asks and not reading.content - reasons - sizes:
        profiles = [context.terms.records[record.id] for record in stated]
        wanted = {"#cause", *(("purpos",) if reading.has("attribute", "purpose") else ())}  # `what for?`
        return any(wanted & profile.words for profile in profiles)
    if reading.has("attribute", "by"):
        return any(record.by for record in stated)
    if "until_when" in asks and not reading.content and not reading.has("modifier", "it", "them"):
        return any(record.period for record in stated)
    if ("purpose",) in focus_of(reading).groups and not reading.content - reasons:
        return any({"#cause", "purpos"} & context.terms.records[record.id].words for record in stated)
    if reading.has("topic", "event") and reading.content <= spanned(reading.words("topic", "event")):
        return any(record.where for record in stated)
    if (
        reading.has("noun", "years", "months")
        and not reading.content - spanned(reading.words("noun"))
        and not asks & {"how_many", "how_long"}
    ):
        return any(record.when if reading.has("noun", "months") else record.period for record in stated)
    pointing = reading.has("modifier", "it", "them") or (asks & {"when", "where"} and not reading.content)
    if asks & {"how_many", "how_long", "until_when"} or not pointing:
        return False
    if "who" in asks:  # by whose word; `whom` is somebody else
        return any(record.by for record in stated) and all(reading.tokens[m.start].norm != "whom" for m in reading.words("ask", "who"))
    if "when" in asks:
        return any(record.when for record in stated)
    if "where" in asks:
        return any(record.where for record in stated)
    return "how_much" not in asks or any(isinstance(r, Figure) or context.terms.records[r.id].is_valued for r in stated)


def _wants_more(reading: Reading, stated: Sequence[Figure | Fact], context: Context) -> bool:
    """True where a calculation is asked for, or something that none of the records speaks of: `what is he planning to spend?`."""
    families = {f"#{m.sense.name}" for category in ("topic", "context") for m in reading.words(category) if isinstance(m.sense, Word)}
    profiles = [context.terms.records[record.id] for record in stated]
    held = frozenset[str]().union(*(profile.key | profile.words | profile.text for profile in profiles))
    sorts = any(
        reading.tokens[i].norm in SORTS for m in reading.words("operation", "define") for i in m.span
    )  # `what kind of firms are they?`
    undefined = sorts and not any(DEFINITION in profile.key for profile in profiles)
    undefined |= reading.has("operation", "list") and any(DEFINITION in p.key for p in profiles)  # `name some of them`
    return undefined or reading.has("operation", *_WORKED_OUT) or bool(families - _PLAIN and not families & held)
