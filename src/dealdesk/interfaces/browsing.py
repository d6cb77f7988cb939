"""`deals`, `deal ID`, `sources`: the table, one deal with its evidence, the articles."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from dealdesk.interfaces.terminal import width
from dealdesk.kinds.row import FULL, stated
from dealdesk.query.attribute import BY_NAME
from dealdesk.render.plain import source, wrapped

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine

_BROKEN = 2
_WIDE = 90
_COLUMNS = ("parties", "announced", "value", "ends")


def deals(engine: Engine) -> int:
    """Print the deal table."""
    context = engine.context
    if width() < _WIDE:
        for deal in context.knowledge.deals:
            said = [context.wording.value(cell) for name in _COLUMNS if (cell := BY_NAME[name].read(deal))]
            print("\n".join(wrapped(f"{deal.id}: {', '.join(said)}", width())))
        return 0
    table = Table(box=None, pad_edge=False)
    for heading in ("id", *_COLUMNS):
        table.add_column(heading, overflow="fold", no_wrap=heading == "id")
    for deal in context.knowledge.deals:
        cells = (BY_NAME[name].read(deal) for name in _COLUMNS)
        table.add_row(deal.id, *(context.wording.value(cell) if cell else "not stated" for cell in cells))
    Console(width=width()).print(table)
    return 0


def deal(engine: Engine, wanted: str) -> int:
    """Print all that is stated of one deal, with its evidence."""
    context = engine.context
    by_id = {one.id: one for one in context.knowledge.deals}
    if wanted not in by_id:
        near = get_close_matches(wanted, by_id, n=3, cutoff=0.3) or sorted(by_id)[:5]
        print(f"there is no deal {wanted!r} / did you mean: {', '.join(near) or 'the table is empty'}", file=sys.stderr)
        return _BROKEN
    found = by_id[wanted]
    for name in stated(found, FULL):
        value = context.wording.value(BY_NAME[name].read(found))
        print("\n".join(wrapped(f"{name}: {value}", width())))
    for note in found.notes:
        print("\n".join(wrapped(f"note: {note}", width())))
    print()
    for citation in context.cite(*found.evidence):
        print("\n".join(wrapped(source(citation), width())))
    return 0


def sources(engine: Engine) -> int:
    """Print the articles."""
    for article in engine.context.knowledge.articles.values():
        known = (article.title, article.publisher, str(article.published or "date not stated"), article.url)
        print(f"{article.id}: {', '.join(part for part in known if part)}")
    if not engine.context.knowledge.articles:
        print("no articles: put them into articles/ of the corpus")
    return 0
