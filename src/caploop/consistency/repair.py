"""Least change that makes figures consistent: least squares on logarithms, by kind of source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from caploop.consistency.identity import Identity, IdentitySystem, components
from caploop.consistency.propagate import Array, Figure, propagated
from caploop.consistency.record import FigureChange

STEPS = 60
DONE = 1e-10
FREE = 1e-12


class Repair(Struct, frozen=True, kw_only=True):
    """All changes, the claim that moved most, and how far the identities still part."""

    changes: tuple[FigureChange, ...]
    moved_most: str | None
    sum_of_squares: float
    left: float


def least_change(system: IdentitySystem, figures: Sequence[Figure]) -> Repair:
    """Least weighted change of logarithms after which every identity holds.

    Nothing is overwritten: the figures stay as they are and the changes are returned. Figures no
    identity links to a gap do not move: linked groups are solved one by one.
    """
    changes: list[FigureChange] = []
    left = 0.0
    for names in components(system.identities):
        identities = tuple(i for i in system.identities if names >= set(i.terms))
        held = tuple(f for f in figures if f.term in names)
        kept = _binding(identities, {f.term for f in held})
        if not kept:
            continue
        spoken = {t for i in kept for t in i.terms}
        found, gap = _solve(kept, tuple(f for f in held if f.term in spoken))
        changes += found
        left = max(left, gap)
    told = [c for c in changes if c.origin in {"claim", "asked"} and abs(c.pull) > DONE]
    most = max(told, key=lambda c: abs(np.log(c.after / c.before)), default=None)
    return Repair(
        changes=tuple(changes),
        moved_most=most.term if most is not None else None,
        sum_of_squares=float(sum(c.pull**2 for c in changes)),
        left=left,
    )


def _binding(identities: Sequence[Identity], stated: set[str]) -> tuple[Identity, ...]:
    """Identities that bind: one with a term nobody states and no other speaks of only solves it."""
    kept = list(identities)
    while True:
        loose = [
            i
            for i in kept
            if any(
                t not in stated and not any(t in j.terms for j in kept if j is not i)
                for t in i.terms
            )
        ]
        if not loose:
            return tuple(kept)
        kept = [i for i in kept if i not in loose]


def _solve(
    identities: Sequence[Identity], figures: Sequence[Figure]
) -> tuple[list[FigureChange], float]:
    """Changes of one linked group; a range is free inside and held at the end it would pass."""
    start = _start(identities, figures)
    held: dict[str, float] = {}
    while True:
        at = _minimum(identities, figures, start=start, held=held)
        passed = {
            f.term: f.low if at[f.term] < f.low else f.high
            for f in figures
            if f.spreads and f.term not in held and not f.low - DONE <= at[f.term] <= f.high + DONE
        }
        if not passed:
            break
        held |= passed
    changes = [_change(f, at[f.term], before=start[f.term], held=f.term in held) for f in figures]
    return changes, max(abs(_gap(i, at)) for i in identities)


def _start(identities: Sequence[Identity], figures: Sequence[Figure]) -> dict[str, float]:
    """Stated middles, an open bound at its end, what nobody states as the identities give it."""
    given = {f.term: _middle(f) for f in figures}
    points = [_at_point(f, given[f.term]) for f in figures]
    ends = propagated(identities, points)[0]
    return given | {t: float(e[0][0]) for t, e in ends.items() if t not in given}


def _middle(figure: Figure) -> float:
    if figure.middle is not None:
        return figure.middle
    return figure.low if np.isfinite(figure.low) else figure.high


def _at_point(figure: Figure, value: float) -> Figure:
    return Figure(
        term=figure.term,
        low=value,
        high=value,
        middle=value,
        sd=figure.sd,
        origin=figure.origin,
        ref=figure.ref,
    )


def _minimum(
    identities: Sequence[Identity],
    figures: Sequence[Figure],
    *,
    start: Mapping[str, float],
    held: Mapping[str, float],
) -> dict[str, float]:
    """Gauss-Newton on logarithms of what is weighed and on plain values of the rest."""
    names = [t for t in dict.fromkeys(t for i in identities for t in i.terms) if t not in held]
    weighed = {f.term: f for f in figures if f.term not in held and not f.spreads and f.sd > 0}
    fixed = {f.term for f in figures if f.term not in weighed and not f.spreads}
    names = [n for n in names if n not in fixed]
    at = dict(start) | dict(held)
    weights = np.array([1 / weighed[n].sd ** 2 if n in weighed else FREE for n in names])
    for _ in range(STEPS):
        scale = np.array([at[n] if n in weighed else 1.0 for n in names])
        slopes = np.array([_slopes(i, at, names) for i in identities]) * scale
        gaps = np.array([_gap(i, at) for i in identities])
        away = np.array([np.log(at[n] / start[n]) if n in weighed else 0.0 for n in names])
        step = _step(weights, slopes, gaps=gaps, away=away)
        for n, s in zip(names, step, strict=True):
            at[n] = at[n] * float(np.exp(np.clip(s, -1, 1))) if n in weighed else at[n] + float(s)
        if np.abs(step / np.where(scale == 1.0, np.maximum(np.abs(scale), 1), 1)).max() < DONE:
            break
    return at


def _step(weights: Array, slopes: Array, *, gaps: Array, away: Array) -> Array:
    """One step: least weighted distance from the figures on the tangent of the identities."""
    count = len(weights)
    rows = len(gaps)
    matrix = np.zeros((count + rows, count + rows))
    matrix[:count, :count] = np.diag(weights)
    matrix[:count, count:] = slopes.T
    matrix[count:, :count] = slopes
    right = np.concatenate([-weights * away, -gaps])
    found: Array = np.linalg.lstsq(matrix, right, rcond=None)[0][:count]
    return found


def _gap(identity: Identity, at: Mapping[str, float]) -> float:
    return at[identity.first] - identity.implied(identity.first, at)


def _slopes(identity: Identity, at: Mapping[str, float], names: Sequence[str]) -> list[float]:
    """Derivatives of the gap by each name, in plain values."""
    weight = identity.terms[identity.first]
    implied = identity.implied(identity.first, at)
    found = []
    for name in names:
        power = identity.terms.get(name, 0.0)
        if name == identity.first:
            found.append(1.0)
        elif power == 0:
            found.append(0.0)
        elif identity.kind == "sum":
            found.append(power / weight)
        else:
            found.append(power / weight * implied / at[name])
    return found


def _change(figure: Figure, after: float, *, before: float, held: bool) -> FigureChange:
    loose = figure.spreads or figure.sd == 0
    pull = 0.0 if loose or after == before else float(np.log(after / before)) / figure.sd
    return FigureChange(
        term=figure.term,
        origin=figure.origin,
        ref=figure.ref,
        before=before,
        after=after,
        pull=pull,
        held=held,
    )
