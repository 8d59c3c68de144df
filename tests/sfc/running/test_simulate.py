"""What a run returns, that chunks and workers change no bit, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from caploop import sfc
from caploop.core.errors import UsageError
from tests.sfc.cases import income_by_hand, sim_in_code, sim_in_equations

RANDOM = {"alpha1": sfc.Uniform(0.5, 0.7), "theta": sfc.Uniform(0.15, 0.25)}


@pytest.mark.parametrize("build", [sim_in_code, sim_in_equations])
def test_sim_follows_its_recursion(build: Any) -> None:
    run = sfc.simulate(build(), "2001", 30)
    np.testing.assert_allclose(run["Y"].values[0, 0], income_by_hand(30), rtol=1e-13)
    assert run.audit.gap < 1e-14


def test_sim_tends_to_spending_over_the_tax_rate() -> None:
    run = sfc.simulate(sim_in_code(), "2001", 200)
    assert float(run["Y"][0, 0, -1]) == pytest.approx(20 / 0.2, rel=1e-9)


def test_labels_and_units() -> None:
    run = sfc.simulate(sim_in_code(), "2001", 2, keep=["Y", "flow:tax"])
    assert run.data.sizes == {"scenario": 1, "draw": 1, "year": 2}
    assert list(run.data.year.values) == ["2001", "2002"]
    assert run["flow:tax"].attrs["unit"] == "USD bn"


@pytest.mark.parametrize("chunk", [7, 64, 333, 1000, 5000, None])
@pytest.mark.parametrize("workers", [1, 2])
def test_no_bit_hangs_on_chunks_or_workers(chunk: Any, workers: Any) -> None:
    model = sim_in_code(**RANDOM)
    wanted = {"draws": 4500, "seed": 3, "keep": ["Y"], "stats": ["mean", "std", "q05"]}
    whole = sfc.simulate(model, "2001", 5, **wanted)
    parts = sfc.simulate(model, "2001", 5, chunk=chunk, workers=workers, **wanted)
    assert parts["Y"].values.tobytes() == whole["Y"].values.tobytes()


def test_running_statistics_are_those_of_the_paths() -> None:
    model = sim_in_equations(**RANDOM)
    paths = sfc.simulate(model, "2001", 5, draws=5000, keep=["Y"])["Y"][0]
    stats = ["mean", "std", "min", "max", "q50", "q95"]
    found = sfc.simulate(model, "2001", 5, draws=5000, keep=["Y"], stats=stats)["Y"][0]
    for name in ("mean", "std", "min", "max"):
        ddof = {"ddof": 1} if name == "std" else {}
        expected = getattr(paths, name)("draw", **ddof)
        np.testing.assert_allclose(found.sel(statistic=name), expected, rtol=1e-11)
    for q in (50, 95):
        exact = np.quantile(paths.values, q / 100, axis=0)
        np.testing.assert_allclose(found.sel(statistic=f"q{q}"), exact, rtol=2e-3)


def test_scenarios_share_their_draws_and_one_trace() -> None:
    model = sim_in_equations(**RANDOM)
    scenarios = {f"g{g}": {"G": sfc.Change(g, start=3)} for g in range(20, 30)}
    run = sfc.simulate(model, "2001", 6, draws=50, keep=["Y"], scenarios=scenarios)
    early = run["Y"].isel(year=slice(0, 2)).values
    assert (early == early[0]).all()
    assert (np.diff(run["Y"].isel(year=2).values, axis=0) > 0).all()
    assert len(model._cache["ready"].structure.executables) == 1
    (kernel,) = model._cache["ready"].structure.executables.values()
    assert kernel._made._cache_size() == 1


def test_a_change_can_end() -> None:
    scenarios = {"base": {}, "pulse": {"G": sfc.Change(25, start=2, end=2)}}
    run = sfc.simulate(sim_in_equations(), "2001", 3, keep=["flow:spending"], scenarios=scenarios)
    assert run["flow:spending"].sel(scenario="pulse").values.tolist() == [[20, 25, 20]]


def test_a_position_that_is_not_what_is_said_stops_the_run() -> None:
    model = sfc.Model("broken", freq="Y", unit="USD bn")
    a, b = model.sectors("payer", "payee")
    money = model.instrument("money", issuer=a)
    model.params(pay=3.0)
    model.equations("M = M[-1] + 2*pay")
    model.flow("wage", payer=a, payee=b, via=money, amount="pay")
    model.position(b, money, value="M")
    with pytest.raises(sfc.AuditError, match=r"2001: position payee money = M is off by 3 USD bn"):
        sfc.simulate(model, "2001", 2)


def test_an_amount_that_is_not_a_number_stops_the_run() -> None:
    model = sim_in_equations(alpha1=sfc.Uniform(0.5, 0.7))
    model.accumulation(
        "bad",
        owner=model.sector_list[1],
        asset=model.instrument("stock", real=True),
        amount="log(H[-1] - 25)",
    )
    with pytest.raises(sfc.AuditError, match="2001: sector firm is off by nan"):
        sfc.simulate(model, "2001", 3, draws=3)


def test_equations_without_a_solution_are_named() -> None:
    model = sfc.Model("unsolvable", freq="Y")
    model.equations("Q = Q*Q + 1")
    a, b = model.sectors("a", "b")
    model.flow("f", payer=a, payee=b, via=model.instrument("m", issuer=a), amount="Q")
    with pytest.raises(sfc.ConvergenceError, match="simultaneous equations of Q; give start"):
        sfc.simulate(model, "2001", 1)


def test_interest_on_the_debt_at_the_end_of_the_year_is_solved_with_it() -> None:
    """90 borrowed and a tenth of what is owed then added: 100, then (100 + 90) / 0.9."""
    m = sfc.Model("closing", freq="Y")
    lender, debtor = m.sectors("lender", "debtor")
    m.params(r=0.1, B=90.0)
    m.equations("D = D[-1] + B + interest\ninterest = r*D")
    m.flow("lent", payer=lender, payee=debtor, via=m.instrument("cash", issuer=lender), amount="B")
    run = sfc.simulate(m, "2001", 2)
    assert run["D"].values.ravel().tolist() == pytest.approx([100, 190 / 0.9])
    assert run["interest"].values.ravel().tolist() == pytest.approx([10, 19 / 0.9])


def test_newton_finds_the_root() -> None:
    model = sfc.Model("root", freq="Y")
    model.equations("Q = Q - (Q*Q - 2)/3")
    a, b = model.sectors("a", "b")
    model.flow("f", payer=a, payee=b, via=model.instrument("m", issuer=a), amount="Q")
    assert float(sfc.simulate(model, "2001", 1)["Q"][0, 0, 0]) == pytest.approx(2**0.5, rel=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"keep": ["GPD", "Y"]}, "nothing is called 'GPD'"),
        ({"stats": ["average"]}, "there is no statistic 'average'"),
        ({"scenarios": {"s": {"thetta": 0.1}}}, "did you mean theta"),
        ({"draws": 0}, "must be at least 1"),
        ({"sequence": "halton"}, "neither 'random' nor 'sobol'"),
        ({"chunk": 0}, "at least one draw"),
    ],
)
def test_a_bad_call_says_what_to_do(call: Any, message: Any) -> None:
    with pytest.raises(UsageError, match=message):
        sfc.simulate(sim_in_code(**RANDOM), "2001", 2, **call)


def test_a_quarter_is_no_year() -> None:
    with pytest.raises(UsageError, match="write it like '2026'"):
        sfc.simulate(sim_in_code(), "2026Q1", 2)


def test_what_was_not_kept_is_said() -> None:
    with pytest.raises(UsageError, match="was not kept"):
        sfc.simulate(sim_in_code(), "2001", 2, keep=["Y"])["flow:tax"]


def test_groups_pay_each_other_as_a_matrix() -> None:
    model = sfc.Model("groups", unit="USD bn")
    labs = model.group("labs", members=("a", "b"))
    clouds = model.group("clouds", members=("x", "y", "z"))
    bank = model.sectors("bank")[0]
    cash = model.instrument("cash", issuer=bank)
    rent = model.flow("rent", payer=labs, payee=clouds, via=cash)

    @model.behaviour
    def quarter(x: Any, p: Any, t: Any) -> Any:
        return {rent: np.arange(6.0).reshape(2, 3)}

    run = sfc.simulate(model, "2026Q1", 1)
    assert run["holding:labs:cash"].values[0, 0, 0].tolist() == [-3, -12]
    assert run["holding:clouds:cash"].values[0, 0, 0].tolist() == [3, 5, 7]
    assert run.audit.gap == 0


def test_a_named_shock_is_the_same_in_every_scenario() -> None:
    model = sfc.Model("shocks", unit="USD bn")
    a, b = model.sectors("a", "b")
    pay = model.flow("pay", payer=a, payee=b, via=model.instrument("m", issuer=a))
    model.params(p=0.3, size=1.0)

    @model.behaviour
    def quarter(x: Any, p: Any, t: Any, shock: Any) -> Any:
        return {pay: p.size * shock.bernoulli("closes", p.p) + 0 * shock.normal("noise")}

    scenarios = {"one": {}, "two": {"size": 2.0}}
    run = sfc.simulate(model, "2026Q1", 3, draws=4000, keep=["flow:pay"], scenarios=scenarios)
    one, two = run["flow:pay"].values
    assert (two == 2 * one).all()
    assert abs(one.mean() - 0.3) < 0.015
    longer = sfc.simulate(model, "2026Q1", 5, draws=10, keep=["flow:pay"])["flow:pay"].values[0]
    assert (longer[:, :3] == one[:10]).all()


@pytest.mark.parametrize("stats", [None, ["mean"], ["mean", "q50"]])
def test_draws_that_no_machine_holds_are_refused_before_any_is_computed(
    stats: list[str] | None,
) -> None:
    with pytest.raises(UsageError, match=r"would take some .* GB of memory"):
        sfc.simulate(sim_in_code(**RANDOM), "2026", 3, draws=10**14, stats=stats)
