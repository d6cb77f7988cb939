"""The SQLite file that holds what must survive a crash: received updates, what is sent for them, conversations, buttons.

All writes that wait at one moment share one transaction, so that one disk sync serves them all.
"""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import IO, TYPE_CHECKING, Any, TypeVar

from dealdesk.interfaces.telegram.inbox import mark
from dealdesk.interfaces.telegram.receipts import Receipts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dealdesk.interfaces.telegram.receipts import Receipt

T = TypeVar("T")
_VERSIONS = (
    """
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
""",
    """
alter table inbox add column why text;
create table schedule (chat text not null, person integer not null, zone text not null, digest integer, quiet_from integer,
    quiet_until integer, primary key (chat, person));
create table notice (chat text not null, person integer not null, deal text not null, due real not null,
    primary key (chat, person, deal));
""",
)  # each takes the state from the version before to the next
VERSION = len(_VERSIONS)
_LOG = logging.getLogger(__name__)


class StateError(Exception):
    """The state cannot be used: where, what and how to mend it."""


class State:
    """The file, its lock, and the one thread that writes it; `was_killed` where the process that had it before never closed it."""

    def __init__(self, path: Path) -> None:
        """Open or make the file.

        Raises:
            StateError: another instance uses it, a newer version wrote it, or it cannot be opened.
        """
        self._lock = _locked(path)
        self._database = _opened(path)
        self._receipts = _receipts(path.with_name(f"{path.name}.sent"), self._database)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="state")
        self._waiting: list[tuple[Callable[[sqlite3.Connection], Any], asyncio.Future[Any] | None]] = []
        self._writing: asyncio.Task[None] | None = None
        used = self._database.execute("select seq from sqlite_sequence where name = 'button'").fetchone()
        self._buttons = itertools.count((used[0] if used else 0) + 1)
        self.was_killed = _entered(path, self._lock)

    def next_button(self) -> int:
        """An id that no button has or had."""
        return next(self._buttons)

    async def close(self) -> None:
        """Finish what waits, then close and unlock the file."""
        if self._writing is not None:
            await self._writing
        self._thread.shutdown()
        self._database.close()
        self._receipts.close()
        self._lock.truncate(0)
        self._lock.close()

    async def write(self, change: Callable[[sqlite3.Connection], T]) -> T:
        """What `change` returns, once it is on the disk together with all that waited with it."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue(change, done)
        return await done

    def note(self, receipt: Receipt) -> None:
        """Keep at once that a message was sent; its mark in the database follows with what is written next."""
        try:
            self._receipts.add(receipt)
        except OSError as error:
            _LOG.warning("no receipt of update %d: %s", receipt.update_id, error)
        self._queue(mark(receipt), None)

    def _queue(self, change: Callable[[sqlite3.Connection], Any], done: asyncio.Future[Any] | None) -> None:
        self._waiting.append((change, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        """Write what waits until nothing does; marks alone need not wait for the disk."""
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting, []
            durable = any(done is not None for _, done in batch)
            try:
                results = await loop.run_in_executor(self._thread, self._commit, [change for change, _ in batch], durable)
            except sqlite3.Error as error:
                self._fail(batch, error)
                return
            for (_, done), result in zip(batch, results, strict=True):
                if done is not None and not done.done():
                    done.set_result(result)
        self._receipts.clear()

    def _fail(self, batch: Sequence[tuple[Callable[[sqlite3.Connection], Any], asyncio.Future[Any] | None]], error: sqlite3.Error) -> None:
        """Tell those who wait; the marks of a batch wait for the next one, and their receipts stay."""
        for _, done in batch:
            if done is not None and not done.done():
                done.set_exception(error)
        self._waiting = [one for one in batch if one[1] is None] + self._waiting
        if any(done is not None for _, done in self._waiting):
            self._writing = asyncio.create_task(self._drain())

    def _commit(self, changes: Sequence[Callable[[sqlite3.Connection], Any]], durable: bool) -> list[Any]:  # noqa: FBT001 - run_in_executor takes no names
        self._database.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
        with self._database:
            self._database.execute("begin immediate")
            return [change(self._database) for change in changes]


def _receipts(path: Path, database: sqlite3.Connection) -> Receipts:
    """The receipts beside the database, which learns those that a process killed before could not mark."""
    try:
        receipts = Receipts(path)
    except OSError as error:
        message = f"{path}: {error.strerror} / name a file in a folder that can be written"
        raise StateError(message) from error
    with database:
        database.execute("begin immediate")
        for receipt in receipts.read():
            mark(receipt)(database)
    receipts.clear()
    return receipts


def _locked(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(f"{path.name}.lock").open("a+", encoding="ascii")
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


def _entered(path: Path, lock: IO[str]) -> bool:
    """Write into the lock that it is held; True where whoever held it before did not take that back."""
    try:
        lock.seek(0)
        left = bool(lock.read())
        lock.truncate(0)
        lock.write("held")
        lock.flush()
    except OSError as error:
        message = f"{path}: {error.strerror} / name a file on a disk that has room"
        raise StateError(message) from error
    return left


def _opened(path: Path) -> sqlite3.Connection:
    try:
        database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        database.execute("pragma journal_mode = wal")
        version: int = database.execute("pragma user_version").fetchone()[0]
        for reached, change in enumerate(_VERSIONS[version:], version + 1):
            database.executescript(f"begin; {change} pragma user_version = {reached}; commit;")
    except sqlite3.Error as error:
        message = f"{path}: {error} / name another --state, or restore a backup"
        raise StateError(message) from error
    if version > VERSION:
        message = f"{path}: written by a newer version / run that version, or name another --state"
        raise StateError(message)
    return database


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
