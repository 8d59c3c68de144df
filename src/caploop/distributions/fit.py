"""Distributions fitted to the three numbers of a parameter: P5, P50 and P95 unless the word says
otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from math import log

from msgspec import Struct
from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.distributions.families import LEVELS, POINT, Family, Three
from caploop.distributions.pair import PLAIN, SPLIT, SPLIT_PAIR

PAIR_TOLERANCE = 0.05
WORDS: Mapping[str, Family] = {
    "normal": "normal",
    "normal, regime-switching": "normal",
    "lognormal": "lognormal",
    "empirical": "lognormal",
    "beta": "beta",
    "gamma": "gamma",
    "triangular": "triangular",
    "uniform": "uniform",
    "discrete": "three_point",
    "bernoulli": "three_point",
    **dict.fromkeys(
        (
            "fixed",
            "fixed claim",
            "fixed, LOI",
            "fixed, one of three shapes",
            "claim",
            "claim set",
            "claim by definition",
            "claim: lower bound 280 stated",
            "derived",
            "observed",
            "rule",
            "regime",
            "numerical",
            "schedule, delay shock",
            "schedule, may be deferred",
            "policy lever",
            "policy lever: IT, shell, grid flags",
            "3 tranches of 10 in 2026",
            "12 months, unsecured",
            "8.5 drawn Nov 2025",
        ),
        "point",
    ),
}
EXPLICIT: Mapping[str, int] = {"lognormal": 2, "triangular": 3, "beta": 2}
_CALL = re.compile(r"([a-z]+)\(([^()]*)\)")
_NUMBER = re.compile(r"\s*[0-9]*\.?[0-9]+\s*")


class Fit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A distribution beside the three numbers it was fitted to.

    `parameters`, by family: point (value); normal (mean, sd); lognormal (mean and sd of the
    logarithm); beta (two shapes, upper end); gamma (shape, scale); triangular (min, mode, max);
    uniform (min, max); three_point (three values, weights 0.185, 0.63, 0.185); split_normal and
    split_lognormal (median, sd below, sd above); split_bounded (the same and the upper end).
    `quantiles` are the fitted P5, P50 and P95. `error` is the largest gap between them and the
    three numbers over their spread; `pair_error` the same for the plain family of the word, which
    differs where a split distribution was taken instead.
    """

    family: Family
    parameters: tuple[float, ...]
    quantiles: Three
    error: float
    pair_error: float


def family_of(distribution: str) -> Family | None:
    """The family a row's word names, or `None` for a word that is not known.

    >>> family_of("fixed claim"), family_of("triangular(0,.05,.20)"), family_of("weibull")
    ('point', 'triangular', None)
    """
    call = _CALL.fullmatch(distribution)
    if call is None:
        return WORDS.get(distribution)
    said = _said(distribution)
    sound = sorted(said) == said if call[1] == "triangular" else min(said, default=0) > 0
    return WORDS.get(call[1]) if sound and EXPLICIT.get(call[1]) == len(said) else None


@lru_cache(maxsize=4096)
def fitted(low: float, central: float, high: float, *, distribution: str, symbol: str) -> Fit:
    """The distribution of a parameter, in the unit of its three numbers.

    The plain family of the word is fitted by least squares in the three quantiles. Where its
    largest error passes 5 % of the spread a split distribution is taken, which holds all three:
    normal below and above the median with a spread of its own, for lognormal in logarithms, for
    beta cut at 0 and 1 so that a number at a bound becomes a mass on it. Triangular and uniform
    take low and high as the ends, triangular the central number as the mode; lognormal(median, sd
    of log), triangular(min, mode, max) and beta(shapes) are taken at their word. Discrete words
    give three values with the weights of Keefer and Bodily. Claims, plans, levers and whatever
    else is not drawn are a point at the central number (specification of the model, M12).

    Raises UsageError for a word, an order or a support that cannot be.

    >>> fit = fitted(-1.0, 0.0, 1.0, distribution="normal", symbol="x")
    >>> fit.family, round(fit.parameters[1], 4), fit.error < 1e-12
    ('normal', 0.608, True)
    """
    family = family_of(distribution)
    fault = _fault(family, (low, central, high))
    if family is None:
        fault = f"the distribution {distribution!r} is not known; use one of: {'; '.join(WORDS)}"
    if family is None or fault:
        raise UsageError(f"{symbol}: {fault}")
    three = (low, central, high)
    if said := _said(distribution):
        return _measured(family, _explicit(family, said), three)
    if low == high and family != "three_point":
        return _measured("point", (central,), three)
    plain = _measured(family, PLAIN[family](three), three)
    split = SPLIT.get(family)
    if split is None or plain.error <= PAIR_TOLERANCE:
        return plain
    return replace(_measured(split, SPLIT_PAIR[split](three), three), pair_error=plain.error)


