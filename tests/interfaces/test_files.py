"""`chart` and `export`: files that are written whole, in the format that their name says, or not at all."""

from __future__ import annotations

import csv
import zipfile
from typing import TYPE_CHECKING

import pytest

from dealdesk.files.writing import write_whole
from dealdesk.interfaces.cli import main
from tests.support.bot import ROOT

if TYPE_CHECKING:
    from pathlib import Path

INVENTED = ["--corpus", str(ROOT / "tests" / "corpora" / "invented")]


def test_a_chart_is_a_png_and_bars_where_no_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*INVENTED, "chart", "--out", str(tmp_path / "c.png"), "timeline"]) == 0
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    assert main([*INVENTED, "chart"]) == 0
    assert "█" in capsys.readouterr().out


def test_what_cannot_be_drawn_is_said_with_a_question_that_can(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*INVENTED, "chart", "hello"]) == 1
    assert "What is the total per customer?" in capsys.readouterr().err


def test_an_export_holds_each_deal_with_its_evidence(tmp_path: Path) -> None:
    assert main([*INVENTED, "export", "--out", str(tmp_path / "d.csv")]) == 0
    assert main([*INVENTED, "export", "--out", str(tmp_path / "d.xlsx")]) == 0
    rows = list(csv.DictReader((tmp_path / "d.csv").read_text(encoding="utf-8-sig").splitlines()))
    sheet = zipfile.ZipFile(tmp_path / "d.xlsx").read("xl/worksheets/sheet1.xml").decode()

    assert {row["value"] for row in rows} >= {"5200000000", "3750000000"}
    assert all(row["quote"] and row["article"] for row in rows)
    assert "<v>5200000000</v>" in sheet


@pytest.mark.parametrize(("words", "code"), [(["d.pdf"], 2), (["missing/d.csv"], 2), (["d.csv", "hello"], 1)])
def test_what_cannot_be_exported_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int) -> None:
    assert main([*INVENTED, "export", "--out", str(tmp_path / words[0]), *words[1:]]) == code
    assert " / " in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_cell_that_a_spreadsheet_would_compute_stays_text(tmp_path: Path) -> None:
    from dealdesk.interfaces.exporting import csv_of  # noqa: PLC0415 - the one writer of cells

    (tmp_path / "d.csv").write_bytes(csv_of([("=1+1", "+1", -1, "a-b")]))

    assert next(csv.reader((tmp_path / "d.csv").read_text(encoding="utf-8-sig").splitlines())) == ["'=1+1", "'+1", "-1", "a-b"]


def test_a_file_is_replaced_whole_and_kept_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "f"
    write_whole(target, b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"newer")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]
