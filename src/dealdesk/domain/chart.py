"""A picture of an answer before it is drawn: labelled bars over one axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Axis = Literal["amount", "year"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from `start` to `end` in the unit of its axis; a mark where both are the same.

    Attributes:
        said: the value in words, its qualifier included.
    """

    label: str
    said: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Chart:
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
