"""Debt that falls due: by hand, and in the whole model: its flows, its wall, its capacity."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from caploop import sfc
from caploop.model.assembly.system import loop_system
from caploop.model.finance import maturities, rounds
from caploop.model.terms.parties import QUARTERS
from tests.model.numbers import Numbers
from tests.model.quarter_cases import Now
from tests.model.whole_model import inputs_of, path, whole_run

SOLD = jnp.zeros(QUARTERS).at[2].set(10.0).at[5].set(30.0)
OWES = {"loans": 24.0, "notes": 16.0, "debt": 40.0, "alive": 1.0, "listed": 0.0}
THREE = Numbers(T_oai=3.0)
CHANGED: dict[str, dict[str, Any]] = {
    "base": {},
    "soon": {"T_oai": 2.0},
    "late": {"T_oai": 9.0},
    "no lenders": {"debt_most": 0.0},
    "cash earns nothing": {"r_cash": 0.0},
    "cash earns more": {"r_cash": 0.08, "r_base": 0.08},
    "taxed": {"t_c_tax_rate": 0.5, "nol_0": 0.0},
    "untaxed": {"t_c_tax_rate": 0.0},
}
KEPT = (
    *("debt", "loans", "notes", "debt_raised", "debt_repaid", "debt_sold", "debt_due", "revenue"),
    *("cash_out", "tax_paid", "interest_earned", "burn", "cash", "notes_converted", "alive"),
    *("holding:lenders:loans to openai", "holding:lenders:convertible notes of openai"),
)


@pytest.fixture(scope="module")
def run() -> sfc.Run:
    return whole_run(loop_system(inputs_of("S0").params), CHANGED, keep=KEPT, draws=256)


def due(t: int, **now: float) -> tuple[float, float, float]:
    found = maturities.falling_due(Now({**OWES, **now}, {"debt_sold": SOLD}), THREE, t)
    return tuple(round(float(found[n]), 9) for n in ("debt_due", "loans_due", "debt_due_ahead"))


def test_debt_falls_due_after_its_years_and_is_seen_coming_a_year_ahead() -> None:
    assert due(11) == (0, 0, 0)
    assert due(12) == (0, 0, 10)
    assert due(15) == (10, 6, 40)
    assert due(17, alive=0.0) == (0, 0, 0)


def test_notes_that_become_shares_are_not_repaid() -> None:
    x = Now({**OWES, "listed": 1.0}, {"debt_sold": SOLD, "listed": 0.0})
    assert float(maturities.falling_due(x, THREE, 18)["debt_due"]) == pytest.approx(24)


def test_what_is_not_paid_falls_due_again() -> None:
    now = {"debt_repaid": 4.0, "debt_due": 10.0, "notes_converted": 0.0, "debt_raised": 5.0}
    x = Now({**now, "alive": 1.0}, {"debt_sold": SOLD})
    left = np.asarray(maturities.ages(x, THREE, 15)["debt_sold"])
    assert left[[2, 5, 14]].tolist() == pytest.approx([6, 30, 5])


def test_lenders_go_as_far_as_their_multiple_of_revenue() -> None:
    p = Numbers(debt_most=0.5, sh_debt_new=0.25)
    x = Now({"revenue": 10.0, "debt": 15.0, "debt_due": 1.0})
    lent = [float(rounds.debt_in(x, p, size=jnp.asarray(s))) for s in (8.0, 100.0)]
    assert lent == pytest.approx([2, 6])
    full = Now({"revenue": 10.0, "debt": 25.0, "debt_due": 0.0})
    assert float(rounds.debt_in(full, p, size=jnp.asarray(8.0))) == 0


def test_accounts_balance_and_lenders_hold_what_was_sold_and_not_repaid(run: sfc.Run) -> None:
    assert run.audit.gap < 1e-9
    for world in ("base", "soon"):
        held = sum(path(run, n, world) for n in KEPT if n.startswith("holding:"))
        sold, back = (path(run, n, world) for n in ("debt_raised", "debt_repaid"))
        turned = path(run, "notes_converted", world)
        stands = path(run, "alive", world) > 0
        np.testing.assert_allclose(
            held[stands], np.cumsum(sold - back - turned, axis=1)[stands], atol=1e-9
        )
        ages = path(run, "debt_sold", world).sum(axis=-1)
        np.testing.assert_allclose(ages[stands], held[stands], atol=1e-9)


def test_debt_that_falls_due_sooner_makes_cash_run_out_no_less_often(run: sfc.Run) -> None:
    out = {w: path(run, "cash_out", w)[:, -1].mean() for w in ("soon", "base", "late")}
    assert out["late"] <= out["base"] <= out["soon"]
    assert path(run, "debt_repaid", "soon").sum() > path(run, "debt_repaid", "base").sum() > 0
    assert path(run, "debt_repaid", "late").sum() == 0


def test_debt_never_stands_above_what_lenders_give_on_the_year_it_was_sold_in(
    run: sfc.Run,
) -> None:
    sold = path(run, "debt_raised", "base")
    highest = 4 * path(run, "revenue", "base") * 2.0
    after = path(run, "debt", "base") + sold
    assert (after[sold > 0] <= highest[sold > 0]).all()
    assert path(run, "debt_raised", "no lenders").sum() == 0


def test_interest_on_cash_lowers_burn_and_tax_raises_it(run: sfc.Run) -> None:
    burn = {w: path(run, "burn", w).mean() for w in CHANGED}
    assert burn["untaxed"] < burn["base"] < burn["taxed"]
    for world, most in (("base", 0.04), ("cash earns more", 0.08)):
        earned, cash = (path(run, n, world) for n in ("interest_earned", "cash"))
        assert (earned <= most / 4 * np.maximum(cash, 0.0) + 1e-9).all()
    assert path(run, "interest_earned", "cash earns nothing").sum() == 0
