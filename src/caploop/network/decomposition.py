"""Each dollar of a closed flow given to one loop: Qian's stochastic cycle decomposition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.core.errors import UsageError
from caploop.core.labels import by_name
from caploop.network.arrays import Floats, square, strong_component
from caploop.network.loops import named_loops

PARTIES_MOST = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class WeightedLoop:
    """A loop and the dollars of the flow that run round it."""

    parties: tuple[int, ...]
    weight_usd: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Decomposition:
    """All loops with their weights, their sum as a matrix, and its largest gap to the flow."""

    loops: tuple[WeightedLoop, ...]
    rebuilt_usd: Floats
    gap_usd: float


@by_name("flow_usd")
def cycle_decomposition(flow_usd: ArrayLike, *, balance_tolerance: float = 1e-9) -> Decomposition:
    """Weights w_c of all simple loops of a balanced flow, with F = sum_c w_c 1_c.

    `flow_usd[i, j]` is what i pays j, of one type; every party pays out what it receives. The
    weight is the rate at which a walker who follows the money, and forgets each loop it closes,
    closes loop c: with P = F_ij / F_i and total flow F,
    w_c = F prod_c P_ij det(I - P without c) / sum_k det(I - P without k)
    (Jiang, Qian and Qian 2004, Mathematical Theory of Nonequilibrium Steady States). The split is
    not unique; this rule is one choice, and the result says how well the loops rebuild the flow.
    The number of loops grows fast: at most 12 parties.

    Raises UsageError for an unbalanced flow, more parties, wrong shapes, negative values or NaN.

    >>> both = cycle_decomposition([[0, 4, 0], [1, 0, 3], [3, 0, 0]])
    >>> [(c.parties, round(c.weight_usd, 9)) for c in both.loops]
    [((0, 1, 2), 3.0), ((0, 1), 1.0)]
    """
    flow = square("flow_usd", flow_usd)
    _check(flow, balance_tolerance)
    label = strong_component(flow)
    loops = [
        loop
        for number in range(int(label.max(initial=-1)) + 1)
        for loop in _part(flow, np.flatnonzero(label == number).tolist())
    ]
    loops.sort(key=lambda loop: (-loop.weight_usd, len(loop.parties), loop.parties))
    rebuilt = np.zeros_like(flow)
    for loop in loops:
        rebuilt[list(loop.parties), [*loop.parties[1:], loop.parties[0]]] += loop.weight_usd
    gap = float(np.abs(rebuilt - flow).max(initial=0.0))
    return Decomposition(loops=tuple(loops), rebuilt_usd=rebuilt, gap_usd=gap)


def _check(flow: Floats, balance_tolerance: float) -> None:
    if len(flow) > PARTIES_MOST:
        raise UsageError(f"{len(flow)} parties, {PARTIES_MOST} at most; merge some, or name loops")
    gap = np.abs(flow.sum(axis=0) - flow.sum(axis=1))
    if (gap > balance_tolerance * flow.max(initial=0.0)).any():
        party = int(gap.argmax())
        raise UsageError(
            f"party {party} pays out and receives amounts {gap[party]:g} apart; "
            "close the flow with a party 'outside'"
        )


def _part(flow: Floats, members: list[int]) -> Iterator[WeightedLoop]:
    inside = flow[np.ix_(members, members)]
    paid = inside.sum(axis=1)
    if paid.sum() == 0:
        return
    chance = inside / paid[:, None]
    stay = np.eye(len(members)) - chance
    scale = sum(_minor(stay, (party,)) for party in range(len(members)))
    for loop in named_loops(inside, length_most=len(members), self_loops=True):
        here = list(loop.parties)
        along = float(np.prod(chance[here, [*here[1:], here[0]]]))
        weight = float(paid.sum()) * along * _minor(stay, loop.parties) / scale
        yield WeightedLoop(parties=tuple(members[i] for i in here), weight_usd=weight)


def _minor(matrix: Floats, without: tuple[int, ...]) -> float:
    kept = [i for i in range(len(matrix)) if i not in without]
    return float(np.linalg.det(matrix[np.ix_(kept, kept)])) if kept else 1.0
