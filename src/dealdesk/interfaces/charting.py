"""`chart`: the picture of an answer, as a PNG or as bars in the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dealdesk.context.example import filled
from dealdesk.engine.charting import chart_of
from dealdesk.files.writing import write_whole
from dealdesk.interfaces.terminal import width
from dealdesk.kinds import group, timeline
from dealdesk.render.bars import render_bars

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dealdesk.engine.engine import Engine

_SHORT, _BROKEN = 1, 2


def drawable(engine: Engine) -> Sequence[str]:
    """Questions whose answers can be drawn from what the bot knows, the most telling first."""
    asked = (*group.KIND.examples, *timeline.KIND.examples[:1])
    return [one for one in filled(asked, engine.context.knowledge) if chart_of(engine.answer(one), engine.context, one)]


def run(engine: Engine, question: str | None, out: Path | None) -> int:
    """Draw the answer to a question, or to the first that can be drawn, into a file or as text."""
    asked_well = next(iter(drawable(engine)), "")
    asked = question or asked_well
    chart = chart_of(engine.answer(asked), engine.context, asked)
    if chart is None:
        print(f"nothing to draw in the answer to {asked!r} / ask for several values, for example: {asked_well}", file=sys.stderr)
        return _SHORT
    if out is None:
        print(render_bars(chart, width()))
        return 0
    from dealdesk.interfaces.drawing import draw  # noqa: PLC0415 - matplotlib is heavy

    try:
        write_whole(out, draw(chart))
    except OSError as error:
        print(f"{out}: {error.strerror} / name a file in a folder that can be written", file=sys.stderr)
        return _BROKEN
    print(out)
    return 0
