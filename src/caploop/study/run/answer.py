"""The whole system: every firm's statements, what limits building, whose money comes back, ends."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import KnownBook, Scenario, applied
from caploop.core.message import Message, message
from caploop.model.compute import STATES
from caploop.model.firms import BOUNDS
from caploop.model.inputs import central_of
from caploop.model.terms import CHIPMAKERS, FIRST_YEAR, HOLDERS, LESSORS, LIMITS, STAGES
from caploop.study.options import BY_DEFAULT, LoopOptions, RunOptions
from caploop.study.run import failures, opening, statements, suppliers
from caploop.study.run.broken_link import broken_link
from caploop.study.run.decisions import decisions
from caploop.study.run.record import (
    Books,
    BoundHeld,
    BrokenLink,
    CapacityYear,
    End,
    OwnMoneyYear,
    RunRecord,
    SimulatedLoop,
    Site,
    Switch,
)
from caploop.study.run.tenor import SYMBOLS as TENOR
from caploop.study.run.tenor import tenors_of
from caploop.study.shared import series as shown
from caploop.study.shared.hindsight import hindsight_of
from caploop.study.shared.kept import kept
from caploop.study.shared.model_run import ModelRun, priors, run_model
from caploop.study.shared.own_files import settled
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import WEAK_POINTS, digest, versions

YEARS = 10
SUPPLIERS = (*LESSORS, *CHIPMAKERS)
KEPT = shown.RUN
SHOWN = (0, 1, 2, 3, 4, 9)
REACHED = ("financed", "powered", "delivered", "in_service")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "headline": ("in_stage",),
    "revenue": ("revenue_year",),
    "cost": ("cost_year",),
    "burn": ("burn_year",),
    "value": ("value",),
    **statements.FIELDS,
    **failures.FIELDS,
    **opening.FIELDS,
    "capacity.gw": ("gw",),
    "capacity.wanted": ("gw_wanted",),
    "capacity.total": ("gw_in_all",),
    "capacity.states": ("gw_states",),
    "capacity.binding": ("binding",),
    "sites": ("project_states", "project_complete"),
    "books": ("it_book", "it_value", "over_value", "impaired"),
    "chip_shares": ("chips_in_service",),
    "heaviness": ("heaviness",),
    "ends": ("in_stage", "listed", "rescued_ever"),
    "held": ("at_bound",),
    "owned": ("owned",),
    "loan_to_value": ("loan_to_value",),
    "loop.headline": ("recycled", "recycled_most", "recycled_least", "rent_paid", "chips"),
    "loop.own": ("recycled", "recycled_most", "recycled_least", "rent_paid", "chips"),
    "loop.coverage": ("coverage",),
    "loop.loop_gain": ("loop_gain",),
    "decisions.bargains": ("firm_dependency", "rent_paid", "chips"),
    "decisions.hole": ("chips",),
    "decisions.hole_share": ("chips",),
    **suppliers.FIELDS,
}
BESIDE: Mapping[str, tuple[str, ...]] = {
    "decisions.bargains": ("theta_nash",),
    "decisions.guidance": ("R_nv4",),
    "decisions.hole": ("R_nv4", "outside_revenue"),
    "decisions.hole_share": ("R_nv4", "outside_revenue"),
    "decisions.expected_over_required": ("C_8y", "C_26_30"),
    "decisions.cost_of_owning": (
        *("kappa", "sh_IT", "n_IT", "n_sh", "r_base", "s_oai", "util", "p_el", "om", "mu"),
    ),
    "sites": ("project_gw",),
    "tenors": TENOR,
    "decisions.lease": ("ell",),
    "decisions.owned_share": ("ell", "soft_own"),
    "decisions.plan_before": ("C_8y",),
    "decisions.plan_after": ("C_26_30",),
}


NOT_YET: tuple[str, ...] = ()


@kept("run", RunRecord)
def run_record(known: KnownBook, scenario: Scenario, options: RunOptions = BY_DEFAULT) -> RunRecord:
    """The whole system from the book to 2035 under a scenario."""
    run = run_model(known, scenario, keep=KEPT, draws=options.draws, seed=options.seed)
    return run_of(run)


def run_of(run: ModelRun) -> RunRecord:
    """The whole system of a run that kept `KEPT`."""
    book = run.known.book
    moved = applied(book.parameters, run.scenario, quarter="2026Q1")
    ends = tuple(_end(run, n) for n in (0, 1, 2, 4, YEARS - 1))
    record = RunRecord(
        scenario=run.scenario.id,
        scenario_title=run.scenario.title_en,
        plan_vintage=run.inputs.plan.vintage,
        as_of=run.known.as_of,
        known_at=run.known.known_at,
        draws=run.draws,
        seed=run.seed,
        headline=_headline(ends[-2], ends[-1]),
        revenue=run.years("revenue_year"),
        cost=run.years("cost_year"),
        burn=run.years("burn_year"),
        value=run.rows("value"),
        statements=statements.statements(run),
        troughs=statements.troughs(run),
        failures=failures.failures(run),
        opening=opening.opening(run),
        tenors=tenors_of(run.known.tranches, moved, as_of=run.known.as_of),
        capacity=tuple(_capacity(run, n) for n in range(YEARS)),
        sites=tuple(_site(run, i, n) for n in SHOWN for i in range(len(run.inputs.projects))),
        books=tuple(_books(run, i, n) for n in SHOWN for i in range(len(LESSORS))),
        chip_shares=_chip_shares(run),
        heaviness=run.rows("heaviness"),
        ends=ends,
        owned=_owned(run),
        loan_to_value=run.rows("loan_to_value"),
        held=_held(run),
        loop=_loop(run),
        suppliers=suppliers.suppliers(run),
        decisions=decisions(run, {p.symbol: central_of(p) for p in book.parameters}),
        switches=tuple(
            Switch(name=s.id, title_en=s.title_en, title_zh=s.title_zh, runs=s.id not in NOT_YET)
            for s in book.scenarios
        ),
        notes=WEAK_POINTS,
        assumptions=run.inputs.assumptions,
        claims=run.inputs.claims,
        basis=field_sources(run, FIELDS, beside=BESIDE),
        priors=priors(run),
        unread=run.inputs.unread,
        hindsight=hindsight_of(run.known, run.inputs),
        accounts_gap=run.gap,
        versions=versions(book),
        hash="",
    )
    return replace(record, hash=digest(record))


def simulated_loop(
    known: KnownBook,
    scenario: Scenario,
    options: RunOptions = BY_DEFAULT,
    *,
    link: str | None = None,
) -> SimulatedLoop:
    """Circularity of simulated payments, and what breaking one link does to them."""
    kept = tuple(dict.fromkeys((*shown.LOOP, *shown.BREAK)))
    run = run_model(known, scenario, keep=kept, draws=options.draws, seed=options.seed)
    broken = broken_link(run, link=link)
    return _loop(run, broken=broken)


@kept("loop", SimulatedLoop)
def simulated_loop_asked(known: KnownBook, options: LoopOptions) -> SimulatedLoop:
    """The same under the options of `loop`."""
    known, world = settled(known, scenarios=options.scenario)
    run = RunOptions(draws=options.draws, seed=options.seed)
    return simulated_loop(known, world, run, link=options.link)


def _sum(values: NDArray[np.float64], year: int) -> NDArray[np.float64]:
    return np.asarray(values[4 * year : 4 * year + 4].sum(axis=0))


def _capacity(run: ModelRun, n: int) -> CapacityYear:
    last = 4 * n + 3
    limits = run.mean("binding")[4 * n : 4 * n + 4].mean(axis=0)
    return CapacityYear(
        year=FIRST_YEAR + n,
        gw={name: float(v) for name, v in zip(LESSORS, run.mean("gw")[last], strict=True)},
        wanted=float(run.mean("gw_wanted")[last]),
        total=replace(run.rows("gw_in_all")[last], period=str(FIRST_YEAR + n)),
        states={k: float(v) for k, v in zip(STATES, run.mean("gw_states")[last], strict=True)},
        binding={name: float(v) for name, v in zip(LIMITS, limits, strict=True)},
    )


def _site(run: ModelRun, place: int, n: int) -> Site:
    project, last = run.inputs.projects[place], 4 * n + 3
    reached = run.mean("project_states")[last, place]
    return Site(
        project=project.id,
        party=project.payee,
        lessor=project.lessor,
        firmness=project.firmness,
        gw=round(project.gw, 6),
        estimated=project.estimated,
        year=FIRST_YEAR + n,
        **{k: round(float(v), 6) for k, v in zip(REACHED, reached, strict=True)},
        complete=round(float(run.mean("project_complete")[last, place]), 6),
        claims=project.claims,
    )


def _books(run: ModelRun, place: int, n: int) -> Books:
    last = 4 * n + 3
    held = {k: round(float(run.mean(f"it_{k}")[last, place]), 6) for k in ("book", "value")}
    return Books(
        party=LESSORS[place],
        year=FIRST_YEAR + n,
        **held,
        over_value=round(float(run.mean("over_value")[last, place]), 6),
        written_off=round(float(run.mean("impaired")[: last + 1, place].sum()), 6),
    )


def _chip_shares(run: ModelRun) -> dict[str, dict[str, float]]:
    """Each maker's share of what is in service at the end of a year, of the means."""
    held = run.mean("chips_in_service")
    return {
        str(FIRST_YEAR + n): {
            name: round(float(v), 6)
            for name, v in zip(CHIPMAKERS, held[4 * n + 3] / held[4 * n + 3].sum(), strict=True)
        }
        for n in SHOWN
    }


