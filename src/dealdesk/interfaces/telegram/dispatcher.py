"""Who works on what: updates of one conversation in their order, those of different ones side by side."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from dealdesk.interfaces.telegram.inbox import Received

WORKERS = 8
HELD = 2000  # updates that are held in memory as well; more of them are loaded again when their turn comes
_LOG = logging.getLogger(__name__)


class Dispatcher:
    """Workers over queues, one queue a key; a key is with one worker at most."""

    def __init__(self) -> None:
        """Queues without workers."""
        self._queues: defaultdict[str, deque[int]] = defaultdict(deque)
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._workers: list[asyncio.Task[None]] = []
        self._known: dict[int, Received | None] = {}

    def start(self, process: Callable[[int, Received | None], Awaitable[float | None]]) -> None:
        """Begin to work with `process`, which finishes an update, loaded or not, or returns in how many seconds to try it again."""
        self._workers = [asyncio.create_task(self._work(process)) for _ in range(WORKERS)]

    def add(self, update_id: int, key: str, update: Received | None = None) -> None:
        """Queue an update behind those of its key; one that is queued already is not queued twice."""
        if update_id in self._known:
            return
        self._known[update_id] = update if len(self._known) < HELD else None
        self._queues[key].append(update_id)
        if len(self._queues[key]) == 1:
            self._ready.put_nowait(key)

    @property
    def waiting(self) -> int:
        """How many updates are not finished."""
        return len(self._known)

    async def stop(self, seconds: float) -> None:
        """Let what is being worked on finish for so many seconds; what waits stays in the inbox."""
        while not self._ready.empty():
            self._ready.get_nowait()
        for _ in self._workers:
            self._ready.put_nowait("")
        if self._workers:
            _, late = await asyncio.wait(self._workers, timeout=seconds)
            for task in late:
                task.cancel()

    async def _work(self, process: Callable[[int, Received | None], Awaitable[float | None]]) -> None:
        while key := await self._ready.get():
            update_id = self._queues[key][0]
            try:
                loaded, self._known[update_id] = self._known[update_id], None
                again = await process(update_id, loaded)
            except Exception:  # noqa: BLE001 - the one place where a fault of any kind meets the queue: it goes on with the next
                _LOG.exception("update %d", update_id)
                again = 1.0
            if again is not None:
                asyncio.get_running_loop().call_later(again, self._ready.put_nowait, key)
                continue
            self._queues[key].popleft()
            del self._known[update_id]
            if self._queues[key]:
                self._ready.put_nowait(key)
            else:
                del self._queues[key]
