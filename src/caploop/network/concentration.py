"""How few carry how much: Herfindahl-Hirschman index, with bounds for what is undisclosed."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from numpy.typing import ArrayLike

from caploop.core.errors import UsageError
from caploop.network.arrays import SHARE_TOLERANCE, money


@dataclass(frozen=True, kw_only=True, slots=True)
class DisclosedBounds:
    """Least and greatest value that the disclosed amounts allow; `high` None has no limit."""

    low: float
    high: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Concentration:
    """Index (sum of squared shares, 0 to 1), effective number 1/index and top-one share.

    `undisclosed_share` is the part of the total without a name. All None, with a reason, where
    the total is 0.
    """

    index: DisclosedBounds | None
    effective_number: DisclosedBounds | None
    top_share: DisclosedBounds | None
    undisclosed_share: float | None
    reason: str | None = None


def concentration(
    known_usd: ArrayLike,
    *,
    total_usd: float | None = None,
    largest_rest_share: float | None = None,
    rest_parties_most: int | None = None,
) -> Concentration:
    """Bounds of HHI = sum share^2, of 1/HHI and of the largest share.

    `known_usd[party]` are the amounts disclosed, one for each party, `total_usd` the whole
    (default: their sum), of one kind of flow. The rest belongs to others: split as finely as can
    be it adds nothing, as coarsely as can be one party has it all. `largest_rest_share` caps each
    hidden share (10 % of revenue where larger customers must be named, ASC 280-10-50-42) and
    `rest_parties_most` their number. Times 10,000 the index is the HHI of competition law.

    A total of 0: None and a reason. Raises UsageError for a total below the sum, caps that cannot
    hold the rest, wrong shapes, negative values or NaN.

    >>> concentration([30, 30, 20, 20]).index
    DisclosedBounds(low=0.26, high=0.26)
    >>> concentration([50], total_usd=100, largest_rest_share=0.1).index
    DisclosedBounds(low=0.25, high=0.3)
    """
    known = money("known_usd", known_usd).ravel()
    disclosed = float(known.sum())
    total = disclosed if total_usd is None else float(money("total_usd", total_usd))
    if disclosed > total * (1 + SHARE_TOLERANCE):
        raise UsageError(f"known amounts add up to {disclosed:g}, above {total:g}; mend the total")
    if total == 0:
        return Concentration(
            index=None,
            effective_number=None,
            top_share=None,
            undisclosed_share=None,
            reason="the total is 0: there are no shares",
        )
    shares = known / total
    rest = max(total - disclosed, 0.0) / total
    rest = rest if rest > SHARE_TOLERANCE else 0.0
    cap = min(rest, 1.0 if largest_rest_share is None else largest_rest_share)
    _check_caps(rest, cap, rest_parties_most)
    even = rest / rest_parties_most if rest_parties_most else 0.0
    base, top = float((shares**2).sum()), float(shares.max(initial=0.0))
    index = DisclosedBounds(low=base + rest * even, high=base + _coarsest(rest, cap))
    return Concentration(
        index=index,
        effective_number=DisclosedBounds(
            low=1 / (index.high or 1.0), high=1 / index.low if index.low > 0 else None
        ),
        top_share=DisclosedBounds(low=max(top, even), high=max(top, cap)),
        undisclosed_share=rest,
    )


def _check_caps(rest: float, cap: float, parties: int | None) -> None:
    if rest == 0:
        return
    if cap <= 0 or (parties is not None and parties * cap < rest - SHARE_TOLERANCE):
        raise UsageError(
            f"the undisclosed share {rest:g} does not fit into {parties} parties of at most "
            f"{cap:g}; raise largest_rest_share or rest_parties_most"
        )


def _coarsest(rest: float, cap: float) -> float:
    """Sum of squares of as many parts at the cap as fit, and one with what is left."""
    if rest == 0:
        return 0.0
    full = floor(rest / cap + SHARE_TOLERANCE)
    return full * cap**2 + max(rest - full * cap, 0.0) ** 2
