"""What a stated amount with its bound decides of a claimed range."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dealdesk.domain.quantity import Bound, Quantity, Range

TEN = Decimal(10)


def over(low: int, *, strict: bool = True) -> Range:
    return Range(Decimal(low), None, "USD", strict=strict)


def under(high: int, *, strict: bool = True) -> Range:
    return Range(None, Decimal(high), "USD", strict=strict)


@pytest.mark.parametrize(
    ("bound", "claimed", "decided"),
    [
        (Bound.EXACTLY, over(9), True),
        (Bound.EXACTLY, over(10), False),
        (Bound.ABOUT, under(9), False),
        (Bound.UP_TO, over(9), None),  # it may come to less
        (Bound.UP_TO, over(10), False),
        (Bound.UP_TO, over(11), False),
        (Bound.UP_TO, under(11), True),
        (Bound.UP_TO, under(9), None),
        (Bound.AT_LEAST, over(9), True),
        (Bound.AT_LEAST, over(10), None),
        (Bound.AT_LEAST, over(11), None),
        (Bound.AT_LEAST, under(9), False),
        (Bound.AT_LEAST, under(10), False),
        (Bound.AT_LEAST, under(10, strict=False), None),
        (Bound.AT_LEAST, under(11), None),
        (Bound.OVER, over(10), True),
        (Bound.OVER, under(10, strict=False), False),
        (Bound.OVER, under(11), None),
    ],
)
def test_a_bound_decides_only_what_it_bounds(bound: Bound, claimed: Range, decided: bool | None) -> None:  # noqa: FBT001 - a table
    assert claimed.decided_by(Quantity(amount=TEN, bound=bound)) is decided


@pytest.mark.parametrize("bound", Bound)
def test_an_exact_claim_is_of_the_amount(bound: Bound) -> None:
    stated = Quantity(amount=TEN, bound=bound)

    assert Range(TEN, TEN, "USD").decided_by(stated) is True
    assert Range(Decimal(9), Decimal(9), "USD").decided_by(stated) is False


@pytest.mark.parametrize(
    ("parts", "claimed", "decided"),
    [
        (((6, Bound.EXACTLY), (4, Bound.UP_TO)), over(5), True),  # the six alone
        (((6, Bound.EXACTLY), (4, Bound.UP_TO)), over(7), None),
        (((6, Bound.EXACTLY), (4, Bound.UP_TO)), over(10), False),
        (((6, Bound.EXACTLY), (4, Bound.UP_TO)), under(11), True),
        (((6, Bound.EXACTLY), (4, Bound.UP_TO)), under(6), False),
        (((6, Bound.EXACTLY), (4, Bound.AT_LEAST)), over(9), True),
        (((6, Bound.EXACTLY), (4, Bound.AT_LEAST)), over(11), None),
        (((6, Bound.EXACTLY), (4, Bound.AT_LEAST)), under(9), False),
        (((6, Bound.UP_TO), (4, Bound.AT_LEAST)), over(3), True),
        (((6, Bound.UP_TO), (4, Bound.AT_LEAST)), over(5), None),
        (((6, Bound.ABOUT), (4, Bound.EXACTLY)), over(9), True),
    ],
)
def test_a_sum_is_as_open_as_its_parts(parts: tuple[tuple[int, Bound], ...], claimed: Range, decided: bool | None) -> None:  # noqa: FBT001 - a table
    assert claimed.decided_by(*(Quantity(amount=Decimal(amount), bound=bound) for amount, bound in parts)) is decided
