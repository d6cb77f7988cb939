"""Whether a company is one of a group: yes or no of a group whose members are given, else whether it is named among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.answer import Answer, Answered
from dealdesk.domain.quantity import Range
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.kinds.membership import listing, members_of
from dealdesk.language.lexicon import CARRIER, DEAL_NOUNS
from dealdesk.language.mention import Named, Number, When, spanned
from dealdesk.language.polarity import BEING, is_negated, is_polar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.language.mention import Mention
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
    """The groups that a question names, or of which it says the size or an amount, each with the tokens that say so."""
    names = context.knowledge.names
    named = [(m, one) for m, said in reading.of(Named) for one in said.ids]
    trade = spanned(reading.words("context", "spend", "giant"))  # `the big five AI spenders`
    for mention, one in named:
        if listing(one, context) or names[one].members:
            said = _described(reading, mention)
            yield one, said if said & trade else frozenset(mention.span)
    if not reading.has("context", "member"):
        return
    told = spanned((*reading.words("attribute", "value"), *reading.words("topic", "forecast"), *reading.words("context", "spend", "giant")))
    for mention, number in reading.of(Number):
        counted = context.reader.names.counted.get(number.value)
        deals = spanned(reading.words("noun", "customers", "providers", *DEAL_NOUNS)) & _described(reading, mention)
        if counted and not deals:
            yield counted.ids[0], told | _described(reading, mention)
    for figure in context.knowledge.figures:
        amounts = [m for m, said in reading.of(Range) if said.exact and said.unit == figure.value.unit and said.holds(figure.value.amount)]
        groups = [one for one in figure.subject if one in names and names[one].members]
        if amounts and len(groups) == 1:
            counts = (m for m, number in reading.of(Number) if number.value == len(names[groups[0]].members))
            yield groups[0], told.union(spanned((*amounts, *(m for m, _ in reading.of(When)))), *(_described(reading, m) for m in counts))


def _described(reading: Reading, group: Mention) -> frozenset[int]:
    """`five heavy spenders`: a number or a name of a group and the words after it that say which."""
    light = spanned(reading.words(CARRIER, "function"))
    end = next((i for i in range(group.end, len(reading.tokens)) if i in light or not reading.tokens[i].is_word), len(reading.tokens))
    return frozenset(range(group.start, end))


def _answer(query: Belonging, context: Context) -> Answer:
    closed, fact = context.knowledge.names[query.group].members, listing(query.group, context)
    statements = members_of(query.group, context)
    if query.name in closed or (fact and query.name in fact.object):
        return Answered(statements, verdict="Yes")
    if closed:
        return Answered(statements, verdict="No")
    return Answered(statements, (f"My sources do not name {context.knowledge.say(query.name)} among them.",))


KIND = Kind("belonging", (), _recognise, _answer)
