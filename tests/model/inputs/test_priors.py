"""Parameters in the units of the model."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.book.parameter import named
from caploop.model.inputs.priors import central_of, prior_of
from caploop.model.terms.units import converted_factor, factor_of
from tests.real_book import BOOK


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("USD bn", 1), ("USD mn", 1e-3), ("USD", 1), ("mn", 1), ("bp", 1e-4), ("USD mn/MW", 1)],
)
def test_money_is_in_billions_and_people_in_millions(unit: str, factor: float) -> None:
    assert float(converted_factor("read by no equation", unit=unit)) == pytest.approx(factor)


@pytest.mark.parametrize("symbol", ["Cash_2025Q4", "ell", "tau_top", "g_tokv", "kappa", "p_loi"])
def test_a_distribution_has_the_quantiles_of_its_fit(symbol: str) -> None:
    parameter = named(BOOK.parameters, symbol)
    prior = prior_of(parameter)
    assert not isinstance(prior, float | np.ndarray)
    scale = float(factor_of(parameter))
    wanted = [q * scale for q in parameter.fit.quantiles]
    found = prior.quantile(np.array([0.05, 0.5, 0.95]))
    np.testing.assert_allclose(found, wanted, rtol=0.02, atol=1e-3)


def test_a_certain_parameter_is_a_number() -> None:
    assert prior_of(named(BOOK.parameters, "R_v2_2027")) == 62
    assert central_of(named(BOOK.parameters, "W_0")) == 900
