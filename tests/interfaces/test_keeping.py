"""What is kept between two starts changes nothing but their time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dealdesk.files.corpus import load_corpus
from dealdesk.files.keeping import keeping
from dealdesk.files.world import build_engine
from dealdesk.interfaces.cli import main
from dealdesk.render.reply import reply_of
from tests.support.world import folder_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Builder:
    """Counts how often something was worked out."""

    def __init__(self) -> None:
        """Nothing was, as yet."""
        self.times = 0

    def __call__(self) -> tuple[str, int]:
        """What is worked out: which time it was."""
        self.times += 1
        return "made", self.times


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "names.yaml").write_text("[]\n")
    return folder


def made(keep: Callable[[str, Callable[[], Any]], Any], build: Builder) -> int:
    return int(keep("thing", build)[1])


def test_what_is_kept_is_not_worked_out_again(corpus: Path) -> None:
    build = Builder()

    assert [made(keeping(corpus), build) for _ in range(3)] == [1, 1, 1]


def test_another_corpus_and_another_name_are_worked_out_anew(corpus: Path) -> None:
    build = Builder()
    first = made(keeping(corpus), build)
    (corpus / "names.yaml").write_text("[] \n")

    assert (first, made(keeping(corpus), build)) == (1, 2)
    assert keeping(corpus)("other", build) == ("made", 3)


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05\x95", b"cos\nnothing\n."])
def test_a_broken_file_is_replaced(corpus: Path, tmp_path: Path, content: bytes) -> None:
    build = Builder()
    made(keeping(corpus), build)
    for path in (tmp_path / "cache").rglob("*.pickle"):
        path.write_bytes(content)

    assert [made(keeping(corpus), build) for _ in range(2)] == [2, 2]


def test_a_folder_that_cannot_be_made_is_passed_over(corpus: Path, tmp_path: Path) -> None:
    build = Builder()
    (tmp_path / "cache").write_text("a file where the folder should be")

    assert [made(keeping(corpus), build) for _ in range(2)] == [1, 2]


def test_the_same_is_answered_from_what_was_kept(corpus: Path) -> None:
    folder = folder_of("invented")
    knowledge = load_corpus(folder).knowledge
    engines = [build_engine(knowledge), *(build_engine(knowledge, keeping(folder)) for _ in range(2))]
    questions = ("Who ordered the most?", "Did Kaddorine sign with Tarvequil in May 2026?", "Who leads Zephrondal?", "what is compute")

    for question in questions:
        assert len({reply_of(engine.answer(question).answer).text for engine in engines}) == 1
    assert corpus.is_dir()


def test_a_question_on_the_command_line_keeps_what_it_worked_out(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replies = []
    for _ in range(2):
        main(["--corpus", str(folder_of("invented")), "ask", "Who ordered the most?"])
        replies.append(capsys.readouterr().out)

    assert replies[0] == replies[1]
    assert {path.name.partition("-")[0] for path in (tmp_path / "cache").rglob("*.pickle")} == {
        "knowledge",
        "words",
        "terms",
        "wording",
        "epithets",
    }
    assert corpus.is_dir()
