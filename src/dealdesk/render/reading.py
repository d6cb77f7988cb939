"""How a question was read: its spans, the words left over, and the queries that were weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class ShownReading(Struct, frozen=True):
    """A reading as it is shown: its text, its words, each span with its meaning, what was repaired."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int, str], ...]
    repairs: tuple[tuple[str, str], ...]


def render_reading(reading: ShownReading, candidates: Sequence[tuple[str, str, str, frozenset[int]]]) -> str:
    """The reading and the candidates, best first; each is kind, query, status and the indexes of the words it leaves."""
    return "\n".join(_lines(reading, candidates))


def _lines(reading: ShownReading, candidates: Sequence[tuple[str, str, str, frozenset[int]]]) -> Iterator[str]:
    yield f"read as: {reading.text}"
    for written, meant in reading.repairs:
        yield f"repaired: {written} -> {meant}"
    yield "spans:"
    for start, end, sense in reading.spans:
        yield f"  {' '.join(reading.words[start:end])!r}: {sense}"
    yield "queries, the one that explains most first:"
    for name, query, status, left in candidates:
        words = ", ".join(reading.words[index] for index in sorted(left)) or "nothing"
        yield f"  {name}: {query} -> {status}; unexplained: {words}"
