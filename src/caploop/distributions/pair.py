"""The parameters of each family that come nearest to P5, P50 and P95."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import exp, hypot, inf, log
from statistics import NormalDist

from caploop.distributions.families import LEVELS, THREE_POINT_WEIGHTS, Family, Three
from caploop.distributions.special import beta_point, gamma_point

Pair = tuple[float, float]

_NUDGE = 1e-6
_SEARCH_STEPS = 60
_DAMPING, _DAMPING_STEP = 1e-3, 10.0
_STEP_END = 2.0
_EXP_END = 700.0  # exp of more is too large for a float
_FLAT = log(0.5)  # lower shapes put almost all mass on the ends: a split says that better
_SEARCH_TOLERANCE = 1e-8
_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(LEVELS[2])


def _normal_pair(three: Three) -> tuple[float, ...]:
    low, _, high = three
    return sum(three) / len(three), (high - low) / (_Z + _Z)


def _lognormal_pair(three: Three) -> tuple[float, ...]:
    low, central, high = three
    start = (log(central), log(log(high / low) / (_Z + _Z)))
    mean, log_sd = _least_squares(
        lambda x, p: exp(min(_EXP_END, x[0] + exp(x[1]) * _NORMAL.inv_cdf(p))), three, start
    )
    return mean, exp(log_sd)


def _beta_pair(three: Three) -> tuple[float, ...]:
    mean, variance = _moments(three)
    count = max(mean * (1 - mean) / variance - 1, 1.0)
    mean = min(max(mean, variance), 1 - variance)
    start = (log(mean * count), log((1 - mean) * count))
    a, b = _least_squares(
        lambda x, p: beta_point(p, exp(x[0]), exp(x[1])), three, start, floor=(_FLAT, _FLAT)
    )
    return exp(a), exp(b), 1.0


def _gamma_pair(three: Three) -> tuple[float, ...]:
    mean, variance = _moments(three)
    start = (log(mean * mean / variance), log(variance / mean))
    found = _least_squares(
        lambda x, p: gamma_point(p, exp(x[0])) * exp(x[1]), three, start, floor=(_FLAT, -inf)
    )
    return exp(found[0]), exp(found[1])


def _moments(three: Three) -> tuple[float, float]:
    """Mean and variance of the three-point distribution, from which a search starts."""
    pairs = list(zip(THREE_POINT_WEIGHTS, three, strict=True))
    mean = sum(weight * value for weight, value in pairs)
    return mean, sum(weight * (value - mean) ** 2 for weight, value in pairs)


def _least_squares(
    point: Callable[[Pair, float], float],
    three: Three,
    start: Pair,
    *,
    floor: Pair = (-inf, -inf),
) -> Pair:
    """The pair whose quantiles come nearest to the three numbers (Levenberg-Marquardt)."""
    spread = three[2] - three[0]

    def gaps(x: Pair) -> list[float]:
        return [(point(x, p) - q) / spread for p, q in zip(LEVELS, three, strict=True)]

    x = (max(start[0], floor[0]), max(start[1], floor[1]))
    now, damping = gaps(x), _DAMPING
    for _ in range(_SEARCH_STEPS):
        by_first = _slopes(now, gaps((x[0] + _NUDGE, x[1])))
        by_second = _slopes(now, gaps((x[0], x[1] + _NUDGE)))
        step = _step(by_first, by_second, (now, damping))
        new = (x[0] + step[0], x[1] + step[1])
        inside = new[0] >= floor[0] and new[1] >= floor[1] and hypot(*step) < _STEP_END
        ahead = gaps(new) if inside else []
        if inside and _size(ahead) < _size(now):
            x, now, damping = new, ahead, damping / _DAMPING_STEP
        else:
            damping *= _DAMPING_STEP
        if hypot(*step) < _SEARCH_TOLERANCE:
            break
    return x


def _slopes(now: list[float], nudged: list[float]) -> list[float]:
    return [(b - a) / _NUDGE for a, b in zip(now, nudged, strict=True)]


def _size(gaps: list[float]) -> float:
    return sum(gap * gap for gap in gaps)


def _step(one: list[float], two: list[float], state: tuple[list[float], float]) -> Pair:
    now, damping = state
    aa, bb = _size(one) * (1 + damping), _size(two) * (1 + damping)
    ab = sum(a * b for a, b in zip(one, two, strict=True))
    ag = sum(a * g for a, g in zip(one, now, strict=True))
    bg = sum(b * g for b, g in zip(two, now, strict=True))
    divisor = aa * bb - ab * ab or 1.0
    return (ab * bg - bb * ag) / divisor, (ab * ag - aa * bg) / divisor


def _split_sides(three: Three) -> tuple[float, ...]:
    low, central, high = three
    return central, (central - low) / _Z, (high - central) / _Z


def _split_log_sides(three: Three) -> tuple[float, ...]:
    low, central, high = three
    return central, log(central / low) / _Z, log(high / central) / _Z


PLAIN: Mapping[Family, Callable[[Three], tuple[float, ...]]] = {
    "point": lambda three: (three[1],),
    "normal": _normal_pair,
    "lognormal": _lognormal_pair,
    "beta": _beta_pair,
    "gamma": _gamma_pair,
    "triangular": lambda three: three,
    "uniform": lambda three: (three[0], three[2]),
    "three_point": lambda three: three,
}
SPLIT: Mapping[Family, Family] = {
    "normal": "split_normal",
    "lognormal": "split_lognormal",
    "gamma": "split_lognormal",
    "beta": "split_bounded",
}
SPLIT_PAIR: Mapping[Family, Callable[[Three], tuple[float, ...]]] = {
    "split_normal": _split_sides,
    "split_lognormal": _split_log_sides,
    "split_bounded": lambda three: (*_split_sides(three), 1.0),
}
