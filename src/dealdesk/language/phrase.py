"""Finding known phrases in a row of tokens."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")


class Phrases(Struct, Generic[T], frozen=True):
    """Rows of keys with what each stands for.

    Attributes:
        meanings: what a phrase stands for, by its keys joined by blanks.
        lengths: how many keys the phrases have that begin with a key, longest first.
    """

    meanings: Mapping[str, Iterable[T]]
    lengths: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, rows: Iterable[tuple[Sequence[str], T]]) -> Phrases[T]:
        """The phrases `rows`, each a pair of keys and meaning; empty ones are left out."""
        meanings: defaultdict[str, list[T]] = defaultdict(list)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for keys, meaning in rows:
            if keys:
                listed = meanings[" ".join(keys)]
                if meaning not in listed:
                    listed.append(meaning)
                lengths[keys[0]].add(len(keys))
        return cls(meanings, {key: sorted(sizes, reverse=True) for key, sizes in lengths.items()})

    def begin(self, key: str) -> bool:
        """True where some phrase begins with `key`."""
        return key in self.lengths

    def at(self, keys: Sequence[str], start: int) -> Iterator[tuple[int, T]]:
        """Each meaning of a phrase that begins at `start`, with the index after it, longest first."""
        for length in self.lengths.get(keys[start], ()):
            end = start + length
            if end <= len(keys):
                for meaning in self.meanings.get(" ".join(keys[start:end]), ()):
                    yield end, meaning

    def longest(self, keys: Sequence[str], start: int) -> tuple[int, T] | None:
        """The first of the longest phrases that begin at `start`."""
        return next(self.at(keys, start), None)
