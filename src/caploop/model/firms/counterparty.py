"""M5, counterparties: cash, debt and rating of those who sell to OpenAI and invest in it."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.default.waterfall import UNSECURED, VENDORS, running_compute
from caploop.model.firms.financing import MARGIN_CEILING, holdings, interest_due
from caploop.model.step.values import Quarter, Values, at, began, wide
from caploop.model.terms.parties import CHIPMAKERS, FIRMS, LESSORS
from caploop.sfc import Series

N_LESSORS, N_CHIPS = len(LESSORS), len(CHIPMAKERS)
VEHICLES, SOFTBANK = FIRMS.index("vehicles"), FIRMS.index("softbank")
NVIDIA, COREWEAVE = FIRMS.index("nvidia"), FIRMS.index("coreweave")
TOLD = ("oracle", "coreweave", "softbank")
ROUNDS = 20
LEVERAGE_MOST, LOAN_TO_VALUE_MOST = 50.0, 2.0
"""Ratios beyond which nothing more is said than that the denominator is next to nothing."""
GIVES = (
    Series("lessor_open", "share", axes="lessor", says="part of new capacity it can finance"),
    Series("shells_owed", "share", axes="lessor", says="part of the rent of shells it owes"),
    Series("relet", "USD bn/qtr", axes="lessor", says="rejected capacity let to others"),
    Series("firm_running", "USD bn/qtr", axes="firm", says="cost of running and of goods sold"),
    Series("firm_interest", "USD bn/qtr", axes="firm", says="interest on debt since the start"),
    Series("payouts_wished", "USD bn/qtr", axes="firm", says="dividends and buy-backs wished for"),
    Series("cash_before", "USD bn", axes="firm", says="cash before payouts and new money"),
    Series("firm_capex", "USD bn/qtr", axes="firm", says="capex in all"),
    Series("firm_operating", "USD bn/qtr", axes="firm", says="operating cash flow"),
    Series("firm_sales", "USD bn/qtr", axes="firm", says="sales in the loop"),
    Series("firm_ebitda", "USD bn/yr", axes="firm", says="yearly EBITDA, outside sales included"),
    Series("firm_dependency", "share", axes="firm", says="OpenAI's part of a firm's sales (D1)"),
    Series("racks", "USD bn/qtr", axes="lessor", says="racks that the assembler builds"),
    Series("rack_parts", "USD bn/qtr", says="parts that the assembler buys"),
    Series("loan_to_value", "1", says="SoftBank's debt over its listed holdings"),
    Series("margin_sale", "USD bn/qtr", says="holdings that SoftBank has to sell"),
    Series("listed_value", "USD bn", says="SoftBank's listed holdings"),
    Series("leverage", "1", axes="firm", says="debt over EBITDA"),
    Series("downgraded", "share", axes="firm", says="1 where a firm is downgraded"),
)


def standing(x: Any, p: Any, t: Any) -> Values:
    """Which lessors can finance capacity: a downgraded one and one short of money build a share of
    what they would, one that reorganises nothing; and which rents of shells are owed: a lessor that
    has failed rejects those of capacity whose tenant is gone (11 U.S.C. 365)."""
    weak = jnp.maximum(x.lag("downgraded"), x.lag("firm_tight"))[:N_LESSORS]
    open_to = 1.0 - (1.0 - p.downgraded_building_share) * weak
    failed = x.lag("firm_failed")[:N_LESSORS]
    return {
        "lessor_open": open_to * (1.0 - x.lag("firm_reorganising")[:N_LESSORS]),
        "shells_owed": 1.0 - failed * (1.0 - x["leases_kept"]),
    }


def letting(x: Any, p: Any, t: Any) -> Values:
    """Rent from others for capacity whose lease was rejected, USD bn by lessor: at a forced sale's
    discount, from a quarter later on; less what Nvidia takes back of CoreWeave's."""
    rejected = 1.0 - began(x, "leases_kept", t, first=1.0)
    rent = p.lease_usd_bn_per_gw_year / 4.0 * x["gw"] * (1.0 - p.forced_sale_discount)
    taken = x["bought_back_ever"] - x.lag("bought_back_ever")
    back = jnp.arange(N_LESSORS) == COREWEAVE
    return {"relet": jnp.maximum(rent * rejected - taken * back, 0.0)}


def _racks(x: Any, p: Any) -> tuple[Array, Array]:
    """Racks by lessor, USD bn, and what is left of them to the assembler: no more than servers."""
    racks = p.foxconn_rack_share * (jnp.sum(x["chips"], axis=1) + x["servers"])
    most = p.foxconn_rack_share * jnp.sum(x["servers"])
    return racks, jnp.minimum(p.foxconn_net_margin * jnp.sum(racks), most)


