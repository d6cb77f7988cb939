"""Each check finds its fault, with the line on which it stands, and a sound corpus has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealdesk.files.corpus import CorpusError, load_corpus
from dealdesk.files.lexicon import load_lexicon
from dealdesk.files.proving import load_sound_corpus, proof
from dealdesk.language.name import NameFinder
from dealdesk.language.reader import Reader
from dealdesk.language.spelling import Speller
from tests.support.world import CORPORA, folder_of

ROOT = Path(__file__).parents[2]
HEAD = "---\nid: news\ntitle: null\npublisher: null\npublished: null\nurl: null\n---\n"
ARTICLE = f"{HEAD}In May 2025 Quorvane sold Tessalyne capacity worth up to $4 billion over five years.\n"
NAMES = "- {id: quorvane, name: Quorvane, kind: company}\n- {id: tessalyne, name: Tessalyne, kind: company}\n"
DEAL = """- id: one
  kind: compute contract
  provider: quorvane
  customer: tessalyne
  announced: 2025-05
  value: {amount: 4e9, bound: up to}
  term: {years: 5}
  evidence:
    - article: news
      field: [provider, customer, announced, value, term]
      quote: In May 2025 Quorvane sold Tessalyne capacity worth up to $4 billion over five years
"""


def faults(folder: Path, deals: str = DEAL, article: str = ARTICLE, names: str = NAMES, figures: str = "") -> list[str]:
    (folder / "articles").mkdir()
    (folder / "articles" / "news.md").write_text(article, encoding="utf-8")
    for name, text in (("names.yaml", names), ("deals.yaml", deals), ("figures.yaml", figures)):
        (folder / name).write_text(text, encoding="utf-8")
    corpus = load_corpus(folder)
    nothing: frozenset[str] = frozenset()
    reader = Reader.of(load_lexicon(), NameFinder.of(corpus.knowledge.names.values()), Speller(nothing, nothing, nothing))
    problems, reports = proof(corpus, reader)
    return [str(problem) for problem in (*problems, *reports)]


def test_a_sound_corpus_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize("corpus", CORPORA)
def test_the_corpora_are_sound(corpus: str) -> None:
    loaded = load_sound_corpus(folder_of(corpus))
    nothing: frozenset[str] = frozenset()
    reader = Reader.of(load_lexicon(), NameFinder.of(loaded.knowledge.names.values()), Speller(nothing, nothing, nothing))

    assert proof(loaded, reader) == ((), ())


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("quote: In May", "quote: In June", "deals.yaml:11: 0.evidence.0.quote: these words do not stand in 'news'"),
        ("article: news", "article: views", "deals.yaml:9: 0.evidence.0.article: there is no article 'views'"),
        ("provider: quorvane", "provider: nobody", "deals.yaml:3: 0.provider: there is no name 'nobody'"),
        ("amount: 4e9", "amount: 5e9", "deals.yaml:6: 0.value: the quotes do not say"),
        ("announced: 2025-05", "announced: 2025-06", "deals.yaml:5: 0.announced: the quotes do not say June 2025"),
        ("years: 5", "years: 6", "deals.yaml:7: 0.term: the quotes do not say"),
        (", term]", "]", "deals.yaml:7: 0.term: no evidence names the field 'term'"),
        ("term: {years: 5}", "terms: {years: 5}", "deals.yaml:7: 0.terms: Extra inputs are not permitted"),
        ("announced: 2025-05", "announced: 2025-13", "deals.yaml:5: 0.announced: "),
        ("  kind:", "  id: two\n  kind:", "deals.yaml:2: : the key 'id' stands twice"),
        ("  kind:", "  extends: [ghost]\n  kind:", "deals.yaml:2: 0.extends: there is no record 'ghost'"),
        ("kind: compute contract", "kind: [", "deals.yaml:"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, before: str, after: str, fault: str) -> None:
    assert before in DEAL

    assert any(line.startswith(fault) for line in faults(tmp_path, DEAL.replace(before, after, 1)))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    wrong = DEAL.replace("provider: quorvane", "provider: nobody").replace("amount: 4e9", "amount: 5e9").replace("years: 5", "years: 9")

    assert len(faults(tmp_path, wrong)) >= 3


def test_a_stated_total_that_does_not_add_up_is_reported(tmp_path: Path) -> None:
    figure = (
        "- {id: total, subject: tessalyne, metric: total, value: {amount: 9e9}, total_of: [one], "
        "statement: In all $9 billion., evidence: [{article: news, quote: 'a total of $9 billion'}]}\n"
    )
    told = faults(tmp_path, article=f"{ARTICLE}They came to a total of $9 billion.\n", figures=figure)

    assert [line for line in told if "its parts come to" in line] != []


def test_a_figure_that_no_quote_holds_may_not_be_said(tmp_path: Path) -> None:
    figure = (
        "- {id: x, subject: tessalyne, metric: value, value: {amount: 4e9}, statement: It was $4 billion in 2031., "
        "evidence: [{article: news, quote: 'worth up to $4 billion'}]}\n"
    )

    assert any("the figure 2031 stands in no quote" in line for line in faults(tmp_path, figures=figure))


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"- {id: \xe9}"])
def test_a_file_that_is_no_utf8_is_told(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "deals.yaml").write_bytes(raw)

    assert "is not UTF-8" in str(load_corpus(tmp_path).problems[0])


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such folder"):
        load_corpus(tmp_path / "none")
