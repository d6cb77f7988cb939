"""The index: guards around rank-bm25, and Lucene's idf."""

from __future__ import annotations

import pytest

from dealdesk.retrieval.bm25 import Bm25

ROWS = [["rubin", "order"], ["order", "bank"], ["bank", "order", "bank"], ["weather"]]


def test_a_term_in_most_rows_still_counts_but_less() -> None:
    assert Bm25.of(ROWS).search(["order"], 9) == (0, 1, 2)
    assert Bm25.of(ROWS).search(["order", "rubin"], 1) == (0,)


@pytest.mark.parametrize(("rows", "terms"), [([], ["order"]), ([[]], ["order"]), (ROWS, []), (ROWS, ["unknown"]), ([[], []], [])])
def test_nothing_finds_nothing(rows: list[list[str]], terms: list[str]) -> None:
    assert Bm25.of(rows).search(terms, 5) == ()


def test_ties_come_in_the_order_of_the_rows() -> None:
    assert Bm25.of([["a", "x"], ["a", "y"], ["b", "z"], ["c", "w"]]).search(["a"], 5) == (0, 1)


def test_rows_without_terms_are_allowed() -> None:
    assert Bm25.of([[], ["order"]]).search(["order"], 5) == (1,)
