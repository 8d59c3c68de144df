"""Before maturity, default judged at maturity (Merton 1974; Barucca and others 2020)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from caploop.clearing.problem import Floats
from caploop.clearing.worth.abstract import AbstractWorth
from caploop.clearing.worth.spread import positive_spread

SMALL = 1e-8


@dataclass(frozen=True, slots=True)
class MertonWorth(AbstractWorth):
    """Outside assets move until maturity as a lognormal martingale, all else stays as it is.

    `spread` is the standard deviation of their log at maturity (volatility times the root of the
    time), one number or one a party. `recovery` multiplies what a party in default has left: 1
    for no cost of default. No interest.
    """

    spread: ArrayLike
    recovery: ArrayLike

    def share(self, equity_usd: Floats, *, owed_usd: Floats, outside_usd: Floats) -> Floats:
        """Expected share paid at maturity: whole, or what is left times the recovery.

        As a spread between two calls on outside assets: one struck where the party has nothing
        left for its creditors, one where it can just pay all. The more the assets may move, the
        less the debt is worth.

        >>> worth = MertonWorth(0.3, 1.0)
        >>> of = {"owed_usd": np.array([8.0]), "outside_usd": np.array([10.0])}
        >>> worth.share(np.array([2.0]), **of).round(4).tolist()
        [0.9558]
        """
        spread, recovery = positive_spread(self.spread), np.asarray(self.recovery)
        pays_all = outside_usd - equity_usd
        covered = _call(outside_usd, pays_all - owed_usd, spread)
        covered -= _call(outside_usd, pays_all, spread)
        solvent = _above(outside_usd, pays_all, spread)
        # Two calls that are struck all but alike leave rounding; the limit is the chance of all.
        is_small = owed_usd <= SMALL * (outside_usd + np.abs(equity_usd))
        paid = np.divide(covered, owed_usd, out=solvent.copy(), where=~is_small & (owed_usd > 0))
        paid = np.where(owed_usd > 0, paid, 1.0)
        return np.clip(recovery * paid + (1 - recovery) * solvent, 0.0, 1.0)


def _distance(asset: Floats, strike: Floats, spread: Floats) -> Floats:
    """Log of asset over strike in spreads; infinite where the strike is not above 0."""
    known = (strike > 0) & (asset > 0)
    ratio = np.divide(asset, strike, out=np.ones_like(strike), where=known)
    always = np.where(strike <= 0, np.inf, -np.inf)
    return np.where(known, np.log(ratio) / spread, always)


def _call(asset: Floats, strike: Floats, spread: Floats) -> Floats:
    middle = _distance(asset, strike, spread)
    return np.asarray(
        asset * ndtr(middle + spread / 2) - strike * ndtr(middle - spread / 2), dtype=np.float64
    )


def _above(asset: Floats, strike: Floats, spread: Floats) -> Floats:
    return np.asarray(ndtr(_distance(asset, strike, spread) - spread / 2), dtype=np.float64)
