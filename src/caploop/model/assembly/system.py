"""The whole system: what each mechanism reads, and the order of a quarter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from caploop import sfc
from caploop.book.posterior import Joint
from caploop.model.accounts.default import flows_of_credit, flows_of_estate
from caploop.model.accounts.firms import flows_of_firms
from caploop.model.accounts.government import flows_of_government
from caploop.model.accounts.ledger import Parts, ledger, openings_of, starts_of
from caploop.model.accounts.openai import flows_of_openai
from caploop.model.accounts.positions import positions_of
from caploop.model.compute import assets, chips, gate, pipeline
from caploop.model.compute import capacity as compute
from caploop.model.default import government, outcome
from caploop.model.default import waterfall as estate
from caploop.model.demand import revenue
from caploop.model.demand import users as demand
from caploop.model.finance import bargain, credit, facility, funding, marks
from caploop.model.firms import bounds, counterparty, feedback, orders
from caploop.model.kept import compiled_cache
from caploop.model.power import supply as power
from caploop.model.rivals import market as rivals_market
from caploop.model.rivals import race as rivals
from caploop.sfc.language.model import Parameter as Prior

NAME = "LOOP"
BALANCES = ("Cash_2025Q4", "n_IT", "n_sh", "plan_cost", "plan_revenue")
MECHANISMS: Mapping[str, tuple[str, ...]] = {
    "M1": revenue.READS,
    "M2": (*compute.READS, *pipeline.READS, *chips.READS, *assets.READS),
    "M3": (*funding.READS, *credit.READS),
    "M4": (*outcome.READS, *estate.READS, *BALANCES),
    "M5": (
        *(*counterparty.READS, *orders.READS, *facility.READS, *bargain.READS, *bounds.READS),
        *(f"downgrade_{name}" for name in counterparty.TOLD),
    ),
    "M6": feedback.READS,
    "M7": (*power.READS, *gate.READS),
    "M8": government.READS,
    "M9": (*rivals.READS, *rivals_market.READS),
    "M10": marks.READS,
}


def reads() -> tuple[str, ...]:
    """Every parameter some mechanism reads, by name."""
    return tuple(dict.fromkeys(name for names in MECHANISMS.values() for name in names))


def system(params: Mapping[str, Prior], joint: Joint | None = None) -> sfc.Model:
    """The model of the loop with these parameters, ready to be simulated from 2026Q1.

    `params` has a number, an array or a distribution for each of `reads()`; openings are arrays
    over the firms. With `joint` its names are drawn together. Amounts are in USD bn a quarter.
    """
    skeleton, parts = _skeleton(np.size(np.asarray(params["project_gw"])))
    together = None
    if joint is not None and joint.names:
        together = sfc.Correlation(names=joint.names, matrix=np.array(joint.correlation))
    return skeleton.with_values(
        {name: params[name] for name in reads()},
        openings=openings_of(parts, params),
        correlation=together,
    )


@lru_cache(maxsize=4)
def _skeleton(projects: int) -> tuple[sfc.Model, Parts]:
    """The model without its numbers: what is the same for every book with so many projects."""
    m = sfc.Model(NAME, freq="Q", unit="USD bn")
    m.keep_compiled(compiled_cache())
    parts = ledger(m)
    m.start(**starts_of(projects))
    made = (flows_of_openai, flows_of_firms, flows_of_credit, flows_of_estate, flows_of_government)
    flows = {k: v for of in made for k, v in of(m, parts).items()}
    m.behaviour(positions_of(parts))
    for quarter in _order():
        m.behaviour(quarter)

    @m.behaviour
    def payments(x: Any, p: Any, t: Any) -> Any:
        """Amounts of all payments from what the mechanisms decided."""
        return {flow: amount(x, p, t) for flow, amount in flows.items()}

    return m, parts


def _order() -> tuple[Any, ...]:
    return (*_building(), *_paying())


def _building() -> tuple[Any, ...]:
    """Users, capacity, sales, rent and what is built."""
    return (
        outcome.standing,
        counterparty.standing,
        *revenue.BEHAVIOURS,
        bargain.bargaining,
        orders.hole,
        compute.wanted,
        chips.chip_choice,
        *power.BEFORE_BUILDING,
        assets.owning,
        pipeline.pipeline,
        compute.capacity,
        chips.chips_standing,
        compute.use,
        power.dearer,
        pipeline.standing,
        gate.project_gate,
        gate.late_capacity,
        funding.warrant,
        revenue.sales,
        demand.recognition,
        assets.owned,
        compute.rent,
        compute.capex,
        assets.it_assets,
    )


def _paying() -> tuple[Any, ...]:
    """Costs, funding, settlement, counterparties, feedback, rivals and the next state."""
    return (
        outcome.costs,
        marks.fair_value,
        *funding.BEFORE,
        outcome.rescue,
        funding.new_round,
        credit.notes,
        credit.vendor_credit,
        credit.cerebras_loan,
        marks.listing,
        funding.cap_table,
        marks.marking,
        marks.put_in,
        estate.bankruptcy_waterfall,
        government.government,
        outcome.settlement,
        orders.books,
        orders.leases,
        orders.supply,
        *facility.BEFORE,
        *counterparty.AFTER,
        *orders.AFTER,
        *feedback.AFTER,
        *rivals.BEHAVIOURS,
        *rivals_market.BEHAVIOURS,
        *bounds.AFTER,
        outcome.transition,
    )
