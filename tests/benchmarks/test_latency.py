"""How long answers take: `pytest tests/benchmarks -o addopts=--import-mode=importlib`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dealdesk.context.example import filled
from dealdesk.files.corpus import load_corpus
from dealdesk.files.world import build_engine
from dealdesk.kinds import KINDS
from dealdesk.retrieval.bm25 import Bm25

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

    from dealdesk.engine.engine import Engine

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.examples], ids=lambda kind: kind.name)
def test_an_answer(benchmark: BenchmarkFixture, shipped: Engine, kind: object) -> None:
    examples = filled(getattr(kind, "examples", ()), shipped.context.knowledge)

    benchmark(shipped.answer, examples[0])


def test_loading_the_corpus(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: build_engine(load_corpus(ROOT / "corpus").knowledge))


def test_building_the_index(benchmark: BenchmarkFixture, shipped: Engine) -> None:
    context = shipped.context
    rows = [sorted({t for s in window.sentences for t in context.terms.sentences[s.article, s.start]}) for window in context.windows]

    benchmark(Bm25.of, rows)


@pytest.mark.parametrize(
    "command", [["bot.py", "ask", "Who has ordered the most?"], ["-c", "import pydantic, yaml, numpy"]], ids=["ask", "imports"]
)
def test_a_cold_start(benchmark: BenchmarkFixture, command: list[str]) -> None:
    benchmark.pedantic(  # type: ignore[no-untyped-call]  # pytest-benchmark leaves it untyped
        lambda: subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, check=True), rounds=7, warmup_rounds=1
    )
