"""Questions without an answer are kept where that is wanted, and become items of a question set."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dealdesk.interfaces.cli import main
from dealdesk.interfaces.question_set import load_question_set

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN = "What is the penalty in the first contract?"


def test_only_what_found_no_answer_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.jsonl"
    for question in ("Who has ordered the most?", "Hello", UNKNOWN):
        assert main(("ask", "--log", str(log), question)) == 0
    capsys.readouterr()

    assert [json.loads(line)["asked"] for line in log.read_text(encoding="utf-8").splitlines()] == [[UNKNOWN]]


def test_a_log_becomes_a_question_set_with_the_turns_that_a_follow_up_leans_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch, log, made = tmp_path / "batch.jsonl", tmp_path / "log.jsonl", tmp_path / "set.yaml"
    asked = ["Which is the largest contract?", "What is its penalty clause?"]
    batch.write_text("".join(json.dumps({"conversation": "a", "question": one}) + "\n" for one in [*asked, asked[1]]), encoding="utf-8")
    assert main(("ask", "--batch", str(batch), "--log", str(log))) == 0
    capsys.readouterr()
    assert main(("collect", str(log))) == 0
    made.write_text(capsys.readouterr().out, encoding="utf-8")
    items = load_question_set(made)

    assert [turn.ask for turn in items[0].turns] == asked
    assert items[0].turns[-1].status == ("answered",)


@pytest.mark.parametrize("content", [b"no json\n", b'{"asked": []}\n', b'{"asked": [1]}\n', b"\xff\n"])
def test_a_broken_log_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(content)

    assert main(("collect", str(log))) == 2
    assert str(log) in capsys.readouterr().err


def test_a_log_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("ask", "--log", str(tmp_path), UNKNOWN)) == 2
    assert str(tmp_path) in capsys.readouterr().err
