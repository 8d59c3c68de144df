"""M5, orders: books of signed orders, shells leased ahead, supply bought ahead, dependence, the
hole that a vendor's guidance leaves to one customer."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.compute.pipeline import planned_by
from caploop.model.step.values import Quarter, Values, along_firms, began, makers, wide
from caploop.model.terms.parties import CHIPMAKERS, FIRMS, LESSORS
from caploop.sfc import Series

N_LESSORS, N_CHIPS = len(LESSORS), len(CHIPMAKERS)
NVIDIA, ORACLE = FIRMS.index("nvidia"), LESSORS.index("oracle")
TO_2030 = 20
BOOKED = ("microsoft", "oracle", "coreweave", "amazon", "google", "cerebras")
"""Firms whose books of orders from others are long contracts for compute."""
SMOOTH = 4.0
"""Quarters over which a chip maker's sales are averaged before it orders supply by them."""
TINY = 1e-9
GIVES = (
    Series("vendors_hole", "USD bn/yr", says="sales that Nvidia's guidance leaves to OpenAI"),
    Series("hole_share", "share", says="the same over the guidance"),
    Series("book_openai", "USD bn", axes="firm", says="orders signed by OpenAI"),
    Series("book_others", "USD bn", axes="firm", says="orders signed by others"),
    Series("booked", "USD bn/qtr", axes="firm", says="orders of OpenAI signed in the quarter"),
    Series("recognised", "USD bn/qtr", axes="firm", says="orders of OpenAI delivered"),
    Series("cancelled", "USD bn/qtr", axes="firm", says="orders of OpenAI cancelled"),
    Series("book_share", "share", axes="firm", says="OpenAI's part of the book (D2)"),
    Series("leases_begun", "share", says="part of Oracle's leases of shells that have begun"),
    Series("leases_not_begun", "USD bn", says="Oracle's leases of shells signed and not begun"),
    Series("shell_owed", "USD bn", axes="lessor", says="rent still owed for shells in use"),
    Series("supply_pace", "USD bn/qtr", axes="chipmaker", says="cost of sales to order supply by"),
    Series("supply_ordered", "USD bn", axes="chipmaker", says="supply ordered"),
    Series("supply_written_off", "USD bn/qtr", axes="chipmaker", says="supply written off"),
    Series("supply_lost", "USD bn", says="the same since the start"),
    Series("ebitda_share", "share", axes="firm", says="OpenAI's part of EBITDA (D3)"),
    Series("raised_for_openai", "USD bn", axes="firm", says="debt raised for its projects (D4)"),
    Series("loss_given_default", "USD bn", axes="firm", says="what its default would cost (D5)"),
    Series("lost_over_equity", "1", axes="firm", says="D5 over equity"),
    Series("lost_over_ebitda", "1", axes="firm", says="D5 over EBITDA"),
)


def hole(x: Any, p: Any, t: Any) -> Values:
    """What Nvidia's guidance leaves to OpenAI after the run rate of all others, and its share of
    the guidance (section 18); guidance grows at `guidance_growth`, others at
    `outside_cash_flow_growth`."""
    guided = 4.0 * p.nvidia_guidance_usd_bn_per_quarter * (1.0 + p.guidance_growth) ** (t / 4)
    others = p.outside_revenue[NVIDIA] * (1.0 + p.outside_cash_flow_growth) ** (t / 4)
    left = jnp.maximum(guided - others, 0.0)
    return {"vendors_hole": left, "hole_share": left / guided}


def books(x: Any, p: Any, t: Any) -> Values:
    """Signed orders of OpenAI by firm, USD bn: what was there, plus bookings, less what is
    recognised as rent or sales, less what is cancelled (section 6); what it signed between the
    opening and the day of knowledge is booked at once. Others' move as sales do and by new orders
    beyond that, which fade as growth above the sector's does, with luck of each firm's own: few
    contracts make a book.

    A lessor books the floor of its leases over half a contract's term as capacity comes; where its
    book is larger already, it runs down to that. Ended leases cancel their share, a rejection all.
    """
    before = began(x, "book_openai", t, first=p.orders_openai + p.orders_since)
    done = wide(x["rent"]) + makers(jnp.sum(x["chips"], axis=0))
    done = jnp.minimum(done, before)
    ended = x["gw_ended"] / jnp.maximum(x["gw"] + x["gw_ended"], TINY)
    kept = x["leases_kept"]
    left = (before - done) * (1.0 - wide(ended)) * kept
    floor = (
        wide(p.take_or_pay_share * p.lease_usd_bn_per_gw_year * p.lease_years / 2.0 * x["gw"])
        * kept
    )
    booked = jnp.maximum(floor - left, 0.0)
    fresh = p.new_orders_growth / 4.0 * p.outside_growth_persistence ** (t / 4.0)
    luck = [p.order_book_volatility / 2.0 * x.shock.normal(f"orders of {n}") for n in BOOKED]
    moved = x["sales_change"] + along_firms(
        {n: fresh + one for n, one in zip(BOOKED, luck, strict=True)}, 0.0
    )
    others = began(x, "book_others", t, first=p.orders_others)
    stated = jnp.maximum(p.orders_seen - before, 0.0)
    others = jnp.where(t == p.orders_seen_in, stated, others) * jnp.exp(moved)
    book = left + booked
    return {
        "book_openai": book,
        "book_others": others,
        "booked": booked,
        "recognised": done,
        "cancelled": before - done - left,
        "book_share": book / jnp.maximum(book + others, TINY),
    }


