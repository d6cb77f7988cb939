"""A word that tells nothing takes along its own forms, and no other word with its stem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dealdesk.domain.answer import Answered
from dealdesk.language.inflection import bases_of

if TYPE_CHECKING:
    from dealdesk.engine.engine import Engine


@pytest.mark.parametrize(
    ("form", "base"),
    [("wonders", "wonder"), ("boxes", "box"), ("queries", "query"), ("moved", "move"), ("moving", "move"), ("planned", "plan")],
)
def test_an_inflected_form_has_its_base(form: str, base: str) -> None:
    assert base in bases_of(form)


@pytest.mark.parametrize(("adverb", "base"), [("clearly", "clear"), ("happily", "happy"), ("possibly", "possible"), ("basically", "basic")])
def test_an_adverb_has_its_adjective_only_where_that_is_meant(adverb: str, base: str) -> None:
    assert base in bases_of(adverb, adverb=True)
    assert base not in bases_of(adverb)


@pytest.mark.parametrize(("word", "other"), [("quit", "quite"), ("notice", "noticeably"), ("care", "careful"), ("import", "important")])
def test_words_of_one_stem_are_not_forms_of_each_other(word: str, other: str) -> None:
    assert bases_of(word).isdisjoint(bases_of(other))


@pytest.mark.parametrize(
    "question",
    [
        "How many days' notice must Kaddorine give?",
        "How many imports does Kaddorine's contract with Osmerrath cover?",
        "Which apartments does Kaddorine get from Osmerrath?",
    ],
)
def test_a_noun_is_asked_for_though_a_word_of_its_stem_tells_nothing(invented: Engine, question: str) -> None:
    assert not isinstance(invented.answer(question).answer, Answered)
