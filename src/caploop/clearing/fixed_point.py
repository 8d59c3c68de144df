"""Greatest and least payments, many scenarios at once, with the round in which each party fails.

The greatest is found by fictitious default (Eisenberg and Noe 2001, section 3.1; with costs of
default Rogers and Veraart 2013, section 4): all pay in full, who cannot fails, the failed pay what
they can, and so on. Each inner problem is iterated from above; where that is slow it is solved.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, diags_array, eye_array
from scipy.sparse.linalg import splu

from caploop.clearing.obligations import ROUNDING, Obligations, marginal, receipts
from caploop.clearing.problem import Bools, Floats, Ints

EXACT = 4 * float(np.finfo(np.float64).eps)
SOLVE_EVERY = 200
STEPS_MOST = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixed:
    """Payments and rounds `[party, scenario]`; steps, residual, convergence `[scenario]`."""

    paid_usd: Floats
    rounds: Ints
    steps: Ints
    residual: Floats
    is_converged: Bools


def greatest(owed: Obligations, cash_usd: Floats, *, tolerance: float) -> Fixed:
    """The greatest payments for `cash_usd[party, scenario]` and the round each party fails in."""
    paid = np.repeat(owed.total_usd[:, None], cash_usd.shape[1], axis=1)
    failed = fails(owed, cash_usd + receipts(owed, paid))
    rounds = failed.astype(np.int64)
    steps = np.ones(cash_usd.shape[1], dtype=np.int64)
    settled = np.ones(cash_usd.shape[1], dtype=bool)
    live = np.flatnonzero(failed.any(axis=0))
    for number in range(2, owed.parties + 2):
        if not live.size:
            break
        part = live if live.size < steps.size else slice(None)
        has, short = cash_usd[:, part], failed[:, part]
        now, taken, done = _settle(owed, has, paid[:, part], failed=short, tolerance=tolerance)
        paid[:, part], settled[part] = now, done
        steps[part] += taken
        late = ~short & fails(owed, has + receipts(owed, now))
        rounds[:, part] += number * late
        failed[:, part] |= late
        live = live[late.any(axis=0)]
    return _fixed(owed, cash_usd, paid, rounds=rounds, steps=steps, settled=settled)


def least(owed: Obligations, cash_usd: Floats) -> Fixed:
    """The least payments: nobody pays until cash arrives; who fails in it has round 1."""
    nothing = np.zeros_like(cash_usd)
    paid, steps, settled = _settle(owed, cash_usd, nothing, failed=None, tolerance=EXACT)
    rounds = fails(owed, cash_usd + receipts(owed, paid)).astype(np.int64)
    return _fixed(owed, cash_usd, paid, rounds=rounds, steps=steps, settled=settled)


def fails(owed: Obligations, worth_usd: Floats) -> Bools:
    """Who cannot pay in full, beyond rounding."""
    return np.asarray(worth_usd < (owed.total_usd * (1 - ROUNDING))[:, None])


def paid_once(
    owed: Obligations, cash_usd: Floats, paid_usd: Floats, *, failed: Bools | None = None
) -> Floats:
    """One application of the map: what each pays out of what all paid.

    With `failed` given these pay what they have and all others in full; else who fails is seen.
    """
    failed = fails(owed, cash_usd + receipts(owed, paid_usd)) if failed is None else failed
    return _again(owed, _known(owed, cash_usd, failed), paid_usd)


def _known(owed: Obligations, cash_usd: Floats, failed: Bools) -> Floats:
    """What the failed have apart from receipts; without limit for all others."""
    return np.where(failed, owed.cash_kept[:, None] * cash_usd, np.inf)


def _again(owed: Obligations, known: Floats, paid_usd: Floats) -> Floats:
    has = receipts(owed, paid_usd)
    if (owed.receipts_kept != 1).any():
        has *= owed.receipts_kept[:, None]
    has += known
    return np.minimum(has, owed.total_usd[:, None], out=has)


def _fixed(
    owed: Obligations,
    cash_usd: Floats,
    paid: Floats,
    *,
    rounds: Ints,
    steps: Ints,
    settled: Bools,
) -> Fixed:
    gap = np.abs(paid_once(owed, cash_usd, paid) - paid).max(axis=0, initial=0.0)
    residual = gap / owed.scale_usd
    return Fixed(paid_usd=paid, rounds=rounds, steps=steps, residual=residual, is_converged=settled)


def _settle(
    owed: Obligations,
    cash_usd: Floats,
    paid: Floats,
    *,
    failed: Bools | None,
    tolerance: float,
) -> tuple[Floats, Ints, Bools]:
    """Monotone steps until what is left of the geometric tail is below the tolerance.

    `paid` is written over.
    """
    steps = np.zeros(cash_usd.shape[1], dtype=np.int64)
    last = np.full(cash_usd.shape[1], np.inf)
    is_open = np.ones(cash_usd.shape[1], dtype=bool)
    limit = tolerance * owed.scale_usd
    known = None if failed is None else _known(owed, cash_usd, failed)
    for step in range(1, STEPS_MOST + 1):
        new = paid_once(owed, cash_usd, paid) if known is None else _again(owed, known, paid)
        np.subtract(paid, new, out=paid)
        gap = np.abs(paid, out=paid).max(axis=0, initial=0.0)
        rate = np.divide(gap, last, out=np.ones_like(gap), where=np.isfinite(last) & (last > 0))
        steps += is_open
        paid, last = new, gap
        tail = gap * rate > limit * np.maximum(1 - rate, 0)
        is_open = ((gap > limit) | tail) & (gap > EXACT * owed.scale_usd)
        if not is_open.any():
            break
        if step % SOLVE_EVERY == 0:
            for one in np.flatnonzero(is_open):
                mask = None if failed is None else failed[:, [one]]
                exact = _solved(owed, cash_usd[:, [one]], paid[:, [one]], failed=mask)
                paid[:, [one]] = paid[:, [one]] if exact is None else exact
    return paid, steps, ~is_open


def _solved(
    owed: Obligations, cash_usd: Floats, paid: Floats, *, failed: Bools | None
) -> Floats | None:
    """The fixed point on the piece of the map that `paid` lies on, if it has one there.

    Between `paid` and such a point the map is this one linear piece, so no other lies between.
    """
    mask = fails(owed, cash_usd + receipts(owed, paid)) if failed is None else failed
    rows = np.flatnonzero(mask[:, 0])
    gap = (paid_once(owed, cash_usd, paid, failed=mask) - paid)[rows, 0]
    try:
        step = splu(piece(owed, paid[:, 0], rows)).solve(gap)
    except RuntimeError:
        return None
    found = paid.copy()
    found[rows, 0] += step
    with np.errstate(all="ignore"):
        again = paid_once(owed, cash_usd, found, failed=failed)
        is_fixed = np.abs(again - found).max(initial=0.0) <= ROUNDING * owed.scale_usd
        inside = ((found >= 0) & (found <= owed.total_usd[:, None])).all()
        same = (marginal(owed, found[:, 0]) == marginal(owed, paid[:, 0]))[:, rows].all()
    return found if is_fixed and inside and same else None


def piece(owed: Obligations, paid_usd: Floats, rows: Ints) -> csc_array:
    """I minus the derivative of the payments of `rows` with respect to one another."""
    active = marginal(owed, paid_usd)
    slope = csc_array((rows.size, rows.size))
    for rank, is_active in enumerate(active):
        block = owed.receives[rows][:, rank * owed.parties + rows]
        slope = slope + block @ diags_array(is_active[rows].astype(np.float64))
    kept = diags_array(owed.receipts_kept[rows])
    return csc_array(eye_array(rows.size) - kept @ slope)
