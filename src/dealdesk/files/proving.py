"""A loaded corpus proved, each fault with its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealdesk.files.corpus import Corpus, CorpusError, Problem, load_corpus
from dealdesk.proof.check import Fault, Stated, faults_of, unsound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dealdesk.language.reader import Reader


def stated(corpus: Corpus, reader: Reader) -> Stated:
    """The corpus as the checks see it."""
    return Stated(corpus.knowledge, corpus.deals, reader)


def load_sound_corpus(folder: Path) -> Corpus:
    """A corpus that can be answered from: it parses, its quotes occur and its references resolve.

    Raises:
        CorpusError: with every fault found.
    """
    corpus = load_corpus(folder)
    problems = corpus.problems
    if not problems:
        problems = _located(corpus, unsound(corpus.knowledge, corpus.deals))
    if problems:
        raise CorpusError(problems)
    return corpus


def proof(corpus: Corpus, reader: Reader) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """All faults of a corpus, and what is only reported."""
    faults = faults_of(stated(corpus, reader))
    wrong = _located(corpus, (fault for fault in faults if not fault.report))
    told = _located(corpus, (fault for fault in faults if fault.report))
    return (*corpus.problems, *wrong), told


def _located(corpus: Corpus, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            str(fault.path[0]),
            corpus.line(str(fault.path[0]), fault.path[1:]),
            ".".join(map(str, fault.path[1:])),
            fault.fault,
            fault.remedy,
        )
        for fault in faults
    )
