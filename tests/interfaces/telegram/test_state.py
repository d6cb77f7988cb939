"""What was sent stays known: through a kill before its mark, a torn line, a write that fails."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from dealdesk.interfaces.telegram.inbox import Outgoing, answer, answers_to, open_parts, open_updates, receive
from dealdesk.interfaces.telegram.receipts import Receipt
from dealdesk.interfaces.telegram.state import State

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

UPDATE = 7


def with_state(path: Path, *steps: Callable[[State], Awaitable[Any]]) -> list[Any]:
    """What each step returns, over one state that is closed again."""

    async def run() -> list[Any]:
        state = State(path)
        found = [await step(state) for step in steps]
        await state.close()
        return found

    return asyncio.run(run())


async def answered(state: State) -> None:
    """An update whose answer has two parts, none of them sent."""
    (update,) = await state.write(receive([({"update_id": UPDATE}, "1:1")]))
    parts = [Outgoing("sendMessage", {"chat_id": 1, "text": text}, "1", 5) for text in ("first", "second")]
    await state.write(answer(update, parts))


async def still_open(state: State) -> list[int]:
    """The parts that are still to be sent, where the update is open at all."""
    updates = await state.write(open_updates)
    return [part.part for part in await state.write(open_parts(UPDATE))] if updates else []


@pytest.mark.parametrize(
    ("receipts", "left"),
    [
        ("", [0, 1]),
        ("7 0 100\n", [1]),
        ("7 0 100\n7 1 101\n", []),
        ("7 0 100\n7 1 10", [1]),  # torn in the middle of a number
        ("7 0\n7 1 101\n", [0]),
        ("9 0 100\nnonsense\n\x00\n", [0, 1]),
    ],
)
def test_a_receipt_marks_what_a_killed_process_sent(tmp_path: Path, receipts: str, left: list[int]) -> None:
    path = tmp_path / "state.db"
    with_state(path, answered)
    (tmp_path / "state.db.sent").write_text(receipts, encoding="utf-8")

    assert with_state(path, still_open) == [left]
    assert with_state(path, still_open) == [left]


def test_a_note_is_known_to_whoever_asks_after_it(tmp_path: Path) -> None:
    async def note(state: State) -> list[int]:
        state.note(Receipt(UPDATE, 0, 100))
        return await state.write(answers_to("1", 5))

    assert with_state(tmp_path / "state.db", answered, note, still_open) == [None, [100], [1]]
    assert (tmp_path / "state.db.sent").read_text(encoding="utf-8") == ""


def test_a_write_that_fails_loses_no_mark(tmp_path: Path) -> None:
    def broken(_: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError

    async def fail(state: State) -> str:
        state.note(Receipt(UPDATE, 0, 100))
        with pytest.raises(sqlite3.OperationalError):
            await state.write(broken)
        return (tmp_path / "state.db.sent").read_text(encoding="utf-8")

    assert with_state(tmp_path / "state.db", answered, fail, still_open) == [None, "7 0 100\n", [1]]


def test_a_mark_is_taken_back_by_no_later_receipt(tmp_path: Path) -> None:
    async def twice(state: State) -> list[int]:
        state.note(Receipt(UPDATE, 0, 100))
        state.note(Receipt(UPDATE, 0, 200))
        return await state.write(answers_to("1", 5))

    assert with_state(tmp_path / "state.db", answered, twice) == [None, [100]]


def test_only_a_state_that_was_never_closed_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with_state(path)
    closed = State(path)
    assert not closed.was_killed
    asyncio.run(closed.close())
    (tmp_path / "state.db.lock").write_text("held", encoding="ascii")  # as a killed process leaves it

    killed = State(path)

    assert killed.was_killed
    asyncio.run(killed.close())
    assert not any(with_state(path, lambda state: asyncio.sleep(0, state.was_killed)))
