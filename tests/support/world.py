"""Engines over the corpora, each built once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dealdesk.files.corpus import load_corpus
from dealdesk.files.world import build_engine

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine

ROOT = Path(__file__).parents[2]


@cache
def shipped_engine() -> Engine:
    """The engine over the shipped corpus."""
    return build_engine(load_corpus(ROOT / "corpus").knowledge)


@cache
def invented_engine() -> Engine:
    """The engine over the invented corpus."""
    return build_engine(load_corpus(ROOT / "tests" / "corpora" / "invented").knowledge)
