"""The answer of `caploop policy` as tables."""

from __future__ import annotations

from math import inf

from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    DataWord,
    Money,
    Number,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import SPAN, TO_2030, central, ids, spans, weak_points
from caploop.study.policy import PolicyRecord, PolicyRequest
from caploop.study.shared import differ

CASES = ("central", "most", "flat", "power")
GAINERS = ("owners", "openai", "accelerators", "equipment", "builders", "deadweight")
"""Words for the record's cases and gainers, in its order."""
PARTS = ("buyer", "seller", "deadweight")
UNBOUNDED = 1e3
"""Elasticity from which supply has no limit."""
SIMULATED = 3
"""The step of the bridge that is of the runs; the others are arithmetic on stated sums."""
YEARS = ("2026", "2028", "2030", "2035")
FRACTION = " fraction"
NOTHING_NAMED = "none named"
WITHOUT = "without"


def policy_tables(record: PolicyRecord) -> tuple[AnswerTable, ...]:
    """Cost, what it buys, who has it, the guarantee, who bears it, requests, weak points."""
    return (
        cost(record),
        bridge(record),
        bought(record),
        by_pair(record),
        power(record),
        incidence(record),
        gainers(record),
        static(record),
        guarantee(record),
        federal(record),
        sides(record),
        of_debt(record),
        who_pays(record),
        bankrupt(record),
        asked(record),
        weak_points(record.notes),
    )


def cost(record: PolicyRecord) -> AnswerTable:
    """Cash cost of the credit by year."""
    values = {
        "rate": Share(record.credit.rate),
        "eligible": Share(record.credit.eligible),
        "draws": Number(record.draws),
    }
    return table("policy_cost", SPAN, spans(record.credit.cost[:TO_2030]), values=values)


def bridge(record: PolicyRecord) -> AnswerTable:
    """Four sums that are all called the cost of the credit, with what each counts."""
    gaps = {
        "rate": Share(record.credit.rate),
        "spent": _spent(record),
        "eligible": Share(record.credit.eligible),
    }
    rows = (
        (Text(f"policy_step.{n}", gaps), Money(step.cost, stated=n != SIMULATED))
        for n, step in enumerate(record.bridge)
    )
    return table("policy_bridge", ("policy_counts", "policy_cost"), rows)


def bought(record: PolicyRecord) -> AnswerTable:
    """What the credit buys in the run, and what elasticities say of it."""
    found = record.credit
    low, _, high = record.additional_span
    least, most = record.additional_all
    each = None if found.cost_per_gw is None else Money(found.cost_per_gw)
    rows = (
        (Text("policy_what.cost"), Money(found.cost_to_2030)),
        *(
            (Text("policy_what.more", {"year": y}), Capacity(found.gw_more[y], 2, signed=True))
            for y in YEARS
        ),
        (Text("policy_what.additional"), Share(found.additional)),
        (Text("policy_what.elastic"), Between(Share(low), Share(high))),
        (Text("policy_what.anyway"), Between(Share(1 - most), Share(1 - least))),
        (Text("policy_what.each"), each),
    )
    values = {"binds": Share(found.power_binds)}
    return table("policy_run", ("policy_what", "value"), rows, values=values)


def by_pair(record: PolicyRecord) -> AnswerTable:
    """What the run makes of elasticities of little, of central and of much effect."""
    rows = (
        (
            DataWord("policy_pair", p.name),
            Number(p.demand, 2),
            Number(p.supply, 2),
            Share(p.price, signed=True),
            Capacity(p.gw_more, 2, signed=True),
            Share(p.additional),
            Share(p.closed),
            Money(p.cost_to_2030),
            None if p.cost_per_gw is None else Money(p.cost_per_gw),
        )
        for p in record.pairs
    )
    columns = (
        *("policy_pair", "policy_demand", "policy_supply", "policy_price", "policy_gw_more"),
        *("policy_extra_run", "policy_extra_closed", "policy_cost", "policy_per_gw"),
    )
    return table("policy_pairs", columns, rows)


