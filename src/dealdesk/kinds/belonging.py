"""Whether a company is one of a group: yes or no of a group whose members are given, else whether it is named among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered
from dealdesk.kinds.introduction import stated
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.membership import members_of
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, Number, spanned
from dealdesk.language.polarity import BEING, is_negated, is_polar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_MEMBER = "#member"


class Belonging(Struct, frozen=True):
    """Whether the company `name`, empty for one that no source names, is one of `group`, a name of the corpus."""

    name: str
    group: str

    def __str__(self) -> str:
        return f"whether {self.name} is one of {self.group}"


def _recognise(asked: Asked) -> Iterator[Claimed[Belonging]]:
    """`is Acme one of the five giants?`, `is Acme a river cloud?`: a company, a group, and nothing else."""
    reading, knowledge = asked.reading, asked.context.knowledge
    states = reading.has("context", "member") or not BEING.isdisjoint(reading.norms)
    if not is_polar(reading) or not states or is_negated(reading):
        return
    beside = (*reading.words(CARRIER), *reading.words("context", "member"), *reading.words("noun", "company"))
    beside += (*reading.words("modifier", "polar", "affirmed", "claimed"), *(m for m, _ in reading.of(Number)))
    companies = [(m, one) for m, named in reading.of(Named) for one in named.ids if knowledge.names[one].kind in {"company", "product"}]
    for group, span in _groups(reading, asked.context):
        used = spanned((*beside, *(m for m, _ in companies))) | span
        stranger = not companies and bool(reading.unknown_names) and bool(knowledge.names[group].members)
        if len(companies) == 1 and not reading.content - used:
            yield Claimed(Belonging(knowledge.party(companies[0][1]), group), used)
        elif stranger and not reading.content - used - reading.unknown_names:
            yield Claimed(Belonging("", group), used | reading.unknown_names)


def _groups(reading: Reading, context: Context) -> Iterator[tuple[str, frozenset[int]]]:
    """The groups that a question names, each with the tokens that name it."""
    knowledge = context.knowledge
    listed = {one for fact in knowledge.facts if _is_list(fact.id, context) for one in fact.subject}
    named = ((m, one) for m, said in reading.of(Named) for one in said.ids)
    return ((one, frozenset(m.span)) for m, one in named if one in listed or knowledge.names[one].members)


def _is_list(fact: str, context: Context) -> bool:
    """True for a fact that says who belongs to its subject."""
    return _MEMBER in context.terms.records[fact].key


def _answer(query: Belonging, context: Context) -> Answer:
    closed = context.knowledge.names[query.group].members
    lists = [f for f in context.knowledge.facts if query.group in f.subject and _is_list(f.id, context)]
    statements = stated(tuple(f.id for f in lists[:1]), context) or members_of(query.group, context)
    if query.name in closed or any(query.name in fact.object for fact in lists):
        return Answered(statements, verdict="Yes")
    if closed:
        return Answered(statements, verdict="No")
    return Answered(statements, (f"My sources do not name {context.knowledge.say(query.name)} among them.",))


KIND = Kind("belonging", (), _recognise, _answer)
