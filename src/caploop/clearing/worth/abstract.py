"""The seam of network valuation: what a dollar owed by a party is worth, given its equity."""

from __future__ import annotations

from abc import ABC, abstractmethod

from caploop.clearing.problem import Floats


class AbstractWorth(ABC):
    """How creditors value what a party owes them; one rule for all parties, parameters by party."""

    @abstractmethod
    def share(self, equity_usd: Floats, *, owed_usd: Floats, outside_usd: Floats) -> Floats:
        """Worth of a dollar owed by each party, in [0, 1], never falling in its equity.

        All arrays end in the axis party: `equity_usd` as valued in this round, `owed_usd` all the
        party owes, inside and outside, `outside_usd` its assets outside the network.
        """
