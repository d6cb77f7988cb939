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
INVENTED = (
    "invented",
    "invented_second",
    "invented_third",
    "invented_fourth",
    "invented_fifth",
    "invented_sixth",
    "invented_seventh",
    "invented_eighth",
    "invented_ninth",
    "invented_tenth",
    "invented_eleventh",
    "invented_twelfth",
    "invented_thirteenth",
    "invented_fourteenth",
    "invented_fifteenth",
    "invented_sixteenth",
    "invented_seventeenth",
    "invented_eighteenth",
    "invented_nineteenth",
    "invented_twentieth",
    "invented_twentyfirst",
    "invented_twentysecond",
    "invented_twentythird",
    "invented_twentyfourth",
    "invented_twentyfifth",
    "invented_twentysixth",
    "invented_twentyseventh",
    "invented_twentyeighth",
    "invented_twentyninth",
    "invented_thirtieth",
    "invented_thirtyfirst",
    "invented_thirtysecond",
    "invented_thirtythird",
    "invented_thirtyfourth",
    "invented_thirtyfifth",
    "invented_thirtysixth",
    "invented_thirtyseventh",
    "invented_thirtyeighth",
    "invented_thirtyninth",
    "invented_fortieth",
    "invented_fortyfirst",
    "invented_fortysecond",
    "invented_fortythird",
)
CORPORA = ("shipped", *INVENTED)


def folder_of(corpus: str) -> Path:
    """Where one of `CORPORA` lies."""
    return ROOT / "corpus" if corpus == "shipped" else ROOT / "tests" / "corpora" / corpus


@cache
def engine_of(corpus: str) -> Engine:
    """The engine over one of `CORPORA`."""
    return build_engine(load_corpus(folder_of(corpus)).knowledge)
