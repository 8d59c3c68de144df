"""Figures, and what identities give for terms nobody states: intervals by draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.consistency.identity import Identity
from caploop.consistency.record import Origin

Array = NDArray[np.float64]
Ends = tuple[Array, Array]
NOWHERE: Mapping[str, Array] = {}


class Figure(Struct, frozen=True, kw_only=True):
    """What is held of one term: ends, middle and, for a prior, values of even probability.

    `middle` is None for a bound alone. `sd` is the standard deviation of the logarithm by kind of
    source. A figure that `spreads` may lie anywhere between its ends; others mean their middle,
    give or take their rounding. `ref` is a claim, a parameter or what was asked.
    """

    term: str
    low: float
    high: float
    middle: float | None
    sd: float
    origin: Origin
    ref: str
    claims: tuple[str, ...] = ()
    vintage: str | None = None
    spreads: bool = False
    levels: tuple[float, ...] = ()


def propagated(
    identities: Sequence[Identity], figures: Sequence[Figure], *, at: Mapping[str, Array] = NOWHERE
) -> tuple[dict[str, Ends], dict[str, str], dict[str, Ends]]:
    """Low and high of every term that can be known, by draw; what gave it; the gaps tested.

    `at` puts terms elsewhere than their figures do.
    """
    ends = {f.term: drawn(f) for f in figures} | {t: (x, x) for t, x in at.items()}
    source: dict[str, str] = {}
    checks: dict[str, Ends] = {}
    waiting = list(identities)
    while ready := [i for i in waiting if sum(t not in ends for t in i.terms) <= 1]:
        identity = ready[0]
        waiting.remove(identity)
        name = next((t for t in identity.terms if t not in ends), identity.first)
        given = implied(identity, name, ends)
        if name not in ends:
            ends[name], source[name] = given, identity.id
        else:
            low, high = ends[name]
            checks[identity.id] = low - given[1], high - given[0]
    return ends, source, checks


def drawn(figure: Figure) -> Ends:
    """The figure's ends by draw: one column for a stated figure, the levels of a prior."""
    if figure.levels:
        values = np.array(figure.levels)
        return values, values
    return np.array([figure.low]), np.array([figure.high])


def implied(identity: Identity, wanted: str, ends: Mapping[str, Ends]) -> Ends:
    """Low and high by draw that a term must have for the identity to hold, given the others."""
    weight = identity.terms[wanted]
    rest = [(a, ends[name]) for name, a in identity.terms.items() if name != wanted]
    if identity.kind == "sum":
        parts = [_times(e, -a / weight) for a, e in rest]
        return sum_of(p[0] for p in parts), sum_of(p[1] for p in parts)
    powers = [_power(e, -a / weight) for a, e in rest]
    scale = identity.constant ** (-1 / weight)
    low, high = np.array([scale]), np.array([scale])
    for p in powers:
        low, high = low * p[0], high * p[1]
    return low, high


def sum_of(parts: Iterable[Array]) -> Array:
    """The parts added, each a column or one value."""
    total = np.zeros(1)
    for part in parts:
        total = total + part
    return total


def _times(ends: Ends, factor: float) -> Ends:
    low, high = ends[0] * factor, ends[1] * factor
    return (low, high) if factor > 0 else (high, low)


def _power(ends: Ends, exponent: float) -> Ends:
    low, high = ends[0] ** exponent, ends[1] ** exponent
    return (low, high) if exponent > 0 else (high, low)