def power(record: PolicyRecord) -> AnswerTable:
    """How often power limits building, so that a credit adds nothing."""
    return table("policy_power", ("policy_binds",), [(Share(record.credit.power_binds),)])


def incidence(record: PolicyRecord) -> AnswerTable:
    """Price, quantity and who has the credit in closed form, by case."""
    kinds = tuple(DataWord("gain", part) for part in PARTS)
    rows = (
        (
            DataWord("policy_case", name),
            Number(c.demand, 2),
            Number(inf if c.supply > UNBOUNDED else c.supply, 2),
            *(Share(v, signed=True) for v in (c.price, c.quantity)),
            *(Share(abs(v)) for v in (c.additional, c.buyer, c.seller, c.deadweight)),
        )
        for name, c in zip(CASES, record.cases, strict=True)
    )
    columns = (
        "policy_case",
        "policy_demand",
        "policy_supply",
        "policy_price",
        "policy_quantity",
        "policy_extra",
        *kinds,
    )
    low, _, high = map(Share, record.additional_span)
    return table("policy_incidence", columns, rows, values={"low": low, "high": high}, kinds=kinds)


def gainers(record: PolicyRecord) -> AnswerTable:
    """Who has how much of the central cost."""
    rows = (
        (
            DataWord("gain", who),
            Share(g.share),
            Between(Share(g.low), Share(g.high)),
            Money(g.amount, stated=True),
        )
        for who, g in zip(GAINERS, record.gainers, strict=True)
    )
    whole = Money(sum(g.amount for g in record.gainers), stated=True)
    values = {"spent": _spent(record), "cost": whole}
    columns = ("policy_who", "policy_part", "policy_part_span", "policy_cost")
    return table("policy_gainers", columns, rows, values=values)


def static(record: PolicyRecord) -> AnswerTable:
    """Cost if nobody reacts, on three sums of capital spending."""
    rows = (
        (
            Money(c.capex, stated=True),
            Share(c.eligible),
            *(Money(v, stated=True) for v in (c.cost, c.with_burden)),
        )
        for c in record.static
    )
    columns = ("capex", "policy_eligible", "policy_cost", "policy_burden")
    return table("policy_static", columns, rows, values={"rate": Share(record.credit.rate)})


def guarantee(record: PolicyRecord) -> AnswerTable:
    """A guaranteed project by volatility: its worth and what the budget books, of the debt."""
    rows = (
        (
            Share(c.volatility),
            Share(c.fair, 1),
            Share(c.budget, 1),
            Number(c.relief_bp),
            Share(c.fails),
        )
        for c in record.projects
    )
    terms = {"assets": "V_gar", "face": "B_gar", "years": "T_gar"}
    booked, worth = _whole_government(record)
    values = {
        **{name: Number(central(record.priors, s), None) for name, s in terms.items()},
        "booked": booked,
        "worth": worth,
    }
    columns = ("policy_sigma", "policy_fair", "policy_budget", "policy_relief_bp", "policy_fails")
    return table("policy_guarantee", columns, rows, values=values)


def federal(record: PolicyRecord) -> AnswerTable:
    """All federal credit of 2025: what the budget booked, and its fair value."""
    return table("policy_federal", ("policy_budget", "policy_fair"), [_whole_government(record)])


def sides(record: PolicyRecord) -> AnswerTable:
    """Expected public loss against what the public and owners gain, shares of the debt."""
    rows = (
        (
            Share(c.volatility),
            *(Share(v, 1) for v in (c.public_loss, c.extra_fair, c.extra_fails)),
            *(Share(v, 1) for v in (c.public_gain, c.private_gain)),
        )
        for c in record.projects
    )
    values = {
        "cover": Share(record.guarantee.cover),
        "stake": Share(central(record.priors, "eq_gov"), 1),
    }
    columns = (
        "policy_sigma",
        "policy_public_loss",
        "policy_more",
        "policy_fails_more",
        "policy_public_gain",
        "policy_private_gain",
    )
    return table("policy_side", columns, rows, values=values)


