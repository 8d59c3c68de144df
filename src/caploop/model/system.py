"""The whole system: sectors, instruments, payments with both sides, and the order of a quarter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np

from caploop import sfc
from caploop.model import (
    compute,
    counterparty,
    feedback,
    funding,
    outcome,
    pipeline,
    revenue,
)
from caploop.model.parties import CHIPMAKERS, FIRMS, HOLDERS, LESSORS, MARKETS, ORIGINS
from caploop.model.step import Values, began
from caploop.sfc.model import Parameter as Prior

NAME = "LOOP"
BALANCES = ("Cash_2025Q4", "n_IT", "n_sh", "plan_cost", "plan_revenue")
MECHANISMS: Mapping[str, tuple[str, ...]] = {
    "M1": revenue.READS,
    "M2": (*compute.READS, *pipeline.READS),
    "M3": funding.READS,
    "M4": (*outcome.READS, *BALANCES),
    "M5": (*counterparty.READS, *(f"downgrade_{name}" for name in counterparty.TOLD)),
    "M6": feedback.READS,
}
N_FIRMS, N_LESSORS, N_CHIPS = len(FIRMS), len(LESSORS), len(CHIPMAKERS)
MICROSOFT, SOFTBANK = FIRMS.index("microsoft"), FIRMS.index("softbank")


class Parts(NamedTuple):
    """The sectors and instruments of the ledger."""

    openai: Any
    firms: Any
    households: Any
    advertisers: Any
    enterprises: Any
    outside: Any
    assembler: Any
    lenders: Any
    market: Any
    money: Any
    compute_invoices: Any
    other_invoices: Any
    loans: Any
    shares: Any
    firm_loans: Any
    firm_shares: Any
    listed: Any
    plant: Any


def reads() -> tuple[str, ...]:
    """Every parameter some mechanism reads, by name."""
    return tuple(dict.fromkeys(name for names in MECHANISMS.values() for name in names))


def system(params: Mapping[str, Prior]) -> sfc.Model:
    """The model of the loop with these parameters, ready to be simulated from 2026Q1.

    `params` has a number, an array or a distribution for each of `reads()`; openings are arrays
    over the firms. Amounts are in USD bn a quarter.
    """
    m = sfc.Model(NAME, freq="Q", unit="USD bn")
    parts = _ledger(m)
    m.params(**{name: params[name] for name in reads()})
    _openings(m, parts, params)
    flows = {**_flows_of_openai(m, parts), **_flows_of_firms(m, parts)}
    m.behaviour(_positions(parts))
    for quarter in _order():
        m.behaviour(quarter)

    @m.behaviour
    def payments(x: Any, p: Any, t: Any) -> Any:
        """Amounts of all payments from what the mechanisms decided."""
        return {flow: amount(x, p, t) for flow, amount in flows.items()}

    return m


def _order() -> tuple[Any, ...]:
    return (
        outcome.standing,
        counterparty.standing,
        *revenue.BEHAVIOURS,
        compute.wanted,
        pipeline.pipeline,
        compute.capacity,
        compute.use,
        pipeline.standing,
        funding.warrant,
        revenue.sales,
        compute.rent,
        compute.capex,
        outcome.costs,
        *funding.BEFORE[:3],
        outcome.rescue,
        funding.new_round,
        funding.cap_table,
        outcome.settlement,
        *counterparty.AFTER,
        *feedback.AFTER,
        outcome.transition,
    )


def _ledger(m: sfc.Model) -> Parts:
    names = ("openai", "households", "advertisers", "enterprises", "outside", "foxconn")
    openai, households, advertisers, enterprises, outside, assembler = m.sectors(*names)
    firms = m.group("firms", members=FIRMS)
    lenders, market = m.sectors("lenders", "market")
    return Parts(
        openai=openai,
        firms=firms,
        households=households,
        advertisers=advertisers,
        enterprises=enterprises,
        outside=outside,
        assembler=assembler,
        lenders=lenders,
        market=market,
        money=m.instrument("money", issuer=lenders),
        compute_invoices=m.instrument("compute invoices", issuer=openai),
        other_invoices=m.instrument("other invoices", issuer=openai),
        loans=m.instrument("loans to openai", issuer=openai),
        shares=m.instrument("openai shares at cost", issuer=openai),
        firm_loans=m.instrument("loans to firms", issuer=firms),
        firm_shares=m.instrument("new shares of firms", issuer=firms),
        listed=m.instrument("listed holdings", issuer=market),
        plant=m.instrument("plant", real=True),
    )


def _openings(m: sfc.Model, s: Parts, params: Mapping[str, Any]) -> None:
    m.open(s.firms, s.money, amount=np.asarray(params["opening_cash"]))
    m.open(s.firms, s.firm_loans, amount=-np.asarray(params["opening_debt"]))
    m.open(s.lenders, s.firm_loans, amount=float(np.sum(params["opening_debt"])))
    m.open(s.firms, s.plant, amount=np.asarray(params["opening_plant"]))
    listed = np.zeros(N_FIRMS)
    listed[SOFTBANK] = params["listed_holdings"]
    m.open(s.firms, s.listed, amount=listed)
    m.start(**_starts())


def _starts() -> dict[str, Any]:
    """Shapes of the states that are arrays; their first values come from the parameters."""
    shapes: dict[str, tuple[int, ...]] = {
        **dict.fromkeys(("adopted", "go", "plus", "pro"), (len(MARKETS),)),
        **dict.fromkeys(("gw", "gw_added"), (N_LESSORS,)),
        **dict.fromkeys(("own_first", "own_last"), (N_LESSORS + N_CHIPS,)),
        **dict.fromkeys(("chip_first", "chip_last"), (N_LESSORS, N_CHIPS)),
        **dict.fromkeys(("downgraded", "invested"), (N_FIRMS,)),
        "owned": (len(HOLDERS),),
        "tags_openai_now": (len(ORIGINS),),
        **dict.fromkeys(("tags_firms_now", "tags_before_now"), (N_FIRMS, len(ORIGINS))),
    }
    return {name: np.zeros(shape) for name, shape in shapes.items()}


def _positions(s: Parts) -> Any:
    def positions(x: Any, p: Any, t: Any) -> Values:
        """What everybody holds and owes at the end of last quarter, as the mechanisms read it."""
        opens = jnp.where(t <= 1, p.Cash_2025Q4, 0.0)
        fresh = jnp.eye(len(ORIGINS))[0]
        first = jnp.maximum(t - 2, 0)
        over = x.lag("burn") - (p.plan_cost[first] - p.plan_revenue[first])
        cash = x.holding(s.firms, s.money)
        planned = p.plan_cost[t - 1] - p.plan_revenue[t - 1]
        monthly = began(x, "monthly_cost_now", t, first=p.plan_cost[0] / 3)
        return {
            "opening_cash_paid": opens,
            "cash": x.holding(s.openai, s.money) + opens,
            "debt": -x.holding(s.openai, s.loans),
            "arrears": x.holding(s.firms, s.compute_invoices)[:N_LESSORS],
            "other_arrears_by": jnp.stack(
                [x.holding(n, s.other_invoices) for n in (s.outside, s.assembler)]
            ),
            "other_arrears": -x.holding(s.openai, s.other_invoices),
            "firm_cash": cash,
            "firm_debt": -x.holding(s.firms, s.firm_loans),
            "firm_plant": x.holding(s.firms, s.plant),
            "vehicle_plant": x.holding(s.firms, s.plant)[FIRMS.index("vehicles")],
            "investor_cash": jnp.concatenate([jnp.maximum(cash, 0.0), jnp.full(1, jnp.inf)]),
            "monthly_cost": monthly,
            "plan_burn_now": planned,
            "burn_over_plan": jnp.where(t <= 1, 0.0, over),
            "tags_openai": began(x, "tags_openai_now", t, first=fresh),
            "tags_firms": began(x, "tags_firms_now", t, first=fresh),
            "tags_before": began(x, "tags_before_now", t, first=fresh),
        }

    return positions


def _wide(values: Any) -> Any:
    """Numbers of lessors as numbers of all firms."""
    return jnp.concatenate([values, jnp.zeros(N_FIRMS - N_LESSORS)])


def _at(place: int, amount: Any) -> Any:
    return jnp.zeros(N_FIRMS).at[place].set(amount)


def _other_part(x: Any) -> Any:
    due = x["other_cost"] + x["fees"] + x["device_cost_due"] + x["other_arrears"]
    return x["other_paid"] / jnp.maximum(due, 1e-12)


def _flows_of_openai(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """T01 to T06, T12, T13, T15 to T17, T27 of OpenAI: accrual and settlement apart."""

    def pay(name: str, payer: Any, payee: Any, *, via: Any = None) -> Any:
        return m.flow(name, payer=payer, payee=payee, via=via or s.money)

    def buy(name: str, buyer: Any, seller: Any, *, asset: Any) -> Any:
        return m.exchange(name, buyer=buyer, seller=seller, asset=asset, via=s.money)

    work = ("seats_revenue", "agents_revenue", "custom_revenue", "api_revenue")
    bill, settle = s.other_invoices, _other_part
    return {
        pay("opening cash", s.lenders, s.openai): lambda x, p, t: x["opening_cash_paid"],
        pay("subscriptions paid", s.households, s.openai): lambda x, p, t: x["subscriptions"],
        pay("advertising paid", s.advertisers, s.openai): lambda x, p, t: x["advertising"],
        pay("enterprise sales", s.enterprises, s.openai): lambda x, p, t: sum(x[n] for n in work),
        pay("devices paid", s.households, s.openai): lambda x, p, t: x["devices_revenue"],
        pay("rent due", s.openai, s.firms, via=s.compute_invoices): lambda x, p, t: _wide(
            x["rent"]
        ),
        buy("rent settled", s.openai, s.firms, asset=s.compute_invoices): (
            lambda x, p, t: _wide(x["rent_paid"])
        ),
        pay("other cost due", s.openai, s.outside, via=bill): (
            lambda x, p, t: x["other_cost"] + x["fees"]
        ),
        pay("assembly due", s.openai, s.assembler, via=bill): lambda x, p, t: x["device_cost_due"],
        buy("other cost settled", s.openai, s.outside, asset=bill): (
            lambda x, p, t: settle(x) * (x["other_cost"] + x["fees"] + x["other_arrears_by"][0])
        ),
        buy("assembly settled", s.openai, s.assembler, asset=bill): (
            lambda x, p, t: settle(x) * (x["device_cost_due"] + x["other_arrears_by"][1])
        ),
        pay("assembly passed on", s.assembler, s.outside): (
            lambda x, p, t: settle(x) * x["device_cost_due"] * (1.0 - p.nm_fx)
        ),
        pay("revenue share paid", s.openai, s.firms): (
            lambda x, p, t: _at(MICROSOFT, x["share_settled"])
        ),
        pay("warrant shares sold", s.market, s.openai): lambda x, p, t: x["warrant_sale"],
        pay("interest of openai", s.openai, s.lenders): lambda x, p, t: x["interest_paid"],
        buy("loan to openai", s.lenders, s.openai, asset=s.loans): lambda x, p, t: x["debt_raised"],
        buy("cheques of firms", s.firms, s.openai, asset=s.shares): (
            lambda x, p, t: x["cheques"][:N_FIRMS]
        ),
        buy("cheques of the market", s.market, s.openai, asset=s.shares): lambda x, p, t: x[
            "cheques"
        ][-1],
    }


def _flows_of_firms(m: sfc.Model, s: Parts) -> dict[Any, Any]:
    """T07, T08, T10, T11, T16, T17, T25, T26 and T44 of the firms."""

    def pay(name: str, payer: Any, payee: Any) -> Any:
        return m.flow(name, payer=payer, payee=payee, via=s.money)

    def buy(name: str, buyer: Any, seller: Any, *, asset: Any) -> Any:
        return m.exchange(name, buyer=buyer, seller=seller, asset=asset, via=s.money)

    def chips(x: Any, p: Any, t: Any) -> Any:
        square = jnp.zeros((N_FIRMS, N_FIRMS))
        return square.at[:N_LESSORS, N_LESSORS : N_LESSORS + N_CHIPS].set(x["chips"])

    def let(x: Any, p: Any, t: Any) -> Any:
        square = jnp.zeros((N_FIRMS, N_FIRMS))
        return square.at[:N_LESSORS, FIRMS.index("vehicles")].set(x["shell_rent"])

    def built(x: Any, p: Any, t: Any) -> Any:
        return x["firm_base_capex"] + _wide(x["servers"] + x["shell"])

    def wear(x: Any, p: Any, t: Any) -> Any:
        rate = (p.sh_IT / p.n_IT + (1.0 - p.sh_IT) / p.n_sh) / 4
        return x["firm_capex"] - rate * x["firm_plant"]

    def marked(x: Any, p: Any, t: Any) -> Any:
        before = began(x, "listed_value", t, first=p.listed_holdings)
        return _at(SOFTBANK, x["listed_value"] - (before - x["margin_sale"]))

    revalued = m.revaluation("listed prices", holder=s.firms, instrument=s.listed, issuer=s.market)
    return {
        pay("outside operations", s.enterprises, s.firms): lambda x, p, t: x["firm_outside"],
        pay("chips paid", s.firms, s.firms): chips,
        pay("shell rent", s.firms, s.firms): let,
        pay("building", s.firms, s.outside): built,
        pay("running cost", s.firms, s.outside): lambda x, p, t: x["firm_running"],
        pay("interest of firms", s.firms, s.lenders): lambda x, p, t: x["firm_interest"],
        pay("payouts of firms", s.firms, s.market): lambda x, p, t: x["firm_payouts"],
        buy("loans drawn", s.lenders, s.firms, asset=s.firm_loans): lambda x, p, t: x[
            "firm_borrowed"
        ],
        buy("loans repaid", s.firms, s.lenders, asset=s.firm_loans): (
            lambda x, p, t: _at(SOFTBANK, x["margin_sale"])
        ),
        buy("new shares", s.market, s.firms, asset=s.firm_shares): lambda x, p, t: x["firm_issued"],
        buy("holdings sold", s.market, s.firms, asset=s.listed): (
            lambda x, p, t: _at(SOFTBANK, x["margin_sale"])
        ),
        revalued: marked,
        m.accumulation("plant built and worn", owner=s.firms, asset=s.plant): wear,
    }
