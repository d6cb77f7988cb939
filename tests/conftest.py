"""Engines over the shipped corpus and an invented one, and the shipped words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis
import pytest

from dealdesk.files.lexicon import load_lexicon
from tests.support.world import engine_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.engine.engine import Engine
    from dealdesk.language.lexicon import Lexicon

hypothesis.settings.register_profile("same", derandomize=True, deadline=None)  # a checkout passes or fails, whatever the day and machine
hypothesis.settings.register_profile("wide", max_examples=5000, deadline=None)  # for a search: `pytest --hypothesis-profile=wide`
hypothesis.settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache folder of the tests' own, for commands as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def shipped() -> Engine:
    return engine_of("shipped")


@pytest.fixture(scope="session")
def invented() -> Engine:
    return engine_of("invented")
