"""Whether a company is one of a group: yes or no of a group whose members are given, else whether it is named among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.membership import listing, members_of
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, Number, spanned
from dealdesk.language.polarity import BEING, is_negated, is_polar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked


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
    named = ((m, one) for m, said in reading.of(Named) for one in said.ids)
    return ((one, frozenset(m.span)) for m, one in named if listing(one, context) or context.knowledge.names[one].members)


def _answer(query: Belonging, context: Context) -> Answer:
    closed, fact = context.knowledge.names[query.group].members, listing(query.group, context)
    statements = members_of(query.group, context)
    if query.name in closed or (fact and query.name in fact.object):
        return Answered(statements, verdict="Yes")
    if closed:
        return Answered(statements, verdict="No")
    return Answered(statements, (f"My sources do not name {context.knowledge.say(query.name)} among them.",))


KIND = Kind("belonging", (), _recognise, _answer)
