"""A stated figure spread evenly: over the companies that it is stated of, or over the years that it is for."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from dealdesk.context import wording
from dealdesk.domain.answer import Answer, Answered, Calculation, Operand, Statement, Unknown
from dealdesk.domain.record import Figure
from dealdesk.kinds.kind import Claimed, Kind
from dealdesk.language.mention import Named, spanned
from dealdesk.matching.match import matches
from dealdesk.matching.stated import names_amount
from dealdesk.query import arithmetic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dealdesk.context.context import Context
    from dealdesk.language.reading import Reading
    from dealdesk.scope.question import Asked

_YEARS = re.compile(r"\b(20\d\d)\b\D{1,12}\b(20\d\d)\b")
_EVENLY = frozenset({"evenly", "equally", "each", "apiece"})  # beside `split`
_SURE = 2.5  # a match of this score is about the figure


class Evenly(Struct, frozen=True):
    """The figure of a record, per `part`: `company` or `year`."""

    records: tuple[str, ...]
    part: str

    def __str__(self) -> str:
        return f"{', '.join(self.records)} per {self.part}"


def _recognise(asked: Asked) -> Iterator[Claimed[Evenly]]:
    reading = asked.reading
    part, cue = _part(reading)
    if not part:
        return
    found = [
        m for m in matches(reading, asked.context) if isinstance(m.record, Figure) and m.record.value.is_money and not m.record.total_of
    ]
    said = [m for m in found if names_amount(reading, m.record)] or [m for m in found if m.score > _SURE and not m.wrong]
    for match in said[:1]:
        told = spanned((*reading.words("ask"), *reading.words("noun", "years", "company"), *reading.words("attribute", "value")))
        groups = spanned(m for m, named in reading.of(Named) if set(named.ids) & set(match.record.subject))
        yield Claimed(Evenly((match.record.id,), part), cue | told | groups | match.used, match.score)


def _part(reading: Reading) -> tuple[str, frozenset[int]]:
    """What is divided among, and the words that say it; nothing where an average of several things is meant."""
    yearly, average = reading.words("operation", "yearly"), reading.words("operation", "average")
    if yearly or (average and reading.has("noun", "years")):
        return "year", spanned((*yearly, *average, *reading.words("noun", "years")))
    dividing = reading.words("operation", "dividing")
    each = frozenset(i for i, token in enumerate(reading.tokens) if token.norm in _EVENLY) if dividing or average else frozenset[int]()
    shares = (*reading.words("operation", "evenly"), *dividing, *average, *reading.words("modifier", "all"))
    return ("company", spanned(shares) | each) if each or reading.has("operation", "evenly") else ("", frozenset())


def _answer(query: Evenly, context: Context) -> Answer:
    figure = next(f for f in context.knowledge.figures if f.id in query.records)
    stated = Statement(figure.statement, context.cite(*figure.evidence), figure.value)
    parts = _members(figure, context) if query.part == "company" else _years(figure)
    if parts is None:
        return Unknown(f"My sources do not state over how many {_PLURALS[query.part]} that is spread.", (stated,))
    number, among = parts
    result = arithmetic.per(figure.value, Decimal(number))
    said = wording.derived(result)
    text = f"{said[:1].upper()}{said[1:]} {_EACH[query.part]}: {wording.quantity(figure.value)} {among}."
    operands = (Operand(figure.id, figure.value, stated.citations[0]), Operand(figure.id, number, stated.citations[0]))
    head = Statement(text, stated.citations, result, Calculation(f"per {query.part}", operands, result))
    return Answered((head, stated), ("Spread evenly, which my sources do not say.",))


_PLURALS = {"company": "companies", "year": "years"}
_EACH = {"company": "each", "year": "a year"}


def _members(figure: Figure, context: Context) -> tuple[int, str] | None:
    """How many companies the figure is stated of together, and who they are."""
    members = [m for one in figure.subject if one in context.knowledge.names for m in context.knowledge.names[one].members]
    return (len(members), f"among {wording.listed([context.knowledge.say(m) for m in members])}") if members else None


def _years(figure: Figure) -> tuple[int, str] | None:
    """How many calendar years the figure's period names, both ends among them."""
    found = _YEARS.search(figure.period or "")
    if found is None:
        return None
    first, last = (int(year) for year in found.groups())
    return (last - first + 1, f"over the years {first} to {last}") if last > first else None


KIND = Kind("evenly", (), _recognise, _answer)
