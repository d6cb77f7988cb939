"""How many messages may be on their way at once: what is on its way when the process dies is sent again, so no more than pays off.

Telegram takes some 30 messages a second from a bot (core.telegram.org/bots/faq), so two keep it busy wherever it answers in a
fifteenth of a second, and four up to twice as far away. A bot that was killed comes back with two for a while: so three kills in
a row repeat at most eight messages, however slow the server is.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FEWEST, MOST = 2, 4
CAREFUL = 600.0  # seconds after a kill
_RATE = 30  # messages a second
_WEIGHT = 0.2  # of the latest message in the average


class Gate(Struct):
    """Lets `width` messages through at once; the fewest until `careful`, a moment of `time.monotonic()`."""

    careful: float = 0.0
    seconds: float = 0.0
    _inside: int = 0
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def width(self) -> int:
        """How many may be on their way, by how long the last ones took."""
        most = FEWEST if time.monotonic() < self.careful else MOST
        return min(most, max(FEWEST, ceil(_RATE * self.seconds)))

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
