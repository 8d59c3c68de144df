"""M3, credit: convertible notes, rent that lessors leave open, a loan to a supplier, acquisitions.

Debt of a new round is part notes, which become shares on listing (T38); while OpenAI is constrained
lessors leave part of the rent open as vendor credit (T18); the loan to Cerebras is T30.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Values, at, began
from caploop.model.terms.parties import FIRMS, HOLDERS, LESSORS
from caploop.sfc import Series

CONSTRAINED, DISTRESS = 1, 2
REPAID_A_QUARTER = 0.25
TINY = 1e-9
CEREBRAS, MARKET = FIRMS.index("cerebras"), HOLDERS.index("market")
GIVES = (
    Series("notes_raised", "USD bn/qtr", says="convertible notes sold"),
    Series("notes_converted", "USD bn/qtr", says="convertible notes that became shares"),
    Series("acquired", "USD bn/qtr", says="companies bought with shares"),
    Series("shares_given", "USD bn/qtr", axes="holder", says="shares given for them and for notes"),
    Series("left_open", "USD bn/qtr", axes="lessor", says="rent left open as vendor credit"),
    Series("vendor_due", "USD bn/qtr", axes="lessor", says="vendor credit that falls due"),
    Series("lent", "USD bn/qtr", axes="firm", says="money lent to a supplier"),
    Series("lent_to_cerebras", "USD bn", says="the loan that stands"),
    Series("interest_from_cerebras", "USD bn/qtr", axes="firm", says="interest on it"),
)


def notes(x: Any, p: Any, t: Any) -> Values:
    """Convertible notes sold and converted, and shares paid for acquisitions, USD bn.

    Notes convert on the day of listing at its price less `conversion_discount`, and none are sold
    after it; acquisitions are
    paid in shares at the last price (T39), so neither moves cash.
    """
    now = x["listed"] - x.lag("listed")
    bought = p.acquisitions_usd_bn_per_year / 4 * x["alive"]
    converted = x["notes"] * now
    shares = (
        jnp.zeros(len(HOLDERS)).at[MARKET].set(bought + converted / (1.0 - p.conversion_discount))
    )
    return {
        "notes_raised": p.convertible_share_of_debt * x["debt_raised"] * (1.0 - x["listed"]),
        "notes_converted": converted,
        "acquired": bought,
        "shares_given": shares,
    }


def vendor_credit(x: Any, p: Any, t: Any) -> Values:
    """Rent left open and repaid, by lessor, USD bn: while OpenAI is constrained or in distress a
    share of each bill up to a share of a year's rent; a quarter of it comes back each quarter when
    it is neither and holds its least cash. It is no second sale but a change of instrument."""
    stage, rent = x.lag("stage"), x["rent"]
    tight = jnp.where((stage == CONSTRAINED) | (stage == DISTRESS), 1.0, 0.0)
    room = jnp.maximum(
        p.vendor_credit_cap_share * 4.0 * jnp.sum(rent) - jnp.sum(x["vendor_notes"]), 0.0
    )
    asked = p.rent_left_open_share * rent * tight * x["alive"] * p.funding_on
    part = jnp.minimum(1.0, room / jnp.maximum(jnp.sum(asked), TINY))
    ample = jnp.where(x["cash"] > p.least_cash_months * x["monthly_cost"], 1.0, 0.0)
    back = REPAID_A_QUARTER * x["vendor_notes"] * (1.0 - tight) * ample * x["alive"]
    return {"left_open": asked * part, "vendor_due": back}


def cerebras_loan(x: Any, p: Any, t: Any) -> Values:
    """OpenAI's loan to Cerebras in its first quarter and the interest on it, by firm; an investing
    flow, so it counts as burn. Off unless its lever is on: the page that tells of it is later."""
    out = at(CEREBRAS, p.cerebras_loan_on * p.cerebras_loan_usd_bn * jnp.where(t <= 1, 1.0, 0.0))
    held = began(x, "lent_to_cerebras", t, first=0.0)
    return {
        "lent": out,
        "lent_to_cerebras": held + jnp.sum(out),
        "interest_from_cerebras": at(CEREBRAS, held * p.cerebras_loan_rate / 4.0),
    }


def of_lessors(values: Any) -> Any:
    """The lessors' part of numbers by firm."""
    return values[: len(LESSORS)]
