"""Draws that are no number, or not to be told, are left out of every statistic and counted."""

from __future__ import annotations

import math
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop import sfc
from caploop.core.errors import UsageError
from caploop.sfc.running.reduce import merge, told_moments
from caploop.sfc.running.statistic import check_statistics

STATS = ("mean", "std", "min", "max", "q25", "q50", "undefined", "count")


def model(equations: str) -> sfc.Model:
    m = sfc.Model("PAID", freq="Y")
    a, b = m.sectors("a", "b")
    cash = m.instrument("cash", issuer=b)
    m.params(K=sfc.Uniform(-1.0, 1.0))
    m.flow("paid", payer=a, payee=b, via=cash, amount="Q")
    m.equations(equations)
    return m


def told(equations: str, **asked: Any) -> Any:
    return sfc.simulate(model(equations), "2001", 2, draws=200, stats=STATS, **asked)


def test_a_logarithm_of_a_loss_leaves_no_statistic_and_is_counted() -> None:
    run = told("Q = 1 + 0*K\nk = K\ng = log(K)")
    paths = sfc.simulate(model("Q = 1 + 0*K\nk = K\ng = log(K)"), "2001", 2, draws=200)
    every = paths["g"].isel(scenario=0).values[:, 0]
    found = dict(zip(STATS, run["g"].isel(scenario=0).values[:, 0], strict=True))
    assert 0 < np.isnan(every).sum() < 200
    assert found.pop("undefined") == np.isnan(every).sum()
    assert found.pop("count") == 200
    assert all(math.isnan(v) for v in found.values())


TWO = "Q = 1 + 0*K\nk = K\nup = max(K, 0)"


@pytest.mark.parametrize("chunk", [None, 7, 64])
def test_only_tells_of_the_draws_in_which_the_mask_is_above_nothing(chunk: int | None) -> None:
    run = told(TWO, keep=["k", "up"], only={"k": "up"}, chunk=chunk)
    drawn = sfc.simulate(model(TWO), "2001", 2, draws=200)["k"].isel(scenario=0).values[:, 0]
    found = dict(zip(STATS, run["k"].isel(scenario=0).values[:, 0], strict=True))
    assert found["count"] == (drawn > 0).sum()
    assert found["mean"] == pytest.approx(drawn[drawn > 0].mean())
    assert found["min"] > 0
    assert found["undefined"] == 0
    whole = dict(zip(STATS, run["up"].isel(scenario=0).values[:, 0], strict=True))
    assert whole["count"] == 200


def test_a_mask_need_not_be_kept_and_an_unknown_one_is_refused() -> None:
    run = told(TWO, keep=["k"], only={"k": "up"})
    assert set(run.data) == {"k"}
    with pytest.raises(UsageError, match="upp"):
        told(TWO, keep=["k"], only={"k": "upp"})


CELLS = st.lists(st.tuples(st.floats(-1e6, 1e6), st.booleans()), min_size=1, max_size=40)


@given(cells=CELLS, cut=st.integers(0, 40))
def test_blocks_merge_to_the_moments_of_the_draws_told(
    cells: list[tuple[float, bool]], cut: int
) -> None:
    row = np.array([value for value, _ in cells])
    mask = np.array([is_told for _, is_told in cells])
    place = min(cut, len(row))
    halves = [(row[:place], mask[:place]), (row[place:], mask[place:])]
    found = merge([told_moments(v[None], m[None]) for v, m in halves if len(v)])
    some = row[mask]
    assert np.broadcast_to(found.draws, (1,))[0] == len(some)
    if len(some):
        assert found.mean[0] == pytest.approx(some.mean(), abs=1e-6)
        assert found.m2[0] == pytest.approx(((some - some.mean()) ** 2).sum(), rel=1e-6, abs=1e-3)
        assert (found.low[0], found.high[0]) == (some.min(), some.max())
    else:
        assert math.isnan(found.mean[0])


def test_numbers_stay_as_they_are_where_all_are_finite() -> None:
    assert jnp.isfinite(jnp.asarray(told("Q = 1 + 0*K\nk = K")["k"].values)).all()


def test_quantiles_may_have_a_decimal() -> None:
    assert check_statistics(["mean", "q97.5"]) == ("mean", "q97.5")


@pytest.mark.parametrize("name", ["median", "q5", "Q05", "q100"])
def test_an_unknown_one_is_told_what_there_is(name: str) -> None:
    with pytest.raises(UsageError, match="there are mean, std"):
        check_statistics([name])
