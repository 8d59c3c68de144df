"""Who builds and supplies what, and which of power, chips, shells and money limits it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import TIER_SYMBOLS, Book, KnownBook, Scenario, applied
from caploop.core.message import Message, message
from caploop.model.compute import STATES
from caploop.model.inputs import central_of
from caploop.model.power import REGIONS
from caploop.model.terms import FIRST_YEAR, LIMITS, quarter_name
from caploop.study.build.counted import counted_of
from caploop.study.build.options import options_of
from caploop.study.build.platforms import SYMBOLS as PLATFORMS
from caploop.study.build.platforms import platforms_of, published_costs
from caploop.study.build.power import BESIDE, balances_of, gaps_of, queues_of
from caploop.study.build.record import (
    Binding,
    BuildRecord,
    Country,
    PowerClaim,
    ProjectGate,
    Region,
    States,
)
from caploop.study.build.supply import supply_of
from caploop.study.options import BY_DEFAULT, RunOptions
from caploop.study.shared import series as shown
from caploop.study.shared.clauses import clauses_of
from caploop.study.shared.kept import kept
from caploop.study.shared.model_run import ModelRun, priors, run_model
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import WEAK_POINTS, QuantileRow, digest, versions

YEARS, TO_2030 = 10, 20
OWN = "openai"
HELD_BY = ("orders", *LIMITS[1:])
"""What holds a project short of the plan: of `LIMITS` the first is that less is ordered."""
LEADS = {
    "grid connection": "T_gc",
    "transformers": "T_tx",
    "gas turbines": "T_gt",
    "engines on site": "T_rc",
    "shells": "T_build",
}
KEPT = shown.BUILD
FIELDS: Mapping[str, tuple[str, ...]] = {
    "headline": ("gw_in_all", "gw_wanted", "project_ever", "project_ever_due"),
    "supply": ("gw", "gw_own", "chips_in_service", "site_gw", "us_powered"),
    "options": ("chips_in_service", "gw_wanted"),
    "capacity.states": ("gw_states",),
    "capacity.wanted": ("gw_wanted",),
    "capacity.in_service": ("gw_in_all",),
    "projects": ("project_states", "project_held", "project_due"),
    "binding_years": ("binding",),
    "binding_quarters": ("binding",),
    "claim": ("project_ever", "project_ever_due"),
    "regions": ("gap_by_region", "reserve", "grid_served"),
    "country.gap": ("power_gap",),
    "country.powered": ("us_powered",),
    "country.on_site": ("site_gw",),
    "country.waiting": ("waiting_gw",),
    "country.price": ("power_price",),
    "granted": ("power_granted",),
    "late": ("late_in_all",),
    "delay_cost": ("delay_cost",),
}
SAID = ("bottleneck_power", "lead_time_longer_than_chips", "power_binds_datacentres")
POWER_NOTES = (
    message("power-gap-published"),
    message("peak-load-from-gap"),
    message("sites-as-all-centres"),
    message("demand-even-to-2030"),
)


@kept("build", BuildRecord)
def build(known: KnownBook, scenario: Scenario, options: RunOptions = BY_DEFAULT) -> BuildRecord:
    """Supply, capacity by state, what binds and power under a scenario."""
    run = run_model(known, scenario, keep=KEPT, draws=options.draws, seed=options.seed)
    return build_of(run)


def build_of(run: ModelRun) -> BuildRecord:
    """The same of a run that kept `KEPT`."""
    book = run.known.book
    moved = applied(book.parameters, run.scenario, quarter="2026Q1")
    central = {p.symbol: central_of(p) for p in moved}
    claim, supply = _claim(run, central), supply_of(run, central)
    counted = counted_of(supply)
    record = BuildRecord(
        scenario=run.scenario.id,
        scenario_title=run.scenario.title_en,
        plan_vintage=run.inputs.plan.vintage,
        as_of=run.known.as_of,
        known_at=run.known.known_at,
        draws=run.draws,
        seed=run.seed,
        headline=_headline(run, claim),
        supply=supply,
        counted=counted,
        options=options_of(run, supply, counted),
        platforms=platforms_of(moved),
        published_costs=published_costs(book.standing(run.known.known_at)),
        capacity=tuple(_states(run, n) for n in range(YEARS)),
        projects=tuple(
            _project(run, i, n) for n in range(YEARS) for i in range(len(run.inputs.projects))
        ),
        binding_years=tuple(_binding(run, 4 * n, 4) for n in range(YEARS)),
        binding_quarters=tuple(_binding(run, q, 1) for q in range(4 * YEARS)),
        claim=claim,
        gaps=gaps_of(run.known),
        balances=balances_of({p.symbol: central_of(p) for p in book.parameters}),
        regions=tuple(_region(run, i, n) for n in range(YEARS) for i in range(len(REGIONS))),
        country=tuple(_country(run, n) for n in range(YEARS)),
        granted=run.rows("power_granted"),
        late=run.rows("late_in_all"),
        delay_cost=_delay_cost(run),
        queues=queues_of(central),
        tiers=tuple(t for t in clauses_of(run.known).tiers if t.user == OWN),
        notes=(*POWER_NOTES, *WEAK_POINTS),
        assumptions=run.inputs.assumptions,
        claims=run.inputs.claims,
        basis=field_sources(run, FIELDS, beside=beside()),
        priors=priors(run),
        unread=run.inputs.unread,
        accounts_gap=run.gap,
        versions=versions(book),
        hash="",
    )
    return replace(record, hash=digest(record))


def _headline(run: ModelRun, claim: PowerClaim) -> Message:
    in_2030 = run.rows("gw_in_all")[TO_2030 - 1]
    return message(
        "in-service",
        middle=in_2030.q50,
        low=in_2030.q05,
        high=in_2030.q95,
        wanted=float(run.mean("gw_wanted")[TO_2030 - 1]),
        held=claim.said,
    )


def beside() -> dict[str, tuple[str, ...]]:
    return {
        **BESIDE,
        "supply": ("spv_shell",),
        "platforms": PLATFORMS,
        "claim": tuple(LEADS.values()),
        "tiers": tuple(TIER_SYMBOLS.values()),
    }


def _year_row(rows: tuple[QuantileRow, ...], n: int) -> QuantileRow:
    return replace(rows[4 * n + 3], period=str(FIRST_YEAR + n))


def _states(run: ModelRun, n: int) -> States:
    last = 4 * n + 3
    return States(
        year=FIRST_YEAR + n,
        states={
            k: round(float(v), 6) for k, v in zip(STATES, run.mean("gw_states")[last], strict=True)
        },
        wanted=round(float(run.mean("gw_wanted")[last]), 6),
        in_service=_year_row(run.rows("gw_in_all"), n),
    )


def _project(run: ModelRun, place: int, n: int) -> ProjectGate:
    project, last = run.inputs.projects[place], 4 * n + 3
    reached = run.mean("project_states")[last, place]
    held = run.mean("project_held")[4 * n : last + 1, place]
    return ProjectGate(
        project=project.id,
        party=project.payee,
        lessor=project.lessor,
        firmness=project.firmness,
        gw=round(project.gw, 6),
        estimated=project.estimated,
        year=FIRST_YEAR + n,
        powered=round(float(reached[1]), 6),
        in_service=round(float(reached[-1]), 6),
        due=round(float(run.mean("project_due")[4 * n : last + 1, place].mean()), 6),
        held=_held(held.mean(axis=0)),
        quarters={quarter_name(4 * n + i + 1): _held(row) for i, row in enumerate(held)},
        claims=project.claims,
    )


def _held(shares: NDArray[np.float64]) -> dict[str, float]:
    return {k: round(float(v), 6) for k, v in zip(HELD_BY, shares, strict=True)}


def _binding(run: ModelRun, first: int, quarters: int) -> Binding:
    shares = run.mean("binding")[first : first + quarters].mean(axis=0)
    year, quarter = divmod(first, 4)
    name = str(FIRST_YEAR + year)
    return Binding(
        period=name if quarters > 1 else f"{name}Q{quarter + 1}",
        shares={k: round(float(v), 6) for k, v in zip(LIMITS, shares, strict=True)},
    )


def _claim(run: ModelRun, central: Mapping[str, float]) -> PowerClaim:
    book = run.known.book
    ever = run.mean("project_ever")[TO_2030 - 1].sum(axis=0)
    due = float(run.mean("project_ever_due")[TO_2030 - 1].sum())
    held = {k: round(float(v) / max(due, 1e-9), 6) for k, v in zip(HELD_BY, ever, strict=True)}
    most = tuple(sorted(held, key=lambda k: -held[k]))
    others = [
        message("limit-share", limit=message(f"limit-{k}"), share=held[k])
        for k in most[1:]
        if k != "finance"
    ]
    return PowerClaim(
        claims=tuple(c.id for c in book.standing(run.known.known_at) if c.qualifier in SAID),
        held=held,
        most=most,
        lead_months={name: _months(book, symbol, central) for name, symbol in LEADS.items()},
        said=message(
            "held-back",
            limit=message(f"limit-{most[0]}"),
            share=held[most[0]],
            others=tuple(others),
        ),
    )


def _months(book: Book, symbol: str, central: Mapping[str, float]) -> tuple[float, float, float]:
    """Low, central and high; the scenario's number alone where it is not the book's."""
    prior = next(p for p in book.parameters if p.symbol == symbol)
    now = central[symbol]
    if now != central_of(prior):
        return now, now, now
    return float(prior.low), now, float(prior.high)


def _region(run: ModelRun, place: int, n: int) -> Region:
    last = 4 * n + 3
    return Region(
        region=REGIONS[place],
        year=FIRST_YEAR + n,
        gap=round(float(run.mean("gap_by_region")[last, place]), 6),
        reserve=round(float(run.mean("reserve")[last, place]), 6),
        connected=round(float(run.mean("grid_served")[last, place]), 6),
    )


def _country(run: ModelRun, n: int) -> Country:
    return Country(
        year=FIRST_YEAR + n,
        gap=_year_row(run.rows("power_gap"), n),
        powered=_year_row(run.rows("us_powered"), n),
        on_site=_year_row(run.rows("site_gw"), n),
        waiting=_year_row(run.rows("waiting_gw"), n),
        price=_year_row(run.rows("power_price"), n),
    )


def _delay_cost(run: ModelRun) -> dict[str, dict[str, float]]:
    """Rent missed in a year by the limit that held capacity back, USD bn, mean."""
    cost = run.mean("delay_cost")
    return {
        str(FIRST_YEAR + n): {
            k: round(float(v), 6)
            for k, v in zip(LIMITS, cost[4 * n : 4 * n + 4].sum(axis=0), strict=True)
        }
        for n in range(YEARS)
    }
