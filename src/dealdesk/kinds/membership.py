"""Which companies a group is: its members, with the fewest sentences that name them all; a fact that lists them comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Statement, Unknown
from dealdesk.kinds.introduction import stated
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.mention import Named, Number, spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.article import Passage
    from dealdesk.domain.record import Fact
    from dealdesk.scope.question import Asked

_MOST = 2  # sentences
_ASKING = frozenset({"which", "what", "who", "name", "list"})
_LISTING = frozenset({"name", "list"})
_NEAR = 1
MEMBER = "#member"


class Membership(Struct, frozen=True):
    """The members of the group `group`, or, where `counted`, how many of them are named."""

    group: str
    counted: bool = False

    def __str__(self) -> str:
        return f"{'number of ' if self.counted else ''}members of {self.group}"


def _recognise(asked: Asked) -> Iterator[Claimed[Membership]]:
    """`which firms are the five giants?`, `list the river clouds`, `how many are there?`: a group, and nothing else that is asked of it."""
    reading, context = asked.reading, asked.context
    counts = reading.words("ask", "how_many")
    companies = reading.words("noun", "company")
    lists = bool(_LISTING.intersection(reading.norms[:2]))
    asks = _ASKING.intersection(reading.norms[:2]) and (companies or reading.has("ask", "who") or reading.has("context", "member") or lists)
    if len(reading.of(Named)) != 1 or not (asks or counts):
        return
    groups = [
        (m, one) for m, said in reading.of(Named) for one in said.ids if listing(one, context) or context.knowledge.names[one].members
    ]
    if not groups:
        return
    mention, group = groups[0]
    if counts and not any(0 <= mention.start - m.end <= _NEAR for m in counts):  # not `how many times what the five spent`
        return
    said = (mention, *companies, *counts, *reading.words("ask", "who"), *reading.words("operation", "list", "define"))
    said += (*reading.words("context", "member"), *(m for m, _ in reading.of(Number)), *reading.words("topic", "forecast"))
    if not reading.content - spanned(said) and members_of(group, context):
        yield Claimed(Membership(group, bool(counts)), spanned(said))


def listing(group: str, context: Context) -> Fact | None:
    """The fact that says who belongs to a group, with more than one name; None where none does."""
    facts = (f for f in context.knowledge.facts if group in f.subject and len(f.object) > 1)
    return next((f for f in facts if MEMBER in context.terms.records[f.id].key), None)


def _naming(group: str, context: Context) -> tuple[Passage, ...]:
    """The fewest sentences, at most `_MOST`, that name every member; none where more are needed."""
    names = context.knowledge.names
    left = set(names[group].members)
    chosen: list[Passage] = []
    passages = [passage for listed in context.sentences.values() for passage in listed]
    while left and len(chosen) < _MOST:
        held = [{one for one in left if any(said in p.text for said in names[one].spellings)} for p in passages]
        best = max(range(len(passages)), key=lambda i: len(held[i]))
        chosen.append(passages[best])
        left -= held[best]
    return () if left else tuple(chosen)


def members_of(group: str, context: Context) -> tuple[Statement, ...]:
    """The members of the group with the sentences that name them, by a fact if one lists them; nothing where no two sentences do."""
    fact = listing(group, context)
    if fact:
        return stated((fact.id,), context)
    passages, name = _naming(group, context), context.knowledge.names[group].name
    text = f"{name[:1].upper()}{name[1:]}: {context.wording.names(context.knowledge.names[group].members)}."
    return (Statement(text, tuple(context.cite_passage(passage) for passage in passages)),) if passages else ()


def _answer(query: Membership, context: Context) -> Answer:
    statements = members_of(query.group, context)
    name, fact = context.knowledge.names[query.group], listing(query.group, context)
    if not statements:
        return Unknown(f"My sources do not name the members of {name.name}.")
    if query.counted:
        members = name.members or (fact.object if fact else ())
        counted = wording.count(len(members), "company", context.wording.templates.plurals)
        told = f"{counted[:1].upper()}{counted[1:]}: {context.wording.names(members)}."
        return Answered((Statement(told, statements[0].citations, len(members)),))
    return Answered(statements)


KIND = Kind("membership", (), _recognise, _answer)
