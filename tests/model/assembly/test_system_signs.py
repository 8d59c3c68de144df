"""Signs of the whole model: what a world with less compute, or more, does to OpenAI's money.

Common random numbers on the real book; a share of draws is of 2,048, a mean of the
same: of 1,024 as many are saved by earlier shells as are lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from caploop import sfc
from caploop.model.assembly.system import loop_system
from caploop.model.compute.serving import parts_planned
from tests.model.numbers import Numbers
from tests.model.whole_model import (
    DRAWS,
    QUARTERS,
    central_system,
    inputs_of,
    path,
    real_numbers,
    whole_run,
)

Found = Callable[[str, str], NDArray[np.float64]]
SEEDS = range(8)
LATER, EARLIER = "shells half a year later", "shells half a year earlier"
FEW_GW = "coreweave can finance nothing"
"""It lets a twentieth of what OpenAI rents: no draw of 2,048 need run dry for want of that."""
LESS: Mapping[str, Mapping[str, Any]] = {
    LATER: {"T_build": sfc.Change(add=6.0)},
    "gap of 201 GW": {"gap_b": 201.0},
    "half the power": {"sh_power": sfc.Change(times=0.5)},
    "few chips": {"sh_chips": sfc.Change(times=0.3)},
    "oracle can finance nothing": {"downgrade_oracle": 1.0, "open_downgraded": 0.0},
    FEW_GW: {"downgrade_coreweave": 1.0, "open_downgraded": 0.0},
}
MORE: Mapping[str, Mapping[str, Any]] = {
    EARLIER: {"T_build": sfc.Change(add=-6.0)},
    "more for the same dollars": {"ell": sfc.Change(times=0.8)},
}
KEPT = ("cash_out", "revenue", "burn", "gw_in_all", "funding_gap")


@pytest.fixture(scope="module")
def found() -> Found:
    """A series in a world by name, draw by quarter."""
    model = loop_system(inputs_of("S0").params)
    worlds = {"base": {}, **LESS, **MORE}
    runs = [whole_run(model, worlds, keep=KEPT, draws=DRAWS, seed=seed) for seed in SEEDS]
    assert max(run.audit.gap for run in runs) < 1e-9
    return lambda name, world: np.concatenate([path(run, name, world) for run in runs])


@pytest.mark.parametrize("world", LESS)
def test_less_compute_lowers_revenue_and_makes_cash_run_out_more_often(
    found: Found, world: str
) -> None:
    assert found("gw_in_all", world).mean() < found("gw_in_all", "base").mean()
    assert found("revenue", world).mean() < found("revenue", "base").mean()
    more = found("cash_out", world)[:, -1].mean() - found("cash_out", "base")[:, -1].mean()
    assert more >= 0
    assert more > 0 or world == FEW_GW
    assert found("funding_gap", world)[:, -1].mean() > found("funding_gap", "base")[:, -1].mean()


@pytest.mark.parametrize("world", LESS)
def test_less_compute_raises_revenue_in_no_quarter(found: Found, world: str) -> None:
    less, base = (found("revenue", w).mean(axis=0) for w in (world, "base"))
    assert (less <= base * (1 + 1e-9)).all()


@pytest.mark.parametrize("world", MORE)
def test_more_compute_for_the_same_dollars_never_lowers_revenue(found: Found, world: str) -> None:
    more, base = (found("revenue", w).mean(axis=0) for w in (world, "base"))
    assert (more >= base * (1 - 1e-9)).all()
    assert found("funding_gap", world)[:, -1].mean() < found("funding_gap", "base")[:, -1].mean()
    out, before = (found("cash_out", w)[:, -1] for w in (world, "base"))
    moved = np.abs(out - before).sum()
    assert out.sum() - before.sum() <= 2 * np.sqrt(moved), "more draws run out than luck explains"


def test_cheaper_compute_for_the_same_dollars_saves_more_draws_than_it_loses(found: Found) -> None:
    cheap = found("cash_out", "more for the same dollars")[:, -1].mean()
    assert cheap < found("cash_out", "base")[:, -1].mean()


def test_a_delay_is_no_saving(found: Found) -> None:
    """Five years of burn are higher the later shells stand: late capacity is billed in part, and
    what it would have earned is missed."""
    burnt = [found("burn", world).sum(axis=1).mean() for world in (EARLIER, "base", LATER)]
    assert burnt[0] < burnt[1] < burnt[2]


def test_groups_wait_in_the_order_of_what_a_unit_of_compute_earns_on_the_plan() -> None:
    """Revenue of the plan by group over its part of inference, in each quarter to 2030."""
    given = inputs_of("S0").params
    p = Numbers(**{**given, **real_numbers()})
    for t in range(1, QUARTERS + 1):
        go, api, subs, work = (
            float(given[f"plan_{n}"][t - 1]) for n in ("go", "api", "subscriptions", "work")
        )
        devices = float(given["plan_devices"][t - 1])
        ads = float(given["middle_revenue"][t - 1]) - subs - work - devices
        earned = np.array([ads, go, api, subs + work - go - api])
        per_unit = earned / np.asarray(parts_planned(p, t))
        assert (np.diff(per_unit) > 0).all(), t


def test_without_late_capacity_the_terms_of_being_late_change_nothing() -> None:
    terms = {"sh_late": 0.9, "repl_late": 0.9, "repl_price": 3.0, "carry_late": 1.0}
    worlds: dict[str, dict[str, Any]] = {"base": {}}
    worlds |= {name: {name: value} for name, value in (*terms.items(), ("ci_go", 1.0))}
    kept = ("revenue", "burn", "late_bill", "shortage")
    run = whole_run(central_system(inputs_of("S0")), worlds, keep=kept)
    for name in ("late_bill", "shortage"):
        np.testing.assert_allclose(path(run, name, "base"), 0, atol=1e-9)
    for world in worlds:
        for name in ("revenue", "burn"):
            base = path(run, name, "base")
            np.testing.assert_allclose(path(run, name, world), base, rtol=1e-6, atol=1e-9)
