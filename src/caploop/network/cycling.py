"""How much of what passes through a party comes back to it: Finn's index, Leontief's inverse."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.core.errors import UsageError
from caploop.core.labels import by_name
from caploop.network.arrays import (
    SHARE_TOLERANCE,
    Floats,
    money,
    reached,
    square,
    strong_component,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cycling:
    """Finn's index in [0, 1) and its parts; all but throughflow None where `reason` says why.

    `multiplier[i]` is N_ii, `return_probability[i]` is 1 - 1/N_ii, `inverse[i, j]` is N_ij:
    the expected passages through j of a dollar that is in i.
    """

    index: float | None
    throughflow_usd: Floats
    cycled_usd: float | None
    return_probability: Floats | None
    multiplier: Floats | None
    inverse: Floats | None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Leontief:
    """Input coefficients A, inverse (I - A)^-1 and its column sums; None where `reason` says why.

    `round_trip[i]` is L_ii, `returning_share[i]` is 1 - 1/L_ii.
    """

    coefficient: Floats | None
    inverse: Floats | None
    output_multiplier: Floats | None
    round_trip: Floats | None
    returning_share: Floats | None
    reason: str | None = None


@by_name("flow_usd")
def finn_cycling(flow_usd: ArrayLike, inflow_usd: ArrayLike) -> Cycling:
    """Share of all throughflow that has passed through the same party before, in [0, 1).

    `flow_usd[i, j]` is what i pays j in the period, of one type of flow only (equity promises,
    purchases and debt are never added); `inflow_usd[i]` is what i receives from outside. With
    T_j = z_j + sum_i F_ij, G_ij = F_ij / T_i and N = (I - G)^-1:
    index = sum_i T_i (N_ii - 1)/N_ii / sum_i T_i (Finn 1976, J. Theor. Biol. 56:363; as in enaR).
    Pro rata: a party pays from all its receipts alike, and what it does not pass on leaves.

    Nothing passes, or money circles that never came in or never leaves, or a party pays out more
    than it receives: no index, and a reason. Raises UsageError for wrong shapes, negative or NaN.

    >>> loop = [[0, 30, 0], [0, 0, 60], [40, 0, 0]]
    >>> round(finn_cycling(loop, [150, 60, 30]).index, 4)
    0.0468
    >>> finn_cycling([[0, 5], [5, 0]], [0, 0]).reason
    'money circles among parties 0, 1 and none of it leaves: no share can be computed'
    """
    flow = square("flow_usd", flow_usd)
    inflow = money("inflow_usd", inflow_usd, shape=flow.shape[:1])
    throughflow = inflow + flow.sum(axis=0)
    onward = _shares(flow, throughflow)
    reason = _no_index(flow, throughflow, onward)
    if reason is not None:
        return Cycling(
            index=None,
            throughflow_usd=throughflow,
            cycled_usd=None,
            return_probability=None,
            multiplier=None,
            inverse=None,
            reason=reason,
        )
    inverse = _inverse(onward)
    multiplier = _diagonal(inverse, flow)
    back = 1 - 1 / multiplier
    cycled = float(throughflow @ back)
    return Cycling(
        index=cycled / float(throughflow.sum()),
        throughflow_usd=throughflow,
        cycled_usd=cycled,
        return_probability=back,
        multiplier=multiplier,
        inverse=inverse,
    )


@by_name("flow_usd")
def leontief(flow_usd: ArrayLike, output_usd: ArrayLike) -> Leontief:
    """Input coefficients, Leontief inverse and multipliers of one type of flow.

    `flow_usd[i, j]` is the input of j that i delivers, `output_usd[j]` the total output of j, in
    dollars of one period. A_ij = Z_ij / x_j, L = (I - A)^-1; a column sum of L is the output
    multiplier (Leontief 1936; Miller and Blair, Input-Output Analysis, ch. 2). A party without
    output and without inputs has coefficients 0.

    Inputs of a party above its output, or a group that takes in nothing but its own output: a
    reason instead. Raises UsageError for wrong shapes, negative values or NaN.

    >>> table = leontief([[150, 500], [200, 100]], [1000, 2000])
    >>> table.inverse.round(4).tolist()
    [[1.2541, 0.33], [0.264, 1.1221]]
    """
    flow = square("flow_usd", flow_usd)
    output = money("output_usd", output_usd, shape=flow.shape[:1])
    if (flow.sum(axis=0)[output == 0] > 0).any():
        raise UsageError("a party has inputs and no output; give its output in output_usd")
    coefficient = _shares(flow.T, output).T
    reason = _no_leak(flow.T, coefficient.T, "takes in more than its output")
    if reason is not None or len(flow) == 0:
        return Leontief(
            coefficient=coefficient,
            inverse=None,
            output_multiplier=None,
            round_trip=None,
            returning_share=None,
            reason=reason or "there is no party",
        )
    inverse = _inverse(coefficient)
    round_trip = _diagonal(inverse, flow)
    return Leontief(
        coefficient=coefficient,
        inverse=inverse,
        output_multiplier=inverse.sum(axis=0),
        round_trip=round_trip,
        returning_share=1 - 1 / round_trip,
    )


def _shares(flow: Floats, total: Floats) -> Floats:
    return np.divide(flow, total[:, None], out=np.zeros_like(flow), where=total[:, None] > 0)


def _inverse(share: Floats) -> Floats:
    """All rounds of passing on: (I - share)^-1."""
    return np.asarray(np.linalg.inv(np.eye(len(share)) - share), dtype=np.float64)


def _diagonal(inverse: Floats, flow: Floats) -> Floats:
    """N_ii, exactly 1 for parties on no loop, where rounding would leave a trace."""
    label = strong_component(flow)
    on_loop = (np.bincount(label)[label] > 1) | (np.diag(flow) > 0)
    return np.where(on_loop, np.maximum(np.diag(inverse), 1.0), 1.0)


def _no_index(flow: Floats, throughflow: Floats, onward: Floats) -> str | None:
    if throughflow.sum() == 0:
        return "nothing flows: there is no throughflow to share"
    return _no_leak(
        flow,
        onward,
        "pays out more than it receives: add its cash used and debt raised to inflow_usd",
    )


def _no_leak(flow: Floats, onward: Floats, excess: str) -> str | None:
    passed = onward.sum(axis=1)
    over = np.flatnonzero(passed > 1 + SHARE_TOLERANCE)
    paid_from_nothing = np.flatnonzero((passed == 0) & (flow.sum(axis=1) > 0))
    bad = np.union1d(over, paid_from_nothing)
    if bad.size:
        return f"party {bad[0]} {excess}"
    leaks = passed < 1 - SHARE_TOLERANCE
    stuck = np.flatnonzero(~reached(flow.T, leaks))
    if stuck.size:
        names = ", ".join(str(i) for i in stuck)
        return (
            f"money circles among parties {names} and none of it leaves: no share can be computed"
        )
    return None