def _end(run: ModelRun, n: int) -> End:
    last = 4 * n + 3
    return End(
        year=FIRST_YEAR + n,
        states={k: float(v) for k, v in zip(STAGES, run.mean("in_stage")[last], strict=True)},
        listed=float(run.mean("listed")[last]),
        rescued_ever=float(run.mean("rescued_ever")[last]),
    )


def _held(run: ModelRun) -> tuple[BoundHeld, ...]:
    """Bounds at which some draw is held, with the share of draws by year."""
    share = run.mean("at_bound")
    return tuple(
        BoundHeld(
            bound=name,
            share={str(FIRST_YEAR + n): round(float(share[4 * n + 3, i]), 6) for n in SHOWN},
        )
        for i, name in enumerate(BOUNDS)
        if share[-1, i] > 0
    )


def _owned(run: ModelRun) -> dict[str, dict[str, float]]:
    return {
        str(FIRST_YEAR + n): {
            name: float(v)
            for name, v in zip(HOLDERS, run.mean("owned")[4 * n + 3], strict=True)
            if v > 0
        }
        for n in (0, 4, YEARS - 1)
    }


def _loop(run: ModelRun, *, broken: BrokenLink | None = None) -> SimulatedLoop:
    sales = np.concatenate([run.mean("rent_paid"), run.mean("chips").sum(axis=1)], axis=-1)
    own = []
    for n in range(YEARS):
        found = [_sum(run.mean(k), n) for k in ("recycled_least", "recycled", "recycled_most")]
        sold = _sum(sales, n)
        own += [
            OwnMoneyYear(
                party=name,
                year=FIRST_YEAR + n,
                sales=float(sold[i]),
                last=float(found[0][i]),
                pro_rata=float(found[1][i]),
                first=float(found[2][i]),
                least=float(min(way[i] for way in found)),
                most=float(max(way[i] for way in found)),
            )
            for i, name in enumerate(SUPPLIERS)
            if found[2][i] > 1e-9
        ]
    made = SimulatedLoop(
        scenario=run.scenario.id,
        draws=run.draws,
        seed=run.seed,
        headline=_most_circular(own),
        own=tuple(own),
        coverage=run.rows("coverage"),
        loop_gain=run.rows("loop_gain"),
        broken=broken,
        hash="",
        files=run.known.book.files,
    )
    return replace(made, hash=digest(made))


def _most_circular(own: list[OwnMoneyYear]) -> Message:
    total: dict[str, list[float]] = {}
    for row in own:
        if row.year <= 2030:
            kept = total.setdefault(row.party, [0.0, 0.0, 0.0])
            for i, value in enumerate((row.last, row.pro_rata, row.first)):
                kept[i] += value
    if not total:
        return message("nobody-invests")
    party = max(total, key=lambda name: total[name][1])
    middle, least, most = total[party][1], min(total[party]), max(total[party])
    return message("own-money-to-2030", party=party, middle=middle, least=least, most=most)


def _headline(middle: End, last: End) -> Message:
    return message(
        "stands-alone",
        year=middle.year,
        alone=middle.states["normal"] + middle.states["constrained"],
        last=last.year,
        sold=last.states["acquired"],
        bankrupt=last.states["bankrupt"],
    )
