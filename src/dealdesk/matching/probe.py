"""What a question offers to every figure and fact: the terms of each token that tells something."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dealdesk.context.term import DEFINITION, token_terms
from dealdesk.language.lexicon import CARRIER
from dealdesk.language.mention import Named, spanned
from dealdesk.matching.want import UNIQUE, Want, called_in
from dealdesk.scope.exclusion import exclusions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

TELLING = UNIQUE | {"#competitor", "#premarket", "#ytd", "#stock", "#forecast", "#revenue", "#rise"}
_WEAK = frozenset({"what", "who", "kind", "sort", "type", "called"})
_DOING = frozenset({"does", "do", "did", "has", "have", "had", "will", "going"})  # what a definition does not say
_RUN = 5


@dataclass(frozen=True, slots=True)
class Probe:
    """What a question offers to every record: the terms of each token that tells something."""

    asked: Asked
    content: frozenset[int]
    names: frozenset[int]
    generic: frozenset[int]
    named: tuple[tuple[int, frozenset[str], frozenset[str]], ...]
    plain: tuple[tuple[int, frozenset[str], frozenset[str]], ...]
    want: Want
    identifies: bool
    person: bool
    runs: tuple[tuple[str, frozenset[int]], ...]
    offered: frozenset[str]

    @classmethod
    def of(cls, asked: Asked) -> Probe:
        """The probe of a question, without the words that it leaves out."""
        reading = asked.reading
        content = reading.content | reading.degrees
        names = frozenset(i for m, _ in reading.of(Named) for i in m.span)
        ordering = spanned((*reading.words("operation", "list"), *reading.words("modifier", "reporting"))) - content - called_in(reading)
        adding = spanned(m for m in reading.words("operation", "sum") if len(m.span) > 1)  # `added up` is no rise
        excluded = frozenset().union(ordering, adding, *(e.scope for e in exclusions(reading)))
        named: list[tuple[int, frozenset[str], frozenset[str]]] = []
        plain: list[tuple[int, frozenset[str], frozenset[str]]] = []
        keys, light = asked.context.terms.keys, spanned(reading.words(CARRIER, "function"))
        for index, found in enumerate(question_terms(reading)):
            if index in excluded:
                continue
            if index in names:
                stand = frozenset(f"@{asked.context.knowledge.party(t[1:])}" for t in found if t[0] == "@")
                named.append((index, found, stand))
                continue
            families = frozenset(term for term in found if term[0] == "#" or term == DEFINITION)
            if index in content or families or (index not in light and found & keys):
                plain.append((index, found, families))
        defining = defines(reading) or not (content - names - spanned(reading.words("noun", "company")) or _does(reading))
        return cls(
            asked, content, names, spanned(reading.words("noun")) - called_in(reading), tuple(named), tuple(plain),
            Want.of(asked),
            defining and not reading.has("ask", "how_much", "how_many", "when", "why", "where") and not _telling(plain),
            any(asked.context.knowledge.names[one].kind == "person" for _, n in reading.of(Named) for one in n.ids),
            _runs(reading),
            frozenset().union(*(found | stand for _, found, stand in named), *(found for _, found, _ in plain)),
        )  # fmt: skip


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


def _telling(plain: Iterable[tuple[int, frozenset[str], frozenset[str]]]) -> bool:
    return any(families & TELLING for _, _, families in plain)
