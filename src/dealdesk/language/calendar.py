"""A small grammar of dates and periods.

period = [relation] (date [joiner date])
date   = month [day] [year] | quarter [year] | half [year] | season [year] | ["end of"] year

Intervals are half-open. A month without a year means that month of whatever year.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from dealdesk.domain.period import MONTHS, Period, later
from dealdesk.language.mention import Mention, When
from dealdesk.language.phrase import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dealdesk.language.lexicon import Calendar
    from dealdesk.language.token import Token

_YEARS = range(1990, 2100)
_DATING = frozenset({"in", "after", "before", "since", "until", "till", "during", "by"})  # `in may in total`

RELATIVE = {"last": "last", "previous": "last", "this": "this", "current": "this"}
MONTHS_IN = {"year": 12, "quarter": 3, "month": 1}
_GONE = frozenset({"past", "last", "previous"})
_THROUGHOUT = frozenset({"over", "in", "during", "within", "throughout", "across"})
_COUNTS = {word: number for number, word in enumerate(("two", "three", "four", "five", "six"), 2)} | {"twelve": 12, "eighteen": 18}
_LONGEST = 600  # months back
_OF_SOMETHING = frozenset({"its", "their", "the", "as", "a"})
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_ON_DAYS = (["on"], ["after"], ["before"], ["since"], ["until"], ["by"], ["from"])
_SINGLE = frozenset({"one", "order", "deal", "contract", "agreement", "loan"})
_BEFORE_MODAL = frozenset(
    {"what", "who", "how", "which", "where", "when", "it", "they", "he", "she", "you", "i", "we", "that", "much", "many"}
)
_OWNING = ("'s", "s'")
_SETTING_AGAINST = (["relative"], ["compared"], ["next"], ["close"], ["divided"])  # `relative to March` is no end


class _Date(Struct, frozen=True):
    start: int
    end: int
    first: int = 1
    last: int = 12
    year: int | None = None
    day: int | None = None
    name: str = ""


class CalendarGrammar(Struct, frozen=True):
    """The grammar over the word lists of `calendar.yaml`."""

    calendar: Calendar
    months: Mapping[str, int]
    relations: Phrases[str]
    starts: frozenset[str]

    @classmethod
    def of(cls, calendar: Calendar) -> CalendarGrammar:
        """The grammar that reads these words."""
        months = {name: number for number, names in calendar.months.items() for name in names}
        named = {
            "before": calendar.before, "after": calendar.after, "since": calendar.since,
            "until": calendar.until, "between": calendar.between,
        }  # fmt: skip
        rows = [(tuple(words.split()), name) for name, phrases in named.items() for words in phrases]
        relations = Phrases.of(rows)
        starts = frozenset((*months, *calendar.seasons, *calendar.ordinals, "last", *relations.lengths))
        return cls(calendar, months, relations, starts)

    def mentions(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        """Each date or period of `tokens`, with its relation if it has one."""
        norms = [_norm(token, self.starts) for token in tokens]
        found: list[Mention] = []
        index = 0
        while index < len(tokens):
            modal = tokens[index].text == "may" and index > 0 and norms[index - 1] in _BEFORE_MODAL
            begins = (norms[index] in self.starts or norms[index][-1].isdigit() or _DAY.fullmatch(norms[index])) and not modal
            read = self._period(norms, index) if begins else None
            if read is None:
                index += 1
                continue
            found.append(read)
            index = read.end
        yield from _with_shared_year(found)

    def _period(self, norms: list[str], start: int) -> Mention | None:
        relations = {name: end for end, name in self.relations.at(norms, start)}
        at = max(relations.values(), default=start)
        chosen = [name for name, end in relations.items() if end == at]
        while at < len(norms) and at > start and norms[at] in {"the", "of", "end", "start", "beginning"}:
            at += 1
        first = self._date(norms, at)
        if first is None:
            return None
        joined = norms[first.end : first.end + 1]
        second = None
        ranged = at > start and ("between" in relations or norms[start] == "from")
        if joined == ["up"] and norms[first.end + 1 : first.end + 2] == ["to"]:
            first, joined = replace(first, end=first.end + 1), ["to"]
        if joined and joined[0] in self.calendar.joined and (joined[0] != "and" or ranged):
            second = self._date(norms, first.end + 1) or _short_year(norms, first)
        if second is not None:
            return Mention(start, second.end, When(_from_to(first, second)))
        relation = next((name for name in ("before", "after", "since", "until") if name in chosen), "")
        if relation != "until" and norms[at - 1 : at] == ["the"] and norms[at] in self.months and _SINGLE & set(norms[at + 1 : at + 3]):
            relation = ""  # `before the May order`: before a deal, and not before a month
        if (
            relation == "until"
            and norms[start] in {"to", "by"}
            and ((norms[start] == "to" and at > start + 1) or norms[start - 1 : start] in _SETTING_AGAINST)
        ):
            relation = ""
        return Mention(start if relation else first.start, first.end, _related(first, relation))

    def _date(self, norms: list[str], at: int) -> _Date | None:
        if at >= len(norms):
            return None
        return (
            self._day_first(norms, at)
            or self._part_of_year(norms, at)
            or self._month(norms, at)
            or self._season(norms, at)
            or self._year_alone(norms, at)
        )

    def _day_first(self, norms: list[str], at: int) -> _Date | None:
        """`5 March 2029`, `on 5 March`, `the 5th of March`; not `the 2 March orders`."""
        match = _DAY.fullmatch(norms[at])
        day = int(match.group(1)) if match else 0
        month = at + 2 if norms[at + 1 : at + 2] == ["of"] else at + 1
        if not 1 <= day <= 31 or month >= len(norms) or norms[month] not in self.months:  # noqa: PLR2004 - days
            return None
        said = self._month(norms, month)
        placed = norms[at].isdigit() is False or norms[at - 1 : at] in _ON_DAYS or (said and said.year)
        return replace(said, start=at, day=day) if said and placed and said.day is None else None

    def _month(self, norms: list[str], at: int) -> _Date | None:
        if norms[at] not in self.months or self._is_verb(norms, at):
            return None
        month, end, day = self.months[norms[at]], at + 1, None
        if norms[end : end + 1] == ["."]:
            end += 1
        if end < len(norms) and norms[end].isdigit() and 1 <= int(norms[end]) <= 31 and norms[end + 1 : end + 2] == [","]:  # noqa: PLR2004 - days
            day, end = int(norms[end]), end + 2
        of = end + 1 if norms[end : end + 1] == ["of"] else end
        year = _year(norms, of)
        return _Date(at, of + 1 if year else end, month, month, year, day, MONTHS[month - 1])

    def _is_verb(self, norms: list[str], at: int) -> bool:
        if norms[at] not in self.calendar.modal:
            return False
        if at + 1 < len(norms) and _year(norms, at + 1):
            return False
        after = norms[at + 1] if at + 1 < len(norms) else ""
        before = norms[at - 1] if at else ""
        if before in _DATING:
            return False
        corrected = norms[at + 1 : at + 3] in (["i", "meant"], ["i", "mean"])  # `March I meant`
        return (after in self.calendar.modal_after and not corrected) or before in self.calendar.modal_before

    def _part_of_year(self, norms: list[str], at: int) -> _Date | None:
        word = norms[at]
        if len(word) == 2 and word[0] in "qh" and word[1].isdigit():  # noqa: PLR2004 - "q3"
            return self._part(norms, at, at + 1, "quarter" if word[0] == "q" else "half", int(word[1]))
        place = self.calendar.ordinals.get(word)
        unit_at = at + 2 if norms[at + 1 : at + 2] == ["-"] else at + 1
        unit = norms[unit_at] if unit_at < len(norms) else ""
        name = "quarter" if unit in self.calendar.quarters else "half" if unit in self.calendar.halves else ""
        if place and name:
            return self._part(norms, at, unit_at + 1, name, place)
        if name and word in self.calendar.last:  # `the last quarter of 2025`, and not `the last quarter`
            found = self._part(norms, at, unit_at + 1, name, 4 if name == "quarter" else 2)
            return found if found and found.year else None
        return self._span(norms, at)

    def _span(self, norms: list[str], at: int) -> _Date | None:
        """`the first three months of 2026`, `last six months of 2025`."""
        if norms[at] not in {"first", "last"} or norms[at + 2 : at + 3] != ["months"]:
            return None
        count = self.calendar.counts.get(norms[at + 1]) or (int(norms[at + 1]) if norms[at + 1].isdigit() else 0)
        end = at + 3 + (norms[at + 3 : at + 4] == ["of"])
        year = _year(norms, end)
        if not year or not 0 < count <= 12:  # noqa: PLR2004 - months
            return None
        first, last = (1, count) if norms[at] == "first" else (13 - count, 12)
        return _Date(at, end + 1, first, last, year, None, f"the {norms[at]} {norms[at + 1]} months of")

    def _part(self, norms: list[str], at: int, end: int, unit: str, place: int) -> _Date | None:
        size = 3 if unit == "quarter" else 6
        if not 1 <= place <= 12 // size:
            return None
        while norms[end : end + 1] in (["of"], ["the"], ["year"]):
            end += 1
        year = _year(norms, end)
        name = f"{'Q' if unit == 'quarter' else 'H'}{place}"
        return _Date(at, end + 1 if year else end, place * size - size + 1, place * size, year, None, name)

    def _season(self, norms: list[str], at: int) -> _Date | None:
        if norms[at] not in self.calendar.seasons:
            return None
        first, last = self.calendar.seasons[norms[at]]
        of = at + 2 if norms[at + 1 : at + 2] == ["of"] else at + 1
        year = _year(norms, of)
        if year is None and norms[at - 1 : at] not in (["in"], ["the"], ["last"], ["this"]) and not _describes(norms, at):
            return None
        return _Date(at, of + 1 if year else at + 1, first, last, year, None, norms[at])

    def _year_alone(self, norms: list[str], at: int) -> _Date | None:
        year = _year(norms, at)
        return _Date(at, at + 1, 1, 12, year) if year else None


def is_spell(norms: Sequence[str], index: int) -> bool:
    """True for `last year`, `this quarter`, a time that depends on when it is said; not for `its last month`, `the last year of it`."""
    spoken = norms[index] in RELATIVE and not MONTHS_IN.keys().isdisjoint(norms[index + 1 : index + 2])
    if not spoken or any(start <= index < end for start, end, _ in stretches(norms)):
        return False
    own = bool(index) and norms[index - 1] in _OF_SOMETHING
    return not own and tuple(norms[index + 2 : index + 3]) != ("of",)


def stretches(norms: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Start and end of each `past year`, `over the last 18 months`, and how many months that is; `last year` is one of the calendar."""
    for index in (i for i, norm in enumerate(norms[:-1]) if norm in _GONE):
        count = int(norms[index + 1]) if norms[index + 1].isdecimal() else _COUNTS.get(norms[index + 1], 0)
        unit = index + 1 + bool(count)
        months = MONTHS_IN.get("".join(norms[unit : unit + 1]).removesuffix("s"), 0) * (count or 1)
        before = tuple(norms[max(0, index - 2) : index])
        opened = not _THROUGHOUT.isdisjoint(before[-1:]) or (before[-1:] == ("the",) and not _THROUGHOUT.isdisjoint(before[:-1]))
        opened |= before[-1:] in (("the",), ("this",)) and (norms[index] == "past" or bool(count))
        if 0 < months <= _LONGEST and opened and tuple(norms[unit + 1 : unit + 2]) != ("of",):
            yield index, unit + 1, months


