"""The rule that no figure comes from nowhere: in a quote or its date, in a shown calculation over quoted figures, or in the question."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dealdesk.interfaces.grading import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_MARK = re.compile(r"\[\d+\]")
_ONE = ("a", "an")
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SCALES = (1, 10**3, 10**6, 10**9, 10**12)


def figures(text: str) -> Iterator[Decimal]:
    """Each number written in digits, without source marks and names such as H100."""
    for match in _NUMBER.finditer(_MARK.sub(" ", plain(text))):
        yield Decimal(match.group().replace(",", ""))


def numbers_from_nowhere(reply: dict[str, Any], question: str) -> list[Decimal]:
    """The figures of a reply that neither its quotes, nor its calculations, nor the question hold."""
    if reply["status"] == "chat":
        return []
    known = set(figures(question)) | {Decimal(_WORDS.index(word)) for word in re.findall(r"[a-z]+", plain(question)) if word in _WORDS}
    known |= {Decimal(1)} if set(plain(question).split()) & set(_ONE) else set()
    for citation in reply["citations"]:
        known |= set(figures(citation["quote"])) | set(figures(citation["published"] or ""))
        known |= {Decimal(_WORDS.index(word)) for word in re.findall(r"[a-z]+", plain(citation["quote"])) if word in _WORDS}
    for statement in reply["statements"]:
        known |= set(_calculated(statement["calculation"]))
    return [figure for figure in figures(reply["text"]) if not _is_known(figure, known)]


def _calculated(calculation: dict[str, Any] | None) -> Iterator[Decimal]:
    if calculation is None:
        return
    for text in (calculation["result"], *(operand["value"] for operand in calculation["operands"])):
        yield from figures(text)


def _is_known(figure: Decimal, known: Iterable[Decimal]) -> bool:
    scaled = {figure * scale for scale in _SCALES} | {figure * 12}
    return any(abs(value - one) <= abs(value) * Decimal("0.005") for value in known for one in scaled)


def parsed(line: str) -> dict[str, Any]:
    """A reply as the JSON object that it is."""
    reply: dict[str, Any] = json.loads(line)
    return reply
