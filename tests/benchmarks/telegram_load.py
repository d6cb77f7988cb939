"""The bot against a bare echo bot of the same library with its own defaults, on the same fake server, in one run.

`python tests/benchmarks/telegram_load.py` prints messages a second under load, and the latency of single messages, of both,
as medians of five rounds.
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
MESSAGES, PEOPLE, RATE, ROUNDS = 1000, 200, 20, 5


async def measured(server: BotApi, process: asyncio.subprocess.Process) -> tuple[float, list[float]]:
    """Messages a second of a bot that is served by `server`, and how long each of a hundred single messages took, in milliseconds."""
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
    process.terminate()
    await process.wait()
    await server.stop()
    return rate, waits


async def of_echo() -> tuple[float, list[float]]:
    """The bare bot."""
    server = BotApi()
    await server.start()
    words = (sys.executable, "-c", ECHO, TOKEN, server.url)
    return await measured(server, await asyncio.create_subprocess_exec(*words, stderr=asyncio.subprocess.DEVNULL))


async def of_dealdesk() -> tuple[float, list[float]]:
    """This one."""
    server = BotApi()
    await server.start()
    with tempfile.TemporaryDirectory() as folder:
        return await measured(server, await start_process(server, Path(folder) / "state.db"))


def told(name: str, rounds: list[tuple[float, list[float]]]) -> float:
    """Print what the rounds came to; returns the median of messages a second."""
    rate = statistics.median(rate for rate, _ in rounds)
    waits = sorted(wait for _, found in rounds for wait in found)
    high = waits[len(waits) * 99 // 100]
    print(f"{name}: {rate:.0f} messages/s; latency median {statistics.median(waits):.1f} ms, 99th percentile {high:.1f} ms")
    return rate


async def main() -> None:
    """In turn, so that a slow moment of the machine meets both."""
    echo, bot = [], []
    for _ in range(ROUNDS):
        echo.append(await of_echo())
        bot.append(await of_dealdesk())
    slow, fast = told("echo", echo), told("dealdesk", bot)
    print(f"dealdesk answers {fast / slow:.2f} times as many")


if __name__ == "__main__":
    asyncio.run(main())
