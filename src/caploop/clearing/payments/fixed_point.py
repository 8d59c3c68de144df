"""Greatest and least payments, many scenarios at once, with the round in which each party fails.

The greatest is found by fictitious default (Eisenberg and Noe 2001, section 3.1; with costs of
default Rogers and Veraart 2013, section 4): all pay in full, who cannot fails, the failed pay what
they can, and so on. Each inner problem is iterated from above; where that is slow it is solved.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caploop.clearing.payments.obligations import ROUNDING, Obligations, receipts
from caploop.clearing.payments.piecewise import NOISE, from_above, from_below
from caploop.clearing.payments.settled import distance, gain_with, no_gain
from caploop.clearing.problem import Bools, Floats, Ints

STEPS_MOST = 200
"""After so many steps the payments are solved; a network that needs more leaks little."""
FIRST = 1 / 4
"""Of the tolerance, so that few scenarios need a second go once their error is bounded."""
LEAST_WITHIN = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixed:
    """Payments and rounds `[party, scenario]`; steps, residual, convergence `[scenario]`."""

    paid_usd: Floats
    rounds: Ints
    steps: Ints
    residual: Floats
    is_converged: Bools


def greatest(owed: Obligations, cash_usd: Floats, *, tolerance: float) -> Fixed:
    """The greatest payments for `cash_usd[party, scenario]` and the round each party fails in.

    No payment is off by more than `tolerance` times what its party owes, but for rounding.
    """
    paid = np.repeat(owed.total_usd[:, None], cash_usd.shape[1], axis=1)
    failed = fails(owed, cash_usd + receipts(owed, paid))
    rounds, steps = failed.astype(np.int64), np.ones(cash_usd.shape[1], dtype=np.int64)
    number, residual = steps + 1, np.zeros(steps.size)
    limit, settled = np.full(steps.size, FIRST * tolerance * owed.scale_usd), steps > 0
    live, gain = np.flatnonzero(failed.any(axis=0)), no_gain(owed)
    while live.size:
        part = live if live.size < steps.size else slice(None)
        has, short = cash_usd[:, part], failed[:, part]
        now = _settle(owed, has, paid[:, part], failed=short, limit=limit[part])
        got = receipts(owed, now.paid_usd)
        late = ~short & fails(owed, has + got)
        is_late: Bools = np.asarray(late.any(axis=0))
        ends = np.flatnonzero(~is_late)
        failing, reached = short[:, ends], now.paid_usd[:, ends]
        gap = reached - _least_of(owed, _known(owed, has[:, ends], failing), got[:, ends])
        residual[live[ends]] = np.maximum(gap.max(axis=0, initial=0.0), 0.0) / owed.scale_usd
        if ends.size and (_any(failing) & ~gain.parties).any():
            gain = gain_with(owed, gain, _any(short | late))
        over = distance(owed, gap, failed=failing, gain=gain) / tolerance
        is_sure = ~is_late
        is_sure[ends] &= now.is_exact[ends] | (over <= 1)
        paid[:, part], settled[part] = now.paid_usd, now.is_done
        steps[part] += now.steps
        rounds[:, part] += number[part] * late
        failed[:, part] |= late
        number[part] += is_late
        nearer = residual[live[ends]] * owed.scale_usd / (2 * np.maximum(over, 1))
        limit[live[ends]] = np.where(is_sure[ends], limit[live[ends]], nearer)
        live = live[~is_sure]
    return Fixed(paid_usd=paid, rounds=rounds, steps=steps, residual=residual, is_converged=settled)


def least(owed: Obligations, cash_usd: Floats) -> Fixed:
    """The least payments [party, scenario]: nobody pays before cash arrives; failing is round 1."""
    limit = np.full(cash_usd.shape[1], NOISE * owed.scale_usd)
    now = _settle(owed, cash_usd, np.zeros_like(cash_usd), failed=None, limit=limit)
    paid, steps, done = now.paid_usd, now.steps, now.is_done
    failed = fails(owed, cash_usd + receipts(owed, paid))
    gap = np.abs(paid_once(owed, cash_usd, paid, failed=failed) - paid)
    gain = gain_with(owed, no_gain(owed), _any(failed))
    over = distance(owed, gap, failed=failed, gain=gain)
    for one in np.flatnonzero((over > LEAST_WITHIN) & ~now.is_exact):
        found = from_below(owed, cash_usd[:, one], paid[:, one])
        paid[:, one], done[one] = found.paid_usd, found.is_exact
        steps[one] += found.solves
        failed[:, one] = fails(owed, cash_usd[:, [one]] + receipts(owed, paid[:, [one]]))[:, 0]
    gap = np.abs(paid_once(owed, cash_usd, paid, failed=failed) - paid)
    residual = gap.max(axis=0, initial=0.0) / owed.scale_usd
    rounds = failed.astype(np.int64)
    return Fixed(paid_usd=paid, rounds=rounds, steps=steps, residual=residual, is_converged=done)


def _any(failed: Bools) -> Bools:
    return np.asarray(failed.any(axis=1))


def fails(owed: Obligations, worth_usd: Floats) -> Bools:
    """Who cannot pay in full out of `worth_usd[party, scenario]`, beyond rounding."""
    return np.asarray(worth_usd < (owed.total_usd * (1 - ROUNDING))[:, None])


def paid_once(
    owed: Obligations, cash_usd: Floats, paid_usd: Floats, *, failed: Bools | None = None
) -> Floats:
    """One application of the map: what each pays out of what all paid, [party, scenario].

    With `failed` given these pay what they have and all others in full; else who fails is seen.
    """
    failed = fails(owed, cash_usd + receipts(owed, paid_usd)) if failed is None else failed
    return _again(owed, _known(owed, cash_usd, failed), paid_usd)


def _known(owed: Obligations, cash_usd: Floats, failed: Bools) -> Floats:
    """What the failed have apart from receipts; without limit for all others."""
    return np.where(failed, owed.cash_kept[:, None] * cash_usd, np.inf)


def _again(owed: Obligations, known: Floats, paid_usd: Floats) -> Floats:
    return _least_of(owed, known, receipts(owed, paid_usd))


def _least_of(owed: Obligations, known: Floats, got: Floats) -> Floats:
    """What is paid out of `got`, which is written over."""
    if (owed.receipts_kept != 1).any():
        got *= owed.receipts_kept[:, None]
    got += known
    return np.minimum(got, owed.total_usd[:, None], out=got)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Now:
    """Payments and the last step towards them `[party, scenario]`; the rest `[scenario]`.

    `is_exact`: solved, not iterated.
    """

    paid_usd: Floats
    step_usd: Floats
    steps: Ints
    is_done: Bools
    is_exact: Bools


def _settle(
    owed: Obligations, cash_usd: Floats, paid: Floats, *, failed: Bools | None, limit: Floats
) -> _Now:
    """Monotone steps until what is left of the geometric tail is below the limit.

    `paid` is written over. What takes too many steps, or has no room above rounding, is solved.
    """
    steps = np.zeros(cash_usd.shape[1], dtype=np.int64)
    last, step = np.full(cash_usd.shape[1], np.inf), paid
    is_open = np.ones(cash_usd.shape[1], dtype=bool)
    noise = NOISE * owed.scale_usd
    known = None if failed is None else _known(owed, cash_usd, failed)
    for _ in range(STEPS_MOST):
        new = paid_once(owed, cash_usd, paid) if known is None else _again(owed, known, paid)
        step = np.subtract(paid, new, out=paid)
        gap = (step if known is not None else -step).max(axis=0, initial=0.0)
        rate = np.divide(gap, last, out=np.ones_like(gap), where=np.isfinite(last) & (last > 0))
        steps += is_open
        paid, last = new, gap
        tail = gap * rate > limit * np.maximum(1 - rate, 0)
        is_open = ((gap > limit) | tail) & (gap > noise)
        if not is_open.any():
            break
    is_done, is_exact = ~is_open, is_open | ((limit < noise) if failed is not None else False)
    for one in np.flatnonzero(is_exact):
        if failed is None:
            found = from_below(owed, cash_usd[:, one], paid[:, one])
        else:
            found = from_above(owed, cash_usd[:, one], paid[:, one], failed=failed[:, one])
        paid[:, one], is_done[one] = found.paid_usd, found.is_exact
        steps[one] += found.solves
    return _Now(paid_usd=paid, step_usd=step, steps=steps, is_done=is_done, is_exact=is_exact)
