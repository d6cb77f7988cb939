"""What a figure or a fact is about and states, and whether a question says just that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Range
from dealdesk.domain.record import Figure
from dealdesk.language.function_word import SPELLS
from dealdesk.language.mention import Named, When
from dealdesk.scope.worth import in_short

if TYPE_CHECKING:
    from dealdesk.context.context import Context
    from dealdesk.context.term import Profile
    from dealdesk.domain.record import Fact
    from dealdesk.language.mention import Mention
    from dealdesk.language.reading import Reading

_YEARS = (1900, 2100)
_YEAR = re.compile(r"\b\d{4}\b")
_NUMBERS = frozenset({"number", "numbers", "figure", "estimate", "outlook", "forecast", "target", "projection"})


def subjects(record: Figure | Fact) -> tuple[str, ...]:
    """The names that a record is about, by whose word, and where it was said."""
    return (*record.subject, *record.object, *(one for one in (record.by, record.where) if one))


def record_names(record: Figure | Fact) -> set[str]:
    """The names that a record is about, as terms."""
    return {f"@{one}" for one in (*record.subject, *record.object)}


def object_kinds(record: Figure | Fact, context: Context) -> set[str]:
    """What sort of names a record has as its objects: `person`, `product` ..."""
    return {context.knowledge.names[one].kind for one in record.object if one in context.knowledge.names}


def subject_kinds(record: Figure | Fact, context: Context) -> set[str]:
    """What sort of names a record is about."""
    return {context.knowledge.names[one].kind for one in record.subject if one in context.knowledge.names}


def names_amount(reading: Reading, record: Figure | Fact) -> bool:
    """True where the question says the very amount of a figure."""
    value = record.value if isinstance(record, Figure) else None
    return value is not None and any(
        (said.exact and said.unit == value.unit and said.holds(value.amount)) or is_in_short(reading, mention, said, record)
        for mention, said in reading.of(Range)
    )


def is_in_short(reading: Reading, mention: Mention, said: Range, record: Figure | Fact) -> bool:
    """`the 650 forecast`: a bare number that is the amount of a figure in billions, and no year."""
    year = said.low is not None and _YEARS[0] <= said.low <= _YEARS[1]
    if year or not said.exact or not isinstance(record, Figure):
        return False
    scaled = in_short(reading, mention, said)
    return scaled is not None and scaled.unit == record.value.unit and scaled.holds(record.value.amount)


def names_period(reading: Reading, record: Figure | Fact) -> int:
    """How many dates of the question are the very years that a figure is for: `2023 to 2026`, `before 2022`, `last year`."""
    said = [set(_YEAR.findall(when.period.label)) for _, when in reading.of(When)]
    return sum(bool(years) and years == years_for(record) for years in said) + bool(spell_said(reading, record))


def spell_said(reading: Reading, record: Figure | Fact) -> frozenset[int]:
    """The tokens that say the period of a record in its own words, where those are no date: `last year`."""
    period = tuple((record.period or "").casefold().split())
    if not period or SPELLS.isdisjoint(period) or any(char.isdigit() for char in record.period or ""):
        return frozenset()
    starts = (i for i in range(len(reading.norms) - len(period) + 1) if reading.norms[i : i + len(period)] == period)
    return frozenset(i for start in starts for i in range(start, start + len(period)))


def years_for(record: Figure | Fact) -> set[str]:
    """The years that the period of a record names."""
    return set(_YEAR.findall(record.period or ""))


def names_bound(reading: Reading, profile: Profile) -> int:
    """How many bounds of the question, such as `above $700 billion`, are amounts that the record itself states."""
    bounds = [(said.unit, said.low if said.low is not None else said.high) for _, said in reading.of(Range) if said.unit and not said.exact]
    return sum(any(amount.unit == unit and bound in (amount.low, amount.high) for amount in profile.amounts) for unit, bound in bounds)


def is_number_of(reading: Reading, record: Figure) -> bool:
    """`her 2027 number`, `the figure given at that fair`: a figure with the name of who gave it, or of where."""
    number = bool(names_period(reading, record)) or any(token.norm in _NUMBERS for token in reading.tokens)
    told = {record.by, record.where} - {None}
    return number and any(told & {*named.ids} for _, named in reading.of(Named))


def phrase_said(reading: Reading, profile: Profile) -> frozenset[int]:
    """The words of a record's object or subject that is no name, where the question says all of them: `the Bell Ringer`."""
    for phrase in profile.phrases:
        for start in range(len(reading.norms) - len(phrase) + 1):
            if reading.norms[start : start + len(phrase)] == phrase:
                return frozenset(range(start, start + len(phrase)))
    return frozenset()


def states(said: Range, profile: Profile) -> bool:
    """Whether a record states an amount that the question says, or the very bound that it says."""
    amounts = [amount for amount in profile.amounts if amount.unit == said.unit]
    if not said.exact and any((amount.low, amount.high) == (said.low, said.high) for amount in amounts):
        return True  # `over 700 billion` is what the source itself says
    return any(said.holds(one) for amount in amounts for one in (amount.low, amount.high) if one is not None)
