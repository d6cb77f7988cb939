#!/usr/bin/env python3
"""Dealdesk from a checkout: `python bot.py ask "..."`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))

from dealdesk.interfaces.cli import main

if __name__ == "__main__":
    sys.exit(main())
