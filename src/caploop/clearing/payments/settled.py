"""How far payments that were iterated from above can still be from the solution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caploop.clearing.payments.obligations import Obligations
from caploop.clearing.payments.piecewise import NOISE, most_passed
from caploop.clearing.problem import Bools, Floats, Ints

PASSES_MOST = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Gain:
    """Most that a gap can grow to, as a factor, while no party outside `parties` fails."""

    parties: Bools
    factor: float


def no_gain(owed: Obligations) -> Gain:
    """The gain when nobody fails."""
    return Gain(parties=np.zeros(owed.parties, dtype=bool), factor=1.0)


def gain_with(owed: Obligations, so_far: Gain, failed: Bools) -> Gain:
    """The gain where more may fail, `failed[party]`; what was found holds for fewer."""
    if not (failed & ~so_far.parties).any():
        return so_far
    parties = so_far.parties | failed
    return Gain(parties=parties, factor=_factor(owed, np.flatnonzero(parties)))


def distance(owed: Obligations, gap: Floats, *, failed: Bools, gain: Gain) -> Floats:
    """A bound on how far the solution is below, as a share of what a party owes, by scenario.

    `gap[party, scenario]` is the next step down. With w - S w >= v > 0, S the shares that failing
    parties pass on, a gap of at most t v leaves at most t w, because the map never falls. Steps
    that shrink show nothing: a slow part of a network may hide behind a fast one.
    """
    over = np.divide(1.0, owed.total_usd, out=np.zeros(owed.parties), where=owed.total_usd > 0)
    share: Floats = np.asarray((gap * over[:, None]).max(axis=0, initial=0.0))
    share[share <= NOISE] = 0.0
    if np.isfinite(gain.factor):
        return share * gain.factor
    open_ = np.flatnonzero(share)
    share[open_] *= [_factor(owed, np.flatnonzero(failed[:, one])) for one in open_]
    return share


def _factor(owed: Obligations, rows: Ints) -> float:
    """Largest w over v, v being what each owes; infinite where hardly any money leaks."""
    start = owed.total_usd[rows]
    share = most_passed(owed, rows)
    sent, every = start, np.zeros_like(start)
    for _ in range(PASSES_MOST):
        every = every + sent
        sent = share @ sent
        if (sent <= start / 2).all():
            return 2 * float((every / start).max(initial=1.0))
    return float(np.inf)
