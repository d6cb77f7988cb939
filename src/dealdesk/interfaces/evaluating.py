"""`eval`: question sets run with a progress bar, a table per kind, and each failure with what it lacks."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import asdict
from rich.console import Console
from rich.progress import track
from rich.table import Table

from dealdesk.interfaces.question_set import QuestionSetError, by_kind, load_question_set
from dealdesk.interfaces.question_set import run as outcomes_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dealdesk.engine.engine import Engine
    from dealdesk.interfaces.question_set import Outcome

_SHORT, _BROKEN = 1, 2
VERDICTS = ("right", "wrong", "refused")


def run(engine: Engine, files: Sequence[Path], *, goal: float, as_json: bool) -> int:
    """Print how the sets went; 1 where the share of right items is below `goal` percent."""
    try:
        items = [item for file in files for item in load_question_set(file)]
    except QuestionSetError as error:
        print(error, file=sys.stderr)
        return _BROKEN
    watched = sys.stderr.isatty() and not as_json
    console = Console(stderr=True)
    shown = track(items, "asking", console=console, transient=True) if watched else items
    outcomes = [outcome for item in shown for outcome in outcomes_of(engine, (item,))]
    totals = Counter(outcome.verdict for outcome in outcomes)
    share = 100 * totals["right"] / len(outcomes) if outcomes else 100.0
    if as_json:
        print(_json(outcomes, totals, share))
    else:
        _print(outcomes, totals, share)
    return 0 if share >= goal else _SHORT


def _json(outcomes: Sequence[Outcome], totals: Counter[str], share: float) -> str:
    return json.dumps(
        {
            "items": len(outcomes),
            **{verdict: totals[verdict] for verdict in VERDICTS},
            "percent_right": round(share, 1),
            "kinds": by_kind(outcomes),
            "failures": [asdict(outcome.failure) for outcome in outcomes if outcome.failure],
        },
        ensure_ascii=False,
    )


def _print(outcomes: Sequence[Outcome], totals: Counter[str], share: float) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("kind")
    for verdict in VERDICTS:
        table.add_column(verdict, justify="right")
    for kind, counts in sorted(by_kind(outcomes).items()):
        table.add_row(kind, *(str(counts[verdict]) for verdict in VERDICTS))
    for outcome in outcomes:
        if outcome.failure:
            failure = outcome.failure
            print(f"{outcome.verdict} {failure.item} ({failure.kind}): {failure.ask}")
            print(f"  reply: {' / '.join(failure.reply.splitlines())}")
            print(f"  {'; '.join(failure.lacks)}")
    Console(width=60).print(table)
    print(f"{len(outcomes)} items: {totals['right']} right, {totals['wrong']} wrong, {totals['refused']} refused ({share:.1f} % right)")
