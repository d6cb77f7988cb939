"""The Telegram bot run in the test's own event loop against the fake server, or as a process that can be killed."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dealdesk.interfaces.telegram.program import Options, serve
from tests.support.botapi import TOKEN, BotApi
from tests.support.world import engine_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def running(state: Path, *, corpus: str = "invented", again: asyncio.Event | None = None, **options: Any) -> AsyncIterator[BotApi]:
    """A server, and a bot over a test corpus that is served by it; `again` makes it load the corpus anew."""
    server = BotApi()
    await server.start()
    stop = asyncio.Event()
    load = options.pop("load", lambda: engine_of(corpus))
    whole = Options(state=state, api_url=server.url, **{"rate": 0, **options})
    bot = asyncio.create_task(serve(load, whole, TOKEN, stop, again or asyncio.Event()))
    try:
        yield server
    finally:
        stop.set()
        await bot
        await server.stop()


async def start_process(server: BotApi, state: Path, *words: str) -> asyncio.subprocess.Process:
    """The bot as a process of its own over the first invented corpus."""
    return await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "bot.py"), "--corpus", str(ROOT / "tests" / "corpora" / "invented"),
        "telegram", "--api-url", server.url, "--state", str(state), "--rate", "0", *words,
        env={**os.environ, "TELEGRAM_BOT_TOKEN": TOKEN}, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
