"""Parameters in the units of the model."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.book.parameter import Parameter, parameters_from_rows
from caploop.model.inputs.priors import central_of, prior_of
from caploop.model.terms.units import converted_factor, factor_of


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("USD bn", 1), ("USD mn", 1e-3), ("USD", 1), ("mn", 1), ("bp", 1e-4), ("USD mn/MW", 1)],
)
def test_money_is_in_billions_and_people_in_millions(unit: str, factor: float) -> None:
    assert float(converted_factor("read by no equation", unit=unit)) == pytest.approx(factor)


def row(symbol: str, unit: str, three: str, distribution: str) -> Parameter:
    """A parameter with its low, central and high number."""
    low, central, high = three.split()
    told = {
        "id": "M1-900",
        "mechanism": "M1",
        "name": symbol,
        "symbol": symbol,
        "unit": unit,
        "unit_as_written": unit,
        "low": low,
        "central": central,
        "high": high,
        "distribution": distribution,
        "source": "made up",
        "known_at": "2026-03-01",
        "assumption": "false",
    }
    (found,), problems = parameters_from_rows([told], file="p.csv")
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("symbol", "unit", "three", "distribution"),
    [
        ("Cash_2025Q4", "USD bn", "25 38 45", "triangular"),
        ("ell", "USD bn/GW-yr", "8 12 14", "lognormal"),
        ("tau_top", "share", "0.5 0.8 1.0", "beta"),
        ("g_tokv", "1/yr", "0.5 1.2 2.5", "lognormal"),
        ("kappa", "USD bn/GW", "35 42 55", "lognormal"),
        ("p_loi", "share", "0.0 0.05 0.15", "beta"),
        ("s_oai", "bp", "150 250 400", "normal"),
    ],
)
def test_a_distribution_has_the_quantiles_of_its_fit(
    symbol: str, unit: str, three: str, distribution: str
) -> None:
    parameter = row(symbol, unit, three, distribution)
    prior = prior_of(parameter)
    assert not isinstance(prior, float | np.ndarray)
    scale = float(factor_of(parameter))
    wanted = [q * scale for q in parameter.fit.quantiles]
    found = prior.quantile(np.array([0.05, 0.5, 0.95]))
    np.testing.assert_allclose(found, wanted, rtol=0.02, atol=1e-3)


def test_a_certain_parameter_is_a_number() -> None:
    assert prior_of(row("R_v2_2027", "USD bn", "62 62 62", "fixed")) == 62
    assert central_of(row("W_0", "mn", "880 900 920", "normal")) == 900
