"""What 600 bn buys, as the specification has it."""

from __future__ import annotations

import pytest

from caploop.model.compute.funnel import end_if_exponential, end_if_linear, gw_years


@pytest.mark.parametrize(("price", "bought"), [(13.3, 45.1), (9.375, 64.0), (12, 50.0)])
def test_gw_years_of_600(price: float, bought: float) -> None:
    assert gw_years(600, price=price) == pytest.approx(bought, rel=0.001)


@pytest.mark.parametrize(("bought", "end"), [(45, 16.1), (50, 18.1), (60, 22.1), (64, 23.7)])
def test_capacity_at_the_end_of_2030_if_it_rises_evenly(bought: float, end: float) -> None:
    assert end_if_linear(bought, start=1.9) == pytest.approx(end, rel=0.005)


@pytest.mark.parametrize(("bought", "end"), [(45, 25.1), (64, 41.3)])
def test_capacity_at_the_end_of_2030_if_it_grows_at_one_rate(bought: float, end: float) -> None:
    assert end_if_exponential(bought, start=1.9) == pytest.approx(end, rel=0.01)
