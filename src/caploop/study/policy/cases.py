"""Closed forms of the policy desk at the book's parameters: cases, incidence, projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from caploop.book import Book, KnownBook, Parameter
from caploop.model.inputs import central_of, prior_of
from caploop.policy import (
    Incidence,
    credit_cost,
    credit_incidence,
    credit_response,
    guarantee_value,
    moral_hazard,
    public_stake,
)
from caploop.study.policy.record import (
    Case,
    CostStep,
    Gainer,
    GuaranteeCase,
    PolicyRequest,
    StaticCost,
)

TEN = 0.1
LEVELS = (0.05, 0.5, 0.95)
PAIRS = 2000
GOVERNMENT = "us_government"
NO_LIMIT = 1e6


def cases(central: Mapping[str, float], incomplete: Parameter) -> tuple[Case, ...]:
    """The central pair, two published readings of how prices answered, and power that binds.

    A reading gives what equipment prices rose by for a credit of 10 %; with the central demand this
    fixes the elasticity of supply. No rise at all is a supply without a limit.
    """
    rate, demand = central["tau"] * central["elig"], central["eps_D"]
    high = _supply(demand, rise=float(incomplete.high))
    known = {
        "central": central["eps_S"],
        "prices rise by the most that was found": high,
        "prices do not rise": NO_LIMIT,
    }
    open_to = [_case(name, rate, demand=demand, supply=v) for name, v in known.items()]
    blocked = _case("power binds", rate, demand=demand, supply=central["eps_S"], is_blocked=True)
    return (*open_to, blocked)


def _supply(demand: float, *, rise: float) -> float:
    """Elasticity of supply at which a 10 % credit makes goods dearer by `rise`."""
    wedge = -np.log(1 - TEN)
    return float(demand * (wedge / np.log(1 + rise) - 1))


def _case(
    name: str, rate: float, *, demand: float, supply: float, is_blocked: bool = False
) -> Case:
    terms = {"demand": demand, "supply": supply}
    found = credit_response(rate, is_blocked=is_blocked, **terms)
    shares = credit_incidence(rate, is_blocked=is_blocked, **terms)
    return Case(
        name=name,
        blocked=is_blocked,
        price=found.price,
        quantity=found.quantity,
        buyer_keeps=found.buyer_keeps,
        additional=found.additional,
        cost=found.cost,
        buyer=shares.buyer,
        seller=shares.seller,
        deadweight=shares.deadweight,
        **terms,
    )


class Pair(NamedTuple):
    """Elasticities of demand and supply, and what a credit adds under them in closed form."""

    demand: float
    supply: float
    additional: float


def pairs_of(book: Book, rate: float) -> tuple[Pair, ...]:
    """Pairs drawn from the priors of both elasticities, by additionality at this rate."""
    demand, supply = (_drawn(book, name, seed=n) for n, name in enumerate(("eps_D", "eps_S")))
    found = [
        Pair(d, s, credit_response(rate, demand=d, supply=s).additional)
        for d, s in zip(demand, supply, strict=True)
    ]
    return tuple(sorted(found, key=lambda pair: pair.additional))


def _drawn(book: Book, symbol: str, *, seed: int) -> list[float]:
    row = prior_of(next(p for p in book.parameters if p.symbol == symbol))
    luck = np.random.default_rng(seed).uniform(size=PAIRS)
    return [float(v) for v in np.asarray(row.quantile(luck))]  # type: ignore[union-attr]


def at_level(pairs: Sequence[Pair], level: float) -> Pair:
    """The pair below which this share of them lies.

    >>> at_level([Pair(1, 1, 0.1), Pair(1, 2, 0.2), Pair(1, 3, 0.3)], 0.5).supply
    2
    """
    return pairs[round(level * (len(pairs) - 1))]


def additional_span(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """P5, P50 and P95 of additionality over the pairs."""
    low, middle, high = (round(at_level(pairs, level).additional, 6) for level in LEVELS)
    return low, middle, high


def static_costs(book: Book, central: Mapping[str, float]) -> tuple[StaticCost, ...]:
    """The credit on the capex named in the book, whole and at the central eligible share."""
    capex = next(p for p in book.parameters if p.symbol == "X_credit")
    sums = [float(v) for v in (capex.low, capex.central, capex.high)]
    rows = []
    for eligible in (1.0, next_central(book, "elig")):
        for spent, cost in zip(
            sums, credit_cost(sums, rate=central["tau"], eligible=eligible), strict=True
        ):
            burden = cost * (1 + central["meb"])
            rows.append(StaticCost(capex=spent, eligible=eligible, cost=cost, with_burden=burden))
    return tuple(rows)


def cost_bridge(
    costs: Sequence[StaticCost], case: Case, in_the_loop: float
) -> tuple[CostStep, ...]:
    """Four costs of one credit, each the one before with one thing changed but for the last.

    All central capex at the full rate; the eligible part of it; the same at the prices and
    quantities after the credit; and what is paid in the loop alone to 2030, which is another sum.
    """
    half = len(costs) // 2
    whole, part = (rows[len(rows) // 2] for rows in (costs[:half], costs[half:]))
    steps = {
        "all capex": whole.cost,
        "eligible part": part.cost,
        "after prices and quantities": case.cost * part.capex,
        "in the loop to 2030": in_the_loop,
    }
    return tuple(CostStep(counts=k, cost=round(v, 6)) for k, v in steps.items())


def next_central(book: Book, symbol: str) -> float:
    """The book's own central number, whatever the scenario."""
    return central_of(next(p for p in book.parameters if p.symbol == symbol))


