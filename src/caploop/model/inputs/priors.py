"""Parameters as the engine takes them: a number or a distribution, in the units of the model."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from caploop.book import Joint, Parameter
from caploop.distributions import Fit, quantile, scaled
from caploop.model.terms.units import factor_of
from caploop.sfc import (
    Beta,
    Discrete,
    Empirical,
    LogNormal,
    Normal,
    Triangular,
    Uniform,
)
from caploop.sfc.language import Parameter as Prior

POINTS = 400
THREE_POINT = (0.185, 0.63, 0.185)


def prior_of(parameter: Parameter) -> Prior:
    """The parameter's distribution in the units of the model; its number where it is certain."""
    return distribution_of(scaled(parameter.fit, float(factor_of(parameter))))


def priors_of(parameters: Iterable[Parameter]) -> dict[str, Prior]:
    """Distributions or numbers by symbol."""
    return {parameter.symbol: prior_of(parameter) for parameter in parameters}


def marginals(joint: Joint | None) -> dict[str, Prior]:
    """What a calibration, if any, left of its names: straight lines between quantiles."""
    if joint is None:
        return {}
    return {n: Empirical(v) for n, v in zip(joint.names, joint.values, strict=True)}


def central_of(parameter: Parameter) -> float:
    """The parameter's central number in the units of the model."""
    return float(parameter.central * factor_of(parameter))


@lru_cache(maxsize=4096)
def distribution_of(fit: Fit) -> Prior:
    """A fitted distribution for the engine; a number where it is certain."""
    if fit.family not in MADE:
        # Split and gamma families have no closed form here; straight lines between quantiles do.
        return Empirical(tuple(quantile(fit, (i + 0.5) / POINTS) for i in range(POINTS)))
    return MADE[fit.family](*fit.parameters)


MADE: Mapping[str, Callable[..., Prior]] = {
    "point": float,
    "normal": Normal,
    "lognormal": lambda mean, sd: LogNormal(math.exp(mean), sd),
    "triangular": Triangular,
    "uniform": Uniform,
    "beta": lambda a, b, high: Beta(a, b, 0.0, high),
    "three_point": lambda *values: Discrete(values, THREE_POINT),
}


class CentralValues(dict[str, float]):
    """Central numbers by symbol, in the units of the model, that remember which were read.

    >>> found = CentralValues({"ell": 12.0, "kappa": 45.0})
    >>> found["ell"], found.get("mu", 0.2), tuple(found.read)
    (12.0, 0.2, ('ell',))

    `lacking` makes the error for a symbol that is not there.
    """

    def __init__(
        self, values: Mapping[str, float], lacking: Callable[[str], Exception] = KeyError
    ) -> None:
        super().__init__(values)
        self._lacking = lacking
        self.read: dict[str, None] = {}

    def __getitem__(self, symbol: str) -> float:
        self.read[symbol] = None
        return super().__getitem__(symbol)

    def __missing__(self, symbol: str) -> float:
        raise self._lacking(symbol)

    def get(self, symbol: str, default: Any = None) -> Any:
        """The number of a symbol, or the default, which counts as nothing read."""
        if symbol not in self:
            return default
        return self[symbol]
