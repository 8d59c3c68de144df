"""Before maturity, default the first time equity is gone (Black and Cox 1976)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from caploop.clearing.problem import Floats
from caploop.clearing.worth.abstract import AbstractWorth
from caploop.clearing.worth.spread import positive_spread


@dataclass(frozen=True, slots=True)
class BlackCoxWorth(AbstractWorth):
    """Outside assets move as a lognormal martingale; default is the first day equity is gone.

    `spread` as of `MertonWorth`. `recovery` is the share paid in default: on that day assets just
    cover debts, so it is the cost of default that it states, not what is left.
    """

    spread: ArrayLike
    recovery: ArrayLike

    def share(self, equity_usd: Floats, *, owed_usd: Floats, outside_usd: Floats) -> Floats:
        """1 less the loss in default times the probability that equity is ever gone.

        >>> worth = BlackCoxWorth(0.3, 0.4)
        >>> of = {"owed_usd": np.array([8.0]), "outside_usd": np.array([10.0])}
        >>> worth.share(np.array([2.0]), **of).round(4).tolist()
        [0.6949]
        """
        spread, recovery = positive_spread(self.spread), np.asarray(self.recovery)
        barrier = outside_usd - equity_usd
        touches = (barrier > 0) & (equity_usd > 0)
        ratio = np.divide(barrier, outside_usd, out=np.ones_like(equity_usd), where=touches)
        depth = np.log(ratio) / spread
        default = ndtr(depth + spread / 2) + ndtr(depth - spread / 2) / ratio
        default = np.where(touches, default, np.where(equity_usd > 0, 0.0, 1.0))
        return np.asarray(1 - (1 - recovery) * np.clip(default, 0.0, 1.0), dtype=np.float64)
