"""Prices follow who hangs on whom, and only for contracts that come up."""

from __future__ import annotations

import numpy as np

from caploop.model.finance.bargain import LEAST, MOST
from caploop.model.terms.parties import LESSORS
from tests.model.conftest import Series


def test_without_bargaining_prices_stay_those_of_the_contracts(series: Series) -> None:
    assert np.ptp(series("lease_price", "no bargaining")) == 0
    assert np.ptp(series("lease_price")) > 0.01
    assert np.ptp(series("chip_price")) > 0.001


def test_bargained_rent_is_not_the_contracts(series: Series) -> None:
    apart = series("rent_paid")[:, -1] - series("rent_paid", "no bargaining")[:, -1]
    assert np.abs(apart).max() > 0.01


def test_a_price_moves_by_less_than_a_twentieth_of_its_bounds_a_quarter(series: Series) -> None:
    price = series("lease_price")
    assert np.abs(np.diff(price, axis=1)).max() <= (MOST - LEAST) / 16
    assert price.min() >= LEAST
    assert price.max() <= MOST


def test_who_comes_to_hang_on_openai_gives_way(series: Series) -> None:
    last = series("lease_price")[:, -1].mean(axis=0)
    assert last[LESSORS.index("oracle")] < 1
