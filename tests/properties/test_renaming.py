"""Names mean nothing: a corpus in which all of them are exchanged gives the same answers, in other names."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.files.corpus import load_corpus
from dealdesk.files.world import build_engine
from dealdesk.interfaces.question_set import load_question_set
from dealdesk.render.reply import reply_of
from tests.support.world import engine_of, folder_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from dealdesk.engine.engine import Engine

SETS = Path(__file__).parents[1] / "questions"
ONSETS, VOWELS, CODAS = ("br", "dr", "g", "k", "l", "m", "n", "p", "st", "t", "v", "z"), "aeiou", ("l", "m", "n", "r", "sk", "x")


def made_up(chance: Random) -> str:
    """A word of three syllables that is none of any language."""
    return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(3))


def renamed(words: set[str], chance: Random) -> Callable[[str], str]:
    """What puts another made-up word into the place of each of `words`, its case kept."""
    others: dict[str, str] = {}
    while len(others) < len(words):
        word = made_up(chance)
        if word not in others.values():
            others[sorted(words)[len(others)]] = word
    pattern = re.compile(rf"\b({'|'.join(sorted(words, key=len, reverse=True))})(?=s?\b)", re.IGNORECASE)

    def change(match: re.Match[str]) -> str:
        other = others[match.group().casefold()]
        return other.upper() if match.group().isupper() else other.capitalize() if match.group()[0].isupper() else other

    return lambda text: pattern.sub(change, text)


def invented_words(engine: Engine) -> set[str]:
    """The words of the names of companies, people and products that are no words of any language."""
    names = [name for name in engine.context.knowledge.names.values() if name.kind in {"company", "person", "product"}]
    words = {word.casefold() for name in names for spelling in name.spellings for word in re.findall(r"[A-Za-z]{4,}", spelling)}
    speller = engine.context.reader.speller
    return {word for word in words if word not in speller.words and not speller.is_english(word)}


def with_other_names(corpus: str, folder: Path, change: Callable[[str], str]) -> Engine:
    """The engine over a copy of a corpus in other names."""
    for path in folder_of(corpus).rglob("*"):
        if path.is_file():
            copy = folder / change(str(path.relative_to(folder_of(corpus))))
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return build_engine(load_corpus(folder).knowledge)


@pytest.mark.parametrize("corpus", ["invented", "invented_third"])
@given(st.integers())
@settings(max_examples=2, deadline=None)
def test_other_names_give_the_same_answers(corpus: str, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret
    here = engine_of(corpus)
    change = renamed(invented_words(here), chance)
    with tempfile.TemporaryDirectory() as folder:
        there = with_other_names(corpus, Path(folder), change)
    for item in load_question_set(SETS / f"{corpus}.yaml"):
        one = two = None
        for turn in item.turns:
            if here.context.reader.read(turn.ask).repairs:
                break  # misspelt on purpose
            one, two = here.answer(turn.ask, one), there.answer(change(turn.ask), two)

            assert reply_of(two.answer).text == change(reply_of(one.answer).text), turn.ask
