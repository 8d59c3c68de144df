"""How much would vanish if every loop of payments were netted: the maximum circulation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog
from scipy.sparse import coo_array

from caploop.core.errors import UsageError
from caploop.core.labels import by_name
from caploop.network.arrays import Floats, Ints, square, strong_component

SNAP = 1e-12
TIGHTEST = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True, kw_only=True, slots=True)
class Netting:
    """What circulates and what remains, in the unit of the flows.

    `removable_usd` and `share_of_gross` are unique; which flows carry them (`circulation_usd`) is
    one choice among several. `factor` is gross over remainder, None where nothing remains;
    `net_internal_debt_usd` bounds the remainder from below.
    """

    gross_usd: float
    removable_usd: float
    remainder_total_usd: float
    share_of_gross: float | None
    factor: float | None
    net_internal_debt_usd: float
    circulation_usd: Floats
    remainder_usd: Floats
    reason: str | None = None


@by_name("flow_usd")
def maximum_circulation(flow_usd: ArrayLike) -> Netting:
    """The largest circulation inside the flows: what netting removes, leaving all net positions.

    `flow_usd[i, j]` is what i owes or pays j, of one type, kind and due date; equity promises,
    purchases and debt are never added in one matrix. Maximises sum x subject to 0 <= x <= F and
    equal in- and outflow at every party, by HiGHS on the strongly connected part (multilateral
    trade-credit set-off: Fleischman, Dini and Littera 2020; Fleischman and Dini 2021). The
    remainder has no loop, and is at least the net internal debt, 1/2 sum_i |in_i - out_i|.
    Parties balance to 1e-9 of the largest flow: dust beside it is not netted exactly.
    It is an economic net: law nets only what is mutual, due and of one kind.

    Nothing flows: share and factor are None, with a reason. Raises UsageError for a matrix that
    is not square, negative values or NaN.

    >>> net = maximum_circulation([[0, 30, 0], [0, 0, 60], [40, 0, 0]])
    >>> net.removable_usd, round(net.share_of_gross, 3), net.remainder_total_usd
    (90.0, 0.692, 40.0)
    """
    flow = square("flow_usd", flow_usd)
    circulation = _circulation(flow)
    remainder = flow - circulation
    gross, left = float(flow.sum()), float(remainder.sum())
    net_usd = flow.sum(axis=0) - flow.sum(axis=1)
    return Netting(
        gross_usd=gross,
        removable_usd=float(circulation.sum()),
        remainder_total_usd=left,
        share_of_gross=float(circulation.sum()) / gross if gross > 0 else None,
        factor=gross / left if left > 0 else None,
        net_internal_debt_usd=float(np.abs(net_usd).sum() / 2),
        circulation_usd=circulation,
        remainder_usd=remainder,
        reason=_reason(gross, left),
    )


def _reason(gross: float, left: float) -> str | None:
    if gross == 0:
        return "nothing flows: there is nothing to net"
    return "everything circulates: nothing remains to divide by" if left == 0 else None


def _circulation(flow: Floats) -> Floats:
    label = strong_component(flow)
    payer, payee = np.nonzero((flow > 0) & (label[:, None] == label[None, :]))
    out = np.zeros_like(flow)
    if len(payer):
        most = flow[payer, payee]
        out[payer, payee] = _largest(payer, payee, most)
    return out


def _largest(payer: Ints, payee: Ints, most: Floats) -> Floats:
    count, scale = len(most), float(most.max())
    parties = int(max(payer.max(), payee.max())) + 1
    edge = np.arange(count)
    sign = np.concatenate([np.ones(count), -np.ones(count)])
    row, column = np.concatenate([payee, payer]), np.concatenate([edge, edge])
    balance = coo_array((sign, (row, column)), shape=(parties, count)).tocsr()
    found = linprog(
        -np.ones(count),
        A_eq=balance,
        b_eq=np.zeros(parties),
        bounds=np.column_stack([np.zeros(count), most / scale]),
        method="highs",
        options=TIGHTEST,
    )
    if found.x is None:
        raise UsageError(f"no circulation was found ({found.message}); check the flows' sizes")
    share = np.clip(np.asarray(found.x), 0, most / scale)
    share = np.where(share < SNAP, 0, share)
    full = share >= most / scale * (1 - SNAP)
    return np.asarray(np.where(full, most, share * scale), dtype=np.float64)
