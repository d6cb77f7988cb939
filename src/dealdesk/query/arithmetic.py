"""Arithmetic over stated amounts, with exact decimals; the bound of a result follows from those of its operands."""

from __future__ import annotations

import statistics
from decimal import Decimal
from typing import TYPE_CHECKING

from dealdesk.domain.quantity import Bound, Quantity, combined

if TYPE_CHECKING:
    from collections.abc import Sequence

PERCENT = "%"
TIMES = "times"


def _result(amount: Decimal, unit: str, operands: Sequence[Quantity]) -> Quantity:
    return Quantity(amount=amount, unit=unit, bound=combined(frozenset(value.bound for value in operands)))


def total(values: Sequence[Quantity]) -> Quantity:
    """The sum of `values`, all of one unit."""
    return _result(sum((value.amount for value in values), Decimal()), values[0].unit, values)


def mean(values: Sequence[Quantity]) -> Quantity:
    """The arithmetic mean of `values`."""
    return _result(total(values).amount / len(values), values[0].unit, values)


def median(values: Sequence[Quantity]) -> Quantity:
    """The middle one of `values`, or the mean of the two middle ones."""
    middle = statistics.median(sorted(value.amount for value in values))
    return _result(Decimal(middle), values[0].unit, values)


def spread(values: Sequence[Quantity]) -> Quantity:
    """The largest of `values` less the smallest."""
    amounts = [value.amount for value in values]
    return _result(max(amounts) - min(amounts), values[0].unit, values)


def difference(left: Quantity, right: Quantity) -> Quantity:
    """How far apart the two are, without sign; the bounds do not carry over to a difference."""
    return Quantity(amount=abs(left.amount - right.amount), unit=left.unit, bound=_loose(left, right))


def ratio(left: Quantity, right: Quantity) -> Quantity:
    """`left` as a multiple of `right`, which is not zero."""
    return Quantity(amount=left.amount / right.amount, unit=TIMES, bound=_loose(left, right))


def share(part: Quantity, whole: Quantity) -> Quantity:
    """`part` in percent of `whole`, which is not zero."""
    return Quantity(amount=100 * part.amount / whole.amount, unit=PERCENT, bound=_loose(part, whole))


def part(percentage: Quantity, whole: Quantity) -> Quantity:
    """So many percent of `whole`, with its bound."""
    return Quantity(amount=percentage.amount * whole.amount / 100, unit=whole.unit, bound=whole.bound)


def growth(before: Quantity, after: Quantity) -> Quantity:
    """The change from `before`, which is not zero, to `after`, in percent of `before`."""
    change = 100 * (after.amount - before.amount) / before.amount
    return Quantity(amount=change, unit=PERCENT, bound=_loose(before, after))


def per(value: Quantity, parts: Decimal) -> Quantity:
    """`value` spread evenly over `parts`."""
    return Quantity(amount=value.amount / parts, unit=value.unit, bound=value.bound)


def _loose(left: Quantity, right: Quantity) -> Bound:
    return Bound.EXACTLY if left.bound is right.bound is Bound.EXACTLY else Bound.ABOUT
