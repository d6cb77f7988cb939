"""What a question leaves out: the words that except something, and how far each of them reaches."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.quantity import Range
from dealdesk.language.function_word import HELPING
from dealdesk.language.lexicon import Word
from dealdesk.language.mention import Mention, Named, Ordinal, When, spanned
from dealdesk.language.polarity import is_polar
from dealdesk.scope.pick import ORDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.language.reading import Reading

_STOPS = frozenset({
    ",", ";", ":", "?", "!", "(", ")", "what", "which", "who", "whom", "whose", "how", "when", "where", "is", "are", "was", "were",
    "do", "does", "did", "has", "have", "list", "show", "give", "tell", "name", "but", "sum", "total", "only", "just", "can", "could",
    "please", "nor",
})  # fmt: skip
_RELATIVE = frozenset({"what", "whatever", "is", "are", "was", "were", "has", "only", "just", "merely", "still"})
_PARTICLES = frozenset({"aside", "apart", "excluded", "excepted", "omitted"})
_TAKEN = frozenset({"left", "taken", "ruled", "stripped", "crossed", "struck"})
_NEGATIONS = frozenset({"not", "neither", "nor", "non"})
_REACH = 3
_BEFORE_COMMAND = frozenset({"and", "then", "now", "please", "but", "to", "you", "us", "just", "ok", "so", "if", "we", "i"})


class Exclusion(Struct, frozen=True):
    """Words that except something (`cue`), and the words that say what (`scope`)."""

    cue: frozenset[int]
    scope: frozenset[int]


@lru_cache(maxsize=64)
def exclusions(reading: Reading) -> tuple[Exclusion, ...]:
    """Everything that the question leaves out, in the order of the text."""
    found: list[Exclusion] = []
    taken: set[int] = set()
    for cue in _cues(reading):
        if taken & set(cue.span):
            continue
        scope = _after(reading, cue) or _before(reading, cue)
        if scope:
            closing = frozenset(i for i in scope if reading.tokens[i].norm in {*_PARTICLES, "out", "off"})
            found.append(Exclusion(frozenset(cue.span) | closing, scope - closing))
            taken |= {*cue.span, *scope}
    return tuple(found)


def _cues(reading: Reading) -> Iterator[Mention]:
    """The phrases that except something; a bare negation does so only right before what it negates, and not in a claim."""
    plain = [] if is_polar(reading) else [Mention(i, i + 1, Word("modifier", "exclude")) for i in _negations(reading)]
    instructing = spanned(reading.words("chat", "instruct"))
    listed = [
        m
        for m in reading.words("modifier", "exclude")
        if not instructing & set(m.span) and not any(p.start in m.span for p in plain) and not _is_kept(reading, m)
    ]
    yield from sorted([*plain, *listed], key=lambda m: (m.start, -m.end))


def _is_kept(reading: Reading, cue: Mention) -> bool:
    """`put aside for Acme` keeps it; `non-convertible` is a kind; `wasn't it`, `did Acme not sign with` claim; `it dropped` tells."""
    after = reading.tokens[cue.end : cue.end + 1]
    kept = reading.tokens[cue.end - 1].norm == "aside" and len(cue.span) > 1 and bool(after) and after[0].norm == "for"
    within = any(set(cue.span) < set(m.span) for m in reading.words("noun"))
    falls = any(cue.span == m.span for m in reading.words("topic", "fall")) and not _is_command(reading, cue)
    return (
        kept
        or _sets_apart(reading, cue)
        or within
        or falls
        or bool(set(cue.span) & done_in(reading))
        or (is_polar(reading) and (reading.norms[cue.start] in _NEGATIONS or (not cue.start and reading.norms[0].endswith("n't"))))
    )


def _sets_apart(reading: Reading, cue: Mention) -> bool:
    """`Acme minus Globex`: a name right before and right after a word for a difference, which leaves nothing out."""
    names = reading.of(Named)
    between = any(m.end == cue.start for m, _ in names) and any(m.start == cue.end for m, _ in names)
    return between and any(m.span == cue.span for m in reading.words("operation", "difference"))


def _is_command(reading: Reading, cue: Mention) -> bool:
    """`drop the smallest`: what is to be done, and not `the stock dropped`, what something did."""
    before = reading.tokens[cue.start - 1] if cue.start else None
    return before is None or not before.is_word or before.norm in _BEFORE_COMMAND


def done_in(reading: Reading) -> frozenset[int]:
    """The verbs of `why did Acme leave?`, `can Acme leave?`, which except nothing and say what was done."""
    why = reading.has("ask", "why")
    ends = {m.end for m, _ in reading.of(Named) if why or (m.start and reading.norms[m.start - 1] in HELPING)}
    return spanned(m for m in reading.words("modifier", "exclude") if m.start in ends and len(m.span) == 1)


def _negations(reading: Reading) -> Iterator[int]:
    starts = {m.start for m in reading.mentions if refers(m)}
    kinds = {m.start for m in (*reading.words("noun"), *reading.words("stage")) if len(m.span) > 1}  # `non-convertible`, `not signed`
    for index, token in enumerate(reading.tokens):
        if (
            (token.norm in _NEGATIONS or (index and token.norm.endswith("n't")))
            and index not in kinds
            and starts & set(range(index + 1, index + 1 + _REACH))
        ):
            yield index


def refers(mention: Mention) -> bool:
    """True for what can be excepted: a name, a date, a place in a row, a bounded amount."""
    sense = mention.sense
    if isinstance(sense, Word):
        return (sense.category == "operation" and sense.name in ORDERS) or sense.category in {"noun", "stage"}
    return isinstance(sense, (Named, When, Ordinal, Range))


def _after(reading: Reading, cue: Mention) -> frozenset[int]:
    end = cue.end
    if end < len(reading.tokens) and reading.tokens[end].norm in {"have", "has", "had"}:
        end += 1  # `do not have Acme as provider`
    if end < len(reading.tokens) and reading.tokens[end].norm in {"what", "whatever"}:
        end = next((i for i in range(end, len(reading.tokens)) if reading.tokens[i].norm not in _RELATIVE), end)
    others = {m.start for m in reading.words("modifier", "exclude") if m.start > cue.end}
    while end < len(reading.tokens) and reading.tokens[end].norm not in _STOPS and end not in others:
        end += 1
    if end < len(reading.tokens) and reading.tokens[end].norm == "," and _goes_on(reading, end):
        end = _end_of_list(reading, end)
    return _referring(reading, cue.end, end)


def _goes_on(reading: Reading, comma: int) -> bool:
    """`except A, B and C`: a list goes on where another name follows the comma at once."""
    return any(m.start == comma + 1 for m, _ in reading.of(Named))


def _end_of_list(reading: Reading, comma: int) -> int:
    end = comma
    while end < len(reading.tokens) and (
        reading.tokens[end].norm in {",", "and", "or"} or any(end in m.span for m, _ in reading.of(Named))
    ):
        end += 1
    return end


def _before(reading: Reading, cue: Mention) -> frozenset[int]:
    """`options aside`, `with the March one excluded`: a particle reaches back to the last stop."""
    out = reading.tokens[cue.end - 1].norm == "out" and reading.tokens[cue.start].norm in _TAKEN
    if reading.tokens[cue.end - 1].norm not in _PARTICLES and not out:
        return frozenset()
    start = cue.start
    while start > 0 and reading.tokens[start - 1].norm not in _STOPS:
        start -= 1
    return _referring(reading, start, cue.start)


def _referring(reading: Reading, start: int, end: int) -> frozenset[int]:
    span = range(start, end)
    told = any(refers(m) for m in reading.mentions if m.start in span and m.end <= end)
    return frozenset(span) if told else frozenset()
