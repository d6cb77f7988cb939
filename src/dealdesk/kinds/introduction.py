"""Who or what a name is that no record defines and that takes part in no deal: all that is stated of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context.term import DEFINITION
from dealdesk.domain.answer import Answer, Answered, Statement
from dealdesk.domain.record import Figure
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact, Name
    from dealdesk.scope.question import Asked

_SPELT = frozenset({"for", "stand", "stands", "short"})  # `what does it stand for?` asks how a name is spelt out
MOST = 2  # records


class Introduction(Struct, frozen=True):
    """What is said of the name `name`: its first records, or the first sentence that names it where it has none."""

    name: str
    records: tuple[str, ...]

    def __str__(self) -> str:
        return f"what is said of {self.name}"


def _recognise(asked: Asked) -> Iterator[Claimed[Introduction]]:
    """`who is Acme?`, `what is the X100?`, `tell me about Acme`: a name, and nothing else that is asked of it."""
    reading, knowledge = asked.reading, asked.context.knowledge
    names = reading.of(Named)
    defining = [m for m in reading.words("operation", "define", "profile") if reading.tokens[m.end - 1].norm not in _SPELT]
    asks = (*defining, *reading.words("ask", "who"))
    traded = reading.has("noun", "contract_verb")  # `which firm ended up renting from Acme?`
    wants = reading.has("relation", "before", "after") or reading.has("attribute") or reading.has("currency")
    if len(names) != 1 or not asks or traded or wants:
        return
    ((mention, named),) = names
    beside = spanned((*asks, *reading.words(CARRIER), *reading.words("noun", "company"), *reading.words("modifier", "it", "them", "aside")))
    if len(named.ids) != 1 or reading.content - spanned([mention]) - beside:
        return
    name = knowledge.names[named.ids[0]]
    told = telling(name, asked.context)
    defined = any(DEFINITION in asked.context.terms.records[r.id].key and name.id in r.subject for r in told)
    trades = any(name.id == knowledge.party(one) for deal in knowledge.deals for _, one in deal.parties)
    group = name.kind in {"term", "group"} and reading.has("ask", "who")  # `who are the neoclouds?`
    told = [r for r in told if DEFINITION not in asked.context.terms.records[r.id].key] if group else told
    defined = defined and not group
    told = [r for r in told if name.kind not in {"index", "term", "product"} or name.id in {*r.subject, *r.object}]
    if not defined and not trades and name.kind != "person" and (told or _sentences(name, asked.context)):
        yield Claimed(Introduction(name.id, tuple(r.id for r in told[:MOST])), spanned((mention, *asks)))


def telling(name: Name, context: Context) -> list[Figure | Fact]:
    """The records about the name, else those whose statements hold it."""
    own = [record for record in context.knowledge.claims if name.id in {*record.subject, *record.object, record.by}]
    groups = {one.id for one in context.knowledge.names.values() if name.id in one.members}
    own += [record for record in context.knowledge.claims if groups & set(record.subject) and record not in own]
    return own or [record for record in context.knowledge.claims if any(one in record.statement for one in name.spellings)]


def told_in(name: str, context: Context) -> list[Statement]:
    """The first sentence that holds a spelling of the name; empty where none does."""
    return _sentences(context.knowledge.names[name], context)


def _sentences(name: Name, context: Context) -> list[Statement]:
    passages = [p for listed in context.sentences.values() for p in listed if any(one in p.text for one in name.spellings)]
    return [Statement(f"“{passage.text}”", (context.cite_passage(passage),)) for passage in passages[:1]]


def stated(records: tuple[str, ...], context: Context) -> tuple[Statement, ...]:
    """The claims with these ids, each with the sentences that say it."""
    chosen = [record for record in context.knowledge.claims if record.id in records]
    return tuple(Statement(r.statement, context.cite(*r.evidence), r.value if isinstance(r, Figure) else None) for r in chosen)


def _answer(query: Introduction, context: Context) -> Answer:
    return Answered(stated(query.records, context) or tuple(_sentences(context.knowledge.names[query.name], context)))


KIND = Kind("introduction", (), _recognise, _answer)
