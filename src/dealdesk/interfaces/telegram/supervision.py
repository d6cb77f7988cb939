"""The service manager's view: ready, alive, stopping, by sd_notify(3); silent where there is none.

A bot that has not heard from its server for too long stops saying that it is alive, so that the manager starts it anew.
"""

from __future__ import annotations

import asyncio
import os
import socket
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

_USUAL = 30.0  # seconds between two signs of life where the manager asks for none


class Supervisor(Struct, frozen=True):
    """Tells the manager that the bot is ready, then that it is alive for as long as it is `healthy`."""

    healthy: Callable[[], bool]

    async def watch(self) -> None:
        """Tell it for ever, twice in each time that the manager allows."""
        notify("READY=1")
        allowed = os.environ.get("WATCHDOG_USEC", "")
        pause = int(allowed) / 2e6 if allowed.isdigit() else _USUAL
        while True:
            if self.healthy():
                notify("WATCHDOG=1")
            await asyncio.sleep(pause)


def notify(message: str) -> None:
    """Tell the service manager, where there is one that listens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        try:
            manager.connect(f"\0{address[1:]}" if address.startswith("@") else address)
            manager.send(message.encode())
        except OSError:
            return
