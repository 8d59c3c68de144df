"""Regularised incomplete beta and gamma functions and their inverses, for fitted distributions."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist

_TINY = 1e-300
_TOLERANCE = 1e-14
_ROOT_TOLERANCE = 1e-10
_FAR = 30.0
_ITERATIONS = 400

_normal_point = NormalDist().inv_cdf


def beta_share(x: float, a: float, b: float) -> float:
    """Probability in [0, 1] that a beta variable with shapes a and b is at most x.

    Continued fraction of DLMF 8.17.22, by Lentz's method.

    >>> round(beta_share(0.25, 2.0, 2.0), 6)  # 3 x² - 2 x³
    0.15625
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _beta_tail(1.0 - x, b, a)
    return _beta_tail(x, a, b)


def _beta_tail(x: float, a: float, b: float) -> float:
    """The share below x, from the fraction that converges fast up to about the mean."""
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)

    def term(n: int) -> float:
        m = n // 2
        if n % 2 == 0:
            return m * (b - m) * x / ((a + n - 1) * (a + n))
        return -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n))

    return exp(front) / a / _continued(term)


def gamma_share(x: float, shape: float) -> float:
    """Probability in [0, 1] that a gamma variable of scale 1 is at most x (DLMF 8.7.1).

    >>> round(gamma_share(2.0, 1.0), 6)  # 1 - exp(-2)
    0.864665
    """
    if x <= 0:
        return 0.0
    total = part = 1.0 / shape
    n = shape
    while part > _TOLERANCE * total:
        n += 1
        part *= x / n
        total += part
    return min(1.0, total * exp(shape * log(x) - x - lgamma(shape)))


def beta_point(p: float, a: float, b: float) -> float:
    """The x in [0, 1] below which a beta variable lies with probability p.

    >>> round(beta_point(0.05, 4.0, 1.0), 6)  # 0.05 ** (1 / 4)
    0.472871
    """
    norm = lgamma(a + b) - lgamma(a) - lgamma(b)

    def density(x: float) -> float:
        return exp(norm + (a - 1) * log(x) + (b - 1) * log1p(-x))

    return _inverse(lambda x: beta_share(x, a, b) - p, density, start=_start(p, a, b), high=1.0)


def gamma_point(p: float, shape: float) -> float:
    """The x below which a gamma variable of scale 1 lies with probability p.

    >>> round(gamma_point(0.5, 1.0), 6)  # log 2
    0.693147
    """
    high = shape + 1.0
    while gamma_share(high, shape) < p:
        high += high
    norm = lgamma(shape)

    def density(x: float) -> float:
        return exp((shape - 1) * log(x) - x - norm)

    return _inverse(lambda x: gamma_share(x, shape) - p, density, start=shape, high=high)


def _continued(term: Callable[[int], float]) -> float:
    """The continued fraction 1 + t1/(1 + t2/(1 + ...))."""
    value, c, d = 1.0, 1.0, 0.0
    for n in range(1, _ITERATIONS):
        part = term(n)
        d = 1.0 / _not_zero(1.0 + part * d)
        c = _not_zero(1.0 + part / c)
        value *= c * d
        if abs(c * d - 1.0) < _TOLERANCE:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _start(p: float, a: float, b: float) -> float:
    """A first guess at a quantile of a beta variable: the normal one in log odds."""
    spread = sqrt(1 / a + 1 / b)
    return 1.0 / (1.0 + exp(-max(-_FAR, min(_FAR, log(a / b) + spread * _normal_point(p)))))


def _inverse(
    excess: Callable[[float], float],
    slope: Callable[[float], float],
    *,
    start: float,
    high: float,
) -> float:
    """The root of a rising function in (0, high): Newton's step where it stays in the bracket."""
    low, x = 0.0, start
    for _ in range(_ITERATIONS):
        gap = excess(x)
        low, high = (x, high) if gap < 0 else (low, x)
        rise = slope(x)
        step = gap / rise if 0 < rise < inf else inf
        new = x - step if low < x - step < high else (low + high) / 2
        if abs(new - x) <= _ROOT_TOLERANCE * new or not low < new < high:
            return new
        x = new
    return x
