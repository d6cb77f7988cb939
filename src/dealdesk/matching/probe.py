"""What a question offers to every figure and fact: the terms of each token that tells something."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context.term import DEFINITION, token_terms
from dealdesk.domain.quantity import Range
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, When, spanned
from dealdesk.matching.want import UNIQUE, Want, called_in
from dealdesk.scope.exclusion import exclusions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dealdesk.context.context import Context
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

TELLING = UNIQUE | {"#competitor", "#premarket", "#ytd", "#stock", "#forecast", "#revenue", "#rise"}
_ROLES = frozenset({"position", "role", "job", "title", "post", "function", "capacity", "occupation", "rank"})
_WEAK = frozenset({"what", "who", "kind", "sort", "type", "called"})
_DOING = frozenset({"does", "do", "did", "has", "have", "had", "will", "going"})  # what a definition does not say
_RUN = 5
Offer = tuple[int, frozenset[str], frozenset[str]]  # a token, its terms, and those that it stands for or the families among them


class Probe(Struct, frozen=True):
    """What a question offers to every record.

    Attributes:
        content: the tokens that an answer has to explain; names: those of names.
        generic: those of words such as `company`, which tell little; specific: those of content that do not.
        picks: those of words such as `largest`; amounts and dates: what it says of either, and where.
        named: each token of a name with its terms, and those of the company that it stands for.
        plain: each other token that tells something, with its terms and the families of words among them.
        want: what sort of record it wants.
        defines: it asks what something is; identifies: for that, or for a person, and nothing else.
        person: it names one.
        runs: every run of words as long as a quote, with their tokens.
        offered: all of these terms.
    """

    reading: Reading
    context: Context
    content: frozenset[int]
    names: frozenset[int]
    generic: frozenset[int]
    specific: frozenset[int]
    picks: frozenset[int]
    amounts: tuple[tuple[Mention, Range], ...]
    dates: tuple[frozenset[int], ...]
    named: tuple[Offer, ...]
    plain: tuple[Offer, ...]
    want: Want
    defines: bool
    identifies: bool
    person: bool
    runs: tuple[tuple[str, frozenset[int]], ...]
    offered: frozenset[str]

    @classmethod
    def of(cls, reading: Reading, context: Context) -> Probe:
        """The probe of a question, without the words that it leaves out."""
        content = (reading.content | reading.degrees) - spanned(reading.words("modifier", "affirmed", "denied", "claimed"))
        names = spanned(m for m, _ in reading.of(Named))
        generic = spanned(reading.words("noun")) - called_in(reading)
        named, plain = _offers(reading, context, content, names)
        defined = defines(reading)
        asked = spanned(reading.words("noun", "company")) | roles_in(reading, context)
        identifying = defined or not (content - names - asked or _does(reading))
        return cls(
            reading=reading,
            context=context,
            content=content,
            names=names,
            generic=generic,
            specific=content - generic,
            picks=spanned(reading.words("operation", "earliest", "latest", "largest", "smallest")),
            amounts=reading.of(Range),
            dates=tuple(frozenset(m.span) for m, _ in reading.of(When)),
            named=named,
            plain=plain,
            want=Want.of(reading, context),
            defines=defined or reading.has("topic", "maker"),
            identifies=identifying and not reading.has("ask", "how_much", "how_many", "when", "why", "where") and not _telling(plain),
            person=any(context.knowledge.names[one].kind == "person" for _, said in reading.of(Named) for one in said.ids),
            runs=_runs(reading),
            offered=frozenset().union(*(found | stand for _, found, stand in named), *(found for _, found, _ in plain)),
        )


@lru_cache(maxsize=64)
def roles_in(reading: Reading, context: Context) -> frozenset[int]:
    """`position` of `what is Ann Moor's position?`: asks who a person that is named is."""
    people = any(context.knowledge.names[one].kind == "person" for _, said in reading.of(Named) for one in said.ids)
    return frozenset(i for i, norm in enumerate(reading.norms) if norm in _ROLES) if people else frozenset()


def _offers(
    reading: Reading, context: Context, content: frozenset[int], names: frozenset[int]
) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """What the names and what the other words of a question offer, without those that it leaves out or that only order something."""
    ordering = spanned((*reading.words("operation", "list"), *reading.words("modifier", "reporting"))) - content - called_in(reading)
    adding = spanned(m for m in reading.words("operation", "sum") if len(m.span) > 1)  # `added up` is no rise
    excluded = frozenset().union(ordering, adding, *(e.scope for e in exclusions(reading)))
    named: list[Offer] = []
    plain: list[Offer] = []
    keys, light = context.terms.keys, spanned(reading.words(CARRIER, "function"))
    for index, found in enumerate(question_terms(reading)):
        if index in excluded:
            continue
        if index in names:
            named.append((index, found, frozenset(f"@{context.knowledge.party(t[1:])}" for t in found if t[0] == "@")))
            continue
        families = frozenset(term for term in found if term[0] == "#" or term == DEFINITION)
        if index in content or families or (index not in light and found & keys):
            plain.append((index, found, families))
    return tuple(named), tuple(plain)


@lru_cache(maxsize=64)
def question_terms(reading: Reading) -> tuple[frozenset[str], ...]:
    """The terms of each token; asking `why` asks for a cause, asking what something is for its definition."""
    terms = [set(found) for found in token_terms(reading.tokens, reading.mentions)]
    for category, name, term in (("ask", "why", "#cause"), ("operation", "define", DEFINITION), ("attribute", "purpose", "#cause")):
        for mention in reading.words(category, name):
            for index in mention.span:
                terms[index].add(term)
    for index in called_in(reading):
        terms[index].add("#nickname")
    return tuple(frozenset(found) for found in terms)


def _runs(reading: Reading) -> tuple[tuple[str, frozenset[int]], ...]:
    """Every run of `_RUN` words, which a record that holds it says in the same words."""
    words = [i for i, token in enumerate(reading.tokens) if token.is_word or token.is_number]
    runs = (words[at : at + _RUN] for at in range(len(words) - _RUN + 1))
    return tuple((f" {' '.join(reading.tokens[i].norm for i in run)} ", frozenset(run)) for run in runs)


def _does(reading: Reading) -> bool:
    """True where something is done, which no definition says; not for `what does Acme do`."""
    does = {reading.tokens[i].norm for i in reading.inside} & _DOING
    return bool(does) and not {"do", "does"} <= does


def defines(reading: Reading) -> bool:
    """True for a word such as `define` or `mean`, and for `what is` where nothing is done."""
    words = reading.words("operation", "define")
    strong = any(reading.tokens[m.start].norm not in _WEAK for m in words)
    return strong or (bool(words) and not _does(reading))


def _telling(plain: Iterable[Offer]) -> bool:
    return any(families & TELLING for _, _, families in plain)