def gainers(
    case: Case, central: Mapping[str, float], *, spent: float, book: Book
) -> tuple[Gainer, ...]:
    """Who has the cost of the credit on what was `spent` before it: rows sum to it (section 9).

    The cost is at the prices and quantities after the credit (section 17.6).

    What buyers keep is the lessor's but for the share it passes on in rent; what sellers have is
    split by what a GW consists of: accelerators, other equipment, shell and grid. Their interval is
    over the priors of both elasticities and of what is passed on.
    """
    rate = central["tau"] * central["elig"]
    shares = [
        tuple(_split(credit_incidence(rate, demand=d, supply=s), passed, central).values())
        for d, s, passed in zip(
            *(_drawn(book, name, seed=n) for n, name in enumerate(("eps_D", "eps_S", "pt"))),
            strict=True,
        )
    ]
    low, _, high = np.quantile(np.array(shares), LEVELS, axis=0)
    own = Incidence(buyer=case.buyer, seller=case.seller, deadweight=case.deadweight)
    cost = case.cost * spent
    return tuple(
        Gainer(who=who, share=v, low=float(low[n]), high=float(high[n]), amount=v * cost)
        for n, (who, v) in enumerate(_split(own, central["pt"], central).items())
    )


def _split(found: Incidence, passed: float, central: Mapping[str, float]) -> dict[str, float]:
    accelerators = central["sh_gpu"]
    other = max(central["sh_IT"] - accelerators, 0.0)
    return {
        "owners of data centres": found.buyer * (1 - passed),
        "OpenAI, through rent": found.buyer * passed,
        "makers of accelerators": found.seller * accelerators,
        "makers of other equipment": found.seller * other,
        "builders, shell and grid": found.seller * (1 - accelerators - other),
        "nobody (deadweight)": found.deadweight,
    }


def project_cases(book: Book, central: Mapping[str, float]) -> tuple[GuaranteeCase, ...]:
    """The book's guarantee case at the low, central and high volatility."""
    volatility = next(p for p in book.parameters if p.symbol == "sig_A")
    terms = {
        "assets": central["V_gar"],
        "face": central["B_gar"],
        "years": central["T_gar"],
        "rate": central["r_gar"],
        "drift": central["mu_A"],
    }
    rows = []
    for sigma in (float(v) for v in (volatility.low, volatility.central, volatility.high)):
        found = guarantee_value(volatility=sigma, **terms)
        cover = central["cov"]
        hazard = moral_hazard(volatility=sigma, cover=cover, shift=central["d_sig"], **terms)
        stake = public_stake(volatility=sigma, cover=cover, share=central["eq_gov"], **terms)
        rows.append(
            GuaranteeCase(
                volatility=sigma,
                fair=found.fair,
                budget=found.budget,
                relief_bp=found.relief_bp,
                fails=found.fails,
                extra_fair=hazard.extra_fair,
                extra_fails=hazard.extra_fails,
                public_loss=stake.public_loss,
                public_gain=stake.public_gain,
                private_gain=stake.private_gain,
            )
        )
    return tuple(rows)


def asked_for(known: KnownBook) -> tuple[PolicyRequest, ...]:
    """What was asked of the government by the day of knowledge, with its state and its claims."""
    return tuple(
        PolicyRequest(
            agreement=t.id,
            known_at=t.known_at,
            state=t.state,
            amount="none named" if t.amount is None else f"{t.amount:g} {t.unit}",
            condition=t.condition_text or "",
            claims=t.claims,
        )
        for t in known.tranches
        if t.payer == GOVERNMENT and t.kind == "policy_request"
    )
