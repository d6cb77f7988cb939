"""A message cut into the questions that it holds, and the remarks around them."""

from __future__ import annotations

import re

_END = re.compile(r"(?:(?<=[.?!])|(?<=[.?!]['\"\])]))\s+(?=[\[('\"&+]*\s*[^\W_])|\s*[;\n]\s+")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Dr|St|vs|Inc|Corp|Co|Ltd|No|Cum|cum|Avg|avg|Est|est|approx|Sept|Oct|Nov|Dec|Jan|Feb|Aug|e\.g|i\.e|U\.S))\.$"
)
_CLAUSE = re.compile(
    r"\s*:\s+|\s*(?:,\s*(?:and|&|but|also|then|plus|so)?|\s(?:and|&|\+|n|but|then|plus|also|as well as)(?:\s(?:also|then))?)\s+"
    r"(?:(?:second|secondly|third|thirdly|lastly|finally|2|3|4|b|c)[.):,]?\s+)?"
    r"(?=(?:(?:remind|tell|show) (?:me|us) )?(?:in |by |at |from |to |with |of |for |till |until |over )?"
    r"(?:who|whom|whose|what|when|where|why|how|which|until when|till when|is|are|does|did)\b)",
    re.IGNORECASE,
)


_FIRST = re.compile(
    r"^\W*(?:first|firstly|first of all|1|a)[.):,]?\s+(?=(?:who|whom|whose|what|when|where|why|how|which)\b)", re.IGNORECASE
)
_ITEM = re.compile(r"\s*[,;]\s*(?:and |& |then |also )*|\s+(?:and|&|\+|plus)\s+(?:then |also )?|\s+then\s+", re.IGNORECASE)


_COUNTED = re.compile(
    r"^\W*(?:ok |so )?(?:two|three|four|five|several|a few|some|\d) [^:,;]{0,30}:\s+", re.IGNORECASE
)  # `three quick ones:`


_ANNOUNCED = re.compile(
    r"^\W*(?:ok |so )?(?:two|three|four|five|several|a few|some|a couple of|\d) (?:\w+ ){0,2}"
    r"(?:ones?|things|questions|points|queries|bits|asks|qs)\b[^:,;.]{0,15}:\s+",
    re.IGNORECASE,
)  # `two quick ones:`


_WORKED_OUT = re.compile(
    r"^\W*\d[\d.,]*(?:\s*(?:bn|billion|m|million|plus|and|[+=])\s*[\d.,]*)+,?\s*(?:so|hence|thus|therefore)\s+", re.IGNORECASE
)  # `4 + 6.5, so the total is 10.5`


def without_announcement(text: str) -> str:
    """`text` without an opening that only says how many questions follow, or how the asker worked out what is claimed."""
    return _WORKED_OUT.sub("", _ANNOUNCED.sub("", text))


def split_items(text: str) -> tuple[str, ...]:
    """The items of a sentence that lists what it asks: `Acme's chief, Globex's ticker and its rivals`."""
    return tuple(part.strip() for part in _ITEM.split(_COUNTED.sub("", text)) if any(char.isalnum() for char in part))


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a message, without those that hold no letter or digit."""
    parts: list[str] = []
    start = 0
    for match in _END.finditer(text):
        part = text[start : match.start()]
        if _ABBREVIATION.search(part):
            continue
        parts.append(part)
        start = match.end()
    parts.append(text[start:])
    return tuple(part.strip() for part in parts if any(char.isalnum() for char in part))


def split_clauses(text: str) -> tuple[str, ...]:
    """The questions that one sentence joins by commas or `and`, or counts: `first who ..., second what ...`."""
    return tuple(part.strip() for part in _CLAUSE.split(_FIRST.sub("", text)) if any(char.isalnum() for char in part))
