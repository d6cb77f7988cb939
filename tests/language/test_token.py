"""Tokens: offsets into the text, markup and Unicode made plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.language.token import plain_text, tokens_of


@given(st.text())
def test_a_token_stands_at_its_offsets(text: str) -> None:
    assert all(text[token.start : token.end] == token.text for token in tokens_of(text))


@given(st.text())
def test_plain_text_is_plain_already(text: str) -> None:
    once = plain_text(text)

    assert plain_text(once) == once or "<" in once or "#" in once


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("Quorvane’s $14.2bn", ["quorvane", "$", "14.2", "bn"]),
        ("pre-market", ["pre", "market"]),
        ("11.9-22.4", ["11.9", "-", "22.4"]),
        ("1,250 H100s", ["1250", "h100s"]),
        ("U.S. S&P", ["us", "s&p"]),
        ("ｆｕｌｌ １２", ["full", "12"]),
        ("<b>bold</b> 🚀 *stars*", ["bold", "stars"]),
    ],
)
def test_norms(text: str, norms: list[str]) -> None:
    assert [token.norm for token in tokens_of(plain_text(text))] == norms
