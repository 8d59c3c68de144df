"""The whole system: what each mechanism reads, and the order of a quarter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

import numpy as np

from caploop import sfc
from caploop.book import Joint
from caploop.model.accounts import positions
from caploop.model.accounts.default import flows_of_credit, flows_of_estate
from caploop.model.accounts.firms import flows_of_firms
from caploop.model.accounts.government import flows_of_government
from caploop.model.accounts.ledger import Parts, ledger, openings_of
from caploop.model.accounts.openai import flows_of_openai
from caploop.model.compute import assets, chips, delay, gate, pipeline, renewal, serving
from caploop.model.compute import capacity as compute
from caploop.model.default import cost_lines, government, outcome, taxes
from caploop.model.default import waterfall as estate
from caploop.model.demand import revenue
from caploop.model.demand import users as demand
from caploop.model.finance import (
    anchor,
    bargain,
    credit,
    facility,
    funding,
    marks,
    maturities,
    rounds,
)
from caploop.model.firms import bounds, counterparty, failure, feedback, financing, orders
from caploop.model.firms import outside as business
from caploop.model.firms import year as firm_year
from caploop.model.kept import NAME, compiled_cache
from caploop.model.power import supply as power
from caploop.model.rivals import market as rivals_market
from caploop.model.rivals import race as rivals
from caploop.model.step.declared import declare
from caploop.model.terms.arrays import ARRAYS
from caploop.model.terms.names import symbols_by_name
from caploop.sfc.language import Parameter as Prior
from caploop.sfc.running import BehaviourReads

MECHANISMS: Mapping[str, tuple[ModuleType, ...]] = {
    "M1": (revenue, demand),
    "M2": (compute, pipeline, chips, assets, delay, serving, renewal),
    "M3": (funding, rounds, credit, maturities),
    "M4": (outcome, cost_lines, taxes, estate, positions),
    "M5": (
        *(business, counterparty, financing, failure, firm_year),
        *(orders, facility, bargain, bounds),
    ),
    "M6": (feedback,),
    "M7": (power, gate),
    "M8": (government,),
    "M9": (rivals, rivals_market),
    "M10": (marks, anchor),
}
"""The files of each mechanism that give series."""


def reads(mechanism: str | None = None) -> tuple[str, ...]:
    """Every parameter that some function of a quarter reads, or one of a mechanism's files."""
    every = behaviours()
    if mechanism is not None:
        homes = tuple(f"{module.__name__}." for module in MECHANISMS[mechanism])
        every = {name: found for name, found in every.items() if name.startswith(homes)}
    return tuple(dict.fromkeys(n for found in every.values() for n in found.parameters))


@cache
def behaviours() -> Mapping[str, BehaviourReads]:
    """What each function of a quarter reads and gives, in their order."""
    return sfc.reads(_skeleton(1)[0])


def loop_system(params: Mapping[str, Prior], joint: Joint | None = None) -> sfc.Model:
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
    m.names(symbols_by_name())
    m.axes({"project": projects})
    declare(m, [module for files in MECHANISMS.values() for module in files])
    m.arrays(*ARRAYS)
    made = (flows_of_openai, flows_of_firms, flows_of_credit, flows_of_estate, flows_of_government)
    flows = {k: v for of in made for k, v in of(m, parts).items()}
    m.behaviour(positions.positions_of(parts))
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
        *business.BEFORE,
        *revenue.BEHAVIOURS,
        bargain.bargaining,
        orders.hole,
        compute.wanted,
        chips.chip_choice,
        *power.BEFORE_BUILDING,
        assets.owning,
        pipeline.pipeline,
        compute.capacity,
        renewal.renewal,
        chips.chips_standing,
        compute.use,
        delay.late_bill,
        serving.serve,
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
        cost_lines.people,
        taxes.plans_own,
        cost_lines.costs,
        taxes.on_cash,
        taxes.tax,
        anchor.anchor,
        marks.fair_value,
        *funding.BEFORE,
        outcome.rescue,
        maturities.falling_due,
        rounds.asking,
        rounds.clearing,
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
        maturities.ages,
        orders.books,
        orders.leases,
        orders.supply,
        *facility.BEFORE,
        *counterparty.BEFORE,
        *financing.BEFORE,
        *counterparty.AFTER,
        *failure.AFTER,
        *firm_year.AFTER,
        *orders.AFTER,
        *feedback.AFTER,
        *rivals.BEHAVIOURS,
        *rivals_market.BEHAVIOURS,
        *bounds.AFTER,
        outcome.transition,
    )
