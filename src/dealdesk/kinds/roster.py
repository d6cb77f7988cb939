"""Who and what the sources name: all people, companies or events, each with a sentence that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement, Unknown
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, When, spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.answer import Citation
    from dealdesk.domain.record import Name
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_SORTS = {
    ("noun", "company"): "company", (CARRIER, "person"): "person", ("topic", "event"): "event",
}  # fmt: skip
_DEALS = ("contract", "notes", "loan", "financing", "customers", "providers")
_BEFORE, _AFTER = 4, 5  # tokens from the noun to the verb
_ASKING = frozenset({"which", "what", "who", "how"})


class Roster(Struct, frozen=True):
    """All names of one sort: `company`, `person` or `event`."""

    sort: str

    def __str__(self) -> str:
        return f"every {self.sort} named"


def _recognise(asked: Asked) -> Iterator[Claimed[Roster]]:
    """`which people does the article mention?`; not where a name, a date or a deal says which of them are meant."""
    reading = asked.reading
    naming = reading.words(CARRIER, "naming")
    told = spanned(naming)
    listing = [m for m in reading.words("operation", "list") if m.start == 0 or not set(m.span) & told]
    sorts = [(m, sort) for said, sort in _SORTS.items() for m in reading.words(*said) if not set(m.span) & told]
    asks = [i for i, token in enumerate(reading.tokens) if token.norm in _ASKING]
    if not (asks or listing):
        return
    if (
        any(isinstance(m.sense, (Named, When)) for m in reading.mentions)
        or reading.has("noun", *_DEALS)
        or reading.has("operation", "largest", "smallest")
    ):
        return
    near = [(m, sort) for m, sort in sorts if any(-_BEFORE <= n.start - m.end <= _AFTER for n in naming)]
    if not near:
        return
    first, sort = near[0]
    said = (first, *naming, *listing, *reading.words("ask", "who", "how_many"), *reading.words("modifier", "all"))
    yield Claimed(Roster(sort), spanned(said) | frozenset(asks) | _roles(reading))


def _roles(reading: Reading) -> frozenset[int]:
    """`and what are their jobs?`: which the sentence that names somebody says."""
    return spanned((*reading.words("operation", "define"), *reading.words("topic", "boss"), *reading.words("modifier", "it", "them")))


def _answer(query: Roster, context: Context) -> Answer:
    found = [(name, cited) for name in context.knowledge.names.values() if name.kind == query.sort for cited in _first(name, context)]
    if not found:
        return Unknown(f"My sources name no {query.sort}.")
    found.sort(key=lambda pair: (pair[1].article, pair[1].start))
    names = wording.listed([name.name for name, _ in found])
    operands = tuple(Operand(name.id, name.name, cited) for name, cited in found)
    noun = wording.count(len(found), query.sort, context.wording.templates.plurals)
    sources = tuple(dict.fromkeys(cited for _, cited in found))
    head = Statement(f"{noun.capitalize()}: {names}.", sources, len(found), Calculation("count", operands, len(found)))
    return Answered((head, *_told(query, found, context)))


def _told(query: Roster, found: list[tuple[Name, Citation]], context: Context) -> tuple[Statement, ...]:
    """What the sources say that each person is."""
    if query.sort != "person":
        return ()
    facts = [next((f for f in context.knowledge.facts if name.id in (*f.subject, *f.object)), None) for name, _ in found]
    return tuple(Statement(fact.statement, context.cite(*fact.evidence)) for fact in facts if fact)


def _first(name: Name, context: Context) -> Iterator[Citation]:
    """The first sentence that names it in any of its spellings; none where no article does."""
    for sentences in context.sentences.values():
        for sentence in sentences:
            if any(spelling in sentence.text for spelling in name.spellings):
                yield context.cite_passage(sentence)
                return


KIND = Kind("roster", ("Which companies do the articles mention?",), _recognise, _answer)
