"""How a question was read: its spans, the words left over, and the queries that were weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    class _Token(Protocol):
        text: str

    class _Mention(Protocol):
        start: int
        end: int
        sense: object

    class _Reading(Protocol):
        text: str
        tokens: Sequence[_Token]
        mentions: Sequence[_Mention]
        repairs: Sequence[tuple[str, str]]


def render_reading(reading: _Reading, candidates: Sequence[tuple[str, str, str, frozenset[int]]]) -> str:
    """The reading and the candidates, best first; each is kind, query, status and the indexes of the words it leaves."""
    return "\n".join(_lines(reading, candidates))


def _lines(reading: _Reading, candidates: Sequence[tuple[str, str, str, frozenset[int]]]) -> Iterator[str]:
    yield f"read as: {reading.text}"
    for written, meant in reading.repairs:
        yield f"repaired: {written} -> {meant}"
    yield "spans:"
    for mention in reading.mentions:
        words = " ".join(token.text for token in reading.tokens[mention.start : mention.end])
        yield f"  {words!r}: {mention.sense}"
    yield "queries, the one that explains most first:"
    for name, query, status, left in candidates:
        words = ", ".join(reading.tokens[index].text for index in sorted(left)) or "nothing"
        yield f"  {name}: {query} -> {status}; unexplained: {words}"
