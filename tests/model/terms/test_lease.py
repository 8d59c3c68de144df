"""Price of compute and the debt it carries, against the specification's cases."""

from __future__ import annotations

from typing import Any

import pytest

from caploop.model.terms.lease import annuity, debt_carried, lease_price, rent_due

CASE: dict[str, Any] = {
    "capex": 42,
    "it_share": 0.68,
    "it_years": 5,
    "shell_years": 20,
    "rate": 0.09,
    "utilisation": 0.70,
    "power_price": 75,
    "upkeep": 0.6,
    "margin": 0.2,
}


def test_an_annuity_repays_its_principal() -> None:
    left = 1.0
    for _ in range(5):
        left = left * 1.09 - annuity(0.09, 5)
    assert left == pytest.approx(0, abs=1e-12)
    assert annuity(0, 4) == 0.25


@pytest.mark.parametrize(
    ("changed", "cost", "price"),
    [
        ({}, 9.87, 12.34),
        ({"it_share": 0.70, "utilisation": 0.75}, 10.03, 12.54),
        ({"capex": 35, "rate": 0.075}, None, 10.05),
        ({"capex": 50, "rate": 0.11}, None, 15.34),
    ],
)
def test_the_lease_prices_of_the_specification(
    changed: dict[str, float], cost: float | None, price: float
) -> None:
    found = lease_price(**{**CASE, **changed})
    assert found[1] == pytest.approx(price, rel=0.01)
    if cost is not None:
        assert found[0] == pytest.approx(cost, abs=0.005)


def test_a_floor_bills_what_is_in_service_and_not_what_is_signed() -> None:
    assert rent_due(price=12, used=1.0, commissioned=2.0, floor=0.8) == pytest.approx(4.8)
    assert rent_due(price=12, used=1.9, commissioned=2.0, floor=0.8) == pytest.approx(5.7)


def test_ten_of_net_rent_carry_thirty_of_debt() -> None:
    assert debt_carried(rent=10, cover=1.3, years=5, rate=0.085) == pytest.approx(30.31, abs=0.005)
    quarterly = debt_carried(rent=10, cover=1.3, years=5, rate=0.085, payments_a_year=4)
    assert quarterly == pytest.approx(31.07, abs=0.005)
