"""`check`: the corpus proved, every fault in one run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dealdesk.context.wording import number
from dealdesk.files.corpus import load_corpus
from dealdesk.files.lexicon import load_lexicon
from dealdesk.files.proving import proof, stated
from dealdesk.language.name import NameFinder
from dealdesk.language.reader import Reader
from dealdesk.language.spelling import Speller
from dealdesk.proof.check import recomputed_totals

if TYPE_CHECKING:
    from pathlib import Path

_SHORT = 1


def run(folder: Path) -> int:
    """Print every fault of the corpus in `folder`; 1 where there is any."""
    corpus = load_corpus(folder)
    none: frozenset[str] = frozenset()
    reader = Reader.of(load_lexicon(), NameFinder.of(corpus.knowledge.names.values()), Speller(none, none, none))
    problems, reports = proof(corpus, reader)
    for problem in (*problems, *reports):
        print(problem, file=sys.stderr)
    for figure, total in recomputed_totals(stated(corpus, reader)):
        stated_total = f"{figure.value.bound.words} {number(figure.value.amount)} {figure.value.unit}"
        print(f"{figure.id}: stated {stated_total}, its parts come to {number(total)}")
    knowledge = corpus.knowledge
    print(
        f"{len(knowledge.articles)} articles, {len(knowledge.names)} names, {len(corpus.deals)} deals, "
        f"{len(knowledge.figures)} figures, {len(knowledge.facts)} facts: "
        f"{len(problems)} faults, {len(reports)} reports"
    )
    return _SHORT if problems else 0
