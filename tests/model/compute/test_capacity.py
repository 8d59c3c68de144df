"""Capacity by lessor and project, whose chips, own or let, and what ended leases cost."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from caploop import sfc
from caploop.model.compute.chips import OWN
from caploop.model.terms.parties import CHIPMAKERS, LESSORS, LIMITS
from tests.model.whole_model import central_system, inputs_of, path, whole_run

CHANGED: dict[str, dict[str, Any]] = {
    "base": {},
    "own": {"own_on": 1.0},
    "cheap AMD": {"amd_gw": 10.0},
    "late Oracle": {"luck_oracle": 4.0},
    "half the plan": {"plan_compute": [sfc.Change(), sfc.Change(times=0.3, start=7)]},
    "half, no fee": {"plan_compute": [sfc.Change(), sfc.Change(times=0.3, start=7)], "phi_term": 0},
}
ALIVE = 9  # without later rounds the base is bankrupt after ten quarters
KEPT = (
    *("gw", "gw_own", "gw_in_all", "rent", "burn", "chips", "chip_shares", "project_states"),
    *("binding_by", "gw_ended", "ending_fee", "impaired", "it_book", "it_value", "heaviness"),
    *("own_capex", "rental_index", "holding:openai:plant", "downgraded", "gw_states"),
)


@pytest.fixture(scope="module")
def run() -> sfc.Run:
    return whole_run(central_system(inputs_of("S0")), CHANGED, keep=KEPT)


def test_accounts_balance_with_own_plant_and_ended_leases(run: sfc.Run) -> None:
    assert run.audit.gap < 1e-9


def test_lessor_shares_sum_to_one_and_begin_where_capacity_stands() -> None:
    shares = inputs_of("S0").params["lessor_share"]
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert shares[0, LESSORS.index("microsoft")] > 0.5


def test_the_book_names_oracles_contract_once_and_no_chips() -> None:
    projects = {p.id: p for p in inputs_of("S0").projects}
    assert projects["openai-oracle-2025/compute/contract"].gw == pytest.approx(4.5)
    assert sum(p.lessor == "oracle" for p in inputs_of("S0").projects) == 1
    assert not any(p.payee in CHIPMAKERS for p in inputs_of("S0").projects)


def test_a_contract_with_a_price_alone_is_sized_by_it_and_says_so() -> None:
    amazon = next(p for p in inputs_of("S0").projects if p.id == "openai-amazon-2025/compute/all")
    assert amazon.estimated
    assert amazon.gw == pytest.approx(38 / 12 / 7, rel=0.01)


def test_projects_fill_in_their_order_and_never_beyond_their_size(run: sfc.Run) -> None:
    states = path(run, "project_states", "base")
    sizes = np.array([p.gw for p in inputs_of("S0").projects])
    assert (states >= 0).all()
    assert (states <= sizes[None, :, None] + 1e-9).all()
    assert (np.diff(states, axis=-1) <= 1e-9).all()
    mine = [i for i, p in enumerate(inputs_of("S0").projects) if p.lessor == "coreweave"]
    for first, second in pairwise(mine):
        begun = states[:, second, -1] > 1e-9
        np.testing.assert_allclose(states[begun, first, -1], sizes[first])


def test_each_lessor_is_held_back_by_one_limit_a_quarter(run: sfc.Run) -> None:
    held = path(run, "binding_by", "late Oracle")
    np.testing.assert_allclose(held.sum(axis=-1), 1)
    shell, oracle = LIMITS.index("shell"), LESSORS.index("oracle")
    assert held[:, oracle, shell].sum() > path(run, "binding_by", "base")[:, oracle, shell].sum()
    assert held[:, LESSORS.index("amazon"), shell].sum() == 0


def test_cheaper_chips_gain_a_share_and_at_central_cost_shares_are_those_stated(
    run: sfc.Run,
) -> None:
    base, cheap = (path(run, "chip_shares", name) for name in ("base", "cheap AMD"))
    np.testing.assert_allclose(base[0], [0.6, 0.15, 0.25], atol=1e-6)
    assert cheap[-1, CHIPMAKERS.index("amd")] > 0.2
    assert cheap[-1, OWN] < base[-1, OWN]


def lasting(run: sfc.Run, scenario: str) -> NDArray[np.float64]:
    return path(run, "gw_in_all", scenario)


def test_capacity_idle_for_two_quarters_is_given_up_against_a_fee(run: sfc.Run) -> None:
    ended = path(run, "gw_ended", "half the plan")
    assert ended[:7].sum() == 0
    assert ended[7].sum() > 0.1
    fee = path(run, "ending_fee", "half the plan")
    np.testing.assert_allclose(fee[7], ended[7] * 0.25 * 0.8 * 12 * 5 / 2, rtol=1e-6)
    assert path(run, "ending_fee", "half, no fee").sum() == 0
    assert lasting(run, "half the plan")[-1] < lasting(run, "base")[-1] / 2


def test_ended_leases_write_down_books_to_what_a_forced_sale_brings(run: sfc.Run) -> None:
    written = path(run, "impaired", "half the plan")
    assert written.sum() > 1
    assert (written >= 0).all()
    assert path(run, "impaired", "base")[:ALIVE].sum() == 0


def test_books_fall_in_a_straight_line_and_value_with_the_rental_index(run: sfc.Run) -> None:
    book, value = (path(run, name, "base") for name in ("it_book", "it_value"))
    index = path(run, "rental_index", "base")
    bought = book[1] - book[0] * (1 - 1 / 20)
    np.testing.assert_allclose(value[1], value[0] * index[1] / index[0] + bought)


def test_owning_swaps_rent_for_capex_and_makes_the_company_heavier(run: sfc.Run) -> None:
    own, base = "own", "base"
    assert path(run, "gw_own", base).sum() == 0
    assert path(run, "gw_own", own)[-1] > 0.5
    assert path(run, "rent", own)[:ALIVE].sum() < path(run, "rent", base)[:ALIVE].sum()
    assert path(run, "burn", own)[:4].sum() > path(run, "burn", base)[:4].sum() + 5
    assert path(run, "heaviness", own)[7] > path(run, "heaviness", base)[7]
    assert path(run, "holding:openai:plant", own)[-1] > 20
