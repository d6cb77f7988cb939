"""The SQLite file that holds what must survive a crash: received updates, what is sent for them, conversations, buttons.

All writes that wait at one moment share one transaction, so that one disk sync serves them all.
"""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import json
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

T = TypeVar("T")
VERSION = 1
KEPT = 7 * 24 * 3600  # seconds that what people wrote is kept
REMEMBERED = 6  # questions of a conversation
_SCHEMA = """
create table inbox (update_id integer primary key, key text not null, body text not null, status text not null default 'open',
    ends text not null default 'done', attempts integer not null default 0, received real not null);
create index inbox_open on inbox (status, update_id);
create table outbox (update_id integer not null, part integer not null, method text not null, payload text not null,
    chat text, question integer, message integer, state text not null default 'open', primary key (update_id, part));
create index outbox_question on outbox (chat, question);
create table conversation (key text primary key, asked text not null, changed real not null);
create table button (id integer primary key autoincrement, chat text not null, person integer not null, question text not null,
    made real not null);
create table feedback (at real not null, vote text not null, question text not null);
create table watch (chat text not null, person integer not null, name text not null, primary key (chat, person, name));
create table setting (name text primary key, value text not null);
"""


class StateError(Exception):
    """The state cannot be used: where, what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it lies in the inbox."""

    update_id: int
    key: str
    body: Mapping[str, Any]
    status: str
    attempts: int
    received: float


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call of the Bot API that an update leads to; `question` is the message that it answers."""

    method: str
    payload: Mapping[str, Any]
    chat: str | None = None
    question: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """An outgoing call as it lies in the outbox."""

    update_id: int
    part: int
    method: str
    payload: Mapping[str, Any]
    chat: str | None
    question: int | None


@dataclass(frozen=True, slots=True)
class Button:
    """A question behind a button: of which chat, and whose it is."""

    id: int
    chat: str
    person: int
    question: str


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody who wants to hear of new deals of a party (`name` is its id, or `all`) in a chat."""

    chat: str
    person: int
    name: str


class State:
    """The file, its lock, and the one thread that writes it."""

    def __init__(self, path: Path) -> None:
        """Open or make the file.

        Raises:
            StateError: another instance uses it, a newer version wrote it, or it cannot be opened.
        """
        self._lock = _locked(path)
        self._database = _opened(path)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="state")
        self._waiting: dict[bool, list[tuple[Callable[[sqlite3.Connection], Any], asyncio.Future[Any]]]] = {False: [], True: []}
        self._writing: asyncio.Task[None] | None = None
        used = self._database.execute("select seq from sqlite_sequence where name = 'button'").fetchone()
        self._buttons = itertools.count((used[0] if used else 0) + 1)

    def next_button(self) -> int:
        """An id that no button has or had."""
        return next(self._buttons)

    async def close(self) -> None:
        """Finish what waits, then close and unlock the file."""
        if self._writing is not None:
            await self._writing
        self._thread.shutdown()
        self._database.close()
        self._lock.close()

    async def write(self, change: Callable[[sqlite3.Connection], T], *, durable: bool = True) -> T:
        """What `change` returns, once it is written together with all that waited with it.

        What is `durable` survives a power cut; anything else, which goes first and fast, a crash of the process.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting[durable].append((change, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._drain())
        return await done

    async def _drain(self) -> None:
        loop = asyncio.get_running_loop()
        while any(self._waiting.values()):
            durable = not self._waiting[False]
            batch, self._waiting[durable] = self._waiting[durable], []
            try:
                results = await loop.run_in_executor(self._thread, self._commit, [change for change, _ in batch], durable)
            except sqlite3.Error as error:
                for _, done in batch:
                    done.set_exception(error)
                continue
            for (_, done), result in zip(batch, results, strict=True):
                if not done.done():
                    done.set_result(result)

    def _commit(self, changes: Sequence[Callable[[sqlite3.Connection], Any]], durable: bool) -> list[Any]:  # noqa: FBT001 - run_in_executor takes no names
        self._database.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
        with self._database:
            self._database.execute("begin immediate")
            return [change(self._database) for change in changes]


def _locked(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(f"{path.name}.lock").open("w")
    except OSError as error:
        message = f"{path}: {error.strerror} / name a file in a folder that can be written"
        raise StateError(message) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        message = f"{path}: another instance uses this state / stop it, or give this one a --state of its own"
        raise StateError(message) from error
    return lock


def _opened(path: Path) -> sqlite3.Connection:
    try:
        database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        database.execute("pragma journal_mode = wal")
        version: int = database.execute("pragma user_version").fetchone()[0]
        if version == 0:
            database.executescript(f"begin; {_SCHEMA} pragma user_version = {VERSION}; commit;")
    except sqlite3.Error as error:
        message = f"{path}: {error} / name another --state, or restore a backup"
        raise StateError(message) from error
    if version > VERSION:
        message = f"{path}: written by a newer version / run that version, or name another --state"
        raise StateError(message)
    return database


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
    ends: str = "done",
) -> Callable[[sqlite3.Connection], None]:
    """Keep what is to be sent for an update, its buttons, and its conversation where `asked` is given, in one step.

    The update `ends` as `done`, as `limited` or as `dead` when all of it is sent.
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
            sql = "insert or replace into conversation (key, asked, changed) values (?, ?, ?)"
            database.execute(sql, (update.key, json.dumps(list(asked)[-REMEMBERED:], ensure_ascii=False), time.time()))
        sql = "insert into button (id, chat, person, question, made) values (?, ?, ?, ?, ?)"
        database.executemany(sql, [(one.id, one.chat, one.person, one.question, time.time()) for one in buttons])
        status = "answered" if outgoing else ends
        database.execute("update inbox set status = ?, ends = ? where update_id = ?", (status, ends, update.update_id))

    return change


