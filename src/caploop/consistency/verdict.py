"""Which figures can hold together: identities solved for what nobody states, and tested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from msgspec import Struct

from caploop.consistency.identity import Identity, IdentitySystem, components
from caploop.consistency.propagate import Array, Ends, Figure, implied, propagated
from caploop.consistency.record import IdentitySide, SolvedTerm, TestedIdentity

ROUND, TINY, PROBE = 1e-9, 1e-9, 1e-3
SECANTS = 12
SPAN = (0.05, 0.95)


class Verdict(Struct, frozen=True, kw_only=True):
    """Figures of one set: every identity two of them meet in, and each term solved in turn."""

    coherent: bool
    tested: tuple[TestedIdentity, ...]
    derived: tuple[SolvedTerm, ...]
    solved: tuple[SolvedTerm, ...]


def judged(system: IdentitySystem, figures: Sequence[Figure], *, tail: float) -> Verdict:
    """Whether the figures can hold together, by how much not, and what each would have to be.

    Terms nobody states are solved from identities with one unknown, in the order of the system;
    an identity whose terms are then all known is tested. `tail` is the probability left on each
    side. The answer on a term depends on no figure that identities do not link to it.
    """
    tested: list[TestedIdentity] = []
    derived: list[SolvedTerm] = []
    solved: list[SolvedTerm] = []
    for names in components(system.identities):
        part = tuple(i for i in system.identities if names >= set(i.terms))
        held = tuple(f for f in figures if f.term in names)
        ends, source, checks = propagated(part, held)
        by_id = {i.id: i for i in part}
        for name, gap in checks.items():
            unit = system.terms[by_id[name].first].unit
            alike = [e for t, e in ends.items() if system.terms[t].unit == unit]
            sides = _sides(by_id[name], ends)
            size = max(map(_size, alike))
            tested.append(_tested(by_id[name], gap, sides=sides, size=size, tail=tail))
        derived += [_solved(t, None, ends[t], identity=i) for t, i in source.items()]
        for identity in checks:
            solved += _each_in_turn(identity, part, held)
    return Verdict(
        coherent=all(t.coherent for t in tested),
        tested=tuple(tested),
        derived=tuple(derived),
        solved=tuple(solved),
    )


def _sides(identity: Identity, ends: Mapping[str, Ends]) -> tuple[IdentitySide, IdentitySide]:
    """The first term, and what the other terms make of it."""
    rest = {t: e for t, e in ends.items() if t != identity.first}
    return _side_of(ends[identity.first]), _side_of(implied(identity, identity.first, rest))


def _side_of(ends: Ends) -> IdentitySide:
    low, high = ends
    return IdentitySide(
        low=float(np.quantile(low, SPAN[0])) if np.isfinite(low).all() else None,
        middle_low=_finite(np.median(low)),
        middle_high=_finite(np.median(high)),
        high=float(np.quantile(high, SPAN[1])) if np.isfinite(high).all() else None,
    )


def _tested(
    identity: Identity,
    gap: Ends,
    *,
    sides: tuple[IdentitySide, IdentitySide],
    size: float,
    tail: float,
) -> TestedIdentity:
    low, high = gap
    slack = ROUND * max(size, 1.0)
    above, below = low > slack, high < -slack
    distance = np.where(above, low, np.where(below, high, 0.0))
    apart = 1 - tail
    middle = float(np.median(distance))
    return TestedIdentity(
        identity=identity.id,
        gap=middle + 0.0,
        share=abs(middle) / size,
        least=float(np.quantile(np.abs(distance), tail)),
        holds=float(np.mean(~above & ~below)),
        coherent=bool(np.mean(above) <= apart and np.mean(below) <= apart),
        stated=sides[0],
        implied=sides[1],
        terms=tuple(identity.terms),
    )


def _size(ends: Ends) -> float:
    sides = [abs(float(np.median(side))) for side in ends]
    return max((s for s in sides if np.isfinite(s)), default=0.0)


def _each_in_turn(
    identity: str, part: Sequence[Identity], figures: Sequence[Figure]
) -> Iterable[SolvedTerm]:
    """Each stated term solved so that one tested identity holds, where the identity hangs on it."""
    for figure in figures:
        ends = _solution(identity, part, figures, term=figure)
        if ends is not None:
            yield _solved(figure.term, figure.middle, ends, identity=identity)


def _solution(
    identity: str, part: Sequence[Identity], figures: Sequence[Figure], *, term: Figure
) -> Ends | None:
    """Least and largest value of a term, by draw, at which the identity can hold.

    None where the gap does not hang on the term. An end is open where the gap is.
    """

    def gap(x: Array) -> Ends:
        return propagated(part, figures, at={term.term: x})[2][identity]

    here = np.array([term.middle if term.middle is not None else 0.0])
    there = here * (1 + PROBE) if here.any() else here + PROBE
    before, after = gap(here), gap(there)
    sides = [n for n in (0, 1) if np.isfinite(before[n]).all()]
    rises = [float(np.median(after[n] - before[n])) for n in sides]
    if not any(abs(r) > TINY for r in rises):
        return None
    up = float(np.sign(rises[0] * (there - here)[0]))
    roots = [np.array([np.inf * up]), np.array([-np.inf * up])]
    for n in sides:
        roots[n] = _root(partial(_side, gap, n), here, there)
    low, high = np.minimum(*roots), np.maximum(*roots)
    return low, high


def _side(gap: Callable[[Array], Ends], number: int, x: Array) -> Array:
    return gap(x)[number]


def _root(gap: Callable[[Array], Array], here: Array, there: Array) -> Array:
    """Where the gap is none, by secants: one is enough where it is linear, as in most sums."""
    first, second = gap(here), gap(there)
    for _ in range(SECANTS):
        moved = second - first
        still = np.abs(moved) <= TINY
        step = np.where(still, 0.0, -second * (there - here) / np.where(still, 1.0, moved))
        here, there, first = there, there + step, second
        if not np.abs(step).max() > TINY:
            break
        second = gap(there)
    return there


def _solved(term: str, stated: float | None, ends: Ends, *, identity: str) -> SolvedTerm:
    side = _side_of(ends)
    return SolvedTerm(
        term=term,
        identity=identity,
        stated=stated,
        low=side.low,
        middle_low=side.middle_low,
        middle_high=side.middle_high,
        high=side.high,
    )


def _finite(value: float | np.floating[Any]) -> float | None:
    return float(value) + 0.0 if np.isfinite(value) else None
