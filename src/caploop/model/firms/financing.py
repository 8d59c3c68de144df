"""M5, money of firms: what lenders give, what is rolled over, new shares, what is missing."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.default.government import relief
from caploop.model.step.values import Quarter, Values, at, began, wide
from caploop.model.terms.parties import FIRMS
from caploop.sfc import Series

VEHICLES, SOFTBANK = FIRMS.index("vehicles"), FIRMS.index("softbank")
COREWEAVE = FIRMS.index("coreweave")
MARGIN_CEILING = 1.4
"""Loan-to-value over SoftBank's own ceiling at which lenders call."""
TINY = 1e-9
GIVES = (
    Series("debt_limit", "USD bn", axes="firm", says="debt beyond which lenders give no more"),
    Series("firm_worth", "USD bn", axes="firm", says="equity on which new shares are sold"),
    Series("firm_unrolled", "USD bn/qtr", axes="firm", says="debt due that is not rolled over"),
    Series("firm_borrowed", "USD bn/qtr", axes="firm", says="new debt"),
    Series("firm_issued", "USD bn/qtr", axes="firm", says="new shares"),
    Series("firm_payouts", "USD bn/qtr", axes="firm", says="dividends and buy-backs"),
    Series("firm_tight", "share", axes="firm", says="1 where its cash is below its least"),
    Series("firm_short", "USD bn/qtr", axes="firm", says="bills that only a rescue loan pays"),
)


def interest_due(x: Any, p: Any, t: Any) -> Array:
    """Interest beyond what last year's cash flow holds, USD bn a quarter by firm: on debt since the
    start, and the spread of a downgrade on the part of older debt that has been rolled over."""
    spread = p.downgrade_spread * x.lag("downgraded")
    private = x["firm_debt"] - at(VEHICLES, x["vehicle_loans_public"])
    more = jnp.maximum(private - p.opening_debt, 0.0)
    rolled = 1.0 - (1.0 - 1.0 / (4.0 * p.firm_debt_years)) ** t
    dearer = jnp.minimum(private, p.opening_debt) * rolled * spread
    of_vehicles = at(VEHICLES, p.vehicle_spread * relief(p))
    interest: Array = (more * (p.base_rate + spread + of_vehicles) + dearer) / 4.0
    return interest + at(COREWEAVE, x["chip_loan_margin"])


def holdings(x: Any, p: Any, t: Any) -> Array:
    """SoftBank's listed holdings before sales and its stake in OpenAI, USD bn."""
    listed = began(x, "listed_value", t, first=p.listed_holdings) * jnp.exp(x["market"])
    value: Array = listed + x["owned"][SOFTBANK] * x["value_after"]
    return value


def limits(x: Any, p: Any, t: Any) -> Values:
    """Debt beyond which lenders give no more, and what a firm's equity is worth, USD bn by firm.

    Lenders stop at `lending_stop` times the leverage at which a firm is downgraded, or where its
    accelerators are pledged at the advance of chip loans, whichever is more; at SoftBank's margin
    ceiling on what it holds; at what the vehicles' rent carries. Equity is worth EBITDA times a
    multiple less debt, at least the last private round's value.
    """
    earned = jnp.maximum(x["firm_ebitda"], 0.0)
    sound = x["leases_kept"] + (1.0 - x["leases_kept"]) * (1.0 - p.forced_sale_discount)
    pledged = p.opening_debt + wide(p.chip_loan_advance_share * x["it_value"] * sound)
    line = jnp.where(p.leverage_line < UNRATED, p.leverage_line, 1.0) * p.leverage_line_factor
    limit = jnp.maximum(p.lending_stop * line * earned, pledged)
    held = holdings(x, p, t)
    least = p.least_cash_share * p.opening_cash[SOFTBANK]
    limit = limit.at[SOFTBANK].set(p.softbank_loan_to_value * MARGIN_CEILING * held + least)
    limit = limit.at[VEHICLES].set(vehicle_limit(x, p))
    worth = jnp.maximum(p.firm_value_multiple * earned - x["firm_debt"], p.opening_value)
    worth = worth.at[SOFTBANK].set(held - x["firm_debt"][SOFTBANK])
    return {"debt_limit": limit, "firm_worth": jnp.maximum(worth, 0.0)}


UNRATED = 1e3
"""Leverage lines above this belong to firms that had no debt or no earnings of their own."""