def _describes(norms: list[str], at: int) -> bool:
    """`Acme's spring contract`: a season between whose and what; `Acme's fall` is more often another thing."""
    return norms[at] != "fall" and at > 0 and norms[at - 1].endswith(_OWNING) and norms[at + 1 : at + 2] != [] and norms[at + 1].isalpha()


def _year(norms: list[str], at: int) -> int | None:
    if at < len(norms) and len(norms[at]) == 4 and norms[at].isdigit() and int(norms[at]) in _YEARS:  # noqa: PLR2004 - digits
        return int(norms[at])
    return None


def _norm(token: Token, starts: frozenset[str]) -> str:
    """The token's word in lower case; with its ending where it says whose, unless it may be a date itself."""
    owning = token.text.casefold().endswith(_OWNING) and token.norm not in starts and not token.norm[-1:].isdigit()
    return f"{token.norm}'s" if owning else token.norm


def _interval(said: _Date) -> tuple[date, date]:
    if said.year is None:
        message = f"{said} has no year"
        raise ValueError(message)
    if said.day:
        day = date(said.year, said.first, said.day)
        return day, date.fromordinal(day.toordinal() + 1)
    start = date(said.year, said.first, 1)
    months = said.last - said.first + 1 if said.last >= said.first else said.last + 13 - said.first
    return start, later(start, months)


