"""Intervals hold every number their ends allow."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.interval import Interval, around, exactly, meets

NUMBER = st.decimals(-(10**6), 10**6, places=2)
POSITIVE = st.decimals(1, 10**6, places=2)
WIDTH = st.decimals(0, 100, places=2)


def inside(value: Decimal, interval: Interval) -> bool:
    slack = Decimal("1e-9") * max(abs(interval.low), abs(interval.high), Decimal(1))
    return interval.low - slack <= value <= interval.high + slack


@given(a=NUMBER, b=NUMBER, u=WIDTH, v=WIDTH)
def test_sums_and_products_hold_what_their_parts_hold(
    a: Decimal, b: Decimal, u: Decimal, v: Decimal
) -> None:
    one, other = around(a, u), around(b, v)
    for x in (one.low, a, one.high):
        for y in (other.low, b, other.high):
            assert inside(x + y, one + other)
            assert inside(x - y, one - other)
            assert inside(x * y, one * other)


@given(a=POSITIVE, b=POSITIVE)
def test_quotients_and_powers_hold_what_their_parts_hold(a: Decimal, b: Decimal) -> None:
    half = Decimal("0.5")
    one, other = around(a, half), around(b, half)
    assert inside(a / b, one / other)
    assert inside(a**half, one**half)


def test_a_divisor_that_can_be_zero_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        exactly(Decimal(1)) / around(Decimal(1), Decimal(2))


def test_the_figure_as_printed_stays_in_the_middle() -> None:
    total = around(Decimal("13.1"), Decimal("0.05")) - exactly(Decimal("4.3"))
    assert total.mid == Decimal("8.8")
    assert meets(total, exactly(Decimal("8.85")))
    assert not meets(total, exactly(Decimal("8.86")))
