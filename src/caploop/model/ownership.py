"""Who owns a company after a round: shares in pieces that sum to one."""

from __future__ import annotations

from collections.abc import Mapping

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
