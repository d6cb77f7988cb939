"""Finding known phrases in a row of tokens."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Phrases(Generic[T]):
    """Rows of keys with what each stands for, by their first key and longest first."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]

    @classmethod
    def of(cls, rows: Iterable[tuple[tuple[str, ...], T]]) -> Phrases[T]:
        """The phrases `rows`, each a pair of keys and meaning; empty ones are left out."""
        found: defaultdict[str, dict[tuple[tuple[str, ...], T], None]] = defaultdict(dict)
        for keys, meaning in rows:
            if keys:
                found[keys[0]][(keys, meaning)] = None
        return cls({key: tuple(sorted(of, key=lambda row: -len(row[0]))) for key, of in found.items()})

    def at(self, keys: Sequence[str], start: int) -> Iterator[tuple[int, T]]:
        """Each meaning of a phrase that begins at `start`, with the index after it, longest first."""
        for phrase, meaning in self.by_first.get(keys[start], ()):
            end = start + len(phrase)
            if tuple(keys[start:end]) == phrase:
                yield end, meaning

    def longest(self, keys: Sequence[str], start: int) -> tuple[int, T] | None:
        """The first of the longest phrases that begin at `start`."""
        return next(self.at(keys, start), None)
