"""Whole while equity lasts, then a share given from outside (Furfine 2003)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.clearing.problem import Floats
from caploop.clearing.worth.abstract import AbstractWorth


@dataclass(frozen=True, slots=True)
class FurfineWorth(AbstractWorth):
    """`recovery` is the share that a party with equity below 0 pays; one number or one a party."""

    recovery: ArrayLike

    def share(self, equity_usd: Floats, *, owed_usd: Floats, outside_usd: Floats) -> Floats:
        """1 with equity of at least 0, else the recovery.

        >>> FurfineWorth(0.4).share(np.array([0.0, -1.0]), owed_usd=np.array([5.0, 5.0]),
        ...     outside_usd=np.zeros(2)).tolist()
        [1.0, 0.4]
        """
        return np.where(equity_usd >= 0, 1.0, np.asarray(self.recovery, dtype=np.float64))
