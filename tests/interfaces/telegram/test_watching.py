"""A corpus that changes while the bot runs: those who watch hear of it once, and a broken one changes nothing."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

from dealdesk.files.proving import load_sound_corpus
from dealdesk.files.world import build_engine
from tests.support.bot import ROOT, running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dealdesk.engine.engine import Engine
    from tests.support.botapi import BotApi


def corpus_of(folder: Path) -> tuple[Path, Callable[[], Engine]]:
    """A copy of the first invented corpus with one deal less, and what loads it."""
    copy = folder / "corpus"
    shutil.copytree(ROOT / "tests" / "corpora" / "invented", copy)
    deals = (copy / "deals.yaml").read_text(encoding="utf-8")
    start = deals.index("- id: tarvequil-kaddorine-2026-04")
    end = deals.index("- id:", start + 1)
    (copy / "deals.yaml").write_text(deals[:start] + deals[end:], encoding="utf-8")
    return copy, lambda: build_engine(load_sound_corpus(copy).knowledge)


def whole(copy: Path) -> None:
    shutil.copy(ROOT / "tests" / "corpora" / "invented" / "deals.yaml", copy / "deals.yaml")


def test_who_watches_a_party_hears_of_its_new_deal_and_nobody_else(tmp_path: Path) -> None:
    copy, load = corpus_of(tmp_path)

    async def talk() -> BotApi:
        again = asyncio.Event()
        async with running(tmp_path / "state.db", load=load, again=again) as server:
            for person, text in ((1, "/watch Kaddorine"), (2, "/watch Zephrondal"), (3, "/watch all"), (4, "/watch all"), (4, "/unwatch")):
                await server.say(text, person=person)
            await server.until(5)
            whole(copy)
            again.set()
            await server.until(7)
            again.set()
            await server.say("How much is Kaddorine's contract with Tarvequil worth?", person=5)
            await server.until(8)
            await asyncio.sleep(0.3)
            return server

    server = asyncio.run(talk())

    assert [text[:4] for text in server.texts(1)] == ["You ", "New "]
    assert len(server.texts(3)) == 2
    assert [len(server.texts(person)) for person in (2, 4)] == [1, 2]
    assert "$5.2 billion" in server.texts(5)[0]


def test_a_broken_corpus_is_refused_and_the_old_one_goes_on(tmp_path: Path) -> None:
    copy, load = corpus_of(tmp_path)

    async def talk() -> BotApi:
        async with running(tmp_path / "state.db", load=load, admins=frozenset({9})) as server:
            await server.say("/about", person=9)
            await server.until(1)
            (copy / "deals.yaml").write_text("- id: [", encoding="utf-8")
            await server.say("/reload", person=9)
            await server.say("/reload", person=1)
            await server.say("How much did Zephrondal order?", person=1)
            await server.until(4)
            return server

    server = asyncio.run(talk())

    assert "refused" in server.texts(9)[1]
    assert "deals.yaml" in server.texts(9)[1]
    assert "worth" in server.texts(1)[-1] or "Together" in server.texts(1)[-1]


def test_a_blocked_person_is_told_no_more(tmp_path: Path) -> None:
    copy, load = corpus_of(tmp_path)

    async def talk() -> BotApi:
        again = asyncio.Event()
        async with running(tmp_path / "state.db", load=load, again=again) as server:
            await server.say("/watch all", person=1)
            await server.until(1)
            server.blocked.add(1)
            whole(copy)
            again.set()
            async with asyncio.timeout(10):
                while server.calls["sendMessage"] < 2:
                    await asyncio.sleep(0.02)
            await asyncio.sleep(0.1)
            server.blocked.clear()
            await server.say("/watching", person=1)
            await server.until(2)
            return server

    assert "nothing" in asyncio.run(talk()).texts(1)[-1]
