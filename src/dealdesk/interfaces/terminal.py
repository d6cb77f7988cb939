"""The user's terminal: its width, colours only where a person looks, and where state is kept."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_WIDEST = 100


def state_folder() -> Path:
    """Where the user's state is kept: XDG_STATE_HOME/dealdesk, or ~/.local/state/dealdesk."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "dealdesk"


def width() -> int:
    """Columns to fill, at most a comfortable line."""
    return min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)


def is_coloured() -> bool:
    """True on a terminal without NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def styled(text: str) -> str:
    """A plain reply with its answer bold and its sources dim; unchanged where there are no colours."""
    if not is_coloured():
        return text
    answer, *rest = text.split("\n\n")
    return "\n\n".join([f"{_BOLD}{answer}{_END}", *(f"{_DIM}{part}{_END}" for part in rest)])
