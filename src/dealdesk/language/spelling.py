"""Repair of misspelt words, only toward names and words that are known, and never silently.

A word is repaired where one known word lies within the optimal string alignment distance that its length allows and
shares its first letter; short names are exact or nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

_SHORT, _MEDIUM, _LONG = 4, 5, 8
_PARTS, _LEAST_PART = 4, 3
_NEAR = 3  # words at one distance: no more than the forms of one
_DRAWN = re.compile(r"(.)\1+")
_LITTLE = frozenset({"is", "of", "in", "to", "by", "on", "at", "do", "it", "an", "as", "or", "us"})


def _nothing(_word: str) -> bool:
    return False


class Speller(Struct, frozen=True):
    """The known words, those of names apart.

    Attributes:
        names: single words of names, lower case.
        words: words of the lexicon.
        text: words of the articles, known but never a repair's goal.
        is_english: whether a word is one that people may have meant as written.
    """

    names: frozenset[str]
    words: frozenset[str]
    text: frozenset[str]
    is_english: Callable[[str], bool] = _nothing

    def knows(self, word: str) -> bool:
        """True where `word` needs no repair."""
        return word in self.words or word in self.names or word in self.text

    def repaired(self, word: str, *, name: bool = False) -> str | None:
        """What the unknown `word` was meant to be; None where nothing or too much is near. One written like a `name` is only a name."""
        meant = self._nearest(word)
        if name:
            return meant if meant in self.names else None
        meant = meant or self._split(word)
        return meant if meant and not self.is_english(word) else None

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only questions with unknown words pay for it

        best: list[tuple[int, bool, int, bool, str]] = []
        for rank, known in ((0, self.names), (1, self.words)):
            limit = _limit(word, names=rank == 0)
            if not limit:
                continue
            for goal in known:
                if goal[0] != word[0] or abs(len(goal) - len(word)) > limit or len(goal) < _SHORT:
                    continue
                if rank == 0 and len(goal) < _MEDIUM:
                    continue
                distance = OSA.distance(word, goal, score_cutoff=limit)
                if distance <= limit:
                    best.append((distance, single(word) != single(goal), rank, len(goal) < len(word), goal))
        best.sort()
        if not best:
            return None
        distance, other, rank, _, goal = best[0]
        near = {one for d, *_, one in best if d == distance}
        alike = word.rstrip("s") == goal.rstrip("s") or not other
        return goal if alike or rank == 0 or len(near) <= _NEAR else None

    def _split(self, word: str) -> str | None:
        parts = self._parts(word, _PARTS)
        return " ".join(parts) if parts else None

    def _parts(self, word: str, most: int) -> tuple[str, ...]:
        """`word` as at most `most` known words written together; nothing where it is not."""
        if self._is_part(word):
            return (word,)
        if most == 1:
            return ()
        for at in range(len(word) - 2, 1, -1):
            rest = self._parts(word[at:], most - 1) if self._is_part(word[:at]) else ()
            if rest:
                return (word[:at], *rest)
        return ()

    def _is_part(self, word: str) -> bool:
        return word in _LITTLE if len(word) < _LEAST_PART else word in self.names or word in self.words


def single(word: str) -> str:
    """The word with each drawn-out letter said once: `runing` and `running` are one."""
    return _DRAWN.sub(r"\1", word)


def _limit(word: str, *, names: bool) -> int:
    if len(word) < (_MEDIUM if names else _SHORT):
        return 0
    return 2 if len(word) >= _LONG else 1