def fault_of(distribution: str, three: Three) -> str | None:
    """Why this word cannot hold these three numbers, or `None` where it can."""
    return _fault(family_of(distribution), three)


def quantile(fit: Fit, p: float) -> float:
    """The value below which a draw falls with probability p, 0 < p < 1; never falls as p rises.

    >>> quantile(fitted(2.0, 3.0, 6.0, distribution="triangular", symbol="x"), 0.25)
    3.0
    """
    if not 0 < p < 1:
        raise UsageError(f"a quantile is asked for at 0 < p < 1, not at {p}")
    return POINT[fit.family](fit.parameters, p)


def scaled(fit: Fit, factor: float) -> Fit:
    """The same distribution in another unit: every quantile times a positive factor.

    >>> bn = fitted(1.0, 2.0, 4.0, distribution="lognormal", symbol="x")
    >>> round(quantile(scaled(bn, 1e9), 0.5))
    2000000000
    """
    if factor <= 0:
        raise UsageError(f"a unit is changed by a positive factor, not {factor}")
    first, *rest = fit.parameters
    match fit.family:
        case "lognormal":
            values = (first + log(factor), *rest)
        case "split_lognormal":
            values = (first * factor, *rest)
        case "beta" | "gamma":
            values = (first, *rest[:-1], rest[-1] * factor)
        case _:
            values = tuple(value * factor for value in fit.parameters)
    low, central, high = (value * factor for value in fit.quantiles)
    return replace(fit, parameters=values, quantiles=(low, central, high))


def _said(distribution: str) -> list[float]:
    """The numbers a word gives in brackets; none where one of them is no number."""
    call = _CALL.fullmatch(distribution)
    texts = call[2].split(",") if call else []
    return [float(text) for text in texts] if all(map(_NUMBER.fullmatch, texts)) else []


def _fault(family: Family | None, three: Three) -> str | None:
    low, central, high = three
    if not low <= central <= high:
        return f"{low} <= {central} <= {high} does not hold"
    if family in {"lognormal", "gamma"} and low <= 0:
        return f"a {family} value is above 0, not {low}"
    if family == "beta" and not (low >= 0 and high <= 1):
        return f"a beta value lies in [0, 1], not in [{low}, {high}]"
    return None


def _explicit(family: Family, said: list[float]) -> tuple[float, ...]:
    if family == "lognormal":
        return log(said[0]), said[1]
    return (*said, 1.0) if family == "beta" else tuple(said)


def _measured(family: Family, parameters: tuple[float, ...], three: Three) -> Fit:
    """The fit with its quantiles and its error against the three numbers."""
    point = POINT[family]
    low, central, high = (point(parameters, p) for p in LEVELS)
    spread = three[2] - three[0]
    gaps = [abs(got - given) for got, given in zip((low, central, high), three, strict=True)]
    held = {"triangular": [0.0], "point": [0.0], "uniform": gaps[1:2]}.get(family, gaps)
    error = max(held) / spread if spread > 0 else 0.0
    return Fit(
        family=family,
        parameters=parameters,
        quantiles=(low, central, high),
        error=error,
        pair_error=error,
    )
