"""Fire sales: prices by depth, highest price that agrees with itself, limits of leverage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.clearing import fire_sale, liquidity_weighted_overlap
from caploop.core.errors import UsageError

ONE: dict[str, Any] = {
    "holding_usd": [[100.0]],
    "other_usd": [0],
    "debt_usd": [80],
    "leverage_most": [5],
}


def market(seed: int) -> dict[str, Any]:
    chance = np.random.default_rng(seed)
    holding = chance.lognormal(2, 1, (4, 3)) * (chance.random((4, 3)) < 0.7)
    assets = holding.sum(axis=1) + 1
    return {
        "holding_usd": holding,
        "other_usd": np.ones(4),
        "debt_usd": assets * chance.uniform(0.3, 0.9, 4),
        "leverage_most": np.full(4, 8.0),
        "price_shock": chance.random((2, 3)) * 0.4,
    }


@pytest.mark.parametrize("impact", ["linear", "exponential"])
@given(st.integers(0, 1_000))
def test_a_shallower_market_never_has_higher_prices(impact: Any, seed: int) -> None:
    case = market(seed)
    depth = np.outer([20.0, 100, 1_000, np.inf], np.ones(3))
    found = fire_sale(**case, depth_usd=depth, impact=impact)
    assert (np.diff(found.price, axis=0) >= -1e-9).all()
    assert ((found.price >= 0) & (found.price <= 1 - case["price_shock"] + 1e-12)).all()
    np.testing.assert_allclose(found.price[-1], 1 - case["price_shock"], rtol=0, atol=1e-12)
    total = case["holding_usd"].sum(axis=1)
    assert ((found.sold_usd >= 0) & (found.sold_usd <= total + 1e-9)).all()
    assert found.is_converged.all()


@given(st.integers(0, 1_000))
def test_prices_fall_with_sales_and_more_debt_brings_more(seed: int) -> None:
    case = market(seed)
    depth = np.full((1, 3), 200.0)
    calm = fire_sale(**{**case, "debt_usd": case["debt_usd"] * 0.5}, depth_usd=depth)
    tense = fire_sale(**case, depth_usd=depth)
    assert (tense.sold_usd >= calm.sold_usd - 1e-6).all()
    assert (tense.price <= calm.price + 1e-9).all()


def test_parties_end_within_their_limit_or_have_sold_all() -> None:
    found = fire_sale(**ONE, price_shock=[0.05], depth_usd=[[1_000.0]])
    price, sold = found.price[0, 0], found.sold_usd[0, 0]
    assets, debt = price * (100 - sold), 80 - price * sold
    assert assets / (assets - debt) == pytest.approx(5, rel=1e-6)
    assert price == pytest.approx(0.95 * np.exp(-sold / 1_000))
    assert found.loss_usd[0, 0] == pytest.approx(100 * (1 - price))
    assert found.sale_loss_usd[0, 0] == pytest.approx(100 * (0.95 - price))
    assert found.equity_usd[0, 0] == pytest.approx(assets - debt)


def test_a_party_without_equity_sells_all() -> None:
    found = fire_sale(**ONE, price_shock=[0.3], depth_usd=[[np.inf]])
    assert found.sold_usd.tolist() == [[100]]
    assert found.equity_usd[0, 0] == pytest.approx(-10)


def test_one_that_holds_none_of_it_is_untouched_and_one_that_need_not_sell_still_loses() -> None:
    found = fire_sale(
        [[100.0, 0], [50, 0], [0, 50]],
        other_usd=[0, 0, 0],
        debt_usd=[80, 0, 0],
        leverage_most=[5, 5, 5],
        price_shock=[0.1, 0],
        depth_usd=[[500.0, 500.0]],
    )
    assert found.sold_usd[0, 1:].tolist() == [0, 0]
    assert found.sale_loss_usd[0, 1] > 0
    assert found.loss_usd[0, 2] == 0


def test_overlap_is_what_a_small_sale_costs_the_other() -> None:
    holding = np.array([[10.0, 0], [5, 5]])
    overlap = liquidity_weighted_overlap(holding, [100, 100])
    assert overlap[0, 1] == pytest.approx(10 * 5 / 100)
    np.testing.assert_allclose(overlap, overlap.T)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"depth_usd": [[0.0]]}, "depth not above 0"),
        ({"depth_usd": [[1.0, 1.0]]}, "axes depth, asset"),
        ({"leverage_most": [0.5]}, "leverage_most is below 1"),
        ({"price_shock": [1.5]}, "above 1"),
        ({"impact": "square"}, "say 'exponential' or 'linear'"),
        ({"holding_usd": [[-1.0]]}, "negative"),
    ],
)
def test_bad_input_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        fire_sale(**{**ONE, "price_shock": [0.1], "depth_usd": [[9.0]], **change})
