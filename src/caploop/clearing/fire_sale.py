"""Forced sales of assets that several parties hold, and prices that fall by them, by depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from caploop.clearing.batch import still_to_come
from caploop.clearing.problem import Bools, Floats, Ints, amounts, positive_count, positive_number
from caploop.core.errors import UsageError
from caploop.core.labels import by_name

ROUNDING = 1e-15

Impact = Literal["exponential", "linear"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FireSale:
    """Outcome for each market depth; axes depth, scenario (where given), then asset or party.

    `price` is over the price before the shock; `sold_usd` is what each party sells of its
    holdings, at the price before; `loss_usd` what each loses, by shock and sales together,
    `sale_loss_usd` the part that the sales add; `equity_usd` what is left, below 0 at worst.
    """

    depth_usd: Floats
    price: Floats
    sold_usd: Floats
    loss_usd: Floats
    sale_loss_usd: Floats
    equity_usd: Floats
    rounds: Ints
    is_converged: Bools


@by_name()
def fire_sale(
    holding_usd: ArrayLike,
    *,
    other_usd: ArrayLike,
    debt_usd: ArrayLike,
    leverage_most: ArrayLike,
    price_shock: ArrayLike,
    depth_usd: ArrayLike,
    impact: Impact = "exponential",
    tolerance: float = 1e-10,
    rounds_most: int = 100_000,
) -> FireSale:
    """Prices and losses for every depth given: a depth is seldom known, so one is never enough.

    `holding_usd[party, asset]` at prices before; `other_usd[party]` assets nobody sells,
    `debt_usd[party]`; `leverage_most[party]` the assets over equity above which a party must sell
    (a loan to value of v is a leverage of 1/(1 - v)); `price_shock[.., asset]` the first fall, a
    share of the price; `depth_usd[depth, asset]` dollars of sales, at prices before, that bring
    the price to 1/e (`exponential`: exp(-sales/depth)) or to 0 (`linear`: 1 - sales/depth).

    A party sells the same part of all its holdings, and pays debt with the proceeds, until it is
    within its limit or has sold all; one without equity sells all. All sell at the price where the
    market ends (Cifuentes, Ferrucci and Shin 2005, J. Eur. Econ. Assoc. 3:556; several assets:
    Cont and Schaanning 2017). More sales never raise a price, so that the rounds from the shocked
    price down end at the highest prices that agree with themselves.

    Raises UsageError for wrong shapes, NaN, negative amounts, a depth of 0, a leverage below 1.

    >>> found = fire_sale([[100.0]], other_usd=[0], debt_usd=[80], leverage_most=[5],
    ...                   price_shock=[0.1], depth_usd=[[1000.0], [np.inf]])
    >>> found.price.round(4).tolist()
    [[0.8285], [0.9]]
    """
    holding = np.atleast_2d(np.asarray(holding_usd, dtype=np.float64))
    parties, assets = holding.shape
    holding = amounts("holding_usd", holding, parties=assets)
    market = _Market(
        holding=holding,
        other=amounts("other_usd", other_usd, parties=parties, batch=False),
        debt=amounts("debt_usd", debt_usd, parties=parties, batch=False),
        leverage=amounts("leverage_most", leverage_most, parties=parties, batch=False),
        impact=impact,
    )
    shock = amounts("price_shock", price_shock, parties=assets)
    depth = _depth(depth_usd, assets)
    if (market.leverage < 1).any() or (shock > 1).any():
        raise UsageError("leverage_most is below 1, or price_shock above 1: mend them")
    positive_number("tolerance", tolerance)
    positive_count("rounds_most", rounds_most)
    rows = shock.reshape(-1, assets)
    cells = [(d, row) for d in depth for row in rows]
    found = [_lowest_fall(market, s, d, within=(tolerance, rounds_most)) for d, s in cells]
    lead = (len(depth), *shock.shape[:-1])
    price = np.array([p for p, _, _ in found]).reshape(*lead, assets)
    return _record(market, price, shock, depth=depth, told=(lead, found))


@by_name()
def liquidity_weighted_overlap(holding_usd: ArrayLike, depth_usd: ArrayLike) -> Floats:
    """What i loses, in dollars, for each whole book that j sells: sum_k S_ik S_jk / D_k.

    First order in the sales (Cont and Schaanning 2017); `holding_usd[party, asset]`,
    `depth_usd[asset]`. Raises UsageError as `fire_sale`.

    >>> liquidity_weighted_overlap([[10, 0], [5, 5]], [100, 100]).tolist()
    [[1.0, 0.5], [0.5, 0.5]]
    """
    holding = np.atleast_2d(np.asarray(holding_usd, dtype=np.float64))
    holding = amounts("holding_usd", holding, parties=holding.shape[1])
    (depth,) = _depth(depth_usd, holding.shape[1])
    return np.asarray(holding / depth @ holding.T)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Market:
    holding: Floats
    other: Floats
    debt: Floats
    leverage: Floats
    impact: str

    def sold_part(self, price: Floats) -> Floats:
        """Part of its holdings that each party must sell at that price."""
        worth = price @ self.holding.T
        excess = self.other + worth - self.leverage * (self.other + worth - self.debt)
        part = np.divide(excess, worth, out=np.zeros_like(worth), where=worth > 0)
        insolvent = self.other + worth <= self.debt
        return np.clip(np.where(insolvent & (self.debt > 0), 1.0, part), 0.0, 1.0)

    def price(self, first: Floats, sold: Floats, depth: Floats) -> Floats:
        """Price after the first fall and the sales, both as shares of the price before."""
        ratio = sold / depth
        if self.impact == "linear":
            return np.asarray(first * np.maximum(1 - ratio, 0.0))
        return np.asarray(first * np.exp(-ratio))


def _depth(depth_usd: ArrayLike, assets: int) -> Floats:
    depth = np.atleast_2d(np.asarray(depth_usd, dtype=np.float64))
    if depth.shape[-1] != assets or not (depth > 0).all():
        raise UsageError(
            f"depth_usd has the shape {depth.shape} or a depth not above 0; give the axes depth, "
            f"asset ({assets} assets), in dollars; inf where sales do not move the price"
        )
    return depth


def _lowest_fall(
    market: _Market, shock: Floats, depth: Floats, *, within: tuple[float, int]
) -> tuple[Floats, int, bool]:
    if market.impact not in {"exponential", "linear"}:
        raise UsageError(f"impact is {market.impact!r}; say 'exponential' or 'linear'")
    first = price = 1 - shock
    before, (tolerance, rounds_most) = np.full(1, np.inf), within
    for rounds in range(1, rounds_most + 1):
        sold = market.sold_part(price) @ market.holding
        new = market.price(first, sold, depth)
        fall = np.array([(price - new).max(initial=0.0)])
        left = still_to_come(fall, before, rounding=ROUNDING)
        price, before = new, fall
        if max(float(fall[0]), float(left[0])) <= tolerance:
            return price, rounds, True
    return price, rounds_most, False


def _record(
    market: _Market,
    price: Floats,
    shock: Floats,
    *,
    depth: Floats,
    told: tuple[tuple[int, ...], list[tuple[Floats, int, bool]]],
) -> FireSale:
    lead, found = told
    loss = (1 - price) @ market.holding.T
    by_shock = shock @ market.holding.T
    return FireSale(
        depth_usd=depth,
        price=price,
        sold_usd=market.sold_part(price) * market.holding.sum(axis=1),
        loss_usd=loss,
        sale_loss_usd=np.maximum(loss - by_shock, 0.0),
        equity_usd=market.other + market.holding.sum(axis=1) - market.debt - loss,
        rounds=np.array([r for _, r, _ in found], dtype=np.int64).reshape(lead),
        is_converged=np.array([c for _, _, c in found], dtype=np.bool_).reshape(lead),
    )
