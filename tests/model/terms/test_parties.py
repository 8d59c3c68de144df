"""Quarters of the model and back."""

from __future__ import annotations

from caploop.model.terms.parties import FIRMS, HOLDERS, INVESTORS, ORIGINS, period_of, quarter_name


def test_periods_and_quarters_are_inverse() -> None:
    assert [period_of(quarter_name(n)) for n in range(1, 41)] == list(range(1, 41))
    assert period_of("2025Q4") == 0


def test_orders_that_arrays_rely_on() -> None:
    assert INVESTORS[: len(FIRMS)] == FIRMS
    assert HOLDERS[: len(INVESTORS)] == INVESTORS
    assert ORIGINS[-len(FIRMS) :] == FIRMS
