"""Whether a reply says what a question set demands: amounts by value, dates by month and year, words as text."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field, field_validator

from dealdesk.domain.period import MONTHS

_TOLERANCE = Decimal("0.002")
_SCALES = {
    **dict.fromkeys(("thousand", "k"), 10**3),
    **dict.fromkeys(("million", "m", "mn"), 10**6),
    **dict.fromkeys(("billion", "bn", "b"), 10**9),
    **dict.fromkeys(("trillion", "tn", "t"), 10**12),
}
_MONEY = re.compile(r"(?:us)?[$€£]?\s?(\d[\d,]*(?:\.\d+)?)[\s-]*(thousand|million|billion|trillion|mn|bn|tn|[kmbt])\b")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent|per cent)")
_MONTHS = tuple(month.casefold() for month in MONTHS)
_MONTH_YEAR = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{4}})")
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-"})


class Expected(BaseModel):
    """One turn of an item: what is asked, and what a right reply has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: str
    status: tuple[str, ...]
    must: tuple[str | tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    max_chars: int = 1200

    @field_validator("status", mode="before")
    @classmethod
    def _one_or_many(cls, raw: object) -> object:
        return (raw,) if isinstance(raw, str) else raw

    @field_validator("must", "must_not", "evidence", mode="before")
    @classmethod
    def _as_text(cls, raw: object) -> object:
        def text(one: object) -> object:
            return tuple(text(part) for part in one) if isinstance(one, (tuple, list)) else str(one)

        return tuple(text(one) for one in raw) if isinstance(raw, (tuple, list)) else raw


class Item(BaseModel):
    """A conversation with its expected replies."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str
    turns: tuple[Expected, ...] = Field(min_length=1)


class Given(Struct, frozen=True):
    """A reply as the grader sees it."""

    status: str
    text: str
    quotes: tuple[str, ...]


def plain(text: str) -> str:
    """`text` as it is matched: NFKC, straight quotes and dashes, single blanks, case-folded."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_PLAIN)).casefold().strip()


def says(text: str, demand: str) -> bool:
    """True where `text` says `demand`, each in its own way: money by value, a month with its year, a word as text."""
    text, demand = plain(text), plain(demand)
    for pattern, value in ((_MONEY, _money), (_PERCENT, _percent)):
        wanted = pattern.fullmatch(demand)
        if wanted:
            goal = value(wanted)
            return any(abs(value(m) - goal) <= abs(goal) * _TOLERANCE for m in pattern.finditer(text))
    month = _MONTH_YEAR.fullmatch(demand)
    if month:
        return _says_month(text, month.group(1), month.group(2))
    if re.fullmatch(r"\d{4}", demand):
        return re.search(rf"(?<![\d.,$]){demand}(?!\d|,\d|\.\d)", text) is not None
    if re.fullmatch(r"\d{1,2}", demand):
        return _says_count(text, int(demand))
    if re.fullmatch(r"[a-z]{1,3}", demand):
        return re.search(rf"(?<![a-z]){demand}(?![a-z])", text) is not None
    return demand in text


def _money(match: re.Match[str]) -> Decimal:
    return _number(match.group(1)) * _SCALES[match.group(2)]


def _percent(match: re.Match[str]) -> Decimal:
    return _number(match.group(1))


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Decimal(-1)


def _says_month(text: str, month: str, year: str) -> bool:
    number = _MONTHS.index(month) + 1
    short = rf"(?:{month}|{month[:3]}\.?|{month[:4]}\.?)"
    return re.search(rf"{short}(?: \d{{1,2}},?)?(?: and [a-z]+)? {year}|{year}-{number:02}", text) is not None


def _says_count(text: str, count: int) -> bool:
    words = [str(count), *_WORDS[count : count + 1], *(["twice"] if count == 2 else [])]  # noqa: PLR2004 - two times
    alternatives = "|".join(words)
    return (
        re.search(rf"(?<![\w.,$€£\[])(?:{alternatives})(?![\w%\]]|[.,]\d|\s?(?:%|percent|thousand|million|billion|trillion))", text)
        is not None
    )


def lacks(given: Given, expected: Expected) -> tuple[str, ...]:
    """Everything that keeps a reply from being right; empty where it is."""
    found: list[str] = []
    if given.status not in expected.status:
        found.append(f"status {given.status}, not {' or '.join(expected.status)}")
    for demand in expected.must:
        options = (demand,) if isinstance(demand, str) else demand
        if not any(says(given.text, option) for option in options):
            found.append(f"does not say {' or '.join(options)}")
    found += [f"says {banned}" for banned in expected.must_not if says(given.text, banned)]
    if expected.evidence and given.status == "answered":
        quotes = [plain(quote) for quote in given.quotes]
        if not any(plain(proof) in quote or quote in plain(proof) for proof in expected.evidence for quote in quotes):
            found.append("cites none of the sentences that say it")
    if len(given.text) > expected.max_chars:
        found.append(f"{len(given.text)} characters, more than {expected.max_chars}")
    return tuple(found)