def open_parts(update_id: int) -> Callable[[sqlite3.Connection], list[Part]]:
    """What is still to be sent for an update, in order."""

    def change(database: sqlite3.Connection) -> list[Part]:
        sql = "select part, method, payload, chat, question from outbox where update_id = ? and state = 'open' order by part"
        return [Part(update_id, p, m, json.loads(body), chat, q) for p, m, body, chat, q in database.execute(sql, (update_id,))]

    return change


def sent(part: Part, message: int | None, *, last: bool, state: str = "sent") -> Callable[[sqlite3.Connection], None]:
    """Mark a part as `sent` or `dead`, and with the `last` one its update as done."""

    def change(database: sqlite3.Connection) -> None:
        sql = "update outbox set state = ?, message = ? where update_id = ? and part = ?"
        database.execute(sql, (state, message, part.update_id, part.part))
        if last:
            database.execute("update inbox set status = ends where update_id = ?", (part.update_id,))

    return change


def failed(update_id: int) -> Callable[[sqlite3.Connection], None]:
    """Count a try that failed."""

    def change(database: sqlite3.Connection) -> None:
        database.execute("update inbox set attempts = attempts + 1 where update_id = ?", (update_id,))

    return change


def conversation(key: str) -> Callable[[sqlite3.Connection], tuple[str, ...]]:
    """The questions of a conversation, oldest first."""

    def change(database: sqlite3.Connection) -> tuple[str, ...]:
        row = database.execute("select asked from conversation where key = ?", (key,)).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    return change


def answers_to(chat: str, question: int) -> Callable[[sqlite3.Connection], list[int]]:
    """The messages that were sent in answer to a message, in order."""

    def change(database: sqlite3.Connection) -> list[int]:
        found = "chat = ? and question = ? and message is not null and method = 'sendMessage'"
        sql = f"select message from outbox where {found} order by update_id, part"  # noqa: S608 - a constant
        return [row[0] for row in database.execute(sql, (chat, question))]

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


def add_watch(watch: Watch) -> Callable[[sqlite3.Connection], None]:
    """Keep a watch; one that is kept already is kept once."""

    def change(database: sqlite3.Connection) -> None:
        database.execute("insert or ignore into watch (chat, person, name) values (?, ?, ?)", (watch.chat, watch.person, watch.name))

    return change


def end_watches(chat: str, person: int | None = None, name: str | None = None) -> Callable[[sqlite3.Connection], int]:
    """Delete the watches of a chat, of a person in it, of one name; returns how many there were."""

    def change(database: sqlite3.Connection) -> int:
        sql = "delete from watch where chat = ? and (? is null or person = ?) and (? is null or name = ?)"
        return database.execute(sql, (chat, person, person, name, name)).rowcount

    return change


def watches(database: sqlite3.Connection) -> list[Watch]:
    """All watches."""
    return [Watch(*row) for row in database.execute("select chat, person, name from watch order by chat, person, name")]


def announce(chat: str, outgoing: Sequence[Outgoing]) -> Callable[[sqlite3.Connection], int]:
    """Keep messages that answer no update, so that they are sent like those that do; returns the id under which they lie."""

    def change(database: sqlite3.Connection) -> int:
        lowest: int = database.execute("select min(0, coalesce(min(update_id), 0)) from inbox").fetchone()[0]
        update = Received(lowest - 1, chat, {}, "open", 0, time.time())
        receive_one = "insert into inbox (update_id, key, body, received) values (?, ?, '{}', ?)"
        database.execute(receive_one, (update.update_id, chat, update.received))
        answer(update, outgoing)(database)
        return update.update_id

    return change


def forget(person: int, key: str) -> Callable[[sqlite3.Connection], None]:
    """Delete what is kept of a person's conversation and buttons."""

    def change(database: sqlite3.Connection) -> None:
        database.execute("delete from conversation where key = ?", (key,))
        database.execute("delete from button where person = ?", (person,))
        database.execute("delete from watch where person = ?", (person,))

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
        database.execute("update outbox set chat = ? where chat = ?", (new, old))
        database.execute("update button set chat = ? where chat = ?", (new, old))
        database.execute("update or replace watch set chat = ? where chat = ?", (new, old))
        for (key,) in database.execute("select key from conversation where key like ?", (f"{old}:%",)).fetchall():
            database.execute("update or replace conversation set key = ? where key = ?", (new + key.removeprefix(old), key))

    return change


def counts(database: sqlite3.Connection) -> dict[str, int]:
    """How many updates stand at each status."""
    return dict(database.execute("select status, count(*) from inbox group by status"))


def setting(name: str, default: Callable[[], str]) -> Callable[[sqlite3.Connection], str]:
    """A setting of this state; made by `default` and kept where there is none."""

    def change(database: sqlite3.Connection) -> str:
        row = database.execute("select value from setting where name = ?", (name,)).fetchone()
        if row:
            return str(row[0])
        value = default()
        database.execute("insert into setting (name, value) values (?, ?)", (name, value))
        return value

    return change
