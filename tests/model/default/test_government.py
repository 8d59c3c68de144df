"""Credit, guarantee and support in the run: off is nothing, on has two sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from caploop import sfc
from caploop.model.assembly.system import loop_system
from caploop.model.compute.credit_prices import price_factors
from caploop.model.default import government
from caploop.model.terms.parties import FIRMS, HOLDERS, LESSORS, STAGES
from tests.model.quarter_cases import Given, Now
from tests.model.whole_model import inputs_of, path, whole_run
from tests.real_book import real_central


def no_credit() -> dict[str, float]:
    return {**real_central(), "tau": 0.0}


def full_credit() -> dict[str, float]:
    return {**real_central(), "tau": 0.35, "elig": 1.0}


def credit(central: Mapping[str, float]) -> dict[str, Any]:
    prices = {n: sfc.Change(times=f) for n, f in price_factors(central).items()}
    return {"credit_on": 1.0, "tau": central["tau"], "elig": central["elig"], **prices}


def spent_of(run: sfc.Run, world: str) -> NDArray[np.float64]:
    """What the government has paid, what it had of OpenAI's tax left out."""
    tax = path(run, "tax_paid", world).sum(axis=1)
    return -path(run, "holding:government:money", world)[:, -1] + tax


HARD: dict[str, Any] = {"lift_consumer": sfc.Change(times=0.6), "u_res": 0.0, "p_block": 1.0}
CHANGED: dict[str, dict[str, Any]] = {
    "base": {},
    "guarantee": {"guarantee_on": 1.0, "cov": 0.8},
    "guarantee, hard times": {"guarantee_on": 1.0, "cov": 0.8, **HARD},
    "hard times": HARD,
    "support": {"support_on": 1.0, "u_gov": 60.0},
}
KEPT = (
    *("revenue", "burn", "cash", "gw", "gw_in_all", "rent", "stage", "owned", "chips", "servers"),
    *("shell", "credit_earned", "credit_paid", "guarantee_fee", "guarantee_called", "fell"),
    *("guarantee_paid", "support_cheque", "supported", "interest", "in_stage", "firm_debt"),
    *("holding:government:money", "holding:government:credit receivable", "recovered_by_lenders"),
    *("guarantee_fee_vehicles", "guarantee_called_vehicles", "guarantee_paid_vehicles"),
    *("vehicle_plant", "holding:government:loans to firms", "vehicle_loans_public"),
    "firm_failed",
    *("public_paid", "public_paid_if_used", "public_fees", "guarantee_used", "lenders_lost"),
    "tax_paid",
)


@pytest.fixture(scope="module")
def run() -> sfc.Run:
    whole = full_credit()
    rates = {
        "rate 0": credit(no_credit()),
        "credit": credit(whole),
        "half": credit({**whole, "tau": 0.175}),
        "no supply": credit({**whole, "eps_S": 0.0}),
    }
    return whole_run(
        loop_system(inputs_of("S0").params), {**CHANGED, **rates}, keep=KEPT, draws=120
    )


def test_accounts_balance_with_a_government(run: sfc.Run) -> None:
    assert run.audit.gap < 1e-9


def test_a_credit_at_rate_0_is_the_run_without_one_to_the_bit(run: sfc.Run) -> None:
    for name in KEPT:
        np.testing.assert_array_equal(path(run, name, "rate 0"), path(run, name, "base"))


def test_a_credit_is_earned_on_what_is_placed_and_paid_two_quarters_later(run: sfc.Run) -> None:
    earned, paid = (path(run, n, "credit") for n in ("credit_earned", "credit_paid"))
    placed = path(run, "chips", "credit").sum(axis=-1) + path(run, "servers", "credit")
    placed = placed + path(run, "shell", "credit")
    np.testing.assert_allclose(earned, 0.35 * placed)
    np.testing.assert_allclose(paid[:, 2:], earned[:, :-2])
    assert (paid[:, :2] == 0).all()
    spent = spent_of(run, "credit")
    np.testing.assert_allclose(spent, paid.sum(axis=(1, 2)), rtol=1e-9, atol=1e-9)
    owed = -path(run, "holding:government:credit receivable", "credit")[:, -1]
    np.testing.assert_allclose(owed, earned[:, -2:].sum(axis=(1, 2)), rtol=1e-9, atol=1e-9)


def test_the_larger_a_credit_the_more_gigawatts_and_without_supply_none(run: sfc.Run) -> None:
    """Over common draws at the end of 2030; where supply is 0 only what lasts of dearer goods."""
    none, half, whole, fixed = (
        path(run, "gw_in_all", s)[:, 19].mean() for s in ("base", "half", "credit", "no supply")
    )
    assert none < half < whole
    assert whole > 1.05 * none
    assert fixed == pytest.approx(none, rel=0.02)


