#!/usr/bin/env python3
"""Dealdesk from a checkout: `python bot.py ask "..."`."""

import gc
import sys
from pathlib import Path

gc.disable()  # until the corpus is loaded nothing is garbage
sys.dont_write_bytecode = False  # also where the environment asks for it: compiling all modules anew takes half of a start
sys.path.insert(0, str(Path(__file__).parent / "src"))

from dealdesk.interfaces.cli import main

if __name__ == "__main__":
    sys.exit(main())
