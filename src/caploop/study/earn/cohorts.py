"""Payers by quarter of joining and what winning them costs, from the means of a run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from caploop.model.terms import FIRST_YEAR, payback_months, quarter_name
from caploop.study.earn.record import Cohort, Winning
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import ModelRun

KEPT = shown.COHORTS
FIELDS: Mapping[str, tuple[str, ...]] = {
    "cohorts": ("new_payers", "kept_share", "payers_wanted"),
    "winning.gross_adds": ("new_payers",),
    "winning.spent": ("sm_spent",),
    "winning.cost": ("sm_spent", "new_payers"),
    "winning.lifetime_value": ("lifetime_value",),
    "winning.value_over_cost": ("lifetime_value", "sm_spent", "new_payers"),
    "winning.payback_months": (
        *("sm_spent", "new_payers", "subscriptions_wanted", "payers_wanted", "lifetime_value"),
    ),
    "winning.growth": ("growth",),
    "winning.code_red": ("code_red",),
    "winning.price_war": ("price_war",),
}
BESIDE: Mapping[str, tuple[str, ...]] = {
    "winning.payback_months": ("cm",),
    "winning.cost": ("SM_2025H1", "sm_30"),
}
BEFORE = f"before {FIRST_YEAR}"
YEARS = 5
MONTHS = 3


def payback_of(*, cost: float, value: float, price: float, margin: float) -> float | None:
    """Months until a new payer has paid back `cost`, USD; none where its lifetime `value` is less.

    >>> payback_of(cost=60.0, value=90.0, price=20.0, margin=0.5)
    6.0
    >>> payback_of(cost=360.0, value=90.0, price=20.0, margin=0.5) is None
    True
    """
    if value < cost:
        return None
    return round(payback_months(cost=cost, price=max(price, 1e-9), margin=margin), 6)


def cohorts(run: ModelRun) -> tuple[Cohort, ...]:
    """Payers by quarter of joining to 2030, first those who were there before."""
    count = 4 * YEARS
    new, payers = (run.mean(n)[:count] for n in ("new_payers", "payers_wanted"))
    kept = np.concatenate([run.mean("kept_share")[:1], (payers - new)[1:] / payers[:-1]])
    survive = np.cumprod(kept)
    ends = {str(FIRST_YEAR + n): 4 * n + 3 for n in range(YEARS)}
    first = max(float(payers[0] - new[0]), 0.0)
    rows = [
        Cohort(
            joined=BEFORE,
            payers=round(first / float(kept[0]), 6),
            left={y: round(first * float(survive[e] / survive[0]), 6) for y, e in ends.items()},
        )
    ]
    return (
        *rows,
        *(
            Cohort(
                joined=quarter_name(q + 1),
                payers=round(float(new[q]), 6),
                left={
                    y: round(float(new[q] * survive[e] / survive[q]), 6)
                    for y, e in ends.items()
                    if e >= q
                },
            )
            for q in range(count)
        ),
    )


def winning(run: ModelRun, *, years: int, margin: float) -> tuple[Winning, ...]:
    """Cost and worth of new payers by year."""
    return tuple(_winning(run, n, margin) for n in range(years))


def _winning(run: ModelRun, n: int, margin: float) -> Winning:
    year = slice(4 * n, 4 * n + 4)
    found = {name: run.mean(name)[year] for name in KEPT}
    adds, spent = float(found["new_payers"].sum()), float(found["sm_spent"].sum())
    cost = 1000 * spent / max(adds, 1e-9)
    value = float(found["lifetime_value"].mean())
    paid = 1000 * float(found["subscriptions_wanted"].sum()) / MONTHS
    price = paid / max(float(found["payers_wanted"].sum()), 1e-9)
    return Winning(
        year=FIRST_YEAR + n,
        gross_adds=round(adds, 6),
        spent=round(spent, 6),
        cost=round(cost, 6),
        lifetime_value=round(value, 6),
        value_over_cost=round(value / max(cost, 1e-9), 6),
        payback_months=payback_of(cost=cost, value=value, price=price, margin=margin),
        growth=round(float(found["growth"].mean()), 6),
        code_red=round(float(found["code_red"].mean()), 6),
        price_war=round(float(found["price_war"].mean()), 6),
    )
