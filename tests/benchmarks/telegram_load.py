"""The bot against a bare echo bot of the same library with its own defaults, on the same fake server, in one run.

`python tests/benchmarks/telegram_load.py` prints messages a second under load, and the latency of single messages, of both.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.support.bot import start_process  # noqa: E402 - the path is set before
from tests.support.botapi import TOKEN, BotApi  # noqa: E402

ECHO = """
import sys
from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters
async def echo(update, _):
    await update.message.reply_text(update.message.text)
app = ApplicationBuilder().token(sys.argv[1]).base_url(sys.argv[2] + "/bot").build()
app.add_handler(MessageHandler(filters.TEXT, echo))
app.run_polling()
"""
QUESTION = "How much did Kaddorine order?"
MESSAGES, PEOPLE, RATE = 1000, 200, 20


async def measured(name: str, server: BotApi, process: asyncio.subprocess.Process) -> None:
    """Print the throughput and the latency of a bot that is served by `server`."""
    await server.say(QUESTION)
    await server.until(1, 30)
    start = time.perf_counter()
    for number in range(MESSAGES):
        await server.say(QUESTION, person=1 + number % PEOPLE)
    await server.until(1 + MESSAGES, 120)
    rate = MESSAGES / (time.perf_counter() - start)
    waits = []
    for number in range(100):
        asked = time.perf_counter()
        await server.say(QUESTION, person=1000 + number)
        await server.until(2 + MESSAGES + number)
        waits.append(1000 * (time.perf_counter() - asked))
        await asyncio.sleep(max(0, 1 / RATE - (time.perf_counter() - asked)))
    waits.sort()
    print(f"{name}: {rate:.0f} messages/s; latency median {statistics.median(waits):.1f} ms, 99th percentile {waits[98]:.1f} ms")
    process.terminate()
    await process.wait()
    await server.stop()


async def main() -> None:
    """One after the other."""
    echo = BotApi()
    await echo.start()
    await measured(
        "echo", echo, await asyncio.create_subprocess_exec(sys.executable, "-c", ECHO, TOKEN, echo.url, stderr=asyncio.subprocess.DEVNULL)
    )
    bot = BotApi()
    await bot.start()
    with tempfile.TemporaryDirectory() as folder:
        await measured("dealdesk", bot, await start_process(bot, Path(folder) / "state.db"))


if __name__ == "__main__":
    asyncio.run(main())
