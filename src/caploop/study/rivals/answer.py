"""How other ways of financing and other technology compare, and how many of them survive."""

from __future__ import annotations

from collections.abc import Mapping

import jax.numpy as jnp
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import KnownBook, Scenario
from caploop.core.message import Message, message
from caploop.model.inputs import central_of
from caploop.model.rivals import CLASSES, DEVELOPERS, ENDS, OPENAI, RAISERS, ROUTES, cournot, index
from caploop.model.terms import FIRST_YEAR, STAGES
from caploop.study.options import BY_DEFAULT, RunOptions
from caploop.study.rivals.record import (
    Developer,
    DeveloperYear,
    EndStates,
    IndustryClasses,
    MarketBenchmarks,
    RefusedDeveloper,
    RivalsRecord,
    RouteSurvival,
)
from caploop.study.rivals.statements import breaks, race_of, statements
from caploop.study.shared import series as shown
from caploop.study.shared.kept import kept
from caploop.study.shared.model_run import LEVELS, ModelRun, priors, run_model
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import WEAK_POINTS, QuantileRow, digest, versions

YEARS, TO_2030 = 10, 5
MEAN, MEDIAN = 0, 1 + LEVELS.index("q50")
SPAN = (MEDIAN, 1 + LEVELS.index("q05"), 1 + LEVELS.index("q95"))
"""Places of statistics in a run's moments."""
CHINA, META = "china_ai", DEVELOPERS.index("meta")
KEPT = shown.RIVALS
STATES = ("listed", "sold", "rescued", "bankrupt", "private")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "years.capacity": ("rival_capacity",),
    "years.cost_of_capital": ("rival_rate",),
    "years.for_models": ("rival_for_models",),
    "years.spent": ("rival_spent", "rent_in_all"),
    "years.short": ("rival_short",),
    "years.raised": ("rival_round",),
    "years.worth": ("rival_worth",),
    "years.gw": ("rival_gw", "gw_in_all"),
    "years.quality": ("developer_quality",),
    "years.use_share": ("use_share",),
    "years.revenue_share": ("developer_share",),
    "years.revenue": ("developer_revenue",),
    "years.stands": ("developer_stands",),
    "years.at_frontier": ("at_frontier",),
    "survival": ("developer_stands", "at_frontier"),
    **{name: (name,) for name in shown.RACE},
    "classes": ("industry_class", "industry_end"),
    "ends": ("rival_end", "in_stage", "listed"),
}
RACE = (
    "a_Q",
    "xi",
    "spill",
    "lag_f",
    "diff_e",
    "scale_e",
    "jump_e",
    "g_hw",
    "g_alg",
    "room_rivals",
)
BESIDE: Mapping[str, tuple[str, ...]] = {
    "concentration.api_spend": (
        *(f"s_api_{name}" for name in ("Anthropic", "OpenAI", "Google")),
        "n_api_rest",
    ),
    "concentration.cournot_small": ("S_margin_1", "F_cournot_1"),
    "concentration.cournot_large": ("S_margin_2", "F_cournot_2"),
    "efficiency_break": RACE,
    "statements": RACE,
}
NOTES = (
    *WEAK_POINTS,
    message("rivals-not-published"),
    message("origin-of-a-break"),
    message("market-for-models"),
    message("rivals-under-rules"),
    message("meta-earns-elsewhere"),
    message("race-without-regulation"),
)
TECHNOLOGY = ("scale", "own_chips", "open_weights", "data", "safety", "efficiency")
SAID = {
    "openai": ("003-13", "003-18", "003-19", "003-58"),
    "google": ("003-10", "003-11", "003-12", "003-40", "003-41"),
    "meta": ("003-17", "003-45"),
    "xai": ("003-14", "003-15"),
    "anthropic": ("003-16", "003-42"),
    "open": ("003-20",),
}


@kept("rivals", RivalsRecord)
def rivals(known: KnownBook, scenario: Scenario, options: RunOptions = BY_DEFAULT) -> RivalsRecord:
    """The race of developers under a scenario, to 2035."""
    run = run_model(known, scenario, keep=KEPT, draws=options.draws, seed=options.seed)
    return rivals_of(run)


