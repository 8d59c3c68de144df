"""The whole system on the real book: accounts, golden runways, directions, what mechanisms move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax
import numpy as np
import pytest
from numpy.typing import NDArray

from caploop import sfc
from caploop.model.assembly.system import loop_system, reads
from caploop.model.terms.parties import FIRMS, INVESTORS, LESSORS, LIMITS, STAGES, quarter_name
from caploop.sfc.running.chunks import draws_of, shocks_of
from caploop.sfc.running.ready import ready
from tests.model.whole_model import (
    QUARTERS,
    central_system,
    held_still,
    inputs_of,
    path,
    whole_run,
)
from tests.real_book import real_central

Paths = Mapping[str, NDArray[np.float64]]


def money(amount: float) -> Any:
    """So much on 2026-01-01 in place of the agreed cheques."""
    return [sfc.Change(times=0.0), sfc.Change(add=amount / 12, start=1, end=1)]


GOLDEN = {
    f"{amount}/{cash}": {"cheques_agreed": money(amount), "Cash_2025Q4": float(cash)}
    for amount in (0, 75, 110, 120)
    for cash in (25, 38, 45)
}
CHANGED: dict[str, dict[str, Any]] = {
    "base": {},
    "no advertising": {"Ads_26": 1e-6, "Ads_30": 1e-6},
    "little power": {"sh_power": 0.05},
    "little power, same quality": {"sh_power": 0.05, "a_Q": 0.0},
    "few chips": {"sh_chips": 0.02},
    "wide gap": {"gap_b": 201.0},
    "wide gap, no engines": {"gap_b": 201.0, "rc_cap": 1e-9},
    "no cheques": {"funding_on": 0.0},
    "larger tranche": {"cheques_agreed": sfc.Change(times=1.5)},
    "more revenue": {"lift_consumer": sfc.Change(times=1.3)},
    "less revenue": {"lift_consumer": sfc.Change(times=0.7)},
    "less revenue, no revision": {"lift_consumer": sfc.Change(times=0.7), "rho_plan": 0.0},
    "ad ceiling": {"ad_arpu_ceiling": 1.0},
    "oracle downgraded": {"downgrade_oracle": 1.0, "open_downgraded": 0.0},
    "no gain": {"eta_a": 0.0},
    "headline share": {"ms_headline": 1.0},
    "capped share": {"ms_headline": 1.0, "ms_capped": 1.0, "Cap_ms": 10.0},
    "no floor": {"tau_top": 0.0},
    "no vehicles": {"spv_shell": 0.0},
    "other loads": {"D_inf0": 4.0},
    "break": {"break_on": sfc.Change(1.0, start=5)},
    "dear rivals": {"psi": 0.02, "spv_meta": 0.0, "spv_xai": 0.0},
    "react": {"react": 1.0, "funding_on": 0.0},
}
KEPT = (
    *(
        "revenue",
        "burn",
        "cash",
        "gw",
        "gw_in_all",
        "cash_out",
        "headroom",
        "recycled",
        "rent_paid",
    ),
    *("loop_gain", "advertising", "budget", "downgraded", "firm_debt", "owned", "revenue_share"),
    *(
        "tags_openai_now",
        "tags_firms_now",
        "in_stage",
        "shortage",
        "cheques",
        "rent",
        "stage",
        *("viable", "hhi_compute", "use_share", "quality_gap"),
        "warrant_sale",
        "gw_states",
        "binding",
        "amd_in_service",
        *("power_granted", "power_price", "project_held", "project_due", "project_ever"),
    ),
    *("holding:openai:compute invoices", "holding:firms:compute invoices", "leverage", "coverage"),
    *("funding_gap", "letter_cheques", "agreed_cheques"),
)


@pytest.fixture(scope="module")
def central() -> sfc.Run:
    return central_run("S0")


def central_run(world: str) -> sfc.Run:
    """Whatever the world, the same names and changes: one compiled function."""
    scenarios = {**CHANGED, **GOLDEN}
    return whole_run(central_system(inputs_of(world)), scenarios, keep=KEPT)


@pytest.fixture(scope="module")
def drawn() -> sfc.Run:
    inputs = inputs_of("S0")
    off = {"funding_on": 0.0, "react": 0.0}
    worlds = {"S0": dict(inputs.changes), "no money": off}
    return whole_run(loop_system(inputs.params), worlds, keep=KEPT, draws=256, seed=3)


def out(run: sfc.Run, scenario: str) -> str | None:
    reached = path(run, "cash_out", scenario) > 0
    return quarter_name(int(np.argmax(reached)) + 1) if reached.any() else None


def test_accounts_balance_in_every_quarter_and_draw(drawn: sfc.Run, central: sfc.Run) -> None:
    assert drawn.audit.gap < 1e-9
    assert central.audit.gap < 1e-9


def test_what_openai_owes_for_compute_is_what_lessors_hold(drawn: sfc.Run) -> None:
    owed = drawn["holding:openai:compute invoices"].values
    held = drawn["holding:firms:compute invoices"].values.sum(axis=-1)
    np.testing.assert_allclose(-owed, held, atol=1e-9)


def test_cash_is_never_below_zero_without_a_change_of_state(drawn: sfc.Run) -> None:
    assert drawn["cash"].values.min() > -1e-9
    short = drawn["headroom"].values < -1e-6
    normal = drawn["in_stage"].values[..., STAGES.index("normal")] > 0
    assert short.any()
    assert not (short & normal).any()


def test_ownership_and_tags_sum_to_one(drawn: sfc.Run) -> None:
    for name in ("owned", "tags_openai_now", "tags_firms_now", "in_stage"):
        np.testing.assert_allclose(drawn[name].values.sum(axis=-1), 1, atol=1e-9)


def test_the_plan_is_what_comes_out_at_central_values(central: sfc.Run) -> None:
    revenue = path(central, "revenue", "120/45").reshape(5, 4).sum(axis=1)
    np.testing.assert_allclose(revenue[:2], [30, 62], rtol=0.005)
    burn = path(central, "burn", "120/45").reshape(5, 4).sum(axis=1)
    np.testing.assert_allclose(burn[:2], [25, 57], rtol=0.01)
    assert 3.5 <= path(central, "gw_in_all", "base")[3] <= 5.1


@pytest.mark.parametrize(
    ("scenario", "quarters"),
    [
        ("0/25", {"2027Q1"}),
        ("0/38", {"2027Q1", "2027Q2"}),
        ("0/45", {"2027Q2"}),
        ("75/25", {"2028Q1"}),
        ("75/38", {"2028Q2"}),
        ("75/45", {"2028Q2"}),
        ("110/25", {"2028Q3"}),
        ("110/38", {"2028Q4"}),
        ("110/45", {"2028Q4"}),
        ("120/25", {"2028Q3"}),
        ("120/38", {"2028Q4"}),
        ("120/45", {"2028Q4"}),
    ],
)
def test_golden_runways_of_february_2026(
    central: sfc.Run, scenario: str, quarters: set[str]
) -> None:
    assert out(central, scenario) in quarters


def test_the_plan_of_september_2025_closes_with_110_and_120() -> None:
    golden = {k: v for k, v in GOLDEN.items() if not k.startswith("75")}
    run = central_run("S2")
    assert {out(run, k) for k in golden if not k.startswith("0/")} == {None}
    assert {str(out(run, f"0/{cash}"))[:4] for cash in (25, 38, 45)} == {"2027"}


def test_revenue_and_burn_of_2026_are_inside_the_acceptance_range(drawn: sfc.Run) -> None:
    revenue = path(drawn, "revenue", "S0")[:, :4].sum(axis=1)
    assert 28 < np.median(revenue) < 32
    assert 20 < np.median(path(drawn, "burn", "S0")[:, :4].sum(axis=1)) < 30


def test_without_new_money_most_draws_run_out_inside_2027(drawn: sfc.Run) -> None:
    reached = path(drawn, "cash_out", "no money")
    assert (reached[:, 7] - reached[:, 3]).mean() > 0.75
    assert reached[:, 3].mean() < 0.03


def share_own(run: sfc.Run, scenario: str) -> float:
    supplier = LESSORS.index("amazon")
    own = path(run, "recycled", scenario)[:8, supplier].sum()
    return float(own / path(run, "rent_paid", scenario)[:8, supplier].sum())


def test_more_revenue_lowers_the_share_of_own_money_and_a_larger_tranche_raises_it(
    central: sfc.Run,
) -> None:
    base = share_own(central, "base")
    assert share_own(central, "more revenue") < base < share_own(central, "larger tranche")
    assert share_own(central, "no cheques") == 0


def test_a_larger_tranche_does_not_lower_the_gain(central: sfc.Run) -> None:
    gain = {s: path(central, "loop_gain", s)[7] for s in ("base", "larger tranche", "no gain")}
    assert gain["no gain"] == 0 < gain["base"] <= gain["larger tranche"] + 1e-12


def test_a_broken_link_hurts_oracle_and_coreweave_before_microsoft_and_amazon(
    drawn: sfc.Run,
) -> None:
    down = path(drawn, "downgraded", "no money").mean(axis=0)[-1]
    hit = {name: down[FIRMS.index(name)] for name in ("oracle", "coreweave", "microsoft", "amazon")}
    assert min(hit["oracle"], hit["coreweave"]) > 0.02 > max(hit["microsoft"], hit["amazon"])


@pytest.mark.parametrize(
    ("changed", "against", "name", "sign"),
    [
        ("no advertising", "base", "advertising", -1),
        ("little power", "base", "gw_in_all", -1),
        ("few chips", "base", "gw_in_all", -1),
        ("wide gap", "base", "gw_in_all", -1),
        ("wide gap", "base", "power_price", 1),
        ("wide gap, no engines", "wide gap", "gw_in_all", -1),
        ("no cheques", "base", "cash", -1),
        ("less revenue", "base", "revenue", -1),
        ("less revenue", "less revenue, no revision", "budget", -1),
        ("ad ceiling", "base", "advertising", -1),
        ("oracle downgraded", "base", "gw_in_all", -1),
        ("headline share", "base", "revenue_share", 1),
        ("headline share", "base", "burn", 1),
        ("capped share", "headline share", "revenue_share", -1),
        ("other loads", "base", "shortage", 1),
        ("little power", "little power, same quality", "revenue", -1),
        ("react", "no cheques", "budget", -1),
        ("break", "base", "revenue", -1),
        ("break", "base", "quality_gap", -1),
    ],
)
def test_a_mechanism_moves_its_output(
    central: sfc.Run, changed: str, against: str, name: str, sign: int
) -> None:
    moved = path(central, name, changed)[:12].sum() - path(central, name, against)[:12].sum()
    assert sign * moved > 1e-6


def test_the_headline_share_is_a_fifth_of_revenue_and_a_cap_ends_it(central: sfc.Run) -> None:
    revenue = path(central, "revenue", "headline share")
    np.testing.assert_allclose(path(central, "revenue_share", "headline share"), 0.2 * revenue)
    assert path(central, "revenue_share", "capped share").sum() == pytest.approx(10)


def test_the_gap_is_what_must_have_come_from_outside(drawn: sfc.Run) -> None:
    burn, gap, cash = (path(drawn, n, "no money") for n in ("burn", "funding_gap", "cash"))
    need = np.maximum.accumulate(np.cumsum(burn, axis=1) - cash[:, :1], axis=1)
    np.testing.assert_allclose(gap, np.maximum(need, 0), atol=1e-8)
    assert (np.diff(gap, axis=1) >= -1e-12).all()


def test_money_of_the_letter_is_no_part_of_what_was_agreed(drawn: sfc.Run) -> None:
    letter, agreed = (path(drawn, n, "S0") for n in ("letter_cheques", "agreed_cheques"))
    nvidia = INVESTORS.index("nvidia")
    assert letter[..., nvidia].sum() > 0
    assert (agreed[..., nvidia] - letter[..., nvidia]).sum(axis=1).max() <= 30 + 1e-9
    assert np.delete(letter, nvidia, axis=-1).sum() == 0


def test_a_vested_tranche_of_the_warrant_is_sold_and_lowers_burn(drawn: sfc.Run) -> None:
    sold = path(drawn, "warrant_sale", "S0")
    assert 0.05 < (sold > 0).any(axis=1).mean() < 0.95
    gw = path(drawn, "amd_in_service", "S0")
    assert gw[sold > 0].min() >= 1


def test_projects_stand_in_one_state_each_and_end_in_service(drawn: sfc.Run) -> None:
    states = path(drawn, "gw_states", "S0")
    assert states.min() >= -1e-9
    np.testing.assert_allclose(states[..., -1], path(drawn, "gw_in_all", "S0"), atol=1e-9)
    held = drawn["binding"].values
    np.testing.assert_allclose(held.sum(axis=-1), 1, atol=1e-9)
    late = path(drawn, "gw_states", "S0")[:, 3, 3:5].sum(axis=-1)
    assert late.max() > late.min()


def test_vehicles_carry_debt_for_lessors(central: sfc.Run) -> None:
    held = {s: path(central, "firm_debt", s)[11] for s in ("base", "no vehicles")}
    place = FIRMS.index("vehicles")
    assert held["base"][place] > held["no vehicles"][place] + 10


def test_a_floor_keeps_rent_up_when_less_is_wanted(central: sfc.Run) -> None:
    rent = {s: path(central, "rent", s).sum(axis=-1) for s in ("less revenue", "no floor")}
    assert (rent["less revenue"] >= 0).all()
    assert rent["no floor"].sum() <= path(central, "rent", "base").sum() + 1e-9


QUICKLY = {"xla_backend_optimization_level": 0}
"""How paths are compiled that run a few times: compiling takes longer than running them."""


def test_slopes_are_finite_and_agree_with_differences() -> None:
    """Off the kinks of the central path, where revenue meets the plan and capacity what is needed
    exactly: nobody revises a plan, nothing is billed for being late, and training adds nothing."""
    model = central_system(inputs_of("S0"))
    whole = sfc.path_function(model, 8)
    kinks = ("rho_plan", "sh_late", "repl_late", "carry_late", "a_Q")
    flat = {name: jax.numpy.asarray(0.0) for name in kinks}

    def along(at: dict[str, Any], way: dict[str, Any]) -> Any:
        return jax.jvp(lambda values: whole({**flat, **values})["burn"].sum(), (at,), (way,))

    burn = jax.jit(along, compiler_options=QUICKLY)
    scalars = {
        name: float(real_central()[name])
        for name in reads()
        if name in real_central() and name not in {"t_hw", "p_loi", *kinks, *held_still()}
    }
    still = dict.fromkeys(scalars, 0.0)
    slopes = {name: float(burn(scalars, {**still, name: 1.0})[1]) for name in scalars}
    assert all(np.isfinite(v) for v in slopes.values())
    assert sum(v != 0 for v in slopes.values()) > 100
    for name in ("ell", "P_Plus", "m_eff", "Ads_26", "tau_top", "g_tokv", "pi_0"):
        step = 1e-5 * max(abs(scalars[name]), 1e-3)
        up, low = (
            float(burn({**scalars, name: scalars[name] + sign * step}, still)[0])
            for sign in (1, -1)
        )
        assert slopes[name] == pytest.approx((up - low) / (2 * step), rel=1e-4, abs=1e-6)


def test_gates_without_temperature_are_the_hard_run_in_20_draws(drawn: sfc.Run) -> None:
    made = ready(drawn.model)
    cold = sfc.path_function(drawn.model, QUARTERS, temperature=1e-12)
    values = draws_of(drawn.model, made, seed=3, first=0, count=20, sequence="random")
    luck = shocks_of(made, seed=3, first=0, count=20, periods=QUARTERS)
    names = ("cash", "burn", "cheques", "stage")

    def shown(v: Any, u: Any) -> dict[str, Any]:
        """What is compared alone: of all else nothing need be compiled."""
        found = cold(v, uniforms=u)
        return {name: found[name] for name in names}

    limit = jax.jit(jax.vmap(shown, in_axes=-1), compiler_options=QUICKLY)(values, luck)
    for name in names:
        hard = drawn[name].sel(scenario="S0").values[:20]
        np.testing.assert_allclose(hard, limit[name], rtol=1e-9, atol=1e-9)


def test_a_wide_gap_holds_projects_back_by_power(central: sfc.Run) -> None:
    place = LIMITS.index("power")
    held = {s: path(central, "project_held", s)[:, :, place].sum() for s in ("base", "wide gap")}
    assert held["base"] < held["wide gap"]
    assert held["wide gap"] > 0
    granted = path(central, "power_granted", "wide gap")
    assert granted[-1] < path(central, "power_granted", "base")[-1]
