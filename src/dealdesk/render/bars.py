"""A chart as lines of text, for a terminal or a pipe."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.domain.chart import Bar, Chart

_NARROW = 40
_LONGEST = 30  # characters of a label before it is cut
_FULL, _MARK = "█", "◆"


def render_bars(chart: Chart, width: int = 100) -> str:
    """The chart's bars to one scale, each between its label and its value, then what they mean and where they come from."""
    return "\n".join(_lines(chart, max(width, _NARROW)))


def _lines(chart: Chart, width: int) -> Iterator[str]:
    yield from textwrap.wrap(chart.title, width)
    labels = [textwrap.shorten(bar.label, _LONGEST, placeholder="…") for bar in chart.bars]
    beside = max(map(len, labels)) + max(len(bar.said) for bar in chart.bars) + 4
    space = width - beside
    first = min(bar.start for bar in chart.bars)
    scale = max(bar.end for bar in chart.bars) - first
    for bar, label in zip(chart.bars, labels, strict=True):
        if space >= _NARROW // 4:
            yield f"{label:<{max(map(len, labels))}}  {_drawn(bar, first, scale, space)}  {bar.said}"
        else:
            yield f"{label}: {bar.said}"
            yield f"  {_drawn(bar, first, scale, width - 2).rstrip()}"
    yield ""
    yield from textwrap.wrap(chart.caption, width)
    for source in chart.sources:
        yield from textwrap.wrap(f"Source: {source}", width)


def _drawn(bar: Bar, first: float, scale: float, space: int) -> str:
    """The bar at its place in so many columns."""
    if not scale:
        return _MARK.ljust(space)
    begin = round((bar.start - first) / scale * (space - 1))
    if bar.start == bar.end:
        return f"{' ' * begin}{_MARK}".ljust(space)
    length = max(1, round((bar.end - bar.start) / scale * space))
    return f"{' ' * begin}{_FULL * min(length, space - begin)}".ljust(space)
