"""Repair of words: toward known ones only, and never where a real word was written."""

from __future__ import annotations

import pytest

from dealdesk.language.spelling import Speller

SPELLER = Speller(
    names=frozenset({"quorvane", "tessalyne", "arvo", "metrix"}),
    words=frozenset({"contract", "much", "largest", "until", "year", "years"}),
    text=frozenset({"gallium"}),
    is_english=frozenset({"matrix", "bears", "apple", "contrast"}).__contains__,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("quorvnae", "quorvane"),
        ("tesalyne", "tessalyne"),
        ("contarct", "contract"),
        ("largets", "largest"),
        ("metrx", "metrix"),
        ("quorvanecontract", "quorvane contract"),
    ],
)
def test_a_near_word_is_repaired(written: str, meant: str) -> None:
    assert SPELLER.repaired(written) == meant


@pytest.mark.parametrize("written", ["arva", "matrix", "bears", "apple", "contrast", "zettaflop", "xuorvane", "ab"])
def test_what_is_short_far_or_english_stays(written: str) -> None:
    assert SPELLER.repaired(written) is None


def test_words_of_the_articles_are_known() -> None:
    assert SPELLER.knows("gallium")
