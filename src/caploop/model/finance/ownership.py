"""Who owns a company after a round: shares in pieces that sum to one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from caploop.core.errors import UsageError


def diluted(
    owned: Mapping[str, float], *, pre_money: float, raised: Mapping[str, float]
) -> dict[str, float]:
    """Fully diluted ownership after a round at a price before the new money.

    Each holder keeps its part of the value before; each investor gets its money over the value
    after. Raises UsageError where the ownership before does not sum to 1, the price is not
    positive or money is negative (specification, section 4).

    >>> after = diluted({"microsoft": 0.27, "rest": 0.73}, pre_money=730, raised={"new": 120})
    >>> round(after["microsoft"], 5)
    0.23188
    """
    if abs(sum(owned.values()) - 1) > 1e-9:
        raise UsageError(f"ownership sums to {sum(owned.values()):.6f}, not 1; name all holders")
    if pre_money <= 0 or min(raised.values(), default=0.0) < 0:
        raise UsageError("a round has a positive price and no negative money")
    post = pre_money + sum(raised.values())
    holders = dict.fromkeys((*owned, *raised))
    return {
        holder: (owned.get(holder, 0.0) * pre_money + raised.get(holder, 0.0)) / post
        for holder in holders
    }


CONVERTED = date(2025, 10, 28)
"""From this day OpenAI is a public benefit corporation with shares; before, profit was capped."""


def regime_on(day: date) -> Literal["capped profit", "shares"]:
    """Which rules share out profit on a day (specification, section 4).

    >>> regime_on(date(2025, 10, 27)), regime_on(date(2025, 10, 28))
    ('capped profit', 'shares')
    """
    return "shares" if day >= CONVERTED else "capped profit"


def capped_profits(
    profit: float,
    *,
    shares: Mapping[str, float],
    invested: Mapping[str, float],
    caps: Mapping[str, float],
    excess_to: str,
) -> dict[str, float]:
    """What each holder gets of a lifetime profit: its share, at most `caps` times what it put in.

    The excess goes to `excess_to`, the non-profit. Money in one unit. Raises UsageError where
    shares do not sum to 1 or a holder has no cap.

    >>> capped_profits(
    ...     1000,
    ...     shares={"a": 0.5, "b": 0.5},
    ...     invested={"a": 1, "b": 10},
    ...     caps={"a": 100, "b": 100},
    ...     excess_to="foundation",
    ... )
    {'a': 100, 'b': 500.0, 'foundation': 400.0}
    """
    if abs(sum(shares.values()) - 1) > 1e-9:
        raise UsageError(f"shares of profit sum to {sum(shares.values()):.6f}, not 1; name all")
    missing = [holder for holder in shares if holder not in caps or holder not in invested]
    if missing:
        raise UsageError(f"{missing[0]} has no cap or no sum invested; give both")
    paid = {
        holder: min(share * profit, caps[holder] * invested[holder])
        for holder, share in shares.items()
    }
    return {**paid, excess_to: paid.get(excess_to, 0.0) + profit - sum(paid.values())}
