"""Engines over the shipped corpus and an invented one, and the shipped words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis
import pytest

from dealdesk.files.lexicon import load_lexicon
from tests.support.world import engine_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine
    from dealdesk.language.lexicon import Lexicon

hypothesis.settings.register_profile("same", derandomize=True, deadline=None)  # a checkout passes or fails, whatever the day and machine
hypothesis.settings.register_profile("wide", max_examples=5000, deadline=None)  # for a search: `pytest --hypothesis-profile=wide`
hypothesis.settings.load_profile("same")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def shipped() -> Engine:
    return engine_of("shipped")


@pytest.fixture(scope="session")
def invented() -> Engine:
    return engine_of("invented")
