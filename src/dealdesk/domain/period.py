"""Dates as precise as their source, and the periods that questions ask about.

Intervals are half-open: a period holds its `start` and not its `end`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct
from pydantic import GetPydanticSchema
from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?"
    r"|--(?P<only_month>\d{2})"
)


@total_ordering  # which adds nothing to a Struct: that has an order of its own
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, quarter, month or day; or a month whose year the source does not say."""

    year: int | None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None

    @property
    def start(self) -> date:
        """The first day that this date may mean; year 1 where none is said."""
        month = self.month or (3 * self.quarter - 2 if self.quarter else 1)
        return date(self.year or 1, month, self.day or 1)

    @property
    def end(self) -> date:
        """The first day after all that this date may mean."""
        start = self.start
        if self.day:
            return date.fromordinal(start.toordinal() + 1)
        return later(start, 1 if self.month else 3 if self.quarter else 12)

    def __lt__(self, other: PartialDate) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    def __str__(self) -> str:
        if self.quarter:
            return f"Q{self.quarter} {self.year}"
        month = MONTHS[self.month - 1] if self.month else ""
        parts = (month, f"{self.day}," if self.day else "", str(self.year or ""))
        return " ".join(part for part in parts if part)


def later(day: date, months: int) -> date:
    """The first of the month that lies `months` after that of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def parse_partial_date(text: str) -> PartialDate:
    """The date written as `2025`, `2025-Q3`, `2025-03`, `2025-03-14` or `--03`.

    Raises:
        ValueError: the text has another form or names no day of the calendar.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        message = f"{text!r} is not a date such as 2025, 2025-Q3, 2025-03, 2025-03-14 or --03"
        raise ValueError(message)
    said = {name: int(value) for name, value in match.groupdict().items() if value}
    month = said.get("only_month", said.get("month"))
    parsed = PartialDate(said.get("year"), month, said.get("day"), said.get("quarter"))
    _ = parsed.start
    return parsed


def _schema(_source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - pydantic's
    return core_schema.no_info_plain_validator_function(lambda raw: raw if isinstance(raw, PartialDate) else parse_partial_date(str(raw)))


Date = Annotated[PartialDate, GetPydanticSchema(_schema)]


class Period(Struct, frozen=True):
    """What a question says about time: an interval, or months of whatever year.

    Attributes:
        label: the words for it in a reply, such as `September 2025` or `after March 2025`.
        start: first day inside; None where open.
        end: first day outside; None where open.
        months: the months meant where no year was said; empty otherwise.
        relation: `before`, `after` or `since` where the label opens with it; empty otherwise.
    """

    label: str
    start: date | None = None
    end: date | None = None
    months: frozenset[int] = frozenset()
    relation: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        """The first and the last year of a closed period; none of one that is open."""
        if self.start is None or self.end is None:
            return ()
        return tuple(sorted({self.start.year, (self.end - timedelta(days=1)).year}))

    @property
    def ends(self) -> tuple[Period, Period] | None:
        """The first and the last month of a period of several; None where it is open, or one month."""
        if self.start is None or self.end is None or later(self.start, 1) >= self.end:
            return None
        last = later(self.end, -1) if self.end.day == 1 else self.end.replace(day=1)
        first = self.start.replace(day=1)
        return Period(f"{MONTHS[first.month - 1]} {first.year}", first, later(first, 1)), Period(
            f"{MONTHS[last.month - 1]} {last.year}", last, later(last, 1)
        )

    def covers(self, when: PartialDate | None) -> bool:
        """True where all that `when` may mean lies inside."""
        if when is None:
            return False
        if self.months:
            return when.month in self.months
        if when.year is None:
            return False
        return (self.start is None or self.start <= when.start) and (self.end is None or when.end <= self.end)