def _short_year(norms: list[str], first: _Date) -> _Date | None:
    """The second year of `2023-26`, in the century of the first."""
    at = first.end + 1
    short = norms[at] if at < len(norms) else ""
    if first.year is None or norms[first.end] != "-" or len(short) != 2 or not short.isdigit():  # noqa: PLR2004 - `26`
        return None
    year = first.year // 100 * 100 + int(short)
    return _Date(at, at + 1, year=year) if year > first.year else None


def _label(said: _Date) -> str:
    day = f" {said.day}," if said.day else ""
    return f"{said.name}{day} {said.year or ''}".strip()


def _months(said: _Date) -> frozenset[int]:
    if said.last >= said.first:
        return frozenset(range(said.first, said.last + 1))
    return frozenset(range(said.first, 13)) | frozenset(range(1, said.last + 1))


def _related(said: _Date, relation: str) -> When:
    label = _label(said)
    if said.year is None:
        months = _months(said)
        if relation == "before":
            months = frozenset(range(1, said.first))
        elif relation == "after":
            months = frozenset(range(said.last + 1, 13))
        elif relation == "since":
            months = frozenset(range(said.first, 13))
        elif relation == "until":
            return When(Period(label, months=months), ahead=True)
        return When(Period(f"{relation} {label}".strip(), months=months, relation=relation))
    start, end = _interval(said)
    if relation == "before":
        return When(Period(f"before {label}", None, start, relation=relation))
    if relation == "after":
        return When(Period(f"after {label}", end, None, relation=relation))
    if relation == "since":
        return When(Period(f"since {label}", start, None, relation=relation))
    return When(Period(label, start, end), ahead=relation == "until")


def _from_to(first: _Date, second: _Date) -> Period:
    if first.year is None and second.year is not None:
        first = replace(first, year=second.year)
    if second.year is None and first.year is not None:
        second = replace(second, year=first.year)
    label = f"{_label(first)} to {_label(second)}"
    if first.year is None or second.year is None:
        return Period(label, months=frozenset(range(first.first, second.last + 1)))
    return Period(label, _interval(first)[0], _interval(second)[1])


def _with_shared_year(found: Sequence[Mention]) -> Iterator[Mention]:
    """`May and September 2025` says the year once for both."""
    for index, mention in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        when = mention.sense
        if not (
            isinstance(when, When) and after is not None and isinstance(after.sense, When)
            and when.period.months and len(when.period.months) == 1
            and after.start - mention.end == 1 and after.sense.period.start and not after.sense.ahead
        ):  # fmt: skip
            yield mention
            continue
        (month,) = when.period.months
        start = date(after.sense.period.start.year, month, 1)
        yield replace(mention, sense=When(Period(f"{MONTHS[month - 1]} {start.year}", start, later(start, 1))))