def statements(x: Any, p: Any, t: Any) -> Values:
    """Cash flow of each firm before new money, USD bn a quarter: the loop's part from the model,
    the rest from its business outside.

    Payouts wished for are the year's share of free cash flow where there was any, else their level.
    """
    zero_chips = jnp.zeros(N_CHIPS + 1)
    outside = x["firm_outside"] + wide(x["relet"])
    base = x["firm_base_capex"]
    let = jnp.concatenate([x["shell_rent"], zero_chips])
    rent, chips = x["rent_paid"], jnp.sum(x["chips"], axis=0) + x["own_chips"]
    sales = jnp.concatenate([rent, chips, jnp.zeros(1)]).at[VEHICLES].add(jnp.sum(let))
    sales = sales + wide(x["rented_by_nvidia"])
    cost_of_chips = chips * (1.0 - p.chip_margin) + x["supply_written_off"]
    let_at = x["rent"] + x["relet"] / (1.0 - p.forced_sale_discount)
    running = jnp.concatenate([p.running_cost_share * let_at, cost_of_chips, jnp.zeros(1)])
    running = running.at[NVIDIA].add(jnp.sum(x["rented_by_nvidia"])) + x["dearer_power"]
    built = x["servers"] + x["shell"] + jnp.sum(x["chips"], axis=1)
    built = jnp.concatenate([built, zero_chips])
    racks, margin = _racks(x, p)
    interest = interest_due(x, p, t)
    cheques = x["cheques"][: len(FIRMS)]
    other = of_estate(x) + wide(x["credit_paid"]) - x["guarantee_fee_vehicles"]
    other = other + wide(x["vendor_paid"]) + x["lent"] - x["interest_from_cerebras"]
    earned = outside + x["firm_timing"] + sales + other - running - let - base - built - interest
    level = jnp.minimum(p.payouts / 4, jnp.maximum(outside, 0.0))
    of_free_cash = p.payout_share * jnp.maximum(earned, 0.0)
    payouts = jnp.where(p.payout_share > 0, of_free_cash, level)
    drawn, repaid = (at(COREWEAVE, x[f"chip_loan_{n}"]) for n in ("drawn", "repaid"))
    ebitda = 4.0 * (outside + sales - running - let)
    return {
        "firm_running": running,
        "firm_interest": interest,
        "payouts_wished": payouts,
        "cash_before": x["firm_cash"] + earned - cheques + drawn - repaid,
        "firm_operating": earned + base + built - x["lent"],
        "firm_capex": base + built,
        "firm_sales": sales,
        "firm_ebitda": ebitda,
        "firm_dependency": sales / jnp.maximum(sales + x["firm_outside_sales"], 1e-9),
        "racks": racks,
        "rack_parts": p.foxconn_rack_share * jnp.sum(x["servers"]) - margin,
    }


def of_estate(x: Any) -> Any:
    """What a bankrupt customer's estate pays each firm, USD bn."""
    part = x["estate_part"]
    rent = part[UNSECURED] * (x["arrears"] + x["lease_claims"])
    return wide(rent + part[VENDORS] * x["vendor_notes"] + running_compute(x))


def margin_call(x: Any, p: Any, t: Any) -> Values:
    """SoftBank's loan-to-value, and what it must sell where it passes the ceiling, USD bn.

    Beyond LOAN_TO_VALUE_MOST the ratio is no longer told.

    A sale lowers the price of what is left (`share_sale_price_impact` per share sold), which calls
    for more: the fixed point within 20 rounds (section 6).
    """
    listed = began(x, "listed_value", t, first=p.listed_holdings) * jnp.exp(x["market"])
    stake = holdings(x, p, t) - listed
    debt = x["firm_debt"][SOFTBANK] + x["firm_borrowed"][SOFTBANK]
    net = jnp.maximum(debt - p.least_cash_share * p.opening_cash[SOFTBANK], 0.0)
    ceiling = p.softbank_loan_to_value * MARGIN_CEILING

    def sells(_: Any, sold: jax.Array) -> jax.Array:
        price = jnp.maximum(1.0 - p.share_sale_price_impact * sold / jnp.maximum(listed, 1.0), 0.1)
        worth = (listed - sold) * price + stake
        short = net - sold - ceiling * worth
        return jnp.clip(sold + jnp.maximum(short, 0.0), 0.0, jnp.minimum(net, listed) * 0.9)

    sold = jax.lax.fori_loop(0, ROUNDS, sells, jnp.asarray(0.0)) * (1.0 - x["observed"])
    price = jnp.maximum(1.0 - p.share_sale_price_impact * sold / jnp.maximum(listed, 1.0), 0.1)
    left = (listed - sold) * price
    return {
        "loan_to_value": jnp.minimum(net / jnp.maximum(listed + stake, 1e-9), LOAN_TO_VALUE_MOST),
        "margin_sale": sold,
        "listed_value": left,
    }


def ratings(x: Any, p: Any, t: Any) -> Values:
    """Which firms are downgraded: debt over EBITDA above its line, or the scenario says so.

    Leverage of LEVERAGE_MOST stands for no meaning: EBITDA is next to nothing or below.
    """
    debt = x["firm_debt"] + x["firm_borrowed"] - x["firm_unrolled"]
    leverage = jnp.minimum(debt / jnp.maximum(x["firm_ebitda"], 1e-9), LEVERAGE_MOST)
    line = p.leverage_line * p.leverage_line_factor
    over = jnp.where(leverage > line, 1.0, 0.0).at[SOFTBANK].set(0.0)
    called = jnp.arange(len(FIRMS)) == SOFTBANK
    over = jnp.maximum(over, called * (x["margin_sale"] > 0))
    told = jnp.stack([p[f"downgrade_{name}"] for name in TOLD])
    places = jnp.array([FIRMS.index(name) for name in TOLD])
    by_scenario = jnp.zeros(len(FIRMS)).at[places].set(told)
    found = jnp.maximum(over, by_scenario) * (1.0 - x["observed"])
    return {"leverage": leverage, "downgraded": found}


BEFORE: tuple[Quarter, ...] = (letting, statements)
AFTER: tuple[Quarter, ...] = (margin_call, ratings)
