"""A long run of the Telegram bot: many chats, faults at random, three kills; what was lost, doubled, out of order, and what it held.

`python tests/benchmarks/telegram_soak.py [QUESTIONS]` prints it and exits 1 where anything was lost or out of order.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.interfaces.telegram.test_delivery import QUESTIONS, answered, in_order  # noqa: E402 - the path is set before
from tests.support.bot import start_process  # noqa: E402
from tests.support.botapi import BotApi  # noqa: E402

CHATS, KILLS = 500, 3
FAULTS = ("502", "reset", "garbage", "429:1")
ONE_IN = 100  # messages that fail
AT_ONCE = 300  # questions that wait at most


def held(process: asyncio.subprocess.Process) -> str:
    """Resident megabytes and open files of a process."""
    proc = Path("/proc") / str(process.pid)
    pages = int((proc / "statm").read_text(encoding="ascii").split()[1])
    return f"{pages * os.sysconf('SC_PAGE_SIZE') >> 20} MB, {len(list((proc / 'fd').iterdir()))} files"


async def asking(server: BotApi, number: int) -> list[int]:
    """Questions from all chats by turns, never so many at once that a person would wait long; now and then the server fails."""
    chance = random.Random(1)  # noqa: S311 - no secret
    asked = []
    for place in range(number):
        if chance.randrange(ONE_IN) == 0:
            server.faults["sendMessage"].append(chance.choice(FAULTS))
        asked.append(await server.say(QUESTIONS[place // CHATS % len(QUESTIONS)], person=1 + place % CHATS))
        while len(asked) - len(server.sent) > AT_ONCE:
            await asyncio.sleep(0.02)
    return asked


async def main(number: int) -> int:
    """0 where nothing was lost and every chat kept its order."""
    server = BotApi()
    await server.start()
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state.db"
        process = await start_process(server, state)
        start = time.perf_counter()
        work = asyncio.create_task(asking(server, number))
        for part in range(1, 9):
            await server.until(part * number // 10, 600)
            print(f"{len(server.sent)} answers after {time.perf_counter() - start:.0f} s: {held(process)}", flush=True)
            if part % 2 and part < 2 * KILLS:
                process.kill()
                await process.wait()
                process = await start_process(server, state)
        asked = set(await work)
        async with asyncio.timeout(120):
            while asked - set(answered(server)):
                await asyncio.sleep(0.1)
        print(f"{len(server.sent)} answers after {time.perf_counter() - start:.0f} s: {held(process)}")
        process.terminate()
        code = await process.wait()
        await server.stop()
    times = answered(server)
    lost, doubled = len(asked - set(times)), sum(count - 1 for count in times.values())
    print(f"asked {len(asked)}, lost {lost}, doubled {doubled}, in order {in_order(server)}, exit code {code}")
    return int(bool(lost or code or not in_order(server)))


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
