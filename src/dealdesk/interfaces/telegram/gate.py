"""How many messages may be on their way at once: what is on its way when the process dies is sent again, so no more than pays off.

A server that answers at once needs few to be kept busy; one far away needs as many as there are workers.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FEWEST, MOST = 3, 8
_NEAR = 0.02  # seconds that a server takes which few messages keep busy
_WEIGHT = 0.2  # of the latest message in the average


class Gate(Struct):
    """Lets `width` messages through at once."""

    seconds: float = 0.0
    _inside: int = 0
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def width(self) -> int:
        """How many may be on their way, by how long the last ones took."""
        return FEWEST if self.seconds < _NEAR else MOST

    @asynccontextmanager
    async def through(self) -> AsyncIterator[None]:
        """Wait for a place, and hold it until there is a receipt of what was sent."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._inside < self.width)
            self._inside += 1
        start = time.monotonic()
        try:
            yield
        finally:
            self.seconds += _WEIGHT * (time.monotonic() - start - self.seconds)
            async with self._changed:
                self._inside -= 1
                self._changed.notify()
