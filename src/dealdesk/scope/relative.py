"""Deals told by another one that the question names: `after its first order`, `larger than the May top-up`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import OWNING
from dealdesk.language.mention import Named, When
from dealdesk.scope.pick import ORDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_STOPS = frozenset({
    ",", ";", ":", "?", "!", "what", "which", "who", "whom", "how", "when", "where", "did", "does", "do", "was", "were", "is", "are",
    "has", "had", "came", "come", "until", "and", "before", "after", "i", "we", "you", "my", "our", "he", "she", "they",
})  # fmt: skip
_WANTING = frozenset({"i'm", "im", "am", "i", "we're", "are", "is", "was", "were"})
_MODALS = frozenset({"could", "can", "would", "should"})  # a clause follows, not a deal
_PERFECT = (("had",), ("has",), ("have",), ("did",))


class Relation(Struct, frozen=True):
    """The word that relates (`cue`), the words that say to which deals (`anchor`), and whether what is meant came `before` them."""

    cue: frozenset[int]
    anchor: frozenset[int]
    before: bool


def relations(reading: Reading) -> Iterator[Relation]:
    """Each relation in time to a deal; dates of their own are the calendar's."""
    dated = {i for m, _ in reading.of(When) for i in m.span}
    apart = {i for m in reading.words("operation", "difference") for i in (*m.span, m.end)}  # `how far ahead of Acme's total`
    for name in ("after", "before"):
        for mention in reading.words("relation", name):
            if dated & set(mention.span) or _wants(reading, mention) or mention.start in apart:
                continue
            end = mention.end
            while end in reading.inside and reading.tokens[end].norm not in _STOPS and reading.tokens[end - 1].norm not in _MODALS:
                end += 1
            anchor = frozenset(range(mention.end, _subject_after(reading, mention.end, end)))
            clause = end in reading.inside and reading.tokens[end - 1].norm in _MODALS
            if not clause and _names_a_deal(reading.only(anchor)):
                yield Relation(frozenset(mention.span), anchor, before=name == "before")


def _subject_after(reading: Reading, start: int, end: int) -> int:
    """Where the subject of the clause begins that ends before an auxiliary: `before the news Acme had ...`; else the end."""
    subjects = [m.start for m, _ in reading.of(Named) if start < m.start < end] if reading.norms[end : end + 1] in _PERFECT else []
    return subjects[-1] if subjects else end


def _wants(reading: Reading, mention: Mention) -> bool:
    """`I'm after ...`, `how much was Acme after?`: wants something, and tells no time."""
    before = next((m.start for m, _ in reading.of(Named) if m.end == mention.start), mention.start)
    return before > 0 and reading.tokens[before - 1].norm in _WANTING


class Measure(Struct, frozen=True):
    """The words that measure (`cue`), those that say by which deal (`anchor`), and whether what is meant is `larger`."""

    cue: frozenset[int]
    anchor: frozenset[int]
    larger: bool


def measures(reading: Reading) -> Iterator[Measure]:
    """`which deals are larger than Acme's first?`: a size by that of a deal, where it is several deals that are measured."""
    nouns = reading.words("noun", "contract", "notes", "loan")
    for mention in reading.words("operation", "more", "less"):
        than = mention.end
        several = any(noun.end <= mention.start and reading.tokens[noun.end - 1].norm.endswith("s") for noun in nouns)
        if not several or than not in reading.inside or reading.tokens[than].norm != "than":
            continue
        end = than + 1
        while end in reading.inside and reading.tokens[end].norm not in _STOPS:
            end += 1
        anchor = frozenset(range(than + 1, end))
        if _names_a_deal(reading.only(anchor)) and not _opens_claim(reading):
            yield Measure(frozenset({*mention.span, than}), anchor, mention.name == "more")


def _opens_claim(reading: Reading) -> bool:
    """`are Acme's orders larger than ...`: compares, and measures nothing."""
    return bool(reading.tokens) and reading.tokens[0].norm in _STOPS - {"what", "which", "how", "who"}


def _names_a_deal(part: Reading) -> bool:
    """True where a noun for a deal stands with something that says which: a place in a row, a date, an amount, a name, a stage."""
    which = part.has("operation", *ORDERS) or part.has("stage") or any(_says_which(m.sense) for m in part.mentions)
    owned = any(part.tokens[m.end - 1].text.casefold().endswith(OWNING) for m, _ in part.of(Named))  # `right after Acme's`
    return which and (owned or part.has("noun", "contract", "notes", "loan"))


def _says_which(sense: object) -> bool:
    return isinstance(sense, (Named, When)) or (isinstance(sense, Range) and bool(sense.unit))
