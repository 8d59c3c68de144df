"""Draws without a number, in models: told in every statistic, never left out of one only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from caploop import sfc
from caploop.core.errors import CaploopError, InputInvalidError

SHARED = Path(__file__).parents[3] / "shared/reference/public-cases/engine.json"


def two(equations: str, amount: str, **params: Any) -> sfc.Model:
    """Two parties, one instrument and one payment."""
    m = sfc.Model("two", freq="Y")
    a, b = m.sectors("a", "b")
    c = m.instrument("c", issuer=b)
    m.params(**params)
    m.equations(equations)
    m.flow("f", payer=a, payee=b, via=c, amount=amount)
    return m


STATISTICS = ["mean", "std", "min", "max", "q05", "q50", "q95", "undefined"]


def run_of(equations: str, amount: str = "Q", *, draws: int = 200, **params: Any) -> Any:
    given = params or {"K": sfc.Uniform(-1, 1)}
    return sfc.simulate(two(equations, amount, **given), "2001", 1, draws=draws, stats=STATISTICS)


def by_statistic(run: Any, name: str) -> dict[str, float]:
    values = run[name].sel(scenario="baseline").isel(year=0)
    return {str(s): float(values.sel(statistic=s)) for s in values.statistic.values}


def test_a_logarithm_of_what_may_be_negative_has_no_statistic_and_says_of_how_many() -> None:
    model = two("Q = 1 + 0*K\ng = log(K)", "Q", K=sfc.Uniform(-1, 1))
    paths = sfc.simulate(model, "2001", 1, draws=200)["g"].values.ravel()
    found = by_statistic(run_of("Q = 1 + 0*K\ng = log(K)"), "g")
    assert found.pop("undefined") == np.isnan(paths).sum() > 0
    assert all(np.isnan(value) for value in found.values())


def test_a_ratio_by_what_reaches_zero_keeps_its_finite_quantiles() -> None:
    model = two("Q = 1 + 0*K\ng = 1/max(K, 0)", "Q", K=sfc.Uniform(-1, 1))
    run = sfc.simulate(model, "2001", 1, draws=200, stats=["q25", "q75", "mean", "std", "max"])
    paths = np.sort(sfc.simulate(model, "2001", 1, draws=200)["g"].values.ravel())
    found = by_statistic(run, "g")
    assert np.isinf(paths).sum() > 50
    assert found["q25"] == pytest.approx(paths[int(0.25 * 199)], rel=2e-3)
    assert found["q75"] == found["max"] == found["mean"] == np.inf
    assert np.isnan(found["std"])


def test_moments_alone_say_the_same_as_moments_beside_quantiles() -> None:
    """Blocks of 4,096 are merged; the draws without a number are in some of them."""
    for text in ("g = log(K)", "g = 1/max(K, 0)", "g = log(max(K, 0))"):
        model = two(f"Q = 1 + 0*K\n{text}", "Q", K=sfc.Uniform(-1e-3, 1))
        alone = sfc.simulate(model, "2001", 1, draws=9000, stats=["mean", "min", "max"])
        beside = sfc.simulate(model, "2001", 1, draws=9000, stats=["mean", "min", "max", "q50"])
        np.testing.assert_array_equal(alone["g"].values, beside["g"].values[:, :3])


def test_a_payment_without_a_number_stops_the_run() -> None:
    for text in ("Q = log(K)", "Q = 1/max(K, 0)"):
        with pytest.raises(CaploopError, match="two"):
            run_of(text)


def test_amounts_written_out_in_won_are_taken() -> None:
    model = two("P = 100000000000000000000*K", "P", K=-1.0)
    assert sfc.simulate(model, "2001", 2)["P"].values.ravel().tolist() == [-1e20, -1e20]


def replayed(name: str) -> dict[str, Any]:
    """A case handed over, or a skip with the reason."""
    if not SHARED.exists():
        pytest.skip("the handed-over cases are not beside this clone")
    cases: list[dict[str, Any]] = json.loads(SHARED.read_text())["cases"]
    return next(case for case in cases if case["id"] == name)


def made(case: dict[str, Any]) -> sfc.Model:
    given = case["params"]["K"]
    params = {"K": given if isinstance(given, float) else sfc.Uniform(-1, 1)}
    return two(case["equations"], case["amount"], **params)


def test_the_handed_over_cases_without_a_number() -> None:
    nan = sfc.simulate(made(replayed("quantiles-with-nan")), "2001", 1, draws=200, stats=STATISTICS)
    found = by_statistic(nan, "g")
    assert found.pop("undefined") == 87
    assert all(np.isnan(value) for value in found.values())
    infinite = sfc.simulate(
        made(replayed("quantiles-with-infinity")), "2001", 1, draws=200, stats=["q25"]
    )
    assert by_statistic(infinite, "g")["q25"] == pytest.approx(1.66, abs=0.005)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("power-tower", None),
        ("large-whole-numbers", -1e20),
        ("three-arguments", -1.0),
        ("chained-comparison", 0.0),
    ],
)
def test_the_handed_over_equations(name: str, value: float | None) -> None:
    case = replayed(name)
    if value is None:
        with pytest.raises(InputInvalidError, match="equations:1"):
            made(case)
    else:
        assert sfc.simulate(made(case), "2001", 1)["P"].values.ravel().tolist() == [value]
