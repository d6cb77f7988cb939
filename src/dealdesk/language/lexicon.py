"""The words that people use for deals in general: typed, matched by stem, filled from the shipped YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import Stemmer
from msgspec import Struct
from pydantic import BaseModel, ConfigDict

from dealdesk.language.inflection import bases_of
from dealdesk.language.phrase import Phrases
from dealdesk.language.token import Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Words = dict[str, tuple[str, ...]]
CARRIER = "carrier"
LIGHT_WORDS = ("function", "polite", "framing", "request")  # of the carrier: they name nothing
FINANCING_NOUNS = ("notes", "loan", "financing", "convertible", "senior")  # of the category `noun`
DEAL_NOUNS = ("contract", *FINANCING_NOUNS)


class Word(Struct, frozen=True):
    """What a phrase of the lexicon stands for: `attribute` `value`, `operation` `sum` ..."""

    category: str
    name: str


Index = tuple[Phrases[Word], frozenset[str], frozenset[str]]


class Calendar(BaseModel):
    """Words of dates, as `calendar.yaml` lists them."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    months: dict[int, tuple[str, ...]]
    seasons: dict[str, tuple[int, int]]
    ordinals: dict[str, int]
    last: tuple[str, ...]
    counts: dict[str, int]
    halves: tuple[str, ...]
    quarters: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    since: tuple[str, ...]
    until: tuple[str, ...]
    between: tuple[str, ...]
    joined: tuple[str, ...]
    modal: tuple[str, ...]
    modal_after: tuple[str, ...]
    modal_before: tuple[str, ...]


class Units(BaseModel):
    """Words of amounts, as `unit.yaml` lists them."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    scales: dict[str, int]
    currencies: dict[str, str]
    units: dict[str, str]
    over: tuple[str, ...]
    under: tuple[str, ...]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    about: tuple[str, ...]
    up_to: tuple[str, ...]
    failing: tuple[str, ...]
    reaching: tuple[str, ...]
    fractions: dict[str, float]
    range: tuple[str, ...]
    range_joined: tuple[str, ...]
    marks: tuple[str, ...]
    digits: dict[str, int]
    number_words: tuple[str, ...]
    ordinals: dict[str, int]
    ranks: dict[str, int]
    from_end: dict[str, int]


class Lexicon(Struct, frozen=True):
    """All shipped words.

    Attributes:
        phrases: stems of each listed phrase, and what it stands for.
        vocabulary: every single word listed, as written.
        light: the bases of each single word that tells nothing.
        shorthand: text speak and what it stands for.
        irregular: word forms that stemming does not join to their base.
    """

    phrases: Phrases[Word]
    vocabulary: frozenset[str]
    light: frozenset[str]
    shorthand: Mapping[str, str]
    irregular: Mapping[str, str]
    calendar: Calendar
    units: Units
    stemmer: Stemmer.Stemmer

    def stem(self, word: str) -> str:
        """The stem that joins the forms of a lower-case word."""
        return str(self.stemmer.stemWord(self.irregular.get(word, word)))

    def means(self, word: Word, token: Token) -> bool:
        """False where one token shares its stem with a word that tells nothing, and is another word."""
        forms = bases_of(token.norm, adverb=True) | {self.irregular.get(token.norm, token.norm)}
        return word.category != CARRIER or not self.light.isdisjoint(forms)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The tokens of `text`, stemmed."""
        return tokens_of(text, self.stem)


def index_of(categories: Mapping[str, Words], irregular: Mapping[str, str]) -> Index:
    """The phrases of all words, `categories` mapping category to name to phrases, and every single word of them."""
    stemmer = Stemmer.Stemmer("english")
    stems: dict[str, str] = {}

    def stem(word: str) -> str:
        if word not in stems:
            stems[word] = stemmer.stemWord(irregular.get(word, word))
        return stems[word]

    rows = (
        ([stem(word) for word in _words(phrase)], meaning)
        for category, words in categories.items()
        for name, phrases in words.items()
        for meaning in (Word(category, name),)
        for phrase in phrases
    )
    light = (bases_of(phrase) for phrases in categories.get(CARRIER, {}).values() for phrase in phrases if " " not in phrase)
    return Phrases.of(rows), frozenset(stems), frozenset[str]().union(*light)  # the phrases fill the stems


def build_lexicon(index: Index, shorthand: Mapping[str, str], irregular: Mapping[str, str], calendar: Calendar, units: Units) -> Lexicon:
    """The lexicon of these words."""
    phrases, words, light = index
    vocabulary = words.union(_spellings(calendar, units))
    return Lexicon(phrases, vocabulary, light, shorthand, irregular, calendar, units, Stemmer.Stemmer("english"))


def _words(phrase: str) -> list[str]:
    """The words of a phrase; most are plain ones, which need no tokenizer."""
    return phrase.lower().split() if phrase.replace(" ", "").isalpha() else [token.norm for token in tokens_of(phrase)]


def _spellings(calendar: Calendar, units: Units) -> Iterator[str]:
    for names in calendar.months.values():
        yield from names
    yield from calendar.seasons
    for phrases in (units.scales, units.currencies, units.units, units.number_words, units.ordinals):
        yield from phrases