def test_prices_under_a_credit() -> None:
    assert set(price_factors(no_credit()).values()) == {1.0}
    found = price_factors(full_credit())
    assert found["kappa"] == pytest.approx(1.2649, rel=1e-3)
    assert 0.85 < found["ell"] < 1


def test_a_guarantee_only_moves_money(run: sfc.Run) -> None:
    """Taxpayers, lenders and borrowers together have nothing of it; it is called where it paid."""
    hard = "guarantee, hard times"
    paid, used = (path(run, n, hard)[:, -1] for n in ("public_paid", "guarantee_used"))
    assert ((paid > 1e-6) == (used > 0)).all()
    assert 0 < used.mean() <= 1
    np.testing.assert_allclose(path(run, "public_paid_if_used", hard)[:, -1], paid * used)
    whole = paid.sum() - path(run, "guarantee_called", hard).sum()
    called = path(run, "guarantee_called_vehicles", hard).sum()
    assert whole == pytest.approx(called, rel=1e-9)
    lost = {s: path(run, "lenders_lost", s)[:, -1] for s in (hard, "hard times")}
    assert lost[hard].mean() < lost["hard times"].mean()
    assert path(run, "public_paid", "base").sum() == path(run, "public_fees", "base").sum() == 0


def test_a_guarantee_lowers_interest_for_a_fee_and_pays_lenders_the_quarter_after(
    run: sfc.Run,
) -> None:
    same = path(run, "stage", "base")[:, :8] == path(run, "stage", "guarantee")[:, :8]
    interest = {s: path(run, "interest", s)[:, :8] for s in ("base", "guarantee")}
    owing = same & (interest["base"] > 0.01)
    assert owing.any()
    assert (interest["guarantee"][owing] < interest["base"][owing]).mean() > 0.9
    assert path(run, "guarantee_fee", "guarantee").sum() > 0
    hard = "guarantee, hard times"
    called, paid = (path(run, n, hard) for n in ("guarantee_called", "guarantee_paid"))
    assert called.sum() > 0
    assert (called[path(run, "fell", hard) == 0] == 0).all()
    np.testing.assert_allclose(paid[:, 1:], called[:, :-1])


def test_a_guarantee_covers_what_was_asked_for_the_loans_of_data_centres(run: sfc.Run) -> None:
    place = FIRMS.index("vehicles")
    fee = path(run, "guarantee_fee_vehicles", "guarantee")
    loans = path(run, "firm_debt", "guarantee")[..., place]
    loans = loans - path(run, "holding:government:loans to firms", "guarantee")
    first = np.s_[:, 1:8]
    rate = real_central()["fee"] / 4 * 0.8
    assert fee[..., place][first].mean() == pytest.approx(rate * loans[first].mean(), rel=0.25)
    assert np.delete(fee, place, axis=-1).sum() == 0
    hard = "guarantee, hard times"
    called, paid = (path(run, f"guarantee_{n}_vehicles", hard) for n in ("called", "paid"))
    failed = path(run, "firm_failed", hard)[..., place] > 0
    assert called.sum() > 0
    assert called[~failed].sum() == 0
    np.testing.assert_allclose(paid[:, 1:], called[:, :-1])
    held = path(run, "holding:government:loans to firms", hard)
    np.testing.assert_allclose(held, np.cumsum(paid, axis=1), atol=1e-9)


def test_lenders_to_vehicles_that_failed_are_paid_the_share_that_is_covered() -> None:
    """Of 25 lost last quarter at a cover of 0.8: 20, and 5 are theirs."""
    lessors, firms = np.zeros(len(LESSORS)), np.zeros(len(FIRMS))
    now = {
        **dict.fromkeys(("servers", "shell"), lessors),
        "chips": np.zeros((len(LESSORS), 3)),
        **dict.fromkeys(("loans", "notes", "recovered_by_lenders", "debt", "fell", "alive"), 0.0),
        "vehicle_loans_public": 0.0,
        "firm_debt": firms,
    }
    given = Given(guarantee_on=1.0, cov=0.8, credit_on=0.0)
    found = government.government(Now(now, {"vehicles_lost": 25.0}), given, 9)
    assert float(found["guarantee_called_vehicles"]) == pytest.approx(20)
    assert float(found["lenders_lost"]) == pytest.approx(5)


def test_support_comes_as_shares_and_only_with_its_lever(run: sfc.Run) -> None:
    assert path(run, "supported", "base").sum() == 0
    helped = path(run, "supported", "support")[:, -2] > 0
    assert helped.any()
    state = HOLDERS.index("government")
    assert (path(run, "owned", "support")[helped, -1, state] > 0).all()
    assert path(run, "owned", "base")[..., state].sum() == 0
    assert path(run, "support_cheque", "support")[helped].sum() > 1
    bankrupt = STAGES.index("bankrupt")
    ends = {s: path(run, "in_stage", s)[:, -1, bankrupt].mean() for s in ("base", "support")}
    assert ends["support"] < ends["base"]
