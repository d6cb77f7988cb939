"""Sentences with exact offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.retrieval.sentence import sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Quorvane grew. It rose.", ["Quorvane grew.", "It rose."]),
        (
            "Tessalyne (TSLY.US) rose 2.5% in pre-market trading. So what?",
            ["Tessalyne (TSLY.US) rose 2.5% in pre-market trading.", "So what?"],
        ),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@given(st.text())
def test_spans_are_in_order_and_hold_no_outer_blanks(text: str) -> None:
    spans = sentence_spans(text)

    assert all(text[start:end] == text[start:end].strip() and start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
