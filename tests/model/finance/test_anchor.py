"""The value by cash flow: against the textbook, without news, its signs, and in the whole model."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from caploop import sfc
from caploop.model.assembly.system import loop_system
from caploop.model.finance.anchor import anchor, expected_revenue, multiples
from caploop.model.terms.parties import HOLDERS
from caploop.valuation import Terms, value_over_revenue
from tests.model.numbers import Numbers
from tests.model.whole_model import inputs_of, path, whole_run

PLAN = np.linspace(6.0, 80.0, 24)
COST = np.concatenate([PLAN[:16] + np.linspace(3.0, 16.0, 16), 0.95 * PLAN[16:]])
BOOK: dict[str, Any] = {
    **{"g_31": 0.25, "g_T": 0.04, "m_30": 0.05, "m_T": 0.22, "n_fade": 10.0, "n_margin": 5.0},
    **{"k_10": 0.15, "k_p": 0.1, "r_base": 0.045, "eta_V": 1.0},
    **{"plan_revenue": jnp.asarray(PLAN), "plan_cost": jnp.asarray(COST)},
}
NOW = {"cash": 40.0, "debt": 0.0, "vendor_notes": 0.0, "arrears": 0.0, "other_arrears": 0.0}
FOUNDATION = HOLDERS.index("foundation")
CHANGED: dict[str, dict[str, Any]] = {
    "base": {},
    "less revenue": {"lift_consumer": sfc.Change(times=0.8)},
    "more revenue": {"lift_consumer": sfc.Change(times=1.2)},
    "dearer capital": {"k_10": sfc.Change(add=0.05, start=9), "k_p": sfc.Change(add=0.02, start=9)},
    "dearer interest": {"r_base": sfc.Change(add=0.02, start=9)},
    "a fifth to Microsoft": {"ms_headline": 1.0},
    "half the power": {"sh_power": sfc.Change(times=0.5)},
}
KEPT = (
    *("value", "premium", "revenue", "business_value", "burn_value", "net_cash", "burn", "alive"),
    *("owned", "revenue_year"),
)


class Told:
    """A quarter of a company that is so far from its plan, since the start or lately."""

    def __init__(self, t: int, *, surprise: float = 0.0, burn: float = 0.0, **now: float) -> None:
        past = max(t - 2, 0)
        ratio = np.exp(surprise)
        self.now = {**NOW, **now}
        self.t, self.ratio = t, ratio
        self.before = {
            "surprise": surprise,
            "burn": (COST[past] / PLAN[past] - 1 + burn) * PLAN[past] * ratio,
            "rate_opening": BOOK["r_base"],
        }

    def __getitem__(self, name: str) -> Any:
        return jnp.asarray(self.now[name], float)

    def lag(self, name: str, ago: int = 1) -> Any:
        """Revenue is what it was, all else last quarter's."""
        if name == "revenue":
            return jnp.asarray(PLAN[max(self.t - 1 - ago, 0)] * self.ratio)
        return jnp.asarray(self.before[name], float)


def parts(t: int, told: dict[str, float] | None = None, **book: float) -> dict[str, float]:
    found = anchor(Told(t, **(told or {})), Numbers(**{**BOOK, **book}), t)
    return {name: float(value) for name, value in found.items()}


def worth(t: int, told: dict[str, float] | None = None, **book: float) -> float:
    found = parts(t, told, **book)
    return found["business_value"] - found["burn_value"] + found["net_cash"]


@pytest.mark.parametrize("rate", [0.085, 0.1, 0.14])
def test_the_multiple_of_2030_is_the_textbooks(rate: float) -> None:
    n = BOOK
    terms = Terms(
        growth=n["g_31"],
        growth_end=n["g_T"],
        margin=n["m_30"],
        margin_end=n["m_T"],
        rate=rate,
        fade=n["n_fade"],
        rise=n["n_margin"],
        years=15,
    )
    found = multiples(Numbers(**BOOK), jnp.asarray(rate))
    assert float(found[0]) == pytest.approx(value_over_revenue(terms))
    assert (np.diff(np.asarray(found)[5:]) < 1e-9).all(), "once margins are up, less growth is left"


@pytest.mark.parametrize("t", [1, 2, 9, 16, 19])
def test_on_plan_the_value_before_burn_grows_at_the_cost_of_capital(t: int) -> None:
    """And what is burnt in the quarter leaves the burn to come: nothing else happens."""
    now, then, grown = parts(t), parts(t + 1), 1.15**0.25
    burnt = COST[t - 1] - PLAN[t - 1]
    assert then["business_value"] == pytest.approx(now["business_value"] * grown)
    assert then["burn_value"] == pytest.approx(now["burn_value"] * grown - burnt)
    same = {"surprise": -0.2}
    if t > 1:
        now, then = parts(t, same), parts(t + 1, same)
        assert then["business_value"] == pytest.approx(now["business_value"] * grown)


