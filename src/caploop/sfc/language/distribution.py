"""Distributions of parameters, each by its inverse: one uniform number in, one value out.

With `within=(low, high)` a draw outside is an error, not a value cut off at the bound.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import special

from caploop.core.errors import UsageError

Bounds = tuple[float, float] | None


@dataclass(frozen=True)
class Uniform:
    """Equally likely anywhere between `low` and `high`."""

    low: float
    high: float
    within: Bounds = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        _check(self.low < self.high, self, "low must be below high")

    def quantile(self, u: np.ndarray) -> np.ndarray:
        """Value at probability u."""
        return self.low + (self.high - self.low) * u


@dataclass(frozen=True)
class Triangular:
    """Rises from `low` to `mode` and falls to `high`."""

    low: float
    mode: float
    high: float
    within: Bounds = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        _check(self.low <= self.mode <= self.high, self, "low <= mode <= high must hold")
        _check(self.low < self.high, self, "low must be below high")

    def quantile(self, u: np.ndarray) -> np.ndarray:
        """Value at probability u."""
        width = self.high - self.low
        below = self.low + np.sqrt(u * width * (self.mode - self.low))
        above = self.high - np.sqrt((1 - u) * width * (self.high - self.mode))
        return np.where(u * width < self.mode - self.low, below, above)


@dataclass(frozen=True)
class Normal:
    """Normal with `mean` and standard deviation `sd`."""

    mean: float
    sd: float
    within: Bounds = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        _check(self.sd > 0, self, "sd must be positive")

    def quantile(self, u: np.ndarray) -> np.ndarray:
        """Value at probability u."""
        found: np.ndarray = self.mean + self.sd * special.ndtri(u)
        return found


@dataclass(frozen=True)
class LogNormal:
    """exp of a normal: `median`, and `sigma`, the standard deviation of the logarithm."""

    median: float
    sigma: float
    within: Bounds = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        _check(self.median > 0 and self.sigma > 0, self, "median and sigma must be positive")

    def quantile(self, u: np.ndarray) -> np.ndarray:
        """Value at probability u."""
        found: np.ndarray = self.median * np.exp(self.sigma * special.ndtri(u))
        return found


@dataclass(frozen=True)
class Beta:
    """Beta with shapes `a` and `b` between `low` and `high`."""

    a: float
    b: float
    low: float = 0.0
    high: float = 1.0
    within: Bounds = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        _check(self.a > 0 and self.b > 0, self, "a and b must be positive")
        _check(self.low < self.high, self, "low must be below high")

    def quantile(self, u: np.ndarray) -> np.ndarray:
        """Value at probability u."""
        found: np.ndarray = self.low + (self.high - self.low) * special.betaincinv(
            self.a, self.b, u
        )
        return found


@dataclass(frozen=True)
class Discrete:
    """One of `values`, with `probabilities` that sum to one."""

    values: tuple[float, ...]
    probabilities: tuple[float, ...]
    within: Bounds = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        _check(len(self.values) == len(self.probabilities) > 0, self, "one probability a value")
        _check(min(self.probabilities) >= 0, self, "probabilities must not be negative")
        _check(abs(sum(self.probabilities) - 1) < 1e-9, self, "probabilities must sum to 1")

    def quantile(self, u: np.ndarray) -> np.ndarray:
        """Value at probability u, in the order the values are given."""
        steps = np.cumsum(self.probabilities)[:-1]
        return np.asarray(self.values, float)[np.searchsorted(steps, u, side="right")]


@dataclass(frozen=True)
class Empirical:
    """A sample, with straight lines between its sorted values."""

    sample: tuple[float, ...]
    within: Bounds = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        _check(len(self.sample) > 1, self, "a sample has at least two values")

    def quantile(self, u: np.ndarray) -> np.ndarray:
        """Value at probability u."""
        found: np.ndarray = np.quantile(np.asarray(self.sample, float), u)
        return found


Distribution = Uniform | Triangular | Normal | LogNormal | Beta | Discrete | Empirical


def median(distribution: Distribution) -> float:
    """Value below which half of the probability lies."""
    return float(distribution.quantile(np.asarray([0.5]))[0])


def _check(holds: bool, where: object, rule: str) -> None:
    if not holds:
        raise UsageError(f"{where}: {rule}; mend the arguments")
