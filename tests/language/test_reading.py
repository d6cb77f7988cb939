"""What a span may mean, where words alone would mislead."""

from __future__ import annotations

import pytest

from dealdesk.domain.record import Name
from dealdesk.files.english import is_english
from dealdesk.files.lexicon import load_lexicon
from dealdesk.language.mention import Named, Ordinal, When, spanned
from dealdesk.language.name import NameFinder
from dealdesk.language.reader import Reader
from dealdesk.language.spelling import Speller
from tests.support.world import engine_of


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Who pays more, Lumivarsk or the Zerbo maker Kaddorine?", set()),
        ("How often has Sam Hallett's firm, Kaddorine, ordered?", set()),
        ("How much did Zerbo, Kaddorine's rival, order?", {"Zerbo"}),
        ("Does Zerbo rent from Kaddorine?", {"Zerbo"}),
    ],
)
def test_a_strange_name_may_describe_the_one_after_it(question: str, left: set[str]) -> None:
    reading = engine_of("invented").context.reader.read(question)

    assert {reading.tokens[i].text for i in reading.unknown_names} == left


@pytest.mark.parametrize("question", ["What did the company Kaddorine order?", "Kaddorine, the maker of Zerbo", "the maker of Kaddorine"])
def test_a_noun_alone_describes_nothing(question: str) -> None:
    assert engine_of("invented").context.reader.read(question).apposition == frozenset()


@pytest.mark.parametrize(
    ("corpus", "question", "label"),
    [
        ("invented", "anything signed in march 25", "March 2025"),
        ("invented", "the sept 26 deal", "September 2026"),
        ("invented", "signed on march 25", "March"),
        ("invented", "signed march 25, 2026", "March 25, 2026"),
        ("invented", "signed march 12", "March"),
    ],
)
def test_a_month_and_a_number_is_a_year_unless_it_is_a_day(corpus: str, question: str, label: str) -> None:
    dates = engine_of(corpus).context.reader.read(question).of(When)

    assert dates[0][1].period.label == label


@pytest.mark.parametrize("question", ["what is it worth a year?", "how much per month", "two million a month"])
def test_a_rate_is_asked_for(question: str) -> None:
    assert engine_of("invented").context.reader.read(question).has("operation", "yearly", "monthly")


@pytest.mark.parametrize("question", ["signed in a month other than May", "stretched by a year", "announced a year later", "for a month"])
def test_a_length_is_no_rate(question: str) -> None:
    assert not engine_of("invented").context.reader.read(question).has("operation", "yearly", "monthly")


def test_an_order_of_doing_is_no_place_in_a_row() -> None:
    reader = engine_of("invented").context.reader

    assert not reader.read("First explain what a provider is.").of(Ordinal)
    assert reader.read("The first contract?").of(Ordinal) or spanned(reader.read("The first contract?").words("operation", "earliest"))


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("How much did Qorvexil order?", ["qorvexil"]),
        ("how big is the qorvexil contract", ["qorvexil"]),
        ("Does the bank lend?", []),  # a word of English calls nobody
        ("How long is the Weather contract?", []),
    ],
)
def test_a_word_of_a_longer_name_that_no_other_has_calls_it(text: str, called: list[str]) -> None:
    names = NameFinder.of(
        [Name(id="qorvexil", name="Qorvexil Weather Bank", kind="company"), Name(id="other", name="Zunmarrek Weather", kind="company")]
    )
    reader = Reader.of(load_lexicon(), names, Speller(names.spellings, load_lexicon().vocabulary, frozenset(), is_english))

    assert [one for _, named in reader.read(text).of(Named) for one in named.ids] == called
