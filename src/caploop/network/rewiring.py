"""Random networks with the same degrees and the same strengths: edge swaps, then a fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import ArrayLike

from caploop.core.errors import UsageError
from caploop.core.labels import by_name
from caploop.network.arrays import Floats, Ints, square
from caploop.network.fitting import fit
from caploop.network.swaps import Edges, Support

DRAWS = 25
TRIES_PER_EDGE = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewired:
    """Samples on the observed payers: `payee[sample, edge]` and `amount_usd[sample, edge]`.

    `acceptance` is the share of draws whose amounts could be fitted, `moved_share` the mean share
    of edges that the observed network does not have. No samples: `reason` says why.
    """

    payer: Ints
    payee: Ints
    amount_usd: Floats
    own_usd: Floats
    acceptance: float | None
    moved_share: float | None
    reason: str | None = None

    def matrices(self) -> Iterator[Floats]:
        """Each sample as a matrix, row payer and column payee, in dollars."""
        for payee, amount in zip(self.payee, self.amount_usd, strict=True):
            matrix = np.diag(self.own_usd)
            matrix[self.payer, payee] = amount
            yield matrix


@by_name("flow_usd")
def rewired_samples(flow_usd: ArrayLike, *, samples: int = 200, seed: int) -> Rewired:
    """Networks in which every party has as many payers and payees, and as much in and out.

    `flow_usd[i, j]` is what i pays j, of one type of flow (types are never added). Each sample
    starts from the observed edges and is drawn on 25 times: swaps of the payees of random
    pairs of edges and turns of random triangles, five tries an edge in all; then maximum-entropy
    amounts are fitted on the new edges, totals kept to 1e-10 of each. A draw whose fit does not
    converge, or leaves an edge practically empty, is rejected and the sample stays where it was.
    Networks that can carry the totals are so drawn alike. Payments to oneself stay. Sample i
    depends on the network, the seed and i only.

    Too few or too rigid edges: no samples, and a reason. Raises UsageError for a count below 1, a
    negative seed, wrong shapes, negative values or NaN.

    >>> rewired_samples([[0, 30, 0], [0, 0, 60], [40, 0, 0]], seed=1).reason
    'no edge can be moved: with these degrees and amounts the network is too rigid to be rewired'
    """
    flow = square("flow_usd", flow_usd)
    if samples < 1 or seed < 0:
        raise UsageError(f"{samples} samples, seed {seed}; give at least 1 sample, a seed from 0")
    own = np.diag(flow).copy()
    support = Support.of(flow - np.diag(own))
    if len(support.payer) < 2:
        return _none(support, own, "fewer than two edges between parties: nothing can be rewired")
    payee, amount, accepted = _drawn(support, samples, seed=seed)
    moved = _moved(support, payee)
    if moved == 0:
        return _none(
            support,
            own,
            "no edge can be moved: with these degrees and amounts the network is too rigid "
            "to be rewired",
        )
    return Rewired(
        payer=support.payer,
        payee=payee,
        amount_usd=amount,
        own_usd=own,
        acceptance=accepted / (samples * DRAWS),
        moved_share=moved,
    )


def _drawn(support: Support, samples: int, *, seed: int) -> tuple[Ints, Floats, int]:
    """Payees and amounts of all samples, and how many draws were accepted."""
    chance = [Generator(Philox(key=np.array([seed, i], np.uint64))) for i in range(samples)]
    edges = [Edges(support) for _ in range(samples)]
    payee = np.tile(support.payee, (samples, 1))
    amount = np.tile(support.amount_usd, (samples, 1))
    tries = max(TRIES_PER_EDGE * len(support.payer) // DRAWS, 1)
    accepted = 0
    for _ in range(DRAWS):
        back = [sample.swap(now, tries) for sample, now in zip(edges, chance, strict=True)]
        moved = np.array([i for i in range(samples) if back[i]], dtype=np.int64)
        if not moved.size:
            continue
        new = np.array([edges[i].payee for i in moved], dtype=np.int64)
        fitted, good = fit(support, new)
        kept = moved[good]
        payee[kept], amount[kept] = new[good], fitted[good]
        for i in moved[~good]:
            for moves in back[i]:
                edges[i].apply(moves)
        accepted += len(kept)
    return payee, amount, accepted


def _moved(support: Support, payee: Ints) -> float:
    """Mean share of edges that the observed network does not have."""
    parties = len(support.out_usd)
    before = support.payer * parties + support.payee
    return float(1 - np.isin(support.payer * parties + payee, before).mean())


def _none(support: Support, own: Floats, reason: str) -> Rewired:
    shape = (0, len(support.payer))
    return Rewired(
        payer=support.payer,
        payee=np.zeros(shape, dtype=np.int64),
        amount_usd=np.zeros(shape),
        own_usd=own,
        acceptance=None,
        moved_share=None,
        reason=reason,
    )
