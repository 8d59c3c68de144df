"""What late capacity costs: 2 GW late at 12 a year, 42 of capex and 9 % for money."""

from __future__ import annotations

from typing import Any

import pytest

from caploop.model.compute.delay import late_bill
from tests.model.quarter_cases import Given, Now


def bill(*, wanted: float, kept: float = 1.0, **terms: Any) -> tuple[float, float]:
    x = Now({"gw_wanted": wanted, "gw_in_all": 8.0, "leases_kept": kept})
    given = {"ell": 12.0, "kappa": 42.0, "r_les": 0.09, **terms}
    made = late_bill(x, Given(**given), 5)
    return float(made["gw_replaced"]), float(made["late_bill"])


def test_what_is_on_time_costs_nothing() -> None:
    assert bill(wanted=8.0) == (0.0, 0.0)
    assert bill(wanted=7.0) == (0.0, 0.0)


def test_half_is_rented_dearer_and_half_of_the_lessors_money_is_recovered() -> None:
    replaced, paid = bill(wanted=10.0)
    assert replaced == pytest.approx(1.0)
    assert paid == pytest.approx((1.0 * 1.4 * 12 + 2.0 * 0.5 * 0.09 * 42) / 4)


def test_a_late_gw_costs_less_than_one_in_service_and_never_nothing() -> None:
    """A delay saves part of the rent; what it costs beside is what it would have earned."""
    assert 0 < bill(wanted=10.0)[1] < 2.0 * 12 / 4


def test_nothing_is_billed_once_leases_are_rejected() -> None:
    assert bill(wanted=10.0, kept=0.0) == (0.0, 0.0)
