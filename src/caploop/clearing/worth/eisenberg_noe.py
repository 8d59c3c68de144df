"""Paid in proportion at maturity from what there is (Eisenberg and Noe 2001)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caploop.clearing.problem import Floats
from caploop.clearing.worth.abstract import AbstractWorth


@dataclass(frozen=True, slots=True)
class EisenbergNoeWorth(AbstractWorth):
    """All creditors of a party share its assets alike, those outside the network too."""

    def share(self, equity_usd: Floats, *, owed_usd: Floats, outside_usd: Floats) -> Floats:
        """Assets over debts, at most 1; 1 where nothing is owed.

        >>> EisenbergNoeWorth().share(np.array([-4.0]), owed_usd=np.array([10.0]),
        ...     outside_usd=np.array([6.0])).tolist()
        [0.6]
        """
        owes = owed_usd > 0
        paid = np.clip(equity_usd + owed_usd, 0.0, owed_usd)
        return np.divide(paid, owed_usd, out=np.ones_like(paid), where=owes)
