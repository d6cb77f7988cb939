"""What a span of tokens may mean."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.domain.quantity import Range
from dealdesk.language.lexicon import Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dealdesk.domain.period import Period


class Named(Struct, frozen=True):
    """A name of the corpus; several ids where they share a spelling."""

    ids: tuple[str, ...]


class When(Struct, frozen=True):
    """A date or period.

    Attributes:
        ahead: the words before it make it an end (`until`, `by`).
    """

    period: Period
    ahead: bool = False


class Number(Struct, frozen=True):
    """A plain whole number: a count, or part of `top 3`."""

    value: int


class Ordinal(Struct, frozen=True):
    """A place in a row, from 1.

    Attributes:
        ranked: the row is one of sizes, largest first (`runner-up`).
        from_end: counted from the last one (`last but one`).
    """

    place: int
    ranked: bool = False
    from_end: bool = False


Sense = Word | Named | Range | When | Number | Ordinal


class Mention(Struct, frozen=True):
    """The tokens from `start` to `end`, and one thing that they may mean."""

    start: int
    end: int
    sense: Sense

    @property
    def name(self) -> str:
        """The name of the word of the lexicon that it is; empty for anything else."""
        return self.sense.name if isinstance(self.sense, Word) else ""

    @property
    def span(self) -> range:
        """The indexes of its tokens."""
        return range(self.start, self.end)


def spanned(mentions: Iterable[Mention]) -> frozenset[int]:
    """The indexes of all tokens of `mentions`."""
    return frozenset(chain.from_iterable([range(mention.start, mention.end) for mention in mentions]))