def leases(x: Any, p: Any, t: Any) -> Values:
    """Oracle's leases of shells signed and not begun, USD bn: they begin as its capacity comes,
    which ends where the plan's of 2030 stands; and what any lessor owes for shells in use.

    A lease in use has half its years to run on average.
    """
    last = planned_by(p, TO_2030)[ORACLE]
    first = p.opening_gw * p.opening_gw_share_oracle
    begun = jnp.clip((x["gw"][ORACLE] - first) / jnp.maximum(last - first, TINY), 0.0, 1.0)
    begun = jnp.maximum(x.lag("leases_begun"), begun)
    return {
        "leases_begun": begun,
        "leases_not_begun": p.oracle_leases_not_begun_usd_bn * (1.0 - begun),
        "shell_owed": 4.0 * x["shell_rent"] * p.shell_lease_years / 2.0,
    }


def supply(x: Any, p: Any, t: Any) -> Values:
    """Supply that chip makers have ordered, USD bn, and what is written off where sales fall.

    All order as many quarters of their cost of sales as Nvidia's commitments were, by sales of a
    year; orders beyond what lower sales need are worth `supply_recovery`.
    """
    ahead = p.nvidia_supply_commitments_usd_bn / (
        p.nvidia_revenue_usd_bn_per_quarter * (1.0 - p.chip_margin[0])
    )
    makers_of = slice(N_LESSORS, N_LESSORS + N_CHIPS)
    outside = x["firm_outside_sales"][makers_of]
    sold = jnp.sum(x["chips"], axis=0) + x["own_chips"]
    now = (1.0 - p.chip_margin) * (outside + sold)
    before = began(x, "supply_pace", t, first=(1.0 - p.chip_margin) * outside)
    pace = before + (now - before) / SMOOTH
    over = ahead * jnp.maximum(before - pace, 0.0)
    return {
        "supply_pace": pace,
        "supply_ordered": ahead * pace,
        "supply_written_off": (1.0 - p.supply_recovery) * over,
        "supply_lost": x.lag("supply_lost") + (1.0 - p.supply_recovery) * jnp.sum(over),
    }


def dependence(x: Any, p: Any, t: Any) -> Values:
    """How much of each firm hangs on OpenAI (section 6), by firm: D3 of EBITDA, D4 debt raised for
    OpenAI's projects, D5 what its default would cost, and D5 over equity and EBITDA; USD bn.

    D5 is invoices unpaid and of the quarter, the books of what was built, shells owed for, less
    what a forced sale or new letting brings and what unsecured termination fees recover; a chip
    maker's is the supply ordered for OpenAI. D1 and D2 are `firm_dependency` and `book_share`.
    """
    built = wide(x["servers"] + x["shell"] + jnp.sum(x["chips"], axis=1))
    part = built / jnp.maximum(x["firm_capex"], TINY)
    raised = x.lag("raised_for_openai") + x["firm_borrowed"] * jnp.minimum(part, 1.0)
    earned = 4.0 * (x["firm_sales"] - x["firm_running"] - wide(x["shell_rent"]))
    fees = (
        p.unsecured_recovery
        * p.early_termination_share
        * p.take_or_pay_share
        * p.lease_usd_bn_per_gw_year
        * p.lease_years
        / 2.0
        * x["gw"]
    )
    worth = x["it_value"] * (1.0 - p.forced_sale_discount)
    bills = x["arrears"] + x["rent"]
    lost = jnp.maximum(bills + x["it_book"] + x["shell_owed"] - worth - fees, 0.0)
    return {
        "ebitda_share": jnp.clip(earned / jnp.maximum(x["firm_ebitda"], TINY), -1.0, 1.0),
        "raised_for_openai": raised,
        "loss_given_default": wide(lost) + makers(_supply_at_risk(x, p)),
        **_over(x, p, wide(lost) + makers(_supply_at_risk(x, p))),
    }


def _supply_at_risk(x: Any, p: Any) -> Array:
    cost = (1.0 - p.chip_margin) * (jnp.sum(x["chips"], axis=0) + x["own_chips"])
    part = jnp.minimum(cost / jnp.maximum(x["supply_pace"], TINY), 1.0)
    at_risk: Array = x["supply_ordered"] * part * (1.0 - p.supply_recovery)
    return at_risk


def _over(x: Any, p: Any, lost: Array) -> Values:
    ebitda = jnp.maximum(x["firm_ebitda"], TINY)
    known = p.opening_equity_usd_bn > 0
    return {
        "lost_over_equity": jnp.where(
            known, lost / jnp.where(known, p.opening_equity_usd_bn, 1.0), 0.0
        ),
        "lost_over_ebitda": jnp.where(x["firm_ebitda"] > TINY, lost / ebitda, 0.0),
    }


AFTER: tuple[Quarter, ...] = (dependence,)
