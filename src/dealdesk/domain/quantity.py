"""Amounts with their unit and the qualifier that the source put before them.

Amounts are decimals in one base unit: whole dollars, percent, megawatts, years.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

LENGTHS = frozenset({"years", "months"})  # units of how long something lasts


class Bound(StrEnum):
    """How firmly an amount is stated; the words are those that replies use."""

    EXACTLY = "exactly"
    ABOUT = "about"
    UP_TO = "up to"
    AT_LEAST = "at least"
    OVER = "over"

    @property
    def words(self) -> str:
        """The qualifier as said before an amount; empty for an exact one."""
        return "" if self is Bound.EXACTLY else self.value


def combined(bounds: frozenset[Bound]) -> Bound:
    """The bound of a total whose parts have `bounds`."""
    said = bounds - {Bound.EXACTLY}
    lower = said & {Bound.AT_LEAST, Bound.OVER}
    if not said:
        return Bound.EXACTLY
    if lower and Bound.UP_TO in said:
        return Bound.ABOUT
    if lower:
        return Bound.AT_LEAST
    return Bound.UP_TO if Bound.UP_TO in said else Bound.ABOUT


def _decimal(raw: object) -> object:
    return Decimal(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw


def is_currency(unit: str) -> bool:
    """True for three capital letters, as ISO 4217 has them."""
    return len(unit) == 3 and unit.isupper() and unit.isalpha()  # noqa: PLR2004


class Quantity(BaseModel):
    """An amount, its unit (`USD`, `%`, `MW`, `years` ...) and its bound."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    amount: Annotated[Decimal, BeforeValidator(_decimal)]
    unit: str = Field(default="USD", validation_alias=AliasChoices("unit", "currency"))
    bound: Bound = Bound.EXACTLY

    @property
    def is_money(self) -> bool:
        """True for an amount of a currency."""
        return is_currency(self.unit)


@dataclass(frozen=True, slots=True)
class Range:
    """An amount or a range of amounts, in the unit's base.

    Attributes:
        low: least amount meant; None where open.
        high: greatest amount meant; None where open.
        unit: `USD`, `%`, `MW` ..., empty for a bare number that may be an amount in short.
        strict: the ends themselves are outside (`over`, `under`).
        assumed: the unit is not said, as in `over 300 million`.
        about: said to be no exact amount, `about 22 billion`.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    strict: bool = False
    assumed: bool = field(default=False, compare=False)
    about: bool = field(default=False, compare=False)

    @property
    def exact(self) -> bool:
        """True for one amount, false for a range."""
        return self.low is not None and self.low == self.high

    def holds(self, amount: Decimal) -> bool:
        """True where `amount` lies in the range; one exact amount is met within 0.2 percent, or rounded to it where said with `about`."""
        if self.exact and self.low is not None:
            return abs(amount - self.low) <= abs(self.low) / 500 or (self.about and _is_rounded(amount, self.low))
        above = self.low is None or amount > self.low or (amount == self.low and not self.strict)
        below = self.high is None or amount < self.high or (amount == self.high and not self.strict)
        return above and below

    def decided_by(self, *parts: Quantity) -> bool | None:
        """Whether what is stated, or what several amounts come to, lies in the range as far as bounds tell; None where it may or may not.

        `Up to 4` is anything from nothing on, and `at least 4` has no end.
        """
        bounds, total = {one.bound for one in parts}, sum((one.amount for one in parts), Decimal())
        if self.exact or bounds <= {Bound.EXACTLY, Bound.ABOUT}:
            return self.holds(total)
        least = sum((one.amount for one in parts if one.bound is not Bound.UP_TO), Decimal())
        most = None if bounds & {Bound.AT_LEAST, Bound.OVER} else total
        past = self.strict or Bound.OVER in bounds  # the least that it may be is already outside a high end that it meets
        above = self.low is None or least > self.low or (least == self.low and (Bound.OVER in bounds or not self.strict))
        below = self.high is None or (most is not None and (most < self.high or (most == self.high and not self.strict)))
        short = self.low is not None and most is not None and (most < self.low or (most == self.low and self.strict))
        beyond = self.high is not None and (least > self.high or (least == self.high and past))
        return True if above and below else False if short or beyond else None


def _is_rounded(amount: Decimal, said: Decimal) -> bool:
    """True where `amount`, rounded to the digits that are said, is `said`, and no more than 4 percent are lost by it."""
    last = said.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(int(last))
    return abs(amount - said) <= step / 2 and 25 * abs(amount - said) <= abs(said)
