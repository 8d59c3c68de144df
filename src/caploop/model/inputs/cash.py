"""OpenAI's cash when a run's first quarter begins, and the agreed money that is then to come."""

from __future__ import annotations

from caploop.book import BINDING, Flow, KnownBook
from caploop.evidence import FIRMNESS_ORDER
from caploop.model.inputs.observed import BN, first_period, restated
from caploop.model.inputs.plan import PlanPaths
from caploop.model.terms.parties import period_of

CASH = "Cash_2025Q4"
OWN = "openai"
FUNDING = ("equity", "loan")
OF_THE_FIRST = (0.0, 75.0, 110.0, 120.0)
"""New money that the specification asks of the first vintage: none; Nvidia, SoftBank and Amazon's
15 with dates; Amazon's conditional 35 too; and 10 that others were said to bring."""


def opening_cash(known: KnownBook, plan: PlanPaths) -> tuple[float, ...]:
    """OpenAI's cash at the start of a run's first quarter, USD bn, from low to high.

    It is the last published balance; where that is of an earlier day, with what agreements have
    brought since and less the plan's burn since. Without a published one it starts from the row
    Cash_2025Q4, low, central and high.
    """
    first = first_period(known)
    found = next((one for one in restated(known) if one.party == OWN), None)
    levels, since = ((found.amount,), found.quarter) if found else (_levels(known), 1)
    burnt = float(plan.burn[since - 1 : first - 1].sum())
    more = sum(
        float(flow.amount_usd) * BN * ((flow.payee == OWN) - (flow.payer == OWN))
        for flow in known.flows.flows
        if _binds(flow) and since <= period_of(str(flow.quarter)) < first
    )
    return levels if since == first else tuple(level + more - burnt for level in levels)


def money_to_come(known: KnownBook) -> tuple[float, ...]:
    """Sums of agreed money for OpenAI from a run's first quarter on, USD bn, each with the one
    before: none, what binds and has dates, and what hangs on a condition or has no date too."""
    first = first_period(known)
    if first == 1:
        return OF_THE_FIRST
    dated = sum(
        float(flow.amount_usd) * BN
        for flow in known.flows.flows
        if _binds(flow) and flow.payee == OWN and period_of(str(flow.quarter)) >= first
    )
    tranches = {t.id: t for t in known.tranches}
    waiting = sum(
        float(left.amount_usd or 0) * BN
        for left in known.flows.left_out
        if left.reason.code == "no-dates"
        and (one := tranches[left.tranche]).payee == OWN
        and one.kind in FUNDING
        and FIRMNESS_ORDER[one.firmness] >= BINDING
    )
    return tuple(dict.fromkeys((0.0, dated, dated + waiting)))


def _levels(known: KnownBook) -> tuple[float, ...]:
    row = next(p for p in known.parameters if p.symbol == CASH)
    return tuple(float(level) for level in (row.low, row.central, row.high))


def _binds(flow: Flow) -> bool:
    is_firm = FIRMNESS_ORDER[flow.firmness] >= BINDING and not flow.conditional
    return is_firm and flow.kind in FUNDING
