"""One run of the model on the real book with each mechanism of demand and orders switched off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from caploop.model.assembly.system import loop_system
from tests.model.whole_model import inputs_of, whole_run

Series = Callable[..., NDArray[np.float64]]
NO_MONEY = {"funding_on": 0.0, "react": 0.0}
WITHOUT: dict[str, dict[str, Any]] = {
    "base": {},
    "no releases": {"a_rel": 0.0},
    "no price wars": {"cut_war": 0.0},
    "no code red": {"q_red": -9.0},
    "no habit": {"eta_use": 0.0},
    "no attacks": {"gamma_A": 0.0},
    "still prices of advertising": {"sig_CPM": 0.0},
    "growth spending wins nobody": {"eps_sm": 0.0},
    "no growth spending cut": {"T_growth": 1e9},
    "no annual plans": {"s_ann": 0.0},
    "invoices paid at once": {"dso_E": 0.0},
    "no bargaining": {"theta_nash": 0.0},
    "no hole": {"k_hole": 0.0},
    "no assembler of racks": {"fx_racks": 0.0},
    "no cloud agreements": {"K_nv_cloud_service": 0.0},
    "no loans on chips": {"adv": 0.0},
    "supply keeps its worth": {"rec_supply": 1.0},
    "no money": NO_MONEY,
    "no money, no buy-back": {**NO_MONEY, "buyback": 0.0},
    "strict cover": {"dscr": 1e6},
}
KEPT = (
    *("quality", "release_gain", "subscriptions_wanted", "code_red", "new_payers", "kept_share"),
    *("share", "advertising", "billed", "served", "receipts", "revenue", "cash", "lease_price"),
    *("chip_price", "cheques", "firm_cash", "firm_debt", "supply_lost", "bought_back_ever"),
    *("chip_loan", "book_openai", "book_others", "booked", "recognised"),
    *("cancelled", "loss_given_default", "raised_for_openai", "leases_not_begun", "racks", "chips"),
    *("rack_parts", "servers", "hole_share", "price_war", "growth", "other_cost", "rent_paid"),
    *("holding:foxconn:money", "holding:households:plans paid ahead", "stage", "ebitda_share"),
    *("holding:openai:customer invoices", "holding:openai:plans paid ahead", "work_revenue"),
    "holding:enterprises:customer invoices",
)


@pytest.fixture(scope="session")
def series() -> Series:
    """What a name is in a scenario of `WITHOUT`: an array of draw, quarter and party."""
    run = whole_run(loop_system(inputs_of("S0").params), WITHOUT, keep=KEPT, draws=60, seed=2)
    assert run.audit.gap < 1e-9

    def found(name: str, scenario: str = "base") -> NDArray[np.float64]:
        return np.asarray(run[name].sel(scenario=scenario).values)

    return found
