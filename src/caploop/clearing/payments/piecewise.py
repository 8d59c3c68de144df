"""Payments of one scenario exactly, piece by piece of a map that is linear between bounds.

Which rank a party's last dollar goes to changes only where its payment passes the bound of a rank.
From a point on one side of the solution each step goes towards it along one linear piece, as far as
the next such bound and never past the solution: payments only fall (or only rise), so that each
party passes each bound once and the steps are finite (Eisenberg and Noe 2001, section 3.1, for one
rank; Elsinger 2009 for several; the argument is in docs/clearing.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array, diags_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from caploop.clearing.payments.obligations import ROUNDING, Obligations, bounds, marginal, receipts
from caploop.clearing.problem import Bools, Floats, Ints

NOISE = 4 * float(np.finfo(np.float64).eps)
SNAP = 16 * NOISE
LEAK = 1e-12
SPARE = 8
"""Steps beyond one for each bound of each party, for rounding."""
FULL = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Solved:
    """Payments by party, whether they stand still up to rounding, and how many systems it took."""

    paid_usd: Floats
    is_exact: bool
    solves: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """Where to go: all loose parties together, and each closed loop by itself on its own ray."""

    step: Floats
    loop: Ints


def piece(owed: Obligations, is_active: Bools, rows: Ints) -> csr_array:
    """What each of `rows` gets of a dollar that each of them pays on its active rank.

    `is_active[rank, party]`, as `marginal` tells it.
    """
    slope = csr_array((rows.size, rows.size))
    for rank, active in enumerate(is_active):
        block = owed.receives[rows][:, rank * owed.parties + rows]
        slope = slope + block @ diags_array(active[rows].astype(np.float64))
    return csr_array(slope)


def most_passed(owed: Obligations, rows: Ints) -> csr_array:
    """Most that each of `rows` can get of a dollar that each pays, in any rank, [payee, payer]."""
    parts = owed.receives[rows]
    most = parts[:, rows]
    for rank in range(1, len(owed.by_rank_usd)):
        most = most.maximum(parts[:, rank * owed.parties + rows])
    return csr_array(diags_array(owed.receipts_kept[rows]) @ most)


def system(owed: Obligations, is_active: Bools, rows: Ints) -> csc_array:
    """I minus the derivative of the payments of `rows`, all failing, by one another.

    `is_active[rank, party]` as in `piece`.
    """
    kept = diags_array(owed.receipts_kept[rows])
    return csc_array(eye_array(rows.size) - kept @ piece(owed, is_active, rows))


def from_above(owed: Obligations, cash_usd: Floats, paid_usd: Floats, *, failed: Bools) -> Solved:
    """The greatest payments where those `failed` pay what they have and all others what they owe.

    `paid_usd[party]` must lie above: nobody has more for paying than it says.
    """
    paid, rows = paid_usd.copy(), np.flatnonzero(failed)
    scale, kept = owed.total_usd[rows], owed.receipts_kept[rows]
    known = owed.cash_kept[rows] * cash_usd[rows]
    last = np.inf
    for solves in range(_most(owed, rows.size)):
        low, _ = bounds(owed, paid)
        paid = np.where(paid - low <= SNAP * owed.total_usd, low, paid)
        gap = paid[rows] - known - kept * receipts(owed, paid[:, None])[rows, 0]
        gap, width = _gap(gap, scale)
        slope = diags_array(kept) @ piece(owed, marginal(owed, paid), rows)
        way = _way(csr_array(slope), gap, scale)
        if not way.step.any() or width >= last / 2:
            return Solved(paid_usd=paid, is_exact=bool(width <= ROUNDING), solves=solves)
        low, _ = bounds(owed, paid)
        room = paid[rows] - low[rows]
        move, is_full = _move(way, room, scale)
        paid[rows] = np.where(move >= room, low[rows], paid[rows] - move)
        last = width if is_full else np.inf
    return Solved(paid_usd=paid, is_exact=False, solves=_most(owed, rows.size))


def from_below(owed: Obligations, cash_usd: Floats, paid_usd: Floats) -> Solved:
    """The least payments, where who can pay all does and who cannot pays what it has.

    `paid_usd[party]` must lie below: everybody has at least as much for paying as it says.
    """
    paid, failed, last = paid_usd.copy(), np.ones(owed.parties, dtype=bool), np.inf
    for solves in range(_most(owed, owed.parties)):
        _, high = bounds(owed, paid, is_next=True)
        paid = np.where(high - paid <= SNAP * owed.total_usd, high, paid)
        worth = cash_usd + receipts(owed, paid[:, None])[:, 0]
        failed &= worth < owed.total_usd * (1 - ROUNDING)
        paid = np.where(failed, paid, owed.total_usd)
        worth = cash_usd + receipts(owed, paid[:, None])[:, 0]
        if (failed & (worth >= owed.total_usd * (1 - ROUNDING))).any():
            continue
        rows = np.flatnonzero(failed)
        scale, kept = owed.total_usd[rows], owed.receipts_kept[rows]
        has = owed.cash_kept[rows] * cash_usd[rows] + kept * (worth - cash_usd)[rows]
        gap, width = _gap(has - paid[rows], scale)
        share = piece(owed, marginal(owed, paid, is_next=True), rows)
        way = _way(csr_array(diags_array(kept) @ share), gap, scale)
        if not way.step.any() or width >= last / 2:
            return Solved(paid_usd=paid, is_exact=bool(width <= ROUNDING), solves=solves)
        _, high = bounds(owed, paid, is_next=True)
        room = high[rows] - paid[rows]
        move, is_full = _move(way, room, scale)
        part, saved = _until_saved(share @ move, scale - worth[rows])
        failed[rows[saved]] = False
        paid[rows] = np.where(part * move >= room, high[rows], paid[rows] + part * move)
        last = width if is_full and part == FULL else np.inf
    return Solved(paid_usd=paid, is_exact=False, solves=_most(owed, owed.parties))


def _most(owed: Obligations, parties: int) -> int:
    return 2 * parties * (len(owed.by_rank_usd) + 1) + SPARE


def _gap(gap: Floats, scale: Floats) -> tuple[Floats, float]:
    """What is missing, without rounding; and the most of it, as a share of what a party owes."""
    gap = np.where(gap <= NOISE * scale, 0.0, gap)
    return gap, float((gap / scale).max(initial=0.0))


def _way(slope: csr_array, gap: Floats, scale: Floats) -> _Way:
    """Along the piece to where it stands still; a closed loop that cannot goes on along its ray."""
    label, is_closed = _closed(slope)
    loose = np.flatnonzero(~is_closed[label])
    step, loop = np.zeros(gap.size), np.full(gap.size, -1)
    if loose.size and gap[loose].any():
        matrix = csc_array(eye_array(loose.size) - slope[loose][:, loose])
        step[loose] = np.maximum(splu(matrix).solve(gap[loose]), 0.0)
    if is_closed.any():
        push = gap + slope @ step
        for one in np.flatnonzero(is_closed):
            members = np.flatnonzero(label == one)
            if push[members].sum() > ROUNDING * scale[members].sum():
                step[members], loop[members] = _ray(slope[members][:, members]), one
    return _Way(step=step, loop=loop)


def _closed(slope: csr_array) -> tuple[Ints, Bools]:
    """The strongly connected set of each party, and which sets keep every dollar they pay."""
    count, label = connected_components(slope, directed=True, connection="strong")
    entry = slope.tocoo()
    inside = label[entry.row] == label[entry.col]
    kept = np.bincount(entry.col[inside], weights=entry.data[inside], minlength=label.size)
    size = np.bincount(label, minlength=count)
    tight = np.bincount(label, weights=kept >= 1 - LEAK, minlength=count)
    return np.asarray(label), np.asarray((size > 1) & (tight == size))


def _ray(slope: csr_array) -> Floats:
    """The payments of a closed loop that reproduce themselves, the first of them 1."""
    rest = csc_array(eye_array(slope.shape[0] - 1) - slope[1:][:, 1:])
    return np.concatenate([[1.0], np.abs(splu(rest).solve(slope[1:][:, [0]].toarray()[:, 0]))])


def _move(way: _Way, room: Floats, scale: Floats) -> tuple[Floats, bool]:
    """How far each party goes before one of those it goes with meets a bound; if none does."""
    moves = (room > 0) & (way.step > np.where(way.loop < 0, NOISE * scale, 0.0))
    reach = np.divide(room, way.step, out=np.full(room.size, np.inf), where=moves)
    share = np.full(room.size, min(FULL, float(reach[way.loop < 0].min(initial=FULL))))
    for one in np.unique(way.loop[way.loop >= 0]):
        share[way.loop == one] = reach[way.loop == one].min()
    move = np.where(reach <= share, room, share * way.step)
    return np.minimum(move, room), bool((way.loop < 0).all() and (share == FULL).all())


def _until_saved(gain: Floats, short: Floats) -> tuple[float, Ints]:
    """The part of a move after which the first of the failing can pay all, and who that is."""
    part = np.divide(short, gain, out=np.full(gain.size, np.inf), where=gain > 0)
    least = float(part.min(initial=np.inf))
    if least > FULL:
        return FULL, np.zeros(0, dtype=np.int64)
    return max(least, 0.0), np.flatnonzero(part <= least)
