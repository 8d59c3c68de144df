"""What the book's agreements pay in the model's quarters: cheques, and weights of lessors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from caploop.book import NO_DATES, Flow, KnownBook, Scenario
from caploop.core.errors import UsageError
from caploop.model.inputs.observed import BN
from caploop.model.terms.parties import INVESTORS, LESSORS, period_of

SPREAD_QUARTERS = 28
EVEN_PART = 0.25


def agreed_flows(known: KnownBook, scenario: Scenario) -> list[Flow]:
    """The book's flows as the scenario leaves them; a dropped agreement pays nothing in force.

    What was paid before the run's first quarter is history, which no scenario changes.
    """
    kept = []
    opened = known.vintage.first_quarter
    for flow in known.flows.flows:
        factor, agreement = 1.0, flow.tranche.split("/")[0]
        for change in scenario.changes:
            if change.target != "agreement" or change.name not in (agreement, flow.tranche):
                continue
            first, last = change.from_quarter or "0", change.to_quarter or "9"
            if not first <= str(flow.quarter) <= last or str(flow.quarter) < opened:
                continue
            if change.action == "drop":
                factor = 0.0
            elif change.action == "scale" and change.value is not None:
                factor *= float(change.value)
            else:
                raise UsageError(f"{change.action} of an agreement is not run yet; drop or scale")
        if factor > 0:
            kept.append(_scaled(flow, factor))
    return kept


def _scaled(flow: Flow, factor: float) -> Flow:
    fields = {name: getattr(flow, name) for name in flow.__struct_fields__}
    return Flow(**{**fields, "amount_usd": flow.amount_usd * type(flow.amount_usd)(str(factor))})


def agreed_cheques(
    paid: Iterable[Flow], central: Mapping[str, float], *, quarters: int
) -> dict[str, NDArray[np.float64]]:
    """Agreed equity by quarter and investor, and what waits for a listing, USD bn."""
    dated = np.zeros((quarters, len(INVESTORS)))
    for flow in paid:
        at = period_of(str(flow.quarter)) - 1
        if flow.payee != "openai" or flow.kind != "equity" or not 0 <= at < quarters:
            continue
        who = flow.payer if flow.payer in INVESTORS else "market"
        dated[at, INVESTORS.index(who)] += float(flow.amount_usd) * BN
    listing = np.zeros(len(INVESTORS))
    listing[INVESTORS.index("amazon")] = central["I_amzn_total"] - central["I_amzn_immediate"]
    return {"cheques_agreed": dated, "on_listing": listing}


def portfolio(
    paid: Iterable[Flow], undated: Mapping[str, float], *, quarters: int
) -> NDArray[np.float64]:
    """Weights of lessors in new capacity by quarter: what the book has due to them, USD bn.

    Purchases without dates are spread evenly over seven years; a part of the whole is always there,
    so that no lessor appears from nothing (both assumptions).
    """
    weights = np.zeros((quarters, len(LESSORS)))
    for flow in paid:
        at = period_of(str(flow.quarter)) - 1
        if flow.payer == "openai" and flow.payee in LESSORS and 0 <= at < quarters:
            weights[at, LESSORS.index(flow.payee)] += float(flow.amount_usd) * BN
    for lessor, amount in undated.items():
        weights[:SPREAD_QUARTERS, LESSORS.index(lessor)] += amount / SPREAD_QUARTERS
    return np.asarray(weights + EVEN_PART * weights.mean(axis=0))


def undated_purchases(known: KnownBook) -> dict[str, float]:
    """Purchases of compute from lessors that have an amount and no dates, USD bn."""
    tranches = {t.id: t for t in known.tranches}
    found: dict[str, float] = {}
    for left in known.flows.left_out:
        tranche = tranches[left.tranche]
        is_rent = tranche.payer == "openai" and tranche.payee in LESSORS
        if is_rent and left.reason.code == NO_DATES and left.amount_usd:
            found[tranche.payee] = found.get(tranche.payee, 0.0) + float(left.amount_usd) * BN
    return found
