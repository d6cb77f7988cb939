"""Engines over the shipped corpus and the invented one, and a small world to write tests in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dealdesk.files.corpus import load_corpus
from dealdesk.files.lexicon import load_lexicon
from dealdesk.files.world import build_engine

if TYPE_CHECKING:
    from dealdesk.engine import Engine
    from dealdesk.language.lexicon import Lexicon

ROOT = Path(__file__).parents[1]
SHIPPED, INVENTED = ROOT / "corpus", ROOT / "tests" / "corpora" / "invented"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def shipped() -> Engine:
    return build_engine(load_corpus(SHIPPED).knowledge)


@pytest.fixture(scope="session")
def invented() -> Engine:
    return build_engine(load_corpus(INVENTED).knowledge)
