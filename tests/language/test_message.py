"""A message cut into sentences and clauses."""

from __future__ import annotations

import pytest

from dealdesk.language.message import split_clauses, split_sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello. How much?", ("Hello.", "How much?")),
        ("It rose 2.5 percent.", ("It rose 2.5 percent.",)),
        ("Mr. Vane spoke. Why?", ("Mr. Vane spoke.", "Why?")),
        ("?", ()),
        ("one; two", ("one", "two")),
    ],
)
def test_sentences(text: str, parts: tuple[str, ...]) -> None:
    assert split_sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("How much does it add, until when, and who leads it?", ("How much does it add", "until when", "who leads it?")),
        ("the value and the term", ("the value and the term",)),
        ("first who leads it, second what it makes", ("who leads it", "what it makes")),
        ("1) who leads it 2) what it makes", ("who leads it 2) what it makes",)),
        ("tell me who leads it and also when it ends", ("tell me who leads it", "when it ends")),
        ("Acme, Globex and Initech", ("Acme, Globex and Initech",)),
    ],
)
def test_clauses(text: str, parts: tuple[str, ...]) -> None:
    assert split_clauses(text) == parts
