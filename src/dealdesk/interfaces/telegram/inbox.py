"""What came in and what goes out for it: the inbox, and the outbox of each update.

Each function returns a change for `State.write`, or is one.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dealdesk.interfaces.telegram.people import keep_buttons, keep_conversation

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dealdesk.interfaces.telegram.people import Button
    from dealdesk.interfaces.telegram.receipts import Receipt


class Received(Struct, frozen=True):
    """An update as it lies in the inbox."""

    update_id: int
    key: str
    body: Mapping[str, Any]
    status: str
    attempts: int
    received: float


class Outgoing(Struct, frozen=True):
    """One call of the Bot API that an update leads to; `question` is the message that it answers."""

    method: str
    payload: Mapping[str, Any]
    chat: str | None = None
    question: int | None = None


class Part(Struct, frozen=True):
    """An outgoing call as it lies in the outbox."""

    update_id: int
    part: int
    method: str
    payload: Mapping[str, Any]
    chat: str | None
    question: int | None


class Ending(Struct, frozen=True):
    """How an update ends: `done`, `limited`, or `dead` with the reason `why`."""

    status: str
    why: str | None = None


DONE = Ending("done")
_ENDED = """
update inbox set status = ends where update_id = ?1 and status = 'answered'
    and not exists (select 1 from outbox where update_id = ?1 and state = 'open')
"""


def receive(updates: Iterable[tuple[Mapping[str, Any], str]]) -> Callable[[sqlite3.Connection], list[Received]]:
    """Keep updates with their keys; returns those not seen before."""
    now = time.time()
    taken = [Received(update["update_id"], key, update, "open", 0, now) for update, key in updates]

    def change(database: sqlite3.Connection) -> list[Received]:
        sql = "insert or ignore into inbox (update_id, key, body, received) values (?, ?, ?, ?)"
        rows = [(one, (one.update_id, one.key, json.dumps(one.body, ensure_ascii=False), now)) for one in taken]
        return [one for one, row in rows if database.execute(sql, row).rowcount]

    return change


def open_updates(database: sqlite3.Connection) -> list[tuple[int, str]]:
    """Ids and keys of all updates that are not finished, oldest first."""
    return database.execute("select update_id, key from inbox where status in ('open', 'answered') order by update_id").fetchall()


def load_update(update_id: int) -> Callable[[sqlite3.Connection], Received]:
    """An update of the inbox."""

    def change(database: sqlite3.Connection) -> Received:
        sql = "select update_id, key, body, status, attempts, received from inbox where update_id = ?"
        row = database.execute(sql, (update_id,)).fetchone()
        return Received(row[0], row[1], json.loads(row[2]), *row[3:])

    return change


def answer(
    update: Received,
    outgoing: Sequence[Outgoing],
    asked: Sequence[str] | None = None,
    buttons: Sequence[Button] = (),
    *,
    ends: Ending = DONE,
) -> Callable[[sqlite3.Connection], None]:
    """Keep what is to be sent for an update, its buttons, and its conversation where `asked` is given, in one step.

    The update `ends` so when all of it is sent.
    """

    def change(database: sqlite3.Connection) -> None:
        rows = [
            (update.update_id, part, one.method, json.dumps(one.payload, ensure_ascii=False), one.chat, one.question)
            for part, one in enumerate(outgoing)
        ]
        database.executemany(
            "insert or ignore into outbox (update_id, part, method, payload, chat, question) values (?, ?, ?, ?, ?, ?)", rows
        )
        if asked is not None:
            keep_conversation(update.key, asked)(database)
        keep_buttons(buttons)(database)
        row = ("answered" if outgoing else ends.status, ends.status, ends.why, update.update_id)
        database.execute("update inbox set status = ?, ends = ?, why = ? where update_id = ?", row)

    return change


def open_parts(update_id: int) -> Callable[[sqlite3.Connection], list[Part]]:
    """What is still to be sent for an update, in order."""

    def change(database: sqlite3.Connection) -> list[Part]:
        sql = "select part, method, payload, chat, question from outbox where update_id = ? and state = 'open' order by part"
        return [Part(update_id, p, m, json.loads(body), chat, q) for p, m, body, chat, q in database.execute(sql, (update_id,))]

    return change


def mark(receipt: Receipt) -> Callable[[sqlite3.Connection], None]:
    """Mark a part as sent, and its update as ended where it was the last one that was open."""

    def change(database: sqlite3.Connection) -> None:
        sql = "update outbox set state = 'sent', message = ? where update_id = ? and part = ? and state = 'open'"
        database.execute(sql, (receipt.message or None, receipt.update_id, receipt.part))
        database.execute(_ENDED, (receipt.update_id,))

    return change


def dead(part: Part) -> Callable[[sqlite3.Connection], None]:
    """Give a part up, and end its update where it was the last one that was open."""

    def change(database: sqlite3.Connection) -> None:
        database.execute("update outbox set state = 'dead' where update_id = ? and part = ?", (part.update_id, part.part))
        database.execute(_ENDED, (part.update_id,))

    return change


def failed(update_id: int) -> Callable[[sqlite3.Connection], None]:
    """Count a try that failed."""

    def change(database: sqlite3.Connection) -> None:
        database.execute("update inbox set attempts = attempts + 1 where update_id = ?", (update_id,))

    return change


def answers_to(chat: str, question: int) -> Callable[[sqlite3.Connection], list[int]]:
    """The messages that were sent in answer to a message, in order."""

    def change(database: sqlite3.Connection) -> list[int]:
        found = "chat = ? and question = ? and message is not null and method = 'sendMessage'"
        sql = f"select message from outbox where {found} order by update_id, part"  # noqa: S608 - a constant
        return [row[0] for row in database.execute(sql, (chat, question))]

    return change


def counts(database: sqlite3.Connection) -> dict[str, int]:
    """How many updates stand at each status."""
    return dict(database.execute("select status, count(*) from inbox group by status"))


def faults(most: int) -> Callable[[sqlite3.Connection], list[tuple[int, float, str]]]:
    """The latest updates that could not be answered: id, when, why."""

    def change(database: sqlite3.Connection) -> list[tuple[int, float, str]]:
        sql = (
            "select update_id, received, coalesce(why, '') from inbox where status = 'dead' or ends = 'dead' order by received desc limit ?"
        )
        return database.execute(sql, (most,)).fetchall()

    return change
