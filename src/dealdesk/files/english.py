"""The words of English, from the frequency list that symspellpy ships; read at the first question that needs it."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files


class English:
    """Whether a lower-case word is an English one."""

    @cached_property
    def _words(self) -> frozenset[str]:
        listed = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
        return frozenset(line.partition(" ")[0] for line in listed.read_text(encoding="utf-8-sig").splitlines())

    def __contains__(self, word: str) -> bool:
        return word in self._words
