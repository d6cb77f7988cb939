"""Words of a text with their offsets, after Unicode and markup were made plain.

A question's markup and emoji are noise; an article's text keeps its offsets, because tokens are cut from it as it stands.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(
    r"(?P<place>\d{1,3}(?:st|nd|rd|th)\b)|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+,\d{1,2}(?=\s?[a-z])|\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<word>[^\W\d_]+\d[^\W_]*|[^\W\d_](?:\.[^\W\d_])+\b\.?|[^\W\d_]+(?:[&'][^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s]|_)"
)
_GROUP = 3
_CONTRACTION = re.compile(r"(?<=.)'(?:s|ll|d|ve|re|m)?$")
_ENUMERATION = re.compile(r"(?:(?<=\s)|^)\(?(?:[a-h]|[ivx]{1,4}|\d)\)\s")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_HALF = re.compile(rf"\b({'|'.join(_NUMBERS)})-and-a-half[- ]?(?=\w)", re.IGNORECASE)
_ENDED = re.compile(r"[.?!]\s*$|^$")
_SPACED = re.compile(r"(?<![\d.,])(\d{1,3}) (\d{3})(?= (?:million|billion|m|mn|bn)\b)")
_DIGITS = re.compile(r"(?<= )(4|2)(?= (?:the|my|a|an|me|this|that|it|its|their|his|her|which|what)\b)")
_PLACE = re.compile(
    r"(?:,? and)?,?\s\b(?:first|second|third|fourth|firstly|secondly|thirdly)(?:ly)?,?\s(?=(?:who|what|when|where|why|how|which)\b)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#{2,}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_SUM = re.compile(r"\s*\+\s*(?=[^=]*=)|\s*=")  # `Acme + Globex = ?`
_NEARLY = re.compile(r"(?<![~\w])~\s?(?=[$€£]?\d)")  # `~12 billion`
_GLUED = re.compile(r"(?<=[a-zA-Z]{3})(?=(?:19|20)\d\d\b)")
_PLAIN = str.maketrans({
    "‘": "'", "’": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‑": "-", "−": "-", "*": " ", "_": " ", "~": " ", "|": " ",
})  # fmt: skip


class Token(Struct, frozen=True):
    """A number, a word or a mark.

    Attributes:
        text: as written.
        norm: lower case, without a possessive ending.
        stem: the stem by which words of one family are one.
        start: offset of its first character.
        end: offset after its last one.
    """

    text: str
    norm: str
    stem: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """True for digits, with or without separators."""
        return self.norm[-1].isdigit() and (self.norm[0].isdigit() or (self.norm[0] == "." and len(self.norm) > 1))

    @property
    def is_word(self) -> bool:
        """True for a word or an ordinal such as `2nd`, false for a number or a mark."""
        return self.norm[0].isalpha() or (self.norm[0].isdigit() and self.norm[-1].isalpha())


def plain_text(text: str) -> str:
    """`text` as a person would read it aloud: NFKC, no markup, no control characters or emoji."""
    text = _HALF.sub(lambda match: f"{_NUMBERS.index(match.group(1).casefold()) + 1}.5 ", html.unescape(text))
    text = _SPACED.sub(r"\1\2", _ENUMERATION.sub(lambda match: " " if _ENDED.search(text[: match.start()]) else "; ", text))
    text = _PLACE.sub("; ", text) if len(_PLACE.findall(text)) > 1 else text  # `first who ..., second how much ...`
    text = _DIGITS.sub(lambda match: "for" if match.group() == "4" else "to", text)
    text = _NEARLY.sub("about ", text)
    text = _SUM.sub(lambda match: " plus " if "+" in match.group() else " ", text)
    text = _GLUED.sub(" ", unicodedata.normalize("NFKC", _HEADING.sub(". ", _TAG.sub(" ", text)))).translate(_PLAIN)
    if text.isascii() and text.isprintable():
        return re.sub(r"\s+", " ", text).strip()
    kept = (
        char if char.isspace() or unicodedata.category(char)[0] != "C" else " "
        for char in text
        if unicodedata.category(char) not in {"So", "Sk", "Mn", "Cf"}
    )
    return re.sub(r"\s+", " ", "".join(kept)).strip()


def tokens_of(text: str, stem: Callable[[str], str] = str) -> tuple[Token, ...]:
    """The tokens of `text` in order; marks are tokens, blanks are not."""
    found = []
    for match in _TOKEN.finditer(text):
        word, group = match.group(), match.lastgroup or ""
        if group != "mark" or not _joins(match):
            norm, plain = _norm(word, group)
            found.append(Token(word, norm, plain or stem(norm), match.start(), match.end()))
    return tuple(found)


def _joins(match: re.Match[str]) -> bool:
    """A hyphen inside a compound, as in `pre-market` or `11.9-billion`; between numbers it says a range."""
    if match.group() not in "-‑–":
        return False
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())


@lru_cache(maxsize=16384)
def _norm(text: str, group: str) -> tuple[str, str]:
    """The norm of a token, and its stem where that is no word's."""
    norm = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold().strip() or text
    if group == "place":
        return norm, ""
    if group == "word":
        return _CONTRACTION.sub("", norm).replace(".", "") or text, ""
    return _digits(norm) if group == "number" else norm, norm


def _digits(norm: str) -> str:
    """A number with a decimal point: `1,250` is a thousand, `11,9` is eleven and a bit."""
    head, comma, tail = norm.partition(",")
    return f"{head}.{tail}" if comma and len(tail) < _GROUP else norm.replace(",", "") if len(norm) > 1 else norm
