"""A chart as a PNG that is legible on a phone: values beside the bars, what they mean and their sources below."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from dealdesk.domain.chart import Chart

_INCHES, _DPI = 6.4, 160  # a phone's width at its density
_BAR, _TITLE_LINE, _BELOW = 0.62, 0.3, 1.05  # inches of height: a bar with its label, a line of the title, axis and foot
_INK, _FILL, _FAINT = "#1b2733", "#2f7ed8", "#5f6c7b"
_LINE, _FOOT = 52, 84  # characters of a line of the title, and of the foot


def draw(chart: Chart) -> bytes:
    """The picture; its height grows with the number of bars."""
    title = _folded(chart.title, _LINE)
    above = 0.2 + _TITLE_LINE * len(title.splitlines())
    height = above + _BAR * len(chart.bars) + _BELOW
    figure = Figure(figsize=(_INCHES, height), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.05, _BELOW / height, 0.9, _BAR * len(chart.bars) / height))
    _bars(axes, chart)
    figure.text(0.05, 1 - 0.12 / height, title, size=14, weight="bold", color=_INK, va="top", parse_math=False)
    foot = "\n".join(_folded(part, _FOOT) for part in (chart.caption, f"Source: {'; '.join(chart.sources)}"))
    figure.text(0.05, 0.1 / height, foot, size=8.5, color=_FAINT, va="bottom", parse_math=False)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()


def _folded(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width, max_lines=3, placeholder="…"))


def _bars(axes: Axes, chart: Chart) -> None:
    """Each bar under its label, the first at the top."""
    first = min(bar.start for bar in chart.bars) if chart.axis == "year" else 0.0
    last = max(bar.end for bar in chart.bars)
    for place, bar in enumerate(chart.bars):
        mark = bar.start == bar.end
        if mark:
            axes.plot([bar.start], [place], marker="D", color=_FILL, markersize=7)
        else:
            axes.barh(place, bar.end - bar.start, left=bar.start, height=0.42, color=_FILL)
        axes.annotate(
            f"{bar.label}: {bar.said}", (first, place - 0.33), size=11, color=_INK, va="bottom", parse_math=False, annotation_clip=False
        )
    margin = (last - first) * 0.03
    axes.set_xlim(first - (margin if chart.axis == "year" else 0), last + margin)
    axes.set_ylim(len(chart.bars) - 0.6, -0.85)
    axes.set_yticks([])
    axes.spines[["top", "right", "left"]].set_visible(False)
    if chart.axis == "year":
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.tick_params(axis="x", labelsize=9, colors=_FAINT)
    else:
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
