"""The log of questions that found no answer: JSON lines, which one command turns into items of a question set."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml
from msgspec import Struct

from dealdesk.domain.answer import Answered, Chat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dealdesk.domain.answer import Answer


class LogError(Exception):
    """A log that cannot be read or written: where, what and how to mend it."""


class UnansweredLog(Struct, frozen=True):
    """A file to which unanswered questions are appended; None keeps nothing."""

    path: Path | None

    def keep(self, asked: Sequence[str], answer: Answer) -> None:
        """Append the questions of a conversation up to the one that `answer` leaves open; nothing where it is answered.

        Raises:
            LogError: the file cannot be written.
        """
        if not isinstance(answer, (Answered, Chat)):
            self._append({"asked": list(asked), "status": type(answer).__name__.lower(), "text": answer.text})

    def keep_disliked(self, asked: Sequence[str]) -> None:
        """Append the questions of a conversation up to one whose answer somebody did not like.

        Raises:
            LogError: the file cannot be written.
        """
        self._append({"asked": list(asked), "status": "disliked"})

    def _append(self, entry: dict[str, object]) -> None:
        if self.path is None:
            return
        line = json.dumps(entry, ensure_ascii=False)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            message = f"{self.path}: {error.strerror} / name a file that can be written"
            raise LogError(message) from error


def question_set_of(path: Path) -> str:
    """The questions of a log as a question set, each conversation once, whose last turn is expected to be answered.

    Raises:
        LogError: with every line that is no entry of a log.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'} / name a file that --log has written"
        raise LogError(message) from error
    conversations: dict[tuple[str, ...], None] = {}
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        asked = _asked(line)
        if asked is None:
            faults.append(f'{path}:{number}: not an entry such as {{"asked": ["..."]}} / remove the line')
        else:
            conversations[asked] = None
    if faults:
        raise LogError("\n".join(faults))
    return yaml.safe_dump(list(_items(conversations)), allow_unicode=True, sort_keys=False, width=140)


def _asked(line: str) -> tuple[str, ...] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    asked = entry.get("asked") if isinstance(entry, dict) else None
    return tuple(asked) if isinstance(asked, list) and asked and all(isinstance(one, str) for one in asked) else None


def _items(conversations: Iterable[tuple[str, ...]]) -> Iterator[dict[str, object]]:
    """One item a conversation; what came before its last turn may be answered or not."""
    for number, asked in enumerate(conversations, 1):
        turns = [{"ask": one, "status": ["answered", "unknown", "clarify", "chat"]} for one in asked[:-1]]
        yield {"id": f"log-{number:03}", "kind": "log", "turns": [*turns, {"ask": asked[-1], "status": "answered"}]}
