"""A run's inputs rebuilt, pinned and swapped in models whose answer is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from caploop import sfc
from caploop.core.errors import UsageError
from caploop.sfc.running.pinned import Setting, ends, parts
from caploop.sfc.running.rank import noise_floor, rank_correlations


def noisy(*, noise: float = 0.0, **params: Any) -> sfc.Model:
    """Q = 3 a + b + noise * u, all uniform in (0, 1); `idle` is read and does nothing."""
    m = sfc.Model("noisy", freq="Y")
    x, y = m.sectors("x", "y")
    m.params(**({n: sfc.Uniform(0, 1) for n in ("a", "b", "idle")} | params))
    paid = m.flow("paid", payer=x, payee=y, via=m.instrument("money", issuer=x))

    @m.behaviour
    def year(x: Any, p: Any, t: Any) -> Any:
        """One payment."""
        q = 3 * p.a + p.b + noise * x.shock.uniform("u") + 0 * p.idle
        return {paid: q, "Q": q, "out": (q > 2.5) * 1.0}

    return m


def last(name: str) -> Any:
    def measure(paths: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.asarray(paths[name][:, -1])

    return measure


def setting(draws: int, *, keep: str = "Q", seed: int = 0, **more: Any) -> Setting:
    return Setting("2001", 1, draws, seed, (keep,), **more)


def test_the_inputs_of_a_run_are_those_it_drew() -> None:
    run = sfc.simulate(noisy(), "2001", 1, draws=500, seed=7, keep=["Q"])
    found = sfc.drawn(run.model, 500, seed=7)
    assert sorted(found) == ["a", "b", "idle"]
    np.testing.assert_allclose(run["Q"].values[0, :, 0], 3 * found["a"] + found["b"], rtol=1e-14)


def test_joined_inputs_are_rebuilt_as_well() -> None:
    model = noisy()
    model.correlate(sfc.Correlation(names=("a", "b"), matrix=np.array([[1, 0.8], [0.8, 1]])))
    found = sfc.drawn(model, 2000)
    q = sfc.simulate(model, "2001", 1, draws=2000, keep=["Q"])["Q"].values[0, :, 0]
    np.testing.assert_allclose(q, 3 * found["a"] + found["b"], rtol=1e-14)
    rho = rank_correlations({"b": found["b"]}, found["a"])["b"]
    assert rho == pytest.approx(6 / np.pi * np.arcsin(0.4), abs=0.04)
    with pytest.raises(UsageError, match="independent"):
        parts(model, last("Q"), {"a": ["a"]}, setting=setting(10))


def test_rank_correlations_are_those_on_paper_and_in_their_order() -> None:
    """Without noise cov(F(Q), a) can be integrated; 20,000 draws of plain numbers stand in."""
    run = sfc.simulate(noisy(noise=0.5), "2001", 1, draws=4000, keep=["Q"])
    found = rank_correlations(sfc.drawn(run.model, 4000), run["Q"].values[0, :, 0])
    a, b, u = np.random.default_rng(0).uniform(size=(3, 20_000))
    paper = rank_correlations({"a": a, "b": b}, 3 * a + b + 0.5 * u)
    assert sorted(found, key=lambda n: -abs(found[n])) == ["a", "b", "idle"]
    assert found["a"] == pytest.approx(paper["a"], abs=0.01)
    assert found["b"] == pytest.approx(paper["b"], abs=0.05)
    assert abs(found["idle"]) < noise_floor(4000, 3) < found["b"]


def test_a_pinned_input_leaves_every_other_number_as_it_was() -> None:
    """Q moves by 3 (0.95 - 0.05) in each draw, whatever the noise."""
    found = ends(noisy(noise=2.0), last("Q"), ["a", "idle"], setting=setting(200))
    assert (found["a"].low, found["a"].high) == (0.05, 0.95)
    np.testing.assert_allclose(found["a"].at_high - found["a"].at_low, 2.7, rtol=1e-12)
    assert (found["idle"].at_high == found["idle"].at_low).all()


def test_a_pin_of_a_chance_says_how_far_the_chance_moves() -> None:
    """With a at 0.95, Q = 2.85 + b passes 2.5 in all draws, with a at 0.05 in none."""
    found = ends(noisy(), last("out"), ["a"], setting=setting(300, keep="out"))
    assert found["a"].at_low.mean() == 0
    assert found["a"].at_high.mean() == 1


def test_a_pin_lies_beneath_what_a_scenario_changes() -> None:
    world = {"a": sfc.Change(times=2.0), "b": 0.0}
    found = ends(noisy(), last("Q"), ["a", "b"], setting=setting(5, world=world))
    np.testing.assert_allclose(found["a"].at_low, 3 * 2 * 0.05)
    assert (found["b"].at_low == found["b"].at_high).all()


def test_pins_share_the_compiled_function_of_the_run() -> None:
    model = noisy()
    sfc.simulate(model, "2001", 1, draws=20, keep=["Q"], scenarios={"run": {"b": sfc.Change()}})
    ends(model, last("Q"), ["a"], setting=setting(20, world={"b": sfc.Change()}))
    assert len(model._cache["ready"].structure.executables) == 1


def test_shares_of_a_sum_and_of_luck_are_those_of_their_variances() -> None:
    """Variances 9, 1 and 4 of 14 parts, counted by rank: near to that, and they add up to one."""
    found = parts(
        noisy(noise=2.0), last("Q"), {"a": ["a"], "rest": ["b", "idle"]}, setting=setting(20_000)
    )
    assert found["a"].first == pytest.approx(9 / 14, abs=0.05)
    assert found["rest"].first == pytest.approx(1 / 14, abs=0.03)
    assert found["luck"].first == pytest.approx(4 / 14, abs=0.05)
    for part in found.values():
        assert part.total > part.first - part.first_95 - part.total_95
    assert sum(part.first for part in found.values()) == pytest.approx(1, abs=0.06)


def test_what_does_nothing_has_no_share() -> None:
    groups = {"idle": ["idle"], "rest": ["a", "b"]}
    found = parts(noisy(), last("Q"), groups, setting=setting(500))
    assert (found["idle"].first, found["idle"].total) == (0, 0)
    assert (found["luck"].first, found["luck"].total) == (0, 0)
    assert found["rest"].total == pytest.approx(1, abs=0.1)


def test_one_number_a_draw_is_refused_where_it_fits_no_draws() -> None:
    scenarios = {"run": {"a": sfc.Change(drawn=np.ones(3))}}
    with pytest.raises(UsageError, match="3 numbers for 5 draws"):
        sfc.simulate(noisy(), "2001", 1, draws=5, scenarios=scenarios)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"a": sfc.Change(drawn=float("nan"))}, "finite"),
        ({"c": sfc.Change(drawn=1.0)}, "not drawn"),
    ],
)
def test_what_cannot_be_drawn_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        sfc.simulate(noisy(c=2.0), "2001", 1, draws=5, scenarios={"run": given})
    with pytest.raises(UsageError, match="nothing to pin"):
        ends(noisy(c=2.0), last("Q"), ["c"], setting=setting(5))


def test_a_shock_of_another_seed_leaves_the_inputs_alone() -> None:
    model = noisy(noise=1.0)
    one, two = (
        sfc.simulate(model, "2001", 1, draws=400, keep=["Q"], luck=luck)["Q"].values[0, :, 0]
        for luck in (None, 9)
    )
    found = sfc.drawn(model, 400)
    fixed = 3 * found["a"] + found["b"]
    assert not np.allclose(one, two)
    for q in (one, two):
        assert ((q - fixed > 0) & (q - fixed < 1)).all()
    assert abs(np.corrcoef(one - fixed, two - fixed)[0, 1]) < 0.15
