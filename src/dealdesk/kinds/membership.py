"""Which companies a group is: its members, with the fewest sentences that name them all; a fact that lists them comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered, Statement, Unknown
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.mention import Named, Number, spanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.article import Passage
    from dealdesk.scope.question import Asked

_MOST = 2  # sentences
_ASKING = frozenset({"which", "what", "who", "name", "list"})


class Membership(Struct, frozen=True):
    """The members of the group `group`."""

    group: str

    def __str__(self) -> str:
        return f"members of {self.group}"


def _recognise(asked: Asked) -> Iterator[Claimed[Membership]]:
    """`which firms are the five giants?`, `who are the river clouds?`: a group, and nothing else that is asked of it."""
    reading, knowledge = asked.reading, asked.context.knowledge
    groups = [(m, one) for m, named in reading.of(Named) for one in named.ids if knowledge.names[one].members]
    companies = reading.words("noun", "company")
    asks = _ASKING.intersection(reading.norms[:2]) and (companies or reading.has("ask", "who") or reading.has("context", "member"))
    if len(groups) != 1 or len(reading.of(Named)) != 1 or not asks:
        return
    mention, group = groups[0]
    said = (mention, *companies, *reading.words("ask", "who"), *reading.words("operation", "list", "define"))
    said += (*reading.words("context", "member"), *(m for m, _ in reading.of(Number)))
    if not reading.content - spanned(said) and _naming(group, asked.context):
        yield Claimed(Membership(group), spanned(said))


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
    """The members of the group, with the sentences that name them; nothing where no two sentences name them all."""
    passages, name = _naming(group, context), context.knowledge.names[group].name
    text = f"{name[:1].upper()}{name[1:]}: {context.wording.names(context.knowledge.names[group].members)}."
    return (Statement(text, tuple(context.cite_passage(passage) for passage in passages)),) if passages else ()


def _answer(query: Membership, context: Context) -> Answer:
    statements = members_of(query.group, context)
    name = context.knowledge.names[query.group].name
    return Answered(statements) if statements else Unknown(f"My sources do not name the members of {name}.")


KIND = Kind("membership", (), _recognise, _answer)
