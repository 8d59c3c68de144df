"""Sensitivities of models whose answer is known."""

from __future__ import annotations

import pytest

from caploop import sfc
from caploop.core.errors import UsageError
from tests.sfc.cases import sim_in_code


def sum_of_two() -> sfc.Model:
    """Paid = 3 a + b, both uniform: variance shares 0.9 and 0.1."""
    model = sfc.Model("sum", freq="Y")
    x, y = model.sectors("x", "y")
    model.params(a=sfc.Uniform(0, 1), b=sfc.Uniform(0, 1))
    model.equations("Q = 3*a + b")
    model.flow("f", payer=x, payee=y, via=model.instrument("m", issuer=x), amount="Q")
    return model


def test_tornado_is_widest_first() -> None:
    found = sfc.tornado(sum_of_two(), "Q", 1)
    assert list(found["parameter"]) == ["a", "b"]
    assert found.loc[0, "at_low"] == pytest.approx(3 * 0.05 + 0.5)
    assert found.loc[0, "base"] == pytest.approx(2.0)


def test_sobol_shares_of_a_sum() -> None:
    found = sfc.sobol(sum_of_two(), "Q", 1, samples=1024).set_index("parameter")
    assert found.loc["a", "first"] == pytest.approx(0.9, abs=0.02)
    assert found.loc["b", "total"] == pytest.approx(0.1, abs=0.02)


def test_of_a_constant_there_are_no_shares() -> None:
    model = sfc.Model("constant", freq="Y")
    x, y = model.sectors("x", "y")
    model.params(a=sfc.Uniform(0, 1), b=sfc.Uniform(0, 1))
    model.equations("Q = 3 + 0*a + 0*b")
    model.flow("f", payer=x, payee=y, via=model.instrument("m", issuer=x), amount="Q")
    found = sfc.sobol(model, "Q", 1, samples=64)
    assert list(found["parameter"]) == ["a", "b"]
    assert found.drop(columns="parameter").isna().all(axis=None)


def test_a_comparison_is_draw_by_draw() -> None:
    model = sim_in_code(theta=sfc.Uniform(0.15, 0.25))
    scenarios = {"base": {}, "more": {"G": 21.0}}
    run = sfc.simulate(model, "2001", 4, draws=20, scenarios=scenarios)
    more = sfc.compare(run, "base", "more")
    assert (more["Y"].values[:, 0] > 1).all()
    assert more.attrs["scenario"] == "more less base"
    with pytest.raises(UsageError, match="no scenario 'less'"):
        sfc.compare(run, "base", "less")


def test_statistics_cannot_be_compared() -> None:
    run = sfc.simulate(sim_in_code(), "2001", 2, stats=["mean"])
    with pytest.raises(UsageError, match="keep the draws"):
        sfc.compare(run, "baseline", "baseline")


def test_nothing_to_vary_is_told() -> None:
    with pytest.raises(UsageError, match="no parameter has a distribution"):
        sfc.tornado(sim_in_code(), "Y", 2)
