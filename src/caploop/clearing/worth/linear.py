"""In proportion to the equity left of what was there before: DebtRank as a valuation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.clearing.problem import Floats
from caploop.clearing.worth.abstract import AbstractWorth
from caploop.core.errors import UsageError

ROUNDING = 1e-14


@dataclass(frozen=True, slots=True)
class LinearWorth(AbstractWorth):
    """`equity_before_usd` is each party's own equity before the shock, above 0."""

    equity_before_usd: ArrayLike

    def __post_init__(self) -> None:
        """Raises UsageError for equity that is not above 0, of which nothing is a share."""
        if not (np.asarray(self.equity_before_usd, dtype=np.float64) > 0).all():
            raise UsageError(
                "equity_before_usd is not above 0 everywhere; leave these parties out, or value "
                "with FurfineWorth, which needs no equity before"
            )

    def share(self, equity_usd: Floats, *, owed_usd: Floats, outside_usd: Floats) -> Floats:
        """Equity over equity before, within [0, 1]; 1 where the loss is rounding.

        >>> LinearWorth([4.0]).share(np.array([3.0]), owed_usd=np.array([5.0]),
        ...     outside_usd=np.zeros(1)).tolist()
        [0.75]
        """
        before = np.asarray(self.equity_before_usd, dtype=np.float64)
        # Where claims are many times equity, rounding taken for a loss would grow into a real one.
        rounding = ROUNDING * np.maximum(owed_usd, outside_usd)
        is_whole = equity_usd >= before - rounding
        return np.where(is_whole, 1.0, np.clip(equity_usd / before, 0.0, 1.0))