@pytest.mark.parametrize("t", [5, 12, 20])
def test_more_revenue_raises_it_and_more_burn_debt_and_interest_lower_it(t: int) -> None:
    base = worth(t)
    assert worth(t, {"surprise": 0.1}) > base > worth(t, {"surprise": -0.1})
    assert worth(t, {"burn": -0.1}) > base > worth(t, {"burn": 0.1})
    assert worth(t, {"debt": 10.0}) == pytest.approx(base - 10)
    assert worth(t, {"cash": 50.0}) == pytest.approx(base + 10)
    assert parts(t, k_p=0.12)["business_value"] < parts(t)["business_value"]
    if t < 20:
        assert parts(t, k_10=0.2)["business_value"] < parts(t)["business_value"]
    assert parts(t, r_base=0.06)["business_value"] < parts(t)["business_value"]
    assert parts(t, m_T=0.3)["business_value"] > parts(t)["business_value"]


def expected(t: int, surprise: float = 0.0, **book: float) -> float:
    return float(expected_revenue(Told(t, surprise=surprise), Numbers(**{**BOOK, **book}), t))


def test_nothing_is_known_of_the_quarter_to_come() -> None:
    """At the start no surprise is known; revenue of 2030 is what came and the rest of plan."""
    assert parts(1, {"surprise": -0.5}) == pytest.approx(parts(1))
    year = PLAN[16:20].sum()
    assert expected(7) == pytest.approx(year)
    assert expected(7, -0.5) == pytest.approx(year * np.exp(-0.5))
    assert expected(19, -0.5) == pytest.approx(year * np.exp(-0.5))
    assert expected(21, -0.5) == pytest.approx(year * np.exp(-0.5))


def test_a_surprise_is_taken_further_the_further_off_where_its_elasticity_is_above_one() -> None:
    low, high = (expected(2, 0.1, eta_V=e) for e in (1.0, 1.5))
    assert high > low > PLAN[16:20].sum()
    assert expected(21, 0.1, eta_V=1.5) == pytest.approx(expected(21, 0.1))


@pytest.fixture(scope="module")
def run() -> sfc.Run:
    return whole_run(loop_system(inputs_of("S0").params), CHANGED, keep=KEPT, draws=256)


def test_every_draw_begins_at_the_price_before_the_round(run: sfc.Run) -> None:
    assert run.audit.gap < 1e-9
    for world in CHANGED:
        np.testing.assert_allclose(path(run, "value", world)[:, 0], 730)
    premium = path(run, "premium", "base")[:, 0]
    assert 0.3 < np.quantile(premium, 0.05) < np.median(premium) < 1


def test_value_moves_with_revenue_power_shares_and_the_cost_of_capital(run: sfc.Run) -> None:
    mean = {w: path(run, "value", w).mean(axis=0) for w in CHANGED}
    for at in (7, 11, 19):
        assert mean["less revenue"][at] < mean["base"][at] < mean["more revenue"][at]
        assert mean["half the power"][at] < mean["base"][at]
        assert mean["a fifth to Microsoft"][at] < mean["base"][at]
    for world in ("dearer capital", "dearer interest"):
        np.testing.assert_allclose(mean[world][:8], mean["base"][:8])
        assert mean[world][8] < 0.95 * mean["base"][8]


def test_the_middle_holders_gain_moves_with_revenue(run: sfc.Run) -> None:
    from_2026 = {}
    for world in ("less revenue", "base", "more revenue"):
        stake = path(run, "owned", world)[:, 19, FOUNDATION] * path(run, "value", world)[:, 19]
        from_2026[world] = np.median(stake)
    assert from_2026["less revenue"] < from_2026["base"] < from_2026["more revenue"]


def test_value_over_revenue_of_2030_is_a_multiple_that_companies_have(run: sfc.Run) -> None:
    """Peers' 6 to 25 times (row ev_s) in the middle; nine of ten within a factor of six of them."""
    stands = path(run, "alive", "base")[:, 19] > 0
    value, revenue = (path(run, n, "base")[stands, 19] for n in ("value", "revenue_year"))
    ratio = value / revenue
    low, middle, high = np.quantile(ratio, [0.05, 0.5, 0.95])
    assert 1 < low < 4 < middle < 12 < high < 40
