"""Fire sale of common collateral for every depth of its market: a depth is not known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caploop.clearing import fire_sale
from caploop.core.errors import UsageError
from caploop.stress.record import CollateralSale, Pledge

DEPTHS = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Depths asked about, as multiples of all that is held of the asset; a market that any sale leaves
where it is comes last. Not an estimate of any of them."""


def fire_sales(pledges: Sequence[Pledge], falls: Sequence[float]) -> tuple[CollateralSale, ...]:
    """Every fall, depth and holder of one asset, in that order, the thinnest market first.

    Raises UsageError where the holders are not of one asset, and what `fire_sale` refuses.
    """
    if len({p.asset for p in pledges}) != 1:
        raise UsageError("holders of one asset sell in one market: ask for each asset apart")
    held = sum(p.holding for p in pledges)
    depths = [*(n * held for n in DEPTHS), np.inf]
    found = fire_sale(
        [[p.holding] for p in pledges],
        other_usd=[p.other for p in pledges],
        debt_usd=[p.debt for p in pledges],
        leverage_most=[1 / (1 - p.limit) for p in pledges],
        price_shock=[[f] for f in falls],
        depth_usd=[[d] for d in depths],
    )
    if not found.is_converged.all():
        raise UsageError("prices of a fire sale did not settle; ask for a smaller first fall")
    return tuple(
        CollateralSale(
            asset=pledge.asset,
            party=pledge.party,
            first_fall=round(fall, 6),
            depth=None if np.isinf(depth) else round(float(depth), 6),
            price=round(float(found.price[d, f, 0]), 6),
            sold=round(float(found.sold_usd[d, f, p]), 6),
            loss=round(float(found.loss_usd[d, f, p]), 6),
            sale_loss=round(float(found.sale_loss_usd[d, f, p]), 6),
        )
        for f, fall in enumerate(falls)
        for d, depth in enumerate(depths)
        for p, pledge in enumerate(pledges)
    )
