"""Parameters as the engine takes them: a number or a distribution, in the units of the model."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from caploop.book.parameter import Parameter
from caploop.book.posterior import Joint
from caploop.distributions.fit import Fit, quantile, scaled
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
from caploop.sfc.language.model import Parameter as Prior

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
