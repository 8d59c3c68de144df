"""Notes that convert, rent left open, a supplier's loan, and what a default leaves to whom."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop import sfc
from caploop.model.assembly.system import loop_system
from caploop.model.default.waterfall import CLASSES, UNSECURED, VENDORS, waterfall
from caploop.model.terms.parties import FIRMS, HOLDERS, STAGES
from tests.model.whole_model import inputs_of, path, whole_run

LATE: dict[str, Any] = {"lift_consumer": sfc.Change(times=0.6), "u_res": 0.0, "p_block": 1.0}
CHANGED: dict[str, dict[str, Any]] = {
    "base": {},
    "open": {"vc_share": 0.3, "vc_most": 1.0, "react": 0.0},
    "shut": {"vc_share": 0.0, "react": 0.0},
    "listing": {"h_ipo": 1.0, "ipo_from": 2029.0, "sh_conv": 1.0, "b0": 9.0},
    "no notes": {"h_ipo": 1.0, "ipo_from": 2029.0, "sh_conv": 0.0, "b0": 9.0},
    "deals": {"acq": 20.0},
    "no deals": {"acq": 0.0},
    "loan": {"cb_on": 1.0},
    "thin cover": {"dscr": 1.0},
    "wide cover": {"dscr": 3.0},
}
KEPT = (
    *(
        "left_open",
        "vendor_notes",
        "vendor_paid",
        "notes",
        "notes_raised",
        "notes_converted",
        "debt",
        "owned",
    ),
    *("listed", "burn", "burn_paid", "rent", "rent_paid", "stage", "fell", "cash", "alive"),
    *("estate_claims", "estate_paid", "lost_in_default", "lent", "firm_debt", "firm_issued"),
    *("holding:firms:compute invoices", "holding:openai:compute invoices", "recycled"),
    *("holding:lenders:loans to openai", "interest_from_cerebras", "in_stage"),
    *("debt_repaid", "debt_due", "loans_due"),
)


@pytest.fixture(scope="module")
def run() -> sfc.Run:
    return whole_run(loop_system(inputs_of("S0").params), CHANGED, keep=KEPT, draws=200)


def test_accounts_balance_through_credit_and_defaults(run: sfc.Run) -> None:
    assert run.audit.gap < 1e-9
    assert path(run, "fell", "base").sum() > 0


def test_rent_left_open_is_owed_on_notes_and_lowers_what_is_paid(run: sfc.Run) -> None:
    opened = path(run, "left_open", "open").sum(axis=-1)
    assert opened.sum() > 1
    held = path(run, "vendor_notes", "open").sum(axis=-1)
    paid = path(run, "vendor_paid", "open").sum(axis=-1)
    alive = path(run, "alive", "open")[:, 1:] > 0
    moved = held[:, :-1] + opened[:, :-1] - paid[:, :-1]
    np.testing.assert_allclose(held[:, 1:][alive], moved[alive], atol=1e-9)
    assert path(run, "left_open", "shut").sum() == 0


def test_vendor_credit_is_no_burn_and_counts_as_own_money(run: sfc.Run) -> None:
    first = path(run, "left_open", "open").sum(axis=-1) > 0
    early = np.cumsum(first, axis=1) == first  # until the first quarter with some, inclusive
    same = early & (np.cumsum(first, axis=1) <= 1)
    burn = {s: path(run, "burn", s) for s in ("open", "shut")}
    np.testing.assert_allclose(burn["open"][same], burn["shut"][same], atol=1e-9)
    own = {s: path(run, "recycled", s).sum(axis=-1) for s in ("open", "shut")}
    assert (own["open"][same & first] > own["shut"][same & first]).all()


def test_notes_become_shares_of_the_market_on_listing(run: sfc.Run) -> None:
    turned = path(run, "notes_converted", "listing")
    assert turned.sum() > 1
    assert (path(run, "listed", "listing")[turned > 0] == 1).all()
    held, sold = (path(run, name, "listing") for name in ("notes", "notes_raised"))
    alive = path(run, "alive", "listing")[:, 1:] > 0
    due, of_loans = (path(run, name, "listing") for name in ("debt_due", "loans_due"))
    notes_due = 1 - of_loans / np.maximum(due, 1e-9)
    repaid = path(run, "debt_repaid", "listing") * notes_due
    moved = (held + sold - turned - repaid)[:, :-1]
    np.testing.assert_allclose(held[:, 1:][alive], moved[alive], atol=1e-9)
    assert path(run, "notes", "no notes").sum() == 0


def test_acquisitions_in_shares_dilute_and_cost_no_cash(run: sfc.Run) -> None:
    foundation = HOLDERS.index("foundation")
    owned = {s: path(run, "owned", s)[:, 3, foundation] for s in ("deals", "no deals")}
    assert (owned["deals"] < owned["no deals"]).all()
    cash = {s: path(run, "cash", s)[:, 1] for s in ("deals", "no deals")}
    np.testing.assert_allclose(cash["deals"], cash["no deals"])


def test_the_loan_to_cerebras_is_burn_once_and_pays_interest(run: sfc.Run) -> None:
    lent = path(run, "lent", "loan")[..., FIRMS.index("cerebras")]
    np.testing.assert_allclose(lent.sum(axis=1), 1)
    more = path(run, "burn", "loan")[:, 0] - path(run, "burn", "base")[:, 0]
    np.testing.assert_allclose(more, 1)
    paid = path(run, "interest_from_cerebras", "loan")[:, 1, FIRMS.index("cerebras")]
    np.testing.assert_allclose(paid, 0.06 / 4)


def test_vehicles_borrow_less_where_more_cover_is_asked(run: sfc.Run) -> None:
    place = FIRMS.index("vehicles")
    debt = {s: path(run, "firm_debt", s)[:, 12, place].mean() for s in ("thin cover", "wide cover")}
    assert debt["wide cover"] < debt["thin cover"]
    assert path(run, "firm_issued", "wide cover")[..., place].sum() > 0


def test_a_default_clears_the_accounts_and_losses_are_what_is_not_paid(run: sfc.Run) -> None:
    fell = path(run, "fell", "base") > 0
    owed = path(run, "holding:openai:compute invoices", "base")
    np.testing.assert_allclose(owed[fell], 0, atol=1e-9)
    np.testing.assert_allclose(
        path(run, "holding:lenders:loans to openai", "base")[fell], 0, atol=1e-9
    )
    claims, paid = (path(run, n, "base")[fell] for n in ("estate_claims", "estate_paid"))
    assert (paid <= claims + 1e-9).all()
    assert path(run, "lost_in_default", "base")[~fell].sum() == 0
    short = np.cumsum(claims - paid > 1e-9, axis=1) > 0
    assert short[:, UNSECURED].any()
    np.testing.assert_allclose(paid[:, 1:][short[:, :-1]], 0, atol=1e-9)
    assert path(run, "in_stage", "base")[fell][:, STAGES.index("bankrupt")].all()


AMOUNTS = st.lists(st.floats(0, 100), min_size=len(CLASSES), max_size=len(CLASSES))


@given(estate=st.floats(0, 300), claims=AMOUNTS)
def test_a_class_is_paid_only_after_those_before_it(estate: float, claims: list[float]) -> None:
    owed = jnp.array(claims)
    paid = waterfall(estate, owed)
    assert float(paid.sum()) == pytest.approx(min(estate, float(owed.sum())), abs=1e-9)
    short = np.asarray(paid) < np.asarray(owed) - 1e-9
    for place in np.flatnonzero(short):
        assert np.asarray(paid)[place + 1 :].sum() == pytest.approx(0, abs=1e-9)


def test_ten_of_estate_pay_costs_then_secured_then_six_of_the_unsecured_and_no_holder() -> None:
    paid = waterfall(10.0, jnp.array([1.0, 3.0, 0.0, 8.0, 5.0, 10.0]))
    assert paid.tolist() == [1, 3, 0, 6, 0, 0]
    assert CLASSES.index("vendor credit") == VENDORS
