"""Arithmetic over stated amounts: exact, and bounds follow."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.domain.quantity import Bound, Quantity
from dealdesk.query import arithmetic

AMOUNTS = st.lists(st.decimals(1, 10**12, places=2, allow_nan=False), min_size=1, max_size=8)


def values(amounts: list[Decimal], bound: Bound = Bound.EXACTLY) -> list[Quantity]:
    return [Quantity(amount=amount, bound=bound) for amount in amounts]


@given(AMOUNTS)
def test_the_mean_times_the_number_is_the_sum(amounts: list[Decimal]) -> None:
    total, mean = arithmetic.total(values(amounts)), arithmetic.mean(values(amounts))

    assert abs(mean.amount * len(amounts) - total.amount) < Decimal("0.001")


@given(AMOUNTS)
def test_the_median_lies_between_the_extremes(amounts: list[Decimal]) -> None:
    assert min(amounts) <= arithmetic.median(values(amounts)).amount <= max(amounts)


@given(AMOUNTS, AMOUNTS)
def test_a_difference_has_no_direction(left: list[Decimal], right: list[Decimal]) -> None:
    one, two = arithmetic.total(values(left)), arithmetic.total(values(right))

    assert arithmetic.difference(one, two) == arithmetic.difference(two, one)


@pytest.mark.parametrize(
    ("bounds", "result"),
    [
        ([Bound.EXACTLY, Bound.EXACTLY], Bound.EXACTLY),
        ([Bound.EXACTLY, Bound.UP_TO], Bound.UP_TO),
        ([Bound.ABOUT, Bound.EXACTLY], Bound.ABOUT),
        ([Bound.UP_TO, Bound.AT_LEAST], Bound.ABOUT),
        ([Bound.OVER, Bound.ABOUT], Bound.AT_LEAST),
    ],
)
def test_the_bound_of_a_sum(bounds: list[Bound], result: Bound) -> None:
    parts = [Quantity(amount=Decimal(5), bound=bound) for bound in bounds]

    assert arithmetic.total(parts).bound is result


def test_ratio_share_and_growth() -> None:
    small, large = values([Decimal(4), Decimal(21)])

    assert arithmetic.ratio(large, small).amount == Decimal("5.25")
    assert arithmetic.share(small, Quantity(amount=Decimal(16))).amount == 25
    assert arithmetic.growth(small, Quantity(amount=Decimal(5))).amount == 25
