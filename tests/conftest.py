"""Engines over the shipped corpus and an invented one, and the shipped words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.files.lexicon import load_lexicon
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine
    from dealdesk.language.lexicon import Lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def shipped() -> Engine:
    return engine_of("shipped")


@pytest.fixture(scope="session")
def invented() -> Engine:
    return engine_of("invented")
