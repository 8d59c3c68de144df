"""Many networks with the same totals, of any density between sparse and complete."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.clearing.minimum_density import cannot_be_met, few_links, most_met, totals
from caploop.clearing.problem import Floats, Ints, positive_count
from caploop.core.errors import UsageError
from caploop.core.labels import by_name


@dataclass(frozen=True, kw_only=True, slots=True)
class Ensemble:
    """Networks with the totals given; `flow_usd` has the axes sample, payer, payee.

    `links` and `blended` count links, and sparse networks blended, by sample, of `links_wanted`.
    `gap_usd` is the largest difference from a total. Nothing, and a reason, where no network has
    these totals.
    """

    flow_usd: Floats | None
    links: Ints
    blended: Ints
    links_wanted: int
    gap_usd: float
    reason: str | None = None

    @property
    def is_dense_enough(self) -> bool:
        """Whether every sample has at least the links asked for."""
        return bool((self.links >= self.links_wanted).all())


@by_name()
def network_ensemble(
    paid_usd: ArrayLike,
    received_usd: ArrayLike,
    *,
    density: float,
    samples: int,
    seed: int,
    blended_most: int = 1_000,
) -> Ensemble:
    """Networks drawn at a density, each of which meets all totals, nobody paying itself.

    `paid_usd[i]` and `received_usd[i]` are all that i pays and receives, of one type of flow.
    A sample blends sparse networks, each built link by link, new links first and large pairs more
    or less before small ones, until it has `density` of the links that can be; the weights of the
    blend are uniform on those that add up to 1. Every blend of networks with the same totals has
    them too. Density 0 gives single sparse networks, near `minimum_density`; 1 links all with all,
    as maximum entropy does, unevenly. Run a measure over several densities and report its spread:
    which density is true is not in the totals. Samples are independent.

    It is not the posterior of a stated prior, as of Gandy and Veraart (2017, Manag. Sci. 63:4428).
    Raises UsageError for sums that differ, wrong shapes, negative amounts, NaN, a density outside
    0 to 1.

    >>> found = network_ensemble([2, 1, 1], [1, 2, 1], density=0.5, samples=3, seed=1)
    >>> found.flow_usd.shape, found.flow_usd.sum(axis=2).round(9).tolist()[0]
    ((3, 3, 3), [2.0, 1.0, 1.0])
    """
    paid, received = totals(paid_usd, received_usd)
    positive_count("samples", samples)
    positive_count("blended_most", blended_most)
    if not 0 <= density <= 1:
        raise UsageError(f"density is {density}; give a share of all possible links, 0 to 1")
    if (problem := cannot_be_met(paid, received)) is not None:
        none = np.zeros(0, dtype=np.int64)
        return Ensemble(
            flow_usd=None, links=none, blended=none, links_wanted=0, gap_usd=np.nan, reason=problem
        )
    possible = int(np.count_nonzero(most_met(paid, received)))
    wanted = int(np.ceil(density * possible))
    chance = np.random.default_rng(seed)
    flows, counts = [], []
    for _ in range(samples):
        flow, blended = _blend(paid, received, chance, links=wanted, most=blended_most)
        flows.append(flow)
        counts.append(blended)
    flow = np.array(flows)
    gaps = [np.abs(flow.sum(axis=2) - paid), np.abs(flow.sum(axis=1) - received)]
    return Ensemble(
        flow_usd=flow,
        links=np.count_nonzero(flow, axis=(1, 2)).astype(np.int64),
        blended=np.array(counts, dtype=np.int64),
        links_wanted=wanted,
        gap_usd=float(max(gap.max(initial=0.0) for gap in gaps)),
    )


def _blend(
    paid: Floats, received: Floats, chance: np.random.Generator, *, links: int, most: int
) -> tuple[Floats, int]:
    """One network of at least so many links where that is reached, and how many went into it."""
    total, weights, blended = np.zeros((len(paid), len(paid))), 0.0, 0
    while blended == 0 or (blended < most and np.count_nonzero(total) < links):
        # Exponential weights over their sum are uniform on the simplex.
        weight = chance.exponential()
        total += weight * few_links(paid, received, chance, known=total > 0)
        weights, blended = weights + weight, blended + 1
    return total / weights, blended
