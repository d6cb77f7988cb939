"""What is kept of people: their conversations, the questions behind their buttons, what they think of answers; and its end.

Each function returns a change for `State.write`.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

KEPT = 7 * 24 * 3600  # seconds that what people wrote is kept
REMEMBERED = 6  # questions of a conversation


class Button(Struct, frozen=True):
    """A question behind a button: of which chat, and whose it is."""

    id: int
    chat: str
    person: int
    question: str


def conversation(key: str) -> Callable[[sqlite3.Connection], tuple[str, ...]]:
    """The questions of a conversation, oldest first."""

    def change(database: sqlite3.Connection) -> tuple[str, ...]:
        row = database.execute("select asked from conversation where key = ?", (key,)).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    return change


def keep_conversation(key: str, asked: Sequence[str]) -> Callable[[sqlite3.Connection], None]:
    """Keep the latest questions of a conversation."""

    def change(database: sqlite3.Connection) -> None:
        sql = "insert or replace into conversation (key, asked, changed) values (?, ?, ?)"
        database.execute(sql, (key, json.dumps(list(asked)[-REMEMBERED:], ensure_ascii=False), time.time()))

    return change


def keep_buttons(buttons: Sequence[Button]) -> Callable[[sqlite3.Connection], None]:
    """Keep what stands behind buttons."""

    def change(database: sqlite3.Connection) -> None:
        sql = "insert into button (id, chat, person, question, made) values (?, ?, ?, ?, ?)"
        database.executemany(sql, [(one.id, one.chat, one.person, one.question, time.time()) for one in buttons])

    return change


def button(button_id: int, chat: str) -> Callable[[sqlite3.Connection], tuple[str, int] | None]:
    """The question behind a button of this chat and whose it is; None where there is none."""

    def change(database: sqlite3.Connection) -> tuple[str, int] | None:
        row = database.execute("select question, person from button where id = ? and chat = ?", (button_id, chat)).fetchone()
        return (row[0], row[1]) if row else None

    return change


def add_feedback(vote: str, question: str) -> Callable[[sqlite3.Connection], None]:
    """Keep what somebody thought of an answer, not who."""

    def change(database: sqlite3.Connection) -> None:
        database.execute("insert into feedback (at, vote, question) values (?, ?, ?)", (time.time(), vote, question))

    return change


def votes(database: sqlite3.Connection) -> dict[str, int]:
    """How often each kind of feedback was given."""
    return dict(database.execute("select vote, count(*) from feedback group by vote"))


def people(since: float) -> Callable[[sqlite3.Connection], int]:
    """How many conversations went on since then."""

    def change(database: sqlite3.Connection) -> int:
        found: int = database.execute("select count(*) from conversation where changed >= ?", (since,)).fetchone()[0]
        return found

    return change


def forget(person: int, key: str) -> Callable[[sqlite3.Connection], None]:
    """Delete what is kept of a person: the conversation, buttons, watches and their times, news that waits."""

    def change(database: sqlite3.Connection) -> None:
        database.execute("delete from conversation where key = ?", (key,))
        for table in ("button", "watch", "schedule", "notice"):
            database.execute(f"delete from {table} where person = ?", (person,))  # noqa: S608 - a constant

    return change


def scrub(now: float) -> Callable[[sqlite3.Connection], None]:
    """Delete what people wrote, and what was sent for it, once it is older than `KEPT`."""

    def change(database: sqlite3.Connection) -> None:
        old = (now - KEPT,)
        finished = "received < ? and status in ('done', 'limited', 'dead')"
        database.execute(f"update outbox set payload = '{{}}' where update_id in (select update_id from inbox where {finished})", old)  # noqa: S608 - a constant
        database.execute(f"update inbox set body = '{{}}' where {finished}", old)  # noqa: S608 - a constant
        database.execute("delete from button where made < ?", old)
        database.execute("delete from conversation where changed < ?", old)

    return change


def move_chat(old: str, new: str) -> Callable[[sqlite3.Connection], None]:
    """A group became a supergroup: what is kept of it goes on under its new id."""

    def change(database: sqlite3.Connection) -> None:
        for table in ("outbox", "button", "watch", "schedule", "notice"):
            database.execute(f"update or replace {table} set chat = ? where chat = ?", (new, old))  # noqa: S608 - a constant
        for (key,) in database.execute("select key from conversation where key like ?", (f"{old}:%",)).fetchall():
            database.execute("update or replace conversation set key = ? where key = ?", (new + key.removeprefix(old), key))

    return change