def of_debt(record: PolicyRecord) -> AnswerTable:
    """What a guarantee of OpenAI's and the vehicles' debt costs and saves in the run."""
    found = record.guarantee
    change = found.bankrupt_with - found.bankrupt_without
    values: dict[str, Cell] = {
        "covered": Money(found.covered_2030),
        "used": Share(found.used, 1),
        "called": Money(found.paid),
        "for_vehicles": Money(found.paid_vehicles),
        "where_used": None if found.paid_if_used is None else Money(found.paid_if_used),
        "fees": Money(found.fees),
        "budget": Money(found.budget),
        "saved": Money(found.interest_saved),
        "lost_without": Money(found.lenders_lost_without),
        "lost": Money(found.lenders_lost),
        "without": Share(found.bankrupt_without),
        "with": Share(found.bankrupt_with),
        "change": Share(change, signed=True) if found.differs else Text("run.no_difference"),
    }
    rows = ((Text(f"policy_what.{name}"), value) for name, value in values.items())
    gaps = {"cover": Share(found.cover), "draws": Number(record.draws)}
    return table("policy_debt", ("policy_what", "value"), rows, values=gaps)


def who_pays(record: PolicyRecord) -> AnswerTable:
    """What taxpayers, lenders and borrowers have of the guarantee, where it is called and not."""
    rows = (
        (
            DataWord("policy_payer", side.who),
            Money(side.all),
            *(None if v is None else Money(v) for v in (side.used, side.unused)),
        )
        for side in record.sides
    )
    columns = ("policy_who", "policy_all_draws", "policy_where_used", "policy_elsewhere")
    values = {"used": Share(record.guarantee.used, 1), "cover": Share(record.guarantee.cover)}
    return table("policy_sides", columns, rows, values=values)


def bankrupt(record: PolicyRecord) -> AnswerTable:
    """Share of simulations in which OpenAI is bankrupt by the end of 2030, by policy."""
    rows = (
        (DataWord("policy_on", name), Share(share, 1), _apart(record, name))
        for name, share in record.bankrupt_2030.items()
    )
    return table("policy_bankrupt", ("policy_on", "policy_bankrupt", "policy_against"), rows)


def _apart(record: PolicyRecord, name: str) -> Cell:
    before, after = record.bankrupt_2030[WITHOUT], record.bankrupt_2030[name]
    if name == WITHOUT:
        return None
    if differ(before, after, draws=record.draws):
        return Share(after - before, 1, signed=True)
    return Text("run.no_difference")


def asked(record: PolicyRecord) -> AnswerTable:
    """What was asked of the government, dated, with the claims it rests on."""
    rows = (
        (
            a.known_at.isoformat(),
            DataWord("request", a.agreement.partition("/")[0]),
            DataWord("state", a.state),
            _asked_sum(a),
            ids(a.claims),
        )
        for a in record.asked
    )
    columns = ("known", "policy_agreement", "policy_state", "policy_amount", "behind")
    return table("policy_asked", columns, rows)


def _asked_sum(found: PolicyRequest) -> Cell:
    if found.amount == NOTHING_NAMED:
        return Text("policy.none")
    if found.amount.endswith(FRACTION):
        return Share(float(found.amount.removesuffix(FRACTION)))
    return found.amount


def _spent(record: PolicyRecord) -> Money:
    """Capital spending before the credit that the shares are of."""
    return Money(central(record.priors, "X_credit"), stated=True)


def _whole_government(record: PolicyRecord) -> tuple[Money, Money]:
    found = record.whole_government
    return Money(found["budget"], stated=True), Money(found["fair value"], stated=True)
