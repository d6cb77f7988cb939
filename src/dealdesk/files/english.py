"""The words of English: whether a word is one, and what it can be. Both lists are read at the first word that needs them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def parts_of_speech(word: str) -> frozenset[str]:
    """What a lower-case word can be (`NOUN`, `VERB`, `ADJ`, `ADV` ...), by lemminflect's dictionary; nothing for one it does not know."""
    from lemminflect import getAllLemmas  # noqa: PLC0415 - with numpy, slow to import

    return frozenset(getAllLemmas(word))


@cache
def _frequent() -> frozenset[str]:
    listed = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    return frozenset(line.partition(" ")[0] for line in listed.read_text(encoding="utf-8-sig").splitlines())


def is_english(word: str) -> bool:
    """True for a lower-case word of symspellpy's frequency list, which somebody may have meant as written."""
    return word in _frequent()
