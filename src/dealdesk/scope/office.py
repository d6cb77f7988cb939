"""The part in a deal that a question claims for a company: `is Acme the customer in the May deal?`, `is Globex Acme's lender?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.language.function_word import COPULA, HELPING, OWNING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Named
from dealdesk.query.condition import OfKind, Party, Takes
from dealdesk.scope.kind import FINANCINGS
from dealdesk.scope.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.domain.record import Fact
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading
    from dealdesk.query.selection import Selection

_BUYING = Word("noun", "buying")
_RAISING = ("lenders", "borrower", "issuer")
_ROLES = ("customer", "provider", *_RAISING)
_NOUNS = {"customers": "customer", "providers": "provider"}
_VERBS = {"lending": "lenders"}
_BETWEEN = COPULA | {"the", "a", "an", "one", "of", "also", "really", "actually", "still", "now", "not", "n't", "be", "among"}


class Office(Struct, frozen=True):
    """Who is said to take which part, of which other deals it is said, and the tokens that say it."""

    claim: Takes
    subject: Selection
    used: frozenset[int]


def office_in(reading: Reading, context: Context) -> Office | None:
    """The part that is claimed of one company in deals that the rest of the question tells; None where it claims none."""
    knowledge = context.knowledge
    for role, noun in _roles(reading):
        name, named = _doer(reading, noun) if noun.name in _VERBS else _holder(reading, noun)
        if name is None or not _trades(named, context):
            continue
        ids = frozenset(knowledge.party(one) for one in named.ids)
        rest = scope_of(reading.without(frozenset(name.span) | frozenset(noun.span)), context)
        subject = rest.selection
        if role in _RAISING and not any(isinstance(c, OfKind) and c.kinds <= FINANCINGS for c in subject.conditions):
            subject = replace(subject, conditions=(OfKind(FINANCINGS, "financing"), *subject.named))
        if subject.named:
            return Office(Takes(ids, role, knowledge.say(named.ids[0])), subject, rest.used | {*name.span, *noun.span})
    return None


def trade_between(claim: Takes, subject: Selection, context: Context) -> tuple[Fact, ...]:
    """The facts by which a company buys from the one whose deals `subject` selects, or sells to it, where the table holds no deal."""
    others = frozenset().union(*(c.ids for c in subject.conditions if isinstance(c, Party)))
    buyers, sellers = (claim.ids, others) if claim.role == "customer" else (others, claim.ids)
    plain = claim.role in _NOUNS.values() and len(subject.named) == 1
    reader = context.reader
    facts = (fact for fact in context.knowledge.facts if plain and buyers & {*fact.subject} and sellers & {*fact.object})
    return tuple(fact for fact in facts if any(m.sense == _BUYING for m in reader.mentions(reader.lexicon.tokens(fact.relation))))


def _roles(reading: Reading) -> Iterator[tuple[str, Mention]]:
    yield from ((_VERBS[m.name], m) for m in reading.words("noun", *_VERBS))
    yield from ((_NOUNS[m.name], m) for m in reading.words("noun", *_NOUNS))
    yield from ((m.name, m) for m in reading.words("attribute", *_ROLES) if len(m.span) == 1)


def _doer(reading: Reading, verb: Mention) -> tuple[Mention, Named] | tuple[None, Named]:
    """`did Acme lend 2 billion?`: the company between an auxiliary and the verb."""
    before = ((m, named) for m, named in reading.of(Named) if m.end == verb.start and m.start and reading.norms[m.start - 1] in HELPING)
    found = ((m, named) for m, named in before if not reading.said(m).casefold().endswith(OWNING))
    return next(found, (None, Named(())))


def _holder(reading: Reading, noun: Mention) -> tuple[Mention, Named] | tuple[None, Named]:
    """The company that is said to be what a noun names: beside it there is nothing but a copula, an article or whose part it is."""
    names = {m.end: (m, named) for m, named in reading.of(Named)}
    at = noun.start
    beside = names.get(at)
    if beside and (reading.said(beside[0]).endswith(OWNING) or reading.norms[beside[0].start - 1] in {"a", "an"}):
        at = beside[0].start  # `Acme's client`, `an Acme client`
    start = at
    while start and reading.norms[start - 1] in _BETWEEN:
        start -= 1
    name, named = names.get(start, (None, Named(())))
    if name is None or reading.said(name).endswith(OWNING) or (start == at == noun.start):
        return None, named
    before = reading.norms[name.start - 1] if name.start else ""
    linked = before.removesuffix("n't") in COPULA or before in {"n't", "not"} or not COPULA.isdisjoint(reading.norms[start:at])
    return (name, named) if linked else (None, named)


def _trades(named: Named, context: Context) -> bool:
    """True for a company, and for whatever else takes part in a deal."""
    knowledge = context.knowledge
    ids = {knowledge.party(one) for one in named.ids}
    return knowledge.names[named.ids[0]].kind == "company" or any(one in ids for deal in knowledge.deals for _, one in deal.parties)
