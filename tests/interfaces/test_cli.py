"""The command line as programs and people meet it, bad input included."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from dealdesk.interfaces.cli import main

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "tests" / "corpora" / "invented"
QUESTION = "Who has ordered the most?"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    done = capsys.readouterr()
    return code, done.out, done.err


def test_another_folder_makes_another_bot(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--corpus", str(INVENTED), "ask", QUESTION)
    _, other, _ = run(capsys, "ask", QUESTION)

    assert code == 0
    assert out != other


def test_json_has_the_fields_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    reply = json.loads(run(capsys, "ask", "--json", "What is the average contract value?")[1])

    assert list(reply) == [
        "id", "conversation", "question", "status", "text", "interpretation", "statements", "caveats", "citations", "suggestions",
    ]  # fmt: skip
    assert reply["statements"][0]["calculation"]["operation"] == "average"
    assert {operand["citation"] for operand in reply["statements"][0]["calculation"]["operands"]} <= {c["n"] for c in reply["citations"]}


def test_the_same_question_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "ask", "--json", QUESTION) == run(capsys, "ask", "--json", QUESTION)


def test_a_batch_keeps_conversations_apart_and_goes_on_after_a_bad_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        '{"id": "1", "conversation": "a", "question": "Which is the largest contract?"}',
        "no json",
        '["no object"]',
        '{"id": 7, "question": "x"}',
        '{"id": "2", "conversation": "b", "question": "And the smallest?"}',
        '{"id": "3", "conversation": "a", "question": "And the smallest?"}',
    ]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(("\n".join(lines) + "\n").encode() + b'\xff{"id"\n')))
    code, out, _ = run(capsys, "ask", "--batch", "-")
    replies = [json.loads(line) for line in out.splitlines()]

    assert code == 0
    assert [reply["id"] for reply in replies] == ["1", None, None, None, "2", "3", None]
    assert ["error" in reply for reply in replies] == [False, True, True, True, False, False, True]
    assert replies[5]["status"] == "answered"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask",), "give one QUESTION"),
        (("ask", "--batch", "nowhere.jsonl"), "name a file of JSON lines"),
        (("deal", "nothing"), "did you mean"),
        (("eval", "nowhere.yaml"), "name an existing question set"),
        (("--corpus", "nowhere", "ask", "x"), "no such folder"),
    ],
)
def test_a_usage_error_says_how_to_mend_it(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str) -> None:
    code, _, err = run(capsys, *words)

    assert code == 2
    assert told in err


@pytest.mark.parametrize(
    "question", ["", "?", "\x00\x07", "x" * 100_000, "<script>alert(1)</script>", "**bold** [a](b)", "🤷‍♀️", "今日は", "how " * 5000]
)
def test_any_question_gets_an_ordinary_reply(capsys: pytest.CaptureFixture[str], question: str) -> None:
    code, out, err = run(capsys, "ask", question)

    assert code == 0
    assert out.strip()
    assert err == ""
    assert len(out) < 4000


def test_an_empty_corpus_answers_that_it_knows_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for question in (QUESTION, "What do you know?", "list all deals", "Why?"):
        code, out, err = run(capsys, "--corpus", str(tmp_path), "ask", question)

        assert code == 0
        assert out.strip()
        assert err == ""


def test_a_broken_corpus_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "deals.yaml").write_text("- id: a\n  id: b\n- {\n", encoding="utf-8")
    code, _, err = run(capsys, "--corpus", str(tmp_path), "ask", "x")

    assert code == 2
    assert "deals.yaml:" in err


@pytest.mark.parametrize("words", [("deals",), ("sources",), ("check",), ("ask", "--explain", QUESTION)])
def test_a_command_prints_something(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    code, out, _ = run(capsys, *words)

    assert code == 0
    assert out.strip()


def test_a_check_that_fails_exits_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text("- {id: a}\n", encoding="utf-8")
    code, _, err = run(capsys, "--corpus", str(tmp_path), "check")

    assert code == 1
    assert "names.yaml:1: 0.name: Field required" in err


def test_an_evaluation_below_its_goal_exits_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "set.yaml").write_text("- {id: a, kind: k, turns: [{ask: hello, status: unknown}]}\n", encoding="utf-8")
    code, out, _ = run(capsys, "eval", str(tmp_path / "set.yaml"))

    assert code == 1
    assert "1 items: 0 right, 1 wrong, 0 refused" in out
    assert json.loads(run(capsys, "eval", "--json", str(tmp_path / "set.yaml"))[1])["wrong"] == 1
