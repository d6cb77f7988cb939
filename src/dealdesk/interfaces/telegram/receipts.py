"""What the server has taken and the state does not know yet: one line a message, appended at once, which outlives a killed process.

A line costs a system call; a transaction costs a change of threads. So the state can learn of many messages together.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path


class Receipt(Struct, frozen=True):
    """Part `part` of what is sent for an update was taken; `message` is the id of the message that it made, 0 where it made none."""

    update_id: int
    part: int
    message: int


class Receipts:
    """The file."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; raises OSError."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self._any = os.fstat(self._file).st_size > 0

    def add(self, receipt: Receipt) -> None:
        """Append one; raises OSError where the disk is full."""
        self._any = True
        os.write(self._file, f"{receipt.update_id} {receipt.part} {receipt.message}\n".encode())

    def read(self) -> list[Receipt]:
        """All of them; a line that a power cut tore is none."""
        found: list[Receipt] = []
        text = os.pread(self._file, os.fstat(self._file).st_size, 0).decode(errors="replace")
        for line in text.splitlines(keepends=True):
            with suppress(ValueError):
                update_id, part, message = (int(word) for word in line.split())
                found += [Receipt(update_id, part, message)] if line.endswith("\n") else []
        return found

    def clear(self) -> None:
        """Forget them: the state knows them all."""
        if self._any:
            os.ftruncate(self._file, 0)
            self._any = False

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)
