"""M5, counterparties: cash, debt and rating of those who sell to OpenAI and invest in it."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from caploop.model.default.government import relief
from caploop.model.default.waterfall import UNSECURED, VENDORS, running_compute
from caploop.model.step.values import Quarter, Values, at, began, wide
from caploop.model.terms.parties import CHIPMAKERS, FIRMS, LESSORS
from caploop.sfc import Series

N_LESSORS, N_CHIPS = len(LESSORS), len(CHIPMAKERS)
VEHICLES, SOFTBANK = FIRMS.index("vehicles"), FIRMS.index("softbank")
NVIDIA, COREWEAVE = FIRMS.index("nvidia"), FIRMS.index("coreweave")
TOLD = ("oracle", "coreweave", "softbank")
MARGIN_CEILING = 1.4
ROUNDS = 20
LEVERAGE_MOST, LOAN_TO_VALUE_MOST = 50.0, 2.0
"""Ratios beyond which nothing more is said than that the denominator is next to nothing."""
GIVES = (
    Series("lessor_open", "share", axes="lessor", says="part of new capacity it can finance"),
    Series("firm_running", "USD bn/qtr", axes="firm", says="cost of running and of goods sold"),
    Series("firm_interest", "USD bn/qtr", axes="firm", says="interest on debt since the start"),
    Series("firm_payouts", "USD bn/qtr", axes="firm", says="dividends and buy-backs"),
    Series("firm_borrowed", "USD bn/qtr", axes="firm", says="new debt"),
    Series("firm_issued", "USD bn/qtr", axes="firm", says="new shares"),
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
    """Which lessors can finance capacity: a downgraded one builds a share of what it would."""
    open_to = 1.0 - (1.0 - p.downgraded_building_share) * x.lag("downgraded")[:N_LESSORS]
    return {"lessor_open": open_to}


def _racks(x: Any, p: Any) -> tuple[Array, Array]:
    """Racks by lessor, USD bn, and what is left of them to the assembler: no more than servers."""
    racks = p.foxconn_rack_share * (jnp.sum(x["chips"], axis=1) + x["servers"])
    most = p.foxconn_rack_share * jnp.sum(x["servers"])
    return racks, jnp.minimum(p.foxconn_net_margin * jnp.sum(racks), most)


def statements(x: Any, p: Any, t: Any) -> Values:
    """Cash flow of each firm, USD bn a quarter: the loop's part from the model, the rest from its
    business outside; what is missing to its least cash is borrowed.

    Payouts are the year's share of free cash flow where there was any, else their level.
    """
    zero_chips = jnp.zeros(N_CHIPS + 1)
    outside, base = x["firm_outside"], x["firm_base_capex"]
    let = jnp.concatenate([x["shell_rent"], zero_chips])
    rent, chips = x["rent_paid"], jnp.sum(x["chips"], axis=0) + x["own_chips"]
    sales = jnp.concatenate([rent, chips, jnp.zeros(1)]).at[VEHICLES].add(jnp.sum(let))
    sales = sales + wide(x["rented_by_nvidia"])
    cost_of_chips = chips * (1.0 - p.chip_margin) + x["supply_written_off"]
    running = jnp.concatenate([p.running_cost_share * x["rent"], cost_of_chips, jnp.zeros(1)])
    running = running.at[NVIDIA].add(jnp.sum(x["rented_by_nvidia"])) + x["dearer_power"]
    built = x["servers"] + x["shell"] + jnp.sum(x["chips"], axis=1)
    built = jnp.concatenate([built, zero_chips])
    racks, margin = _racks(x, p)
    spread = p.downgrade_spread * x.lag("downgraded") + at(VEHICLES, p.vehicle_spread * relief(p))
    private = x["firm_debt"] - at(VEHICLES, x["vehicle_loans_public"])
    more_debt = jnp.maximum(private - p.opening_debt, 0.0)
    interest = more_debt * (p.base_rate + spread) / 4 + at(COREWEAVE, x["chip_loan_margin"])
    cheques = x["cheques"][: len(FIRMS)]
    other = of_estate(x) + wide(x["credit_paid"]) - x["guarantee_fee_vehicles"]
    other = other + wide(x["vendor_paid"]) + x["lent"] - x["interest_from_cerebras"]
    earned = outside + sales + other - running - let - base - built - interest
    level = jnp.minimum(p.payouts / 4, jnp.maximum(outside, 0.0))
    of_free_cash = p.payout_share * jnp.maximum(earned, 0.0)
    payouts = jnp.where(p.payout_share > 0, of_free_cash, level)
    drawn, repaid = (at(COREWEAVE, x[f"chip_loan_{n}"]) for n in ("drawn", "repaid"))
    free = x["firm_cash"] + earned - cheques - payouts + drawn - repaid
    short = jnp.maximum(p.least_cash_share * p.opening_cash - free, 0.0)
    equity = short * p.downgraded_equity_share * x.lag("downgraded")
    equity = equity.at[VEHICLES].set(short[VEHICLES] - vehicle_loan(x, p, short=short[VEHICLES]))
    ebitda = 4.0 * (outside + sales - running - let)
    return {
        "firm_running": running,
        "firm_interest": interest,
        "firm_payouts": payouts,
        "firm_borrowed": short - equity + drawn,
        "firm_issued": equity,
        "firm_operating": earned + base + built - x["lent"],
        "firm_capex": base + built,
        "firm_sales": sales,
        "firm_ebitda": ebitda,
        "firm_dependency": sales / jnp.maximum(sales + x["firm_outside_sales"], 1e-9),
        "racks": racks,
        "rack_parts": p.foxconn_rack_share * jnp.sum(x["servers"]) - margin,
    }


def vehicle_loan(x: Any, p: Any, *, short: Any) -> Any:
    """What vehicles can borrow of what they miss, USD bn; their sponsors bring the rest (T31).

    Debt is at most the share `loan_to_cost` of cost, and at most what the rent of their shells
    carries at the cover ratio `debt_service_cover` over the lessor's own lease (section 4).
    """
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
    room = jnp.minimum(p.loan_to_cost * plant, carried) - x["firm_debt"][VEHICLES]
    return jnp.clip(room, 0.0, short)


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
    stake = x["owned"][SOFTBANK] * x["value_after"]
    debt = x["firm_debt"][SOFTBANK] + x["firm_borrowed"][SOFTBANK]
    net = jnp.maximum(debt - p.least_cash_share * p.opening_cash[SOFTBANK], 0.0)
    ceiling = p.softbank_loan_to_value * MARGIN_CEILING

    def sells(_: Any, sold: jax.Array) -> jax.Array:
        price = jnp.maximum(1.0 - p.share_sale_price_impact * sold / jnp.maximum(listed, 1.0), 0.1)
        worth = (listed - sold) * price + stake
        short = net - sold - ceiling * worth
        return jnp.clip(sold + jnp.maximum(short, 0.0), 0.0, jnp.minimum(net, listed) * 0.9)

    sold = jax.lax.fori_loop(0, ROUNDS, sells, jnp.asarray(0.0))
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
    debt = x["firm_debt"] + x["firm_borrowed"]
    leverage = jnp.minimum(debt / jnp.maximum(x["firm_ebitda"], 1e-9), LEVERAGE_MOST)
    line = p.leverage_line * p.leverage_line_factor
    over = jnp.where(leverage > line, 1.0, 0.0).at[SOFTBANK].set(0.0)
    called = jnp.arange(len(FIRMS)) == SOFTBANK
    over = jnp.maximum(over, called * (x["margin_sale"] > 0))
    told = jnp.stack([p[f"downgrade_{name}"] for name in TOLD])
    places = jnp.array([FIRMS.index(name) for name in TOLD])
    by_scenario = jnp.zeros(len(FIRMS)).at[places].set(told)
    return {"leverage": leverage, "downgraded": jnp.maximum(over, by_scenario)}


AFTER: tuple[Quarter, ...] = (statements, margin_call, ratings)
