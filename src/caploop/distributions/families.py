"""The families of fitted distributions: the quantile of each at its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import exp, sqrt
from statistics import NormalDist
from typing import Literal

from caploop.distributions.special import beta_point, gamma_point

Family = Literal[
    "point",
    "normal",
    "lognormal",
    "beta",
    "gamma",
    "triangular",
    "uniform",
    "three_point",
    "split_normal",
    "split_lognormal",
    "split_bounded",
]
Three = tuple[float, float, float]


LEVELS: Three = (0.05, 0.5, 0.95)
THREE_POINT_WEIGHTS: Three = (0.185, 0.63, 0.185)  # Keefer and Bodily 1983, after Pearson-Tukey


def _side(values: tuple[float, ...], p: float) -> float:
    """How far from the median, in units of its side, the quantile of a split distribution is."""
    return NormalDist().inv_cdf(p) * (values[1] if p < LEVELS[1] else values[2])


def _split_normal(values: tuple[float, ...], p: float) -> float:
    return values[0] + _side(values, p)


def _split_lognormal(values: tuple[float, ...], p: float) -> float:
    return values[0] * exp(_side(values, p))


def _split_bounded(values: tuple[float, ...], p: float) -> float:
    return min(max(_split_normal(values, p), 0.0), values[3])


def _normal(values: tuple[float, ...], p: float) -> float:
    return values[0] + values[1] * NormalDist().inv_cdf(p)


def _lognormal(values: tuple[float, ...], p: float) -> float:
    return exp(_normal(values, p))


def _triangular(values: tuple[float, ...], p: float) -> float:
    low, mode, high = values
    width = high - low
    if p * width <= mode - low:
        return low + sqrt(p * width * (mode - low))
    return high - sqrt((1 - p) * width * (high - mode))


def _uniform(values: tuple[float, ...], p: float) -> float:
    return values[0] + p * (values[1] - values[0])


def _three_point(values: tuple[float, ...], p: float) -> float:
    below, middle, _ = THREE_POINT_WEIGHTS
    return values[0] if p <= below else values[1] if p <= below + middle else values[2]


POINT: Mapping[Family, Callable[[tuple[float, ...], float], float]] = {
    "point": lambda values, _: values[0],
    "normal": _normal,
    "lognormal": _lognormal,
    "beta": lambda values, p: values[2] * beta_point(p, values[0], values[1]),
    "gamma": lambda values, p: values[1] * gamma_point(p, values[0]),
    "triangular": _triangular,
    "uniform": _uniform,
    "three_point": _three_point,
    "split_normal": _split_normal,
    "split_lognormal": _split_lognormal,
    "split_bounded": _split_bounded,
}