def vehicle_limit(x: Any, p: Any) -> Array:
    """Most debt of the vehicles, USD bn (T31): the share `loan_to_cost` of what their plant cost
    less wear, and what the rent of their shells carries at the cover ratio `debt_service_cover`
    over the lessor's own lease (section 4)."""
    plant = x["vehicle_plant"] + x["shell"][VEHICLES]
    rate = (p.base_rate + p.vehicle_spread * relief(p)) / 4.0
    quarters = 4.0 * p.data_centre_lease_years
    rent = (
        plant
        * p.lessor_capital_cost
        / (1.0 - (1.0 + p.lessor_capital_cost) ** -p.shell_life_years)
        / 4.0
    )
    carried = rent / p.debt_service_cover * (1.0 - (1.0 + rate) ** -quarters) / rate
    most: Array = jnp.minimum(p.loan_to_cost * plant, carried)
    return most


def financing(x: Any, p: Any, t: Any) -> Values:
    """New debt, shares and payouts of each firm, USD bn a quarter, and what is missing.

    A part of capex is paid for with debt though there is cash, but not where there is ample cash, a
    quarter of whose excess is paid out. What is missing to the least cash is borrowed as far as
    lenders go, a downgraded firm selling shares for its part. Debt above the limit is not rolled
    over when it falls due, an even part of all debt each quarter. Then payouts are cut, then shares
    are sold as far as the market takes them; the vehicles' sponsors pay what is missing while they
    have equity to defend. A firm below its least cash is tight; one without cash gets a rescue loan
    for its bills and fails.
    """
    drawn = at(COREWEAVE, x["chip_loan_drawn"])
    debt = x["firm_debt"] + drawn - at(COREWEAVE, x["chip_loan_repaid"])
    debt = debt - at(VEHICLES, x["vehicle_loans_public"])
    due = debt / (4.0 * p.firm_debt_years)
    off = jnp.clip(debt - x["debt_limit"], 0.0, due).at[SOFTBANK].set(0.0)
    room = jnp.maximum(x["debt_limit"] - debt + off, 0.0)
    grown = 4.0 * x["firm_outside_sales"] / jnp.maximum(p.outside_revenue, TINY)
    ample = p.ample_cash_ratio * p.opening_cash * jnp.maximum(grown, 1.0)
    over = jnp.maximum(x["cash_before"] - x["payouts_wished"] - ample, 0.0)
    wished = x["payouts_wished"] + (over / 4.0).at[SOFTBANK].set(0.0)
    free = x["cash_before"] - wished - off
    least = p.least_cash_share * p.opening_cash
    ahead = _ahead(x, p) * jnp.where(over > 0, 0.0, 1.0)
    short = jnp.maximum(least - free - ahead, 0.0)
    most = p.share_sale_share * x["firm_worth"] / 4.0
    shared = jnp.minimum(short * p.downgraded_equity_share * x.lag("downgraded"), most)
    lent = jnp.minimum(ahead + short - shared, room)
    missing = jnp.maximum(least - free - lent - shared, 0.0)
    cut = jnp.minimum(missing, wished)
    missing = missing - cut
    most = (most - shared).at[VEHICLES].set(missing[VEHICLES] * sponsors_stay(x, debt[VEHICLES]))
    issued = jnp.minimum(missing, most)
    rescue = jnp.maximum(-(free + lent + shared + cut + issued), 0.0)
    return {
        "firm_unrolled": off,
        "firm_borrowed": lent + rescue + drawn,
        "firm_issued": shared + issued,
        "firm_payouts": wished - cut,
        "firm_tight": jnp.where(missing - issued > TINY, 1.0, 0.0),
        "firm_short": rescue,
    }


def sponsors_stay(x: Any, owed: Any) -> Array:
    """1 while the sponsors of vehicles pay what is missing: as long as the part of their plant
    whose rent is owed is worth more than their debt, so that there is equity to defend."""
    paid = jnp.sum(x["gw"] * x["shells_owed"]) / jnp.maximum(jnp.sum(x["gw"]), TINY)
    plant = x["vehicle_plant"] + x["shell"][VEHICLES]
    stay: Array = jnp.where(paid * plant >= owed, 1.0, 0.0)
    return stay


def _ahead(x: Any, p: Any) -> Array:
    """New debt for capex of firms that need not borrow, USD bn: issues are lumpy, anything from
    none to twice the share in a quarter. The vehicles and SoftBank have rules of their own."""
    lumps = [x.shock.uniform(f"issue of {name}") for name in FIRMS if name not in OWN_RULE]
    places = jnp.array([n for n, name in enumerate(FIRMS) if name not in OWN_RULE])
    part = jnp.zeros(len(FIRMS)).at[places].set(jnp.stack(lumps))
    issue: Array = 2.0 * part * p.debt_share_of_capex * x["firm_capex"]
    return issue


OWN_RULE = ("vehicles", "softbank")
BEFORE: tuple[Quarter, ...] = (limits, financing)
