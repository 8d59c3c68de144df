"""What a tax credit or a guarantee costs the public, and who gains: closed forms and the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
from msgspec.structs import replace

from caploop.book import Book, KnownBook, Scenario, ScenarioChange, applied, joined
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.model.assembly import only
from caploop.model.inputs import QUARTERS_A_YEAR, central_of
from caploop.model.terms import FIRST_YEAR, LIMITS, STAGES, quarter_name
from caploop.policy import credit_response
from caploop.study.options import POLICY, PolicyOptions
from caploop.study.policy.cases import (
    Pair,
    additional_span,
    asked_for,
    at_level,
    cases,
    cost_bridge,
    gainers,
    pairs_of,
    project_cases,
    static_costs,
)
from caploop.study.policy.record import (
    CreditPair,
    CreditRun,
    GuaranteeRun,
    GuaranteeSide,
    PolicyRecord,
)
from caploop.study.shared import series as shown
from caploop.study.shared.kept import kept
from caploop.study.shared.mean_error import differ
from caploop.study.shared.model_run import ModelRun, priors, run_model
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import WEAK_POINTS, digest, versions

KEPT = shown.POLICY
ENDS = {"credit low": 0.05, "credit high": 0.95}
"""Worlds with the elasticities of a credit of little and of much effect, by share of pairs."""
BY_EFFECT = ("credit low", "credit", "credit high")
UNIT = {"eps_D": "1", "eps_S": "1"}
NOTE = message("elasticities-of-equipment")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "headline": ("credit_year", "gw_in_all"),
    "credit": ("credit_year", "built_year", "gw_in_all", "binding"),
    "pairs": ("credit_year", "gw_in_all"),
    "guarantee": ("public_paid", "public_fees", "spread_saved", "lenders_lost", "in_stage"),
    "sides": ("public_paid", "public_fees", "spread_saved"),
    "bankrupt_2030": ("in_stage",),
    "bridge": ("credit_year",),
    "additional_all": ("gw_in_all",),
}
BESIDE: Mapping[str, tuple[str, ...]] = {
    "headline": ("tau", "elig", "eps_D", "eps_S", "pt"),
    "credit": ("tau", "elig", "eps_D", "eps_S", "pt"),
    "cases": ("tau", "elig", "eps_D", "eps_S", "inc"),
    "additional_span": ("tau", "elig", "eps_D", "eps_S"),
    "additional_all": ("tau", "elig", "eps_D", "eps_S"),
    "bridge": ("tau", "elig", "eps_D", "eps_S", "X_credit"),
    "static": ("tau", "elig", "X_credit", "meb"),
    "pairs": ("tau", "elig", "eps_D", "eps_S", "pt"),
    "gainers": ("tau", "elig", "eps_D", "eps_S", "pt", "sh_gpu", "sh_IT", "X_credit"),
    "guarantee": ("cov", "fee", "r_gar", "s_spv", "s_oai"),
    "sides": ("cov", "fee", "s_spv", "s_oai"),
    "projects": ("V_gar", "B_gar", "T_gar", "r_gar", "mu_A", "sig_A", "cov", "d_sig", "eq_gov"),
    "whole_government": ("gap_fv_FCRA", "gap_fv_fair_value"),
}


@kept("policy", PolicyRecord)
def policy(
    known: KnownBook,
    scenario: Scenario,
    options: PolicyOptions = POLICY,
) -> PolicyRecord:
    """The desk's answer: the world as the scenario has it without policy, with a credit at rate
    `credit` of all eligible cost, at the central elasticities and at those of little and of much
    effect, and with a guarantee of the share `guarantee`; common draws.

    Raises UsageError for a rate or a cover that is no share below 1.
    """
    for name, value in (("credit", options.credit), ("guarantee", options.guarantee)):
        if not 0 <= value < 1:
            raise UsageError(f"--{name} is a share from 0 to below 1, not {value:g}")
    world = {
        "without": joined([scenario, _policy("none")]),
        "credit": joined([scenario, _policy("credit", tau=options.credit)]),
        "guarantee": joined([scenario, _policy("guarantee", cov=options.guarantee)]),
    }
    central = _central(known.book, world["credit"])
    pairs = pairs_of(known.book, central["tau"] * central["elig"])
    for name, level in ENDS.items():
        pair = at_level(pairs, level)
        set_to = {"tau": options.credit, "eps_D": pair.demand, "eps_S": pair.supply}
        world[name] = joined([scenario, _policy("credit", **set_to)])
    runs = {
        name: run_model(known, each, keep=KEPT, draws=options.draws, seed=options.seed)
        for name, each in world.items()
    }
    centres = {name: _central(known.book, world[name]) for name in ("credit", *ENDS)}
    record = _record(scenario, runs, centres, pairs=pairs)
    return replace(record, hash=digest(record))


def _record(
    scenario: Scenario,
    runs: Mapping[str, ModelRun],
    centres: Mapping[str, Mapping[str, float]],
    *,
    pairs: Sequence[Pair],
) -> PolicyRecord:
    run, central = runs["credit"], centres["credit"]
    known, book = run.known, run.known.book
    found = _credit(runs["without"], run, central)
    every = cases(central, next(p for p in book.parameters if p.symbol == "inc"))
    costs = static_costs(book, central)
    told = tuple(_pair(name, runs, centres[name]) for name in BY_EFFECT)
    span = additional_span(pairs)
    whole = _hull((*span, every[0].additional, *(pair.additional for pair in told)))
    bankrupt = {k: round(_ended(runs[k], 19), 6) for k in ("without", "credit", "guarantee")}
    return PolicyRecord(
        scenario=scenario.id,
        scenario_title=scenario.title_en,
        plan_vintage=run.inputs.plan.vintage,
        as_of=known.as_of,
        known_at=known.known_at,
        draws=run.draws,
        seed=run.seed,
        headline=_headline(found, whole),
        credit=found,
        pairs=told,
        cases=every,
        additional_span=span,
        additional_all=whole,
        bridge=cost_bridge(costs, every[0], found.cost_to_2030),
        static=costs,
        gainers=gainers(every[0], central, spent=costs[1].capex, book=book),
        guarantee=_guarantee(runs["without"], runs["guarantee"], rate=central["r_gar"]),
        sides=_sides(runs["guarantee"]),
        projects=project_cases(book, {**central, "cov": _cover(runs["guarantee"])}),
        whole_government=_federal(central),
        bankrupt_2030=bankrupt,
        asked=asked_for(known),
        notes=(NOTE, message("credit-through-rent"), *WEAK_POINTS),
        basis=field_sources(run, FIELDS, beside=BESIDE),
        assumptions=run.inputs.assumptions,
        claims=run.inputs.claims,
        priors=priors(run),
        unread=run.inputs.unread,
        accounts_gap=max(v.gap for v in runs.values()),
        versions=versions(book),
        hash="",
    )


def _federal(central: Mapping[str, float]) -> dict[str, float]:
    """All federal credit of 2025, as the budget books it and at fair value."""
    return {"budget": central["gap_fv_FCRA"], "fair value": central["gap_fv_fair_value"]}


def _hull(parts: Sequence[float]) -> tuple[float, float]:
    """From the least to the most of these shares, nothing below nought."""
    return round(max(min(parts), 0.0), 6), round(max(parts), 6)


def _policy(name: str, **numbers: float) -> Scenario:
    """A scenario that sets all three levers, so that only what is asked about is on."""
    on = {"tax_credit": name == "credit", "guarantee": name == "guarantee", "support": False}
    reason = f"asked of the policy desk: {name}"
    levers = [
        ScenarioChange(
            target="lever", name=k, action="set", word="on" if v else "off", reason=reason
        )
        for k, v in on.items()
    ]
    fixed = [
        ScenarioChange(
            target="parameter",
            name=k,
            action="set",
            value=Decimal(str(v)),
            unit=UNIT.get(k, "share"),
            reason=reason,
        )
        for k, v in numbers.items()
    ]
    return Scenario(
        id=name, title_en=name, title_zh=name, source="policy desk", changes=(*levers, *fixed)
    )


def _central(book: Book, scenario: Scenario) -> dict[str, float]:
    always = [c for c in scenario.changes if c.from_quarter is None and c.to_quarter is None]
    rows = applied(book.parameters, only(scenario, always), quarter=quarter_name(1))
    return {p.symbol: central_of(p) for p in rows}


def _cover(run: ModelRun) -> float:
    return float(run.inputs.params["cov"])


def _credit(base: ModelRun, run: ModelRun, central: Mapping[str, float]) -> CreditRun:
    more = run.mean("gw_in_all") - base.mean("gw_in_all")
    added = run.mean("gw_in_all")[19] - central["G_2025"]
    cost = float(run.mean("credit_year")[3:20:4].sum())
    gw = float(more[19])
    binds = run.mean("binding")[:20, LIMITS.index("power")].mean()
    return CreditRun(
        rate=central["tau"],
        eligible=central["elig"],
        cost=run.years("credit_year"),
        built=run.years("built_year"),
        gw_more={str(FIRST_YEAR + n): round(float(more[4 * n + 3]), 6) for n in range(10)},
        additional=round(gw / float(added), 6),
        cost_to_2030=round(cost, 6),
        cost_per_gw=round(cost / gw, 6) if gw > 1e-6 else None,
        power_binds=round(float(binds), 6),
    )


def _pair(name: str, runs: Mapping[str, ModelRun], central: Mapping[str, float]) -> CreditPair:
    found = _credit(runs["without"], runs[name], central)
    case = credit_response(
        central["tau"] * central["elig"], demand=central["eps_D"], supply=central["eps_S"]
    )
    return CreditPair(
        name=name.removeprefix("credit ") if name in ENDS else "central",
        demand=central["eps_D"],
        supply=central["eps_S"],
        price=case.price,
        gw_more=found.gw_more[str(FIRST_YEAR + 4)],
        additional=found.additional,
        closed=case.additional,
        cost_to_2030=found.cost_to_2030,
        cost_per_gw=found.cost_per_gw,
    )


def _guarantee(base: ModelRun, run: ModelRun, *, rate: float) -> GuaranteeRun:
    paid = run.mean("guarantee_paid") + run.mean("guarantee_paid_vehicles")
    fees = run.mean("guarantee_fee") + run.mean("guarantee_fee_vehicles").sum(axis=1)
    today = np.exp(-rate * np.arange(1, len(paid) + 1) / QUARTERS_A_YEAR)
    ended = _ended(base, -1), _ended(run, -1)
    used = _last(run, "guarantee_used")
    return GuaranteeRun(
        cover=_cover(run),
        covered_2030=round(float(run.mean("vehicles_covered")[19]), 6),
        used=used,
        budget=round(float(((paid - fees) * today).sum()), 6),
        paid=_last(run, "public_paid"),
        paid_vehicles=_last(run, "public_paid_vehicles"),
        paid_if_used=round(_last(run, "public_paid_if_used") / used, 6) if used else None,
        fees=_last(run, "public_fees"),
        interest_saved=_last(run, "spread_saved"),
        lenders_lost_without=_last(base, "lenders_lost"),
        lenders_lost=_last(run, "lenders_lost"),
        bankrupt_without=round(ended[0], 6),
        bankrupt_with=round(ended[1], 6),
        differs=differ(*ended, draws=run.draws),
    )


def _last(run: ModelRun, name: str) -> float:
    return round(float(run.mean(name)[-1]), 6)


def _sides(run: ModelRun) -> tuple[GuaranteeSide, ...]:
    """Taxpayers have fees and pay lenders; borrowers save interest, which lenders go without, and
    pay fees: only money moves, so each column sums to nought."""
    used = _last(run, "guarantee_used")

    def column(end: str) -> dict[str, float]:
        paid, fees, saved = (
            _last(run, f"{n}{end}") for n in ("public_paid", "public_fees", "spread_saved")
        )
        fee, gain = (_last(run, f"{n}_vehicles{end}") for n in ("fees", "spread_saved"))
        return {
            "taxpayers": fees - paid,
            "lenders": paid - saved,
            "vehicles": gain - fee,
            "openai": (saved - gain) - (fees - fee),
        }

    whole, part = column(""), column("_if_used")
    return tuple(
        GuaranteeSide(
            who=who,
            all=round(amount, 6),
            used=round(part[who] / used, 6) if used else None,
            unused=round((amount - part[who]) / (1 - used), 6) if used < 1 else None,
        )
        for who, amount in whole.items()
    )


def _ended(run: ModelRun, quarter: int) -> float:
    return float(run.mean("in_stage")[quarter][STAGES.index("bankrupt")])


def _headline(found: CreditRun, additional: tuple[float, float]) -> Message:
    low, high = max(additional[0], 0.0), additional[1]
    return message(
        "built-without-it",
        rate=found.rate,
        eligible=found.eligible,
        least=1 - high,
        most=1 - low,
        cost=found.cost_to_2030,
    )
