"""What a question counts in as well, `including the cancelled one`: it names some of what is meant, and narrows nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.language.lexicon import DEAL_NOUNS
from dealdesk.language.mention import spanned
from dealdesk.scope.exclusion import refers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.language.reading import Reading

COUNTING_IN = frozenset({"including", "incl", "counting"})
_AFTER = frozenset({"included", "counted"})
_OPENING = frozenset({",", "(", "-", ";", ":", "and", "also", "even"})
_CLOSING = frozenset({",", ")", "?", "!", ";", ".", "-"})


class Inclusion(Struct, frozen=True):
    """The words that count something in, and what that is: of deals that are not agreed, or of another kind.

    Attributes:
        span: the tokens of the whole phrase.
        statuses: the stages it speaks of, `cancelled` or `planned`.
        financing: it speaks of notes or loans, which are counted in where deals are listed.
    """

    span: frozenset[int]
    statuses: frozenset[str]
    financing: bool


@lru_cache(maxsize=64)
def inclusions(reading: Reading) -> tuple[Inclusion, ...]:
    """Everything that the question counts in, where it asks something besides."""
    found = tuple(
        Inclusion(frozenset(span), _statuses(part), part.has("noun", "notes", "loan", "financing"))
        for span in _spans(reading)
        for part in [reading.only(frozenset(span))]
        if any(refers(m) for m in reading.mentions if set(m.span) <= set(span))
    )
    found = tuple(one for one in found if not one.financing or _lists(reading, one.span))
    said = frozenset().union(*(one.span for one in found))
    return found if reading.content - said or any(said.isdisjoint(m.span) for m in reading.words("ask")) else ()


def _lists(reading: Reading, within: frozenset[int]) -> bool:
    """Whether a question lists deals of any kind, so that notes and loans may be among them."""
    said = spanned(reading.words("noun", "notes", "loan", "financing")) - within
    return reading.has("operation", "list") and reading.has("noun", "contract") and not said


def _statuses(part: Reading) -> frozenset[str]:
    stages = {m.name.replace("_", " ") for m in part.words("stage")}
    return frozenset(stages - {"unsigned"} | ({"in talks", "planned"} if "unsigned" in stages else set()))


def _spans(reading: Reading) -> Iterator[range]:
    """The phrases set off by commas or brackets that begin with `including` or end with `included`; of a sum also without those."""
    norms = reading.norms
    nouns = {m.end for m in reading.words("noun", *DEAL_NOUNS)} if reading.has("operation", "sum") else set(range(len(norms)))
    for at, norm in enumerate(norms):
        if norm in COUNTING_IN and (at == 0 or norms[at - 1] in _OPENING or at not in nouns):
            yield range(at, next((i for i in range(at, len(norms)) if norms[i] in _CLOSING), len(norms)))
        elif norm in _AFTER and (at + 1 == len(norms) or norms[at + 1] in _CLOSING):
            yield range(next((i + 1 for i in range(at - 1, -1, -1) if norms[i] in _CLOSING), 0), at + 1)
