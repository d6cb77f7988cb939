"""A company is also called by its trade, whatever sort of company follows; a trade of two companies calls neither."""

from __future__ import annotations

import pytest

from dealdesk.domain.record import Name
from dealdesk.files.lexicon import load_lexicon, load_sorts
from dealdesk.language.epithet import Epithets

LEXICON = load_lexicon()
NAMES = (
    Name(id="zerbo", name="Zerbo", kind="company", aliases=("hospital chain",)),
    Name(id="quill", name="Quillmar", kind="company"),
    Name(id="ostra", name="Ostra", kind="company"),
    Name(id="ferro", name="Ferro", kind="company", aliases=("bakery chain",)),
    Name(id="panis", name="Panis", kind="company", aliases=("bakery group",)),
    Name(id="dell", name="Dellaway", kind="person", aliases=("lottery boss",)),
)
TEXTS = ("The haulier Quillmar pays more than Ostra, an airline. The much smaller Ostra pays less than the former Zerbo.",)


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("What did the hospital group order?", {"zerbo"}),
        ("What about another hospital chain?", set()),
        ("Which hospital chains are there?", set()),
        ("How much does the haulier pay?", {"quill"}),
        ("And the airline?", {"ostra"}),
        ("Who builds the hospital?", set()),
        ("What does the bakery company want?", set()),
        ("Which is the smaller company?", set()),
        ("the former company", set()),
        ("Who is the lottery boss?", set()),
    ],
)
def test_a_trade_calls_its_one_company(question: str, called: set[str]) -> None:
    epithets = Epithets.of(NAMES, TEXTS, LEXICON, load_sorts())

    found = epithets.mentions(LEXICON.tokens(question), frozenset())

    assert {one for mention in found for one in mention.sense.ids} == called  # type: ignore[union-attr]


def test_what_a_name_covers_is_no_epithet() -> None:
    tokens = LEXICON.tokens("the hospital chain")

    assert list(Epithets.of(NAMES, TEXTS, LEXICON, load_sorts()).mentions(tokens, frozenset({1}))) == []
