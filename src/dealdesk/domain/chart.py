"""A picture of an answer before it is drawn: labelled bars over one axis."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Axis = Literal["amount", "year"]


class Bar(Struct, frozen=True):
    """One bar from `start` to `end` in the unit of its axis; a mark where both are the same.

    Attributes:
        said: the value in words, its qualifier included.
    """

    label: str
    said: str
    start: float
    end: float


class Chart(Struct, frozen=True):
    """What is drawn, and where it comes from.

    Attributes:
        caption: what the bars mean, in a sentence.
        sources: the articles behind it, one line each.
    """

    title: str
    caption: str
    axis: Axis
    bars: tuple[Bar, ...]
    sources: tuple[str, ...]
