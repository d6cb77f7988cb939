"""When news is told: at once, in a digest, never in quiet hours, on the local clock."""

from __future__ import annotations

import asyncio
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from dealdesk.interfaces.telegram import news
from dealdesk.interfaces.telegram.watch import Schedule, hours_and_zone
from tests.interfaces.telegram.test_watching import corpus_of, whole
from tests.support.bot import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.botapi import BotApi

BERLIN = "Europe/Berlin"


def at(text: str, zone: str = "UTC") -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


@pytest.mark.parametrize(
    ("schedule", "now", "due"),
    [
        (Schedule(), at("2026-05-01 03:10"), at("2026-05-01 03:10")),
        (Schedule(quiet=(22, 7)), at("2026-05-01 12:00"), at("2026-05-01 12:00")),
        (Schedule(quiet=(22, 7)), at("2026-05-01 23:30"), at("2026-05-02 07:00")),
        (Schedule(quiet=(22, 7)), at("2026-05-01 06:59"), at("2026-05-01 07:00")),
        (Schedule(quiet=(22, 7)), at("2026-05-01 07:00"), at("2026-05-01 07:00")),
        (Schedule(quiet=(12, 14)), at("2026-05-01 13:00"), at("2026-05-01 14:00")),
        (Schedule(digest=8), at("2026-05-01 07:59"), at("2026-05-01 08:00")),
        (Schedule(digest=8), at("2026-05-01 08:00"), at("2026-05-02 08:00")),
        (Schedule(BERLIN, digest=8), at("2026-05-01 05:00"), at("2026-05-01 06:00")),
        (Schedule(BERLIN, digest=8), at("2026-03-28 12:00"), at("2026-03-29 08:00", BERLIN)),  # the clocks change that night
        (Schedule(BERLIN, digest=8, quiet=(7, 9)), at("2026-05-01 05:00"), at("2026-05-01 06:00")),
    ],
)
def test_news_is_due(schedule: Schedule, now: float, due: float) -> None:
    assert schedule.due(now) == due


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8", (8, None, "UTC")),
        ("22-7 Europe/Berlin", (22, 7, BERLIN)),
        ("22 to 7", (22, 7, "UTC")),
        ("25", None),
        ("8 Atlantis/Capital", None),
        ("8 ../../etc/passwd", None),
        ("in the morning", None),
        ("", None),
    ],
)
def test_hours_and_a_zone_are_read(text: str, found: tuple[int, int | None, str] | None) -> None:
    assert hours_and_zone(text) == found


def test_a_digest_waits_for_its_hour_and_survives_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy, load = corpus_of(tmp_path)
    now = [at("2026-05-01 12:00")]
    monkeypatch.setattr(news, "time", SimpleNamespace(time=lambda: now[0]))

    async def talk() -> tuple[BotApi, BotApi]:
        again = asyncio.Event()
        async with running(tmp_path / "state.db", load=load, again=again) as server:
            for text in ("/watch all", "/digest 18", "/quiet 22-7", "/digest", "/quiet 3", "/watching"):
                await server.say(text)
            await server.say("/watch all", person=2)
            await server.until(7)
            whole(copy)
            again.set()
            await server.until(8)
        now[0] = at("2026-05-01 18:00")
        async with running(tmp_path / "state.db", load=load) as later:
            await later.until(1)
        return server, later

    server, later = asyncio.run(talk())

    assert "once a day at 18:00, UTC" in server.texts(1)[1]
    assert all(text.startswith("Write the hours") for text in server.texts(1)[3:5])
    assert server.texts(1)[5].startswith("You watch: all. News comes once a day at 18:00")
    assert [text.startswith("New in") for text in server.texts(2)] == [False, True]
    assert later.texts(1)[0].startswith("New in")
    assert later.texts(2) == []