def rivals_of(run: ModelRun) -> RivalsRecord:
    """The race of a run that kept `KEPT`."""
    book = run.known.book
    central = {p.symbol: central_of(p) for p in book.parameters}
    race = race_of(run.inputs, central)
    classes = tuple(_classes(run, n) for n in range(YEARS))
    yearly = {name: _yearly(run, name) for name in shown.RACE}
    record = RivalsRecord(
        scenario=run.scenario.id,
        scenario_title=run.scenario.title_en,
        plan_vintage=run.inputs.plan.vintage,
        as_of=run.known.as_of,
        known_at=run.known.known_at,
        draws=run.draws,
        seed=run.seed,
        headline=_headline(yearly["viable"][TO_2030 - 1]),
        developers=_developers(),
        years=tuple(_year(run, d, n) for n in range(YEARS) for d in range(len(DEVELOPERS))),
        refused=_refused(run.known),
        survival=_survival(run),
        **yearly,
        concentration=_concentration(central),
        classes=classes,
        ends=_ends(run),
        efficiency_break=breaks(race),
        statements=statements(
            race,
            central,
            low={p.symbol: float(p.low) for p in book.parameters if p.symbol == "spill"},
            high={p.symbol: float(p.high) for p in book.parameters if p.symbol == "diff_e"},
        ),
        notes=NOTES,
        assumptions=run.inputs.assumptions,
        claims=run.inputs.claims,
        basis=field_sources(run, FIELDS, beside=BESIDE),
        priors=priors(run),
        unread=run.inputs.unread,
        accounts_gap=run.gap,
        versions=versions(book),
        hash="",
    )
    return replace(record, hash=digest(record))


def _developers() -> tuple[Developer, ...]:
    rows = zip(DEVELOPERS, ROUTES, TECHNOLOGY, strict=True)
    return tuple(
        Developer(developer=name, financing=money, technology=way, claims=SAID[name])
        for name, money, way in rows
    )


def _yearly(run: ModelRun, name: str) -> tuple[QuantileRow, ...]:
    rows = run.rows(name)[3::4]
    return tuple(replace(row, period=row.period[:4]) for row in rows)


def _year(run: ModelRun, developer: int, n: int) -> DeveloperYear:
    last = 4 * n + 3
    own, place = developer == OPENAI, developer - 1
    raises = developer in RAISERS

    def level(name: str, column: int | None = None, *, of: int = MEDIAN) -> float:
        found = np.nan_to_num(run.moments[name][of, last])
        return round(float(found if column is None else found[column]), 6) + 0.0

    def rival(name: str) -> float | None:
        return None if own else level(name, place)

    spent = [
        4.0 * level("rent_in_all", of=of) if own else level("rival_spent", place, of=of)
        for of in SPAN
    ]
    revenue = [level("developer_revenue", developer, of=of) for of in SPAN]
    told = [None if developer == META else v for v in revenue]
    return DeveloperYear(
        developer=DEVELOPERS[developer],
        year=FIRST_YEAR + n,
        capacity=rival("rival_capacity"),
        for_models=rival("rival_for_models"),
        cost_of_capital=rival("rival_rate"),
        spent=spent[0],
        spent_q05=spent[1],
        spent_q95=spent[2],
        short=None if own else level("rival_short", place, of=MEAN),
        raised=_raised(run, RAISERS.index(developer), n) if raises else None,
        worth=level("rival_worth", RAISERS.index(developer)) if raises else None,
        gw=level("gw_in_all") if own else level("rival_gw", place),
        quality=level("developer_quality", developer),
        use_share=level("use_share", developer, of=MEAN),
        revenue_share=level("developer_share", developer, of=MEAN),
        revenue=told[0],
        revenue_q05=told[1],
        revenue_q95=told[2],
        stands=level("developer_stands", developer, of=MEAN),
        at_frontier=level("at_frontier", developer, of=MEAN),
    )


def _raised(run: ModelRun, raiser: int, n: int) -> float:
    """Money of rounds in a year, mean: its median is nought in years of few rounds."""
    return round(float(run.mean("rival_round")[4 * n : 4 * n + 4, raiser].sum()), 6)


