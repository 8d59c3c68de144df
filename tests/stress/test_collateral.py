"""Forced sales of common collateral as a function of depth."""

from __future__ import annotations

from math import exp

import pytest
from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.stress import Pledge, fire_sales

WEAK = Pledge(
    asset="chips", party="weak", holding=100.0, other=0.0, debt=80.0, limit=0.8, positions=("p",)
)
STRONG = replace(WEAK, party="strong", debt=0.0)


def test_in_a_market_that_does_not_move_a_holder_sells_down_to_its_limit() -> None:
    """90 against 80 of debt: 90 - x is 5 times equity of 10 at x = 40, and 40 / 0.9 before."""
    deep = fire_sales([WEAK], [0.1])[-1]
    assert deep.depth is None
    assert deep.sold == pytest.approx(40 / 0.9, abs=1e-6)
    assert (deep.price, deep.loss, deep.sale_loss) == (0.9, 10, 0)


def test_a_fall_beyond_the_equity_sells_all_at_the_price_the_depth_gives() -> None:
    """200 held, a depth of 50 to 800: the weak one sells 100 of them, the other nothing."""
    rows = fire_sales([WEAK, STRONG], [0.3])
    for row in rows:
        if row.depth is not None:
            assert row.price == pytest.approx(0.7 * exp(-100 / row.depth), abs=1e-6)
        assert row.sold == (100 if row.party == "weak" else 0)
        assert row.loss == pytest.approx(100 * (1 - row.price), abs=1e-3)


def test_who_sells_nothing_loses_by_the_sales_of_others_less_where_the_market_is_deeper() -> None:
    lost = [r.sale_loss for r in fire_sales([WEAK, STRONG], [0.3]) if r.party == "strong"]
    assert lost == sorted(lost, reverse=True)
    assert lost[0] > 0 == lost[-1]


def test_holders_of_two_assets_are_refused() -> None:
    with pytest.raises(UsageError, match="each asset apart"):
        fire_sales([WEAK, replace(WEAK, asset="shares")], [0.1])
