"""The words of English and their parts of speech, from the dictionary that lemminflect ships; read at the first word that needs it."""

from __future__ import annotations

from functools import cache


@cache
def parts_of_speech(word: str) -> frozenset[str]:
    """What a lower-case word can be (`NOUN`, `VERB`, `ADJ`, `ADV` ...); nothing for one that is not English."""
    from lemminflect import getAllLemmas  # noqa: PLC0415 - with numpy, slow to import

    return frozenset(getAllLemmas(word))
