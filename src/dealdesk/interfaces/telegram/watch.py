"""Who watches which parties, and when they want to hear of them: at once, in a digest at their hour, never in their quiet hours.

News waits in one table, each with the moment when it is due, and one tick sends what is.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from dealdesk.interfaces.telegram.inbox import Received, answer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from dealdesk.interfaces.telegram.inbox import Outgoing

_DAY = 24  # hours
_HOURS = re.compile(r"(\d{1,2})(?:\s*(?:-|–|to)\s*(\d{1,2}))?\s*(.*)", re.DOTALL)


class Watch(Struct, frozen=True):
    """Somebody who wants to hear of new deals of a party (`name` is its id, or `all`) in a chat."""

    chat: str
    person: int
    name: str


class Schedule(Struct, frozen=True):
    """When somebody wants to hear of news.

    Attributes:
        digest: the hour of the day at which all news comes at once; None for as it happens.
        quiet: from which hour until which no news comes; None for no such hours.
    """

    zone: str = "UTC"
    digest: int | None = None
    quiet: tuple[int, int] | None = None

    def due(self, now: float) -> float:
        """When news of `now` may be told, in seconds since the epoch."""
        local = datetime.fromtimestamp(now, ZoneInfo(self.zone))
        if self.digest is not None:
            return _next(local, self.digest).timestamp()
        if self.quiet is None or not _within(local.hour, *self.quiet):
            return now
        return _next(local, self.quiet[1]).timestamp()


def _within(hour: int, start: int, end: int) -> bool:
    """Whether an hour lies in a span that may cross midnight."""
    return start <= hour < end if start < end else hour >= start or hour < end


def _next(local: datetime, hour: int) -> datetime:
    """The next full hour of that name on the local clock."""
    today = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    tomorrow = (local + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)
    return (today if today > local else tomorrow).astimezone(UTC)


def hours_and_zone(text: str) -> tuple[int, int | None, str] | None:
    """`22-7 Europe/Berlin` or `8`: the hours and the time zone, UTC where none is said; None where it is no such thing."""
    match = _HOURS.fullmatch(text.strip())
    if match is None:
        return None
    hours = [int(one) for one in match.groups()[:2] if one is not None]
    zone = match.group(3).strip() or "UTC"
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return (hours[0], hours[1] if len(hours) > 1 else None, zone) if all(hour < _DAY for hour in hours) else None


def add_watch(watch: Watch) -> Callable[[sqlite3.Connection], None]:
    """Keep a watch; one that is kept already is kept once."""

    def change(database: sqlite3.Connection) -> None:
        database.execute("insert or ignore into watch (chat, person, name) values (?, ?, ?)", (watch.chat, watch.person, watch.name))

    return change


def end_watches(chat: str, person: int | None = None, name: str | None = None) -> Callable[[sqlite3.Connection], int]:
    """Delete the watches of a chat, of a person in it, of one name, and news that waits for all of them; returns how many there were."""

    def change(database: sqlite3.Connection) -> int:
        if name is None:
            database.execute("delete from notice where chat = ? and (? is null or person = ?)", (chat, person, person))
        sql = "delete from watch where chat = ? and (? is null or person = ?) and (? is null or name = ?)"
        return database.execute(sql, (chat, person, person, name, name)).rowcount

    return change


def watches(database: sqlite3.Connection) -> list[Watch]:
    """All watches."""
    return [Watch(*row) for row in database.execute("select chat, person, name from watch order by chat, person, name")]


def schedule(chat: str, person: int) -> Callable[[sqlite3.Connection], Schedule]:
    """When somebody wants to hear of news."""

    def change(database: sqlite3.Connection) -> Schedule:
        sql = "select zone, digest, quiet_from, quiet_until from schedule where chat = ? and person = ?"
        row = database.execute(sql, (chat, person)).fetchone()
        return Schedule(row[0], row[1], (row[2], row[3]) if row[2] is not None else None) if row else Schedule()

    return change


def set_schedule(chat: str, person: int, wanted: Schedule) -> Callable[[sqlite3.Connection], None]:
    """Keep when somebody wants to hear of news."""

    def change(database: sqlite3.Connection) -> None:
        sql = "insert or replace into schedule (chat, person, zone, digest, quiet_from, quiet_until) values (?, ?, ?, ?, ?, ?)"
        database.execute(sql, (chat, person, wanted.zone, wanted.digest, *(wanted.quiet or (None, None))))

    return change


def keep_news(found: Iterable[tuple[Watch, Sequence[str]]], now: float) -> Callable[[sqlite3.Connection], None]:
    """Keep the ids of the deals that each watch is to hear of, with the moment when they are due."""

    def change(database: sqlite3.Connection) -> None:
        for watch, deals in found:
            due = schedule(watch.chat, watch.person)(database).due(now)
            sql = "insert or replace into notice (chat, person, deal, due) values (?, ?, ?, ?)"
            database.executemany(sql, [(watch.chat, watch.person, deal, due) for deal in deals])

    return change


def due_news(now: float) -> Callable[[sqlite3.Connection], dict[tuple[str, int], list[str]]]:
    """The ids of the deals that are due, for each chat and person."""

    def change(database: sqlite3.Connection) -> dict[tuple[str, int], list[str]]:
        found: dict[tuple[str, int], list[str]] = {}
        for chat, person, deal in database.execute("select chat, person, deal from notice where due <= ? order by rowid", (now,)):
            found.setdefault((chat, person), []).append(deal)
        return found

    return change


def announce(chat: str, person: int, deals: Sequence[str], outgoing: Sequence[Outgoing], now: float) -> Callable[[sqlite3.Connection], int]:
    """Put news into the outbox in the place of what waited, under an id that no update has; returns it."""

    def change(database: sqlite3.Connection) -> int:
        database.executemany("delete from notice where chat = ? and person = ? and deal = ?", [(chat, person, deal) for deal in deals])
        lowest: int = database.execute("select min(0, coalesce(min(update_id), 0)) from inbox").fetchone()[0]
        update = Received(lowest - 1, chat, {}, "open", 0, now)
        database.execute("insert into inbox (update_id, key, body, received) values (?, ?, '{}', ?)", (update.update_id, chat, now))
        answer(update, outgoing)(database)
        return update.update_id

    return change
