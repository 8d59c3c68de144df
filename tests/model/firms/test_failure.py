"""Firms that fail: when, what lenders lose, and in the whole model what makes it likelier."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.typing import NDArray

from caploop import sfc
from caploop.model.assembly.system import loop_system
from caploop.model.firms.failure import failing
from caploop.model.terms.parties import FIRMS
from tests.model.quarter_cases import Given, Now
from tests.model.whole_model import DRAWS, inputs_of, path, whole_run

COREWEAVE, SOFTBANK, ORACLE = (FIRMS.index(n) for n in ("coreweave", "softbank", "oracle"))
VEHICLES = FIRMS.index("vehicles")
NONE = np.zeros(len(FIRMS))


def of(amount: float, firm: int = COREWEAVE) -> NDArray[np.float64]:
    return np.eye(len(FIRMS))[firm] * amount


def failed(before: dict[str, Any] | None = None, **now: Any) -> dict[str, NDArray[np.float64]]:
    """CoreWeave owes 50, has plant of 60 whose forced sale brings 36, and no cash."""
    values = {
        "firm_debt": of(50.0),
        "firm_plant": of(60.0),
        "owned": np.zeros(len(FIRMS) + 4),
        "value_after": 0.0,
        "mark": 0.0,
        "alive": 1.0,
        "listed_value": 0.0,
        "vehicle_loans_public": 0.0,
        "margin_sale": 0.0,
        **dict.fromkeys(("firm_borrowed", "firm_unrolled", "firm_cash", "firm_short"), NONE),
        **now,
    }
    found = failing(
        Now(values, before), Given(h_fs=0.4, n_reorg=2.0, guarantee_on=0.0), jnp.asarray(5)
    )
    return {name: np.asarray(value) for name, value in found.items()}


def test_a_firm_fails_only_when_its_bills_are_not_paid() -> None:
    assert failed()["firm_failed"].sum() == 0
    fell = failed(firm_short=of(1.0), firm_borrowed=of(1.0))
    assert fell["firm_failed"][COREWEAVE] == fell["firm_reorganising"][COREWEAVE] == 1
    assert fell["firm_failed"].sum() == 1


def test_lenders_lose_what_a_forced_sale_does_not_bring() -> None:
    """51 with the rescue loan, 36 from plant and 5 of cash: 10."""
    fell = failed(firm_short=of(1.0), firm_borrowed=of(1.0), firm_cash=of(5.0))
    assert fell["firm_written_off"][COREWEAVE] == pytest.approx(10)
    rich = failed(firm_short=of(1.0), firm_plant=of(600.0))
    assert rich["firm_written_off"][COREWEAVE] == 0


def test_softbank_fails_when_it_owes_more_than_it_holds() -> None:
    owes = {"firm_debt": of(60.0, SOFTBANK)}
    assert failed(**owes, listed_value=70.0)["firm_failed"].sum() == 0
    fell = failed(**owes, listed_value=45.0)
    assert fell["firm_failed"][SOFTBANK] == 1
    assert fell["firm_written_off"][SOFTBANK] == pytest.approx(15)


def test_a_firm_reorganises_for_its_quarters_and_cannot_fail_meanwhile() -> None:
    fell = failed(firm_short=of(1.0))
    again = failed(fell, firm_short=of(1.0))
    assert again["since_failing"][COREWEAVE] == 1
    assert again["firm_failed"][COREWEAVE] == again["firm_reorganising"][COREWEAVE] == 1
    last = failed(again)
    assert last["firm_reorganising"][COREWEAVE] == 0


WORLDS = {
    "base": {},
    "lenders stop earlier": {"lend_stop": 0.6},
    "lenders go on": {"lend_stop": 3.0},
    "dear money": {"r_base": sfc.Change(add=0.04)},
    "more capex": {"g_capex_coreweave": sfc.Change(add=1.0)},
    "no rounds": {"window_open": 0.0},
}


@pytest.fixture(scope="module")
def found() -> Any:
    keep = ("firm_failed", "firm_lenders_lost", "alive", "firm_written_off", "gw", "firm_debt")
    run = whole_run(loop_system(inputs_of("S0").params), WORLDS, keep=keep, draws=DRAWS, seed=1)
    assert run.audit.gap < 1e-9
    return lambda name, world="base": path(run, name, world)


def share(found: Any, firm: int, world: str = "base") -> float:
    return float(found("firm_failed", world)[:, -1, firm].mean())


def test_lenders_who_stop_earlier_dear_money_and_more_capex_make_coreweave_fail_oftener(
    found: Any,
) -> None:
    base = share(found, COREWEAVE)
    assert share(found, COREWEAVE, "lenders stop earlier") > base + 0.05
    assert share(found, COREWEAVE, "lenders go on") < base
    assert share(found, COREWEAVE, "dear money") > base
    assert share(found, COREWEAVE, "more capex") > base


def test_those_who_let_to_openai_fail_oftener_where_it_finds_no_money(found: Any) -> None:
    for firm in (ORACLE, VEHICLES, SOFTBANK):
        assert share(found, firm, "no rounds") > share(found, firm)


def test_nobody_loses_money_on_a_firm_that_has_not_failed(found: Any) -> None:
    lost, fell = found("firm_lenders_lost"), found("firm_failed")
    assert lost.max() > 0
    assert (lost[fell == 0] == 0).all()
    assert (np.diff(lost, axis=1) >= 0).all()


def test_the_largest_clouds_and_chip_makers_do_not_fail_over_openai(found: Any) -> None:
    """They earn a hundred times what they lose on it."""
    for name in ("microsoft", "google", "nvidia"):
        assert share(found, FIRMS.index(name), "no rounds") == 0
