"""`export`: the deals of an answer as a spreadsheet, CSV or XLSX."""

from __future__ import annotations

import csv
import io
import sys
from typing import TYPE_CHECKING

from dealdesk.files.writing import write_whole
from dealdesk.render.table import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dealdesk.domain.record import Deal
    from dealdesk.engine.engine import Engine

FORMATS = ("csv", "xlsx")
_SHORT, _BROKEN = 1, 2
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


def deals_of(engine: Engine, question: str) -> Sequence[Deal]:
    """The deals that the answer to a question shows, in its order; all deals where nothing is asked."""
    deals = engine.context.knowledge.deals
    if not question:
        return deals
    shown = engine.answer(question).deals
    return sorted((deal for deal in deals if deal.id in shown), key=lambda deal: shown.index(deal.id))


def sheet(engine: Engine, deals: Sequence[Deal], form: str) -> bytes:
    """The deals as a file in one of `FORMATS`."""
    headings, rows = table(deals, engine.context.knowledge)
    return csv_of([headings, *rows]) if form == "csv" else xlsx_of([headings, *rows])


def csv_of(rows: Sequence[Sequence[object]]) -> bytes:
    """With the mark by which spreadsheets know UTF-8; text that they would compute is quoted as text."""
    out = io.StringIO()
    csv.writer(out).writerows([f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(rows: Sequence[Sequence[object]]) -> bytes:
    """With the headings held in place; text stays text."""
    import xlsxwriter  # noqa: PLC0415 - only what the format needs

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("deals")
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
        page.freeze_panes(1, 1)
        page.autofit()
    return out.getvalue()


def run(engine: Engine, question: str | None, out: Path) -> int:
    """Write the deals of an answer into a file whose name says the format."""
    form = out.suffix.removeprefix(".").casefold()
    if form not in FORMATS:
        print(f"{out}: not a format that I write / name a file that ends in .csv or .xlsx", file=sys.stderr)
        return _BROKEN
    deals = deals_of(engine, question or "")
    if not deals:
        print(f"no deals in the answer to {question!r} / ask for deals, or give no question for all of them", file=sys.stderr)
        return _SHORT
    try:
        write_whole(out, sheet(engine, deals, form))
    except OSError as error:
        print(f"{out}: {error.strerror} / name a file in a folder that can be written", file=sys.stderr)
        return _BROKEN
    print(f"{out}: {len(deals)} {'deal' if len(deals) == 1 else 'deals'}")
    return 0
