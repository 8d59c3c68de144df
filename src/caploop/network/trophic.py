"""Who is upstream of whom, and how far flows run against that order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.core.labels import by_name
from caploop.network.arrays import Floats, Ints, square, weak_component


@dataclass(frozen=True, kw_only=True, slots=True)
class Trophic:
    """Levels of parties (lowest of each component 0) and incoherence F0, all and by component.

    F0 is 0 where all flows climb exactly one level and 1 where everything circulates; None where
    nothing flows, with a reason.
    """

    level: Floats
    incoherence: float | None
    component: Ints
    component_incoherence: tuple[float | None, ...]
    reason: str | None = None


@by_name("flow_usd")
def trophic_levels(flow_usd: ArrayLike) -> Trophic:
    """Trophic levels and incoherence F0 of one type of flow, by weakly connected component.

    `flow_usd[i, j]` is what i pays j. Levels h solve (diag(in + out) - W - W^T) h = in - out;
    F0 = sum W_ij (h_j - h_i - 1)^2 / sum W (MacKay, Johnson and Sansom 2020, R. Soc. Open Sci.
    7:201138). F0 has no size: a loop of one dollar scores like one of a hundred billion. Equity
    promises, purchases and debt are never added in one matrix.

    Raises UsageError for a matrix that is not square, negative values or NaN.

    >>> trophic_levels([[0, 1, 0], [0, 0, 1], [0, 0, 0]]).level.tolist()
    [0.0, 1.0, 2.0]
    >>> trophic_levels([[0, 1, 0], [0, 0, 1], [1, 0, 0]]).incoherence
    1.0
    """
    flow = square("flow_usd", flow_usd)
    component = weak_component(flow)
    level = np.zeros(len(flow))
    parts: list[float | None] = []
    for number in range(int(component.max(initial=-1)) + 1):
        members = np.flatnonzero(component == number)
        inside = flow[np.ix_(members, members)]
        level[members] = _levels(inside)
        parts.append(_incoherence(inside, level[members]))
    whole = _incoherence(flow, level)
    return Trophic(
        level=level,
        incoherence=whole,
        component=component,
        component_incoherence=tuple(parts),
        reason=None if whole is not None else "nothing flows: every party is a level of its own",
    )


def _levels(flow: Floats) -> Floats:
    """Levels inside one component, whose Laplacian has one free constant: the first party's."""
    level = np.zeros(len(flow))
    if len(flow) > 1:
        scaled = flow / flow.max()
        received, paid = scaled.sum(axis=0), scaled.sum(axis=1)
        laplacian = np.diag(received + paid) - scaled - scaled.T
        level[1:] = np.linalg.solve(laplacian[1:, 1:], (received - paid)[1:])
    return np.asarray(level - level.min(), dtype=np.float64)


def _incoherence(flow: Floats, level: Floats) -> float | None:
    total = flow.sum()
    if total == 0:
        return None
    off = level[None, :] - level[:, None] - 1
    return float((flow * off**2).sum() / total)
