"""Engines over the shipped corpus and the invented one, and the shipped words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.files.lexicon import load_lexicon
from tests.support.world import invented_engine, shipped_engine

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine
    from dealdesk.language.lexicon import Lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def shipped() -> Engine:
    return shipped_engine()


@pytest.fixture(scope="session")
def invented() -> Engine:
    return invented_engine()