def _refused(known: KnownBook) -> tuple[RefusedDeveloper, ...]:
    """Developers of China: a lag that was claimed, and no account of any of them in the book."""
    said = [
        c
        for c in known.book.standing(known.known_at)
        if c.party == CHINA and c.measure == "capability_lag"
    ]
    return tuple(
        RefusedDeveloper(
            developer=c.party,
            lag_low=float(c.value_low or 0),
            lag_high=float(c.value_high or 0),
            speaker=c.speaker,
            claims=(c.id,),
            reason=message("no-account-of-one"),
        )
        for c in said
    )


def _survival(run: ModelRun) -> tuple[RouteSurvival, ...]:
    stands, front = run.mean("developer_stands"), run.mean("at_frontier")
    return tuple(
        RouteSurvival(
            route=route,
            developer=DEVELOPERS[d],
            stands_2030=round(float(stands[19, d]), 6),
            stands_2035=round(float(stands[39, d]), 6),
            frontier_2030=round(float(front[19, d]), 6),
            frontier_2035=round(float(front[39, d]), 6),
        )
        for d, route in enumerate(ROUTES)
    )


def _named(names: tuple[str, ...], values: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(v), 6) for name, v in zip(names, values, strict=True)}


def _classes(run: ModelRun, n: int) -> IndustryClasses:
    last = 4 * n + 3
    return IndustryClasses(
        year=FIRST_YEAR + n,
        classes=_named(CLASSES, run.mean("industry_class")[last]),
        ends=_named(ENDS, run.mean("industry_end")[last]),
    )


def _ends(run: ModelRun) -> tuple[EndStates, ...]:
    """Ends of developers in 2035; OpenAI's are those of its stages, listed among those that
    stand on their own, renegotiated counting as private or listed alike."""
    stages = _named(STAGES, run.mean("in_stage")[-1])
    gone = {"sold": stages["acquired"], "bankrupt": stages["bankrupt"]}
    gone["rescued"] = stages["rescued"]
    left = max(1.0 - sum(gone.values()), 0.0)
    listed = min(float(run.mean("listed")[-1]), left)
    own = {**gone, "listed": round(listed, 6), "private": round(left - listed, 6)}
    known = {s: float(s == "listed") for s in STATES}
    rows = [
        EndStates(developer="openai", states={s: own[s] for s in STATES}, known=False, priors=())
    ]
    for name in ("google", "meta"):
        rows.append(EndStates(developer=name, states=known, known=True, priors=()))
    drawn = run.mean("rival_end")[-1]
    told = ("p_rescue_r", "p_sale_r", "lam_list", "R_list", "room_rivals", "psi", "tau_top")
    rows += [
        EndStates(
            developer=DEVELOPERS[d], states=_named(STATES, drawn[i]), known=False, priors=told
        )
        for i, d in enumerate(RAISERS)
    ]
    return tuple(rows)


def _concentration(central: Mapping[str, float]) -> MarketBenchmarks:
    named = [central[f"s_api_{n}"] for n in ("Anthropic", "OpenAI", "Google")]
    count = int(central["n_api_rest"])
    rest = [(1.0 - sum(named)) / count] * count
    firms = [float(cournot(central[f"S_margin_{n}"], central[f"F_cournot_{n}"])) for n in (1, 2)]
    return MarketBenchmarks(
        api_spend=round(float(index(jnp.asarray([*named, *rest]))), 6),
        cournot_small=round(firms[0], 6),
        cournot_large=round(firms[1], 6),
    )


def _headline(viable: QuantileRow) -> Message:
    low, high = (min(round(v), len(DEVELOPERS)) for v in (viable.q05, viable.q95))
    is_open = cannot_be_said(low, high, count=len(DEVELOPERS))
    code = "viable-not-known" if is_open else "viable"
    return message(code, low=low, high=high, count=len(DEVELOPERS))


def cannot_be_said(low: int, high: int, *, count: int) -> bool:
    """Whether a count between `low` and `high` of `count` says next to nothing: all but one.

    >>> cannot_be_said(0, 6, count=6), cannot_be_said(2, 4, count=6)
    (True, False)
    """
    return high - low >= count - 1
