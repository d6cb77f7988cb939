"""What a person said, announced or wrote: the claims that are stated by, or of, that person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered
from dealdesk.kinds.introduction import MOST, stated, telling
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, When, spanned
from dealdesk.matching.stated import subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact, Figure
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked


_ABOUT = frozenset({"about", "of", "on", "regarding"})


class Utterance(Struct, frozen=True):
    """The first claims by or of the person `name`."""

    name: str
    records: tuple[str, ...]

    def __str__(self) -> str:
        return f"what {self.name} said"


def _recognise(asked: Asked) -> Iterator[Claimed[Utterance]]:
    """`what did she announce?`: a person, a verb of saying after the name, and nothing more than to whom."""
    reading, knowledge = asked.reading, asked.context.knowledge
    people = [(m, one) for m, named in reading.of(Named) for one in named.ids if knowledge.names[one].kind == "person"]
    others = [(m, named) for m, named in reading.of(Named) if all(m != one for one, _ in people)]
    events = [(m, one) for m, one in others if all(knowledge.names[i].kind in {"event", "place"} for i in one.ids)]
    others = [pair for pair in others if pair not in events]
    about = [(m, named) for m, named in others if m.start and reading.tokens[m.start - 1].norm in _ABOUT]
    if len(people) != 1 or others != about or not any(token.norm == "what" for token in reading.tokens[:2]):
        return
    mention, person = people[0]
    verbs = [m for m in (*reading.words("modifier", "reporting"), *reading.words("context", "unveil")) if m.start >= mention.end]
    verbs += [m for m in reading.words("operation", "profile") if m.start == mention.end]  # `say about`
    told = spanned((*verbs, *(m for m, _ in (*about, *events, *reading.of(When))))) | _addressed(reading)
    beside = spanned((*reading.words(CARRIER), *reading.words("modifier", "it", "them", "aside")))
    asks_more = (
        any(not set(m.span) <= told for m in reading.words("attribute"))
        or reading.has("relation", "before", "after")
        or reading.has("currency")
    )
    if not verbs or asks_more or reading.content - frozenset(mention.span) - beside - told:
        return
    own = [r for r in telling(knowledge.names[person], asked.context) if person in {r.by, *r.subject}]
    own = [r for r in own if all(set(named.ids) & set(subjects(r)) or _says(r, named, asked.context) for _, named in about)]
    own = [r for r in own if all(_is_dated(r, when) for _, when in reading.of(When))]
    own = [r for r in own if all(set(event.ids) & {r.where} or _says(r, event, asked.context) for _, event in events)]
    own.sort(key=lambda record: (record.by != person, "“" not in record.statement))  # what is quoted comes before what is told
    if own:
        yield Claimed(Utterance(person, tuple(r.id for r in own[:MOST])), frozenset(mention.span) | told)


def _is_dated(record: Figure | Fact, said: When) -> bool:
    """True where a record was said in that month, or in a part of that time."""
    months = said.period.months
    return record.when is not None and (record.when.month in months if months else said.period.covers(record.when))


def _says(record: Figure | Fact, named: Named, context: Context) -> bool:
    """True where the record's statement speaks of the name."""
    return any(spelling in record.statement for one in named.ids for spelling in context.knowledge.names[one].spellings)


def _addressed(reading: Reading) -> frozenset[int]:
    """`to clients`: to whom something was said, which asks for no customer."""

    def told(mention: Mention) -> bool:
        return mention.start > 0 and reading.tokens[mention.start - 1].norm == "to"

    return spanned(m for m in (*reading.words("attribute", "customer"), *reading.words("noun", "customers")) if told(m))


def _answer(query: Utterance, context: Context) -> Answer:
    return Answered(stated(query.records, context))


KIND = Kind("utterance", (), _recognise, _answer)
