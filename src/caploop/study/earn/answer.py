"""Can it earn: revenue by segment, users, margins by definition, what the plan needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import Book, KnownBook, Scenario
from caploop.core.message import Message, message
from caploop.model.inputs import central_of
from caploop.model.terms import (
    FIRST_YEAR,
    Consumer,
    burn_multiple,
    lifetime_value,
    what_must_be_true,
)
from caploop.study.earn import cohorts as joined
from caploop.study.earn.cohorts import Cohort, Winning
from caploop.study.options import BY_DEFAULT, RunOptions
from caploop.study.shared import series as shown
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.model_run import (
    WEAK_POINTS,
    ModelRun,
    PriorRow,
    QuantileRow,
    Versions,
    digest,
    priors,
    run_model,
    versions,
)
from caploop.study.shared.provenance import FieldSources, field_sources

KEPT = shown.EARN
FIELDS: Mapping[str, tuple[str, ...]] = {
    "revenue": ("revenue",),
    "revenue_years": ("revenue_year",),
    "run_rate": ("run_rate",),
    **{f"years.segments.{name}": parts for name, parts in shown.SEGMENTS.items()},
    "years.users": ("users",),
    "years.payers": ("payers",),
    "years.margin_all_inference": ("inference_cost", "revenue"),
    "years.margin_paying_users": ("inference_cost", "payers", "users", "revenue"),
    "years.margin_cost_of_revenue": (
        *("inference_cost", "store_fees", "device_cost_due", "revenue_share", "revenue"),
    ),
    "years.coverage": ("revenue", "rent_in_all"),
    "years.burn_multiple": ("burn_year", "run_rate"),
    "years.ad_load": ("ad_load",),
    "tasks_growth": ("tasks_growth",),
    **joined.FIELDS,
}
HALF = ("e_30", "U_hw", "hw_growth", "t_hw", "W_2030", "pi_30", "ARPU_30", "P_hw", "R_2030")
BESIDE: Mapping[str, tuple[str, ...]] = {
    "headline": ("plan_revenue", "Ads_30", *HALF),
    "years.plan": ("plan_revenue",),
    "years.margin_paying_users": ("cm", "gm_adj", "e_0", "pi_0"),
    "years.lift_consumer": ("lift_consumer",),
    "years.lift_enterprise": ("lift_enterprise",),
    "consumer_half": HALF,
    "advertising_prior": ("Ads_30",),
    "tiers": (
        *("P_Go", "P_Plus", "P_Pro", "chi_Go", "chi_Plus", "chi_Pro", "cm", "k_e", "ltv_cac_min"),
    ),
    **joined.BESIDE,
}
YEARS = 10
TO_2030 = 4


class EarningYear(Struct, frozen=True, kw_only=True):
    """One year's means over draws: USD bn, users in millions, shares of revenue.

    The three margins are over all revenue: less inference for subscribers, less all inference,
    less all cost of revenue; each is no larger than the one before.
    """

    year: int
    revenue: float
    plan: float
    segments: dict[str, float]
    users: float
    payers: float
    margin_all_inference: float
    margin_paying_users: float
    margin_cost_of_revenue: float
    coverage: float
    burn_multiple: float | None
    ad_load: float
    lift_consumer: float
    lift_enterprise: float


class Tier(Struct, frozen=True, kw_only=True):
    """A subscriber's life at central values: price and value in USD, monthly churn.

    `cost_to_win_at_most` is the value over `ltv_cac_min`: above it growth is not worth its cost
    (section 18). What winning one costs is estimated in `winning`.
    """

    tier: str
    price: float
    churn: float
    lifetime_value: float
    cost_to_win_at_most: float


class EarnRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer; money in USD bn unless a name says otherwise."""

    command: ClassVar[str] = "earn"

    party: str
    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    revenue: tuple[QuantileRow, ...]
    revenue_years: tuple[QuantileRow, ...]
    run_rate: tuple[QuantileRow, ...]
    years: tuple[EarningYear, ...]
    consumer_half: Consumer
    advertising_prior: tuple[float, float, float]
    tiers: tuple[Tier, ...]
    winning: tuple[Winning, ...]
    cohorts: tuple[Cohort, ...]
    tasks_growth: float
    notes: tuple[Message, ...]
    assumptions: tuple[str, ...]
    claims: tuple[str, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    unread: tuple[str, ...]
    versions: Versions
    hash: str


def earn(known: KnownBook, scenario: Scenario, options: RunOptions = BY_DEFAULT) -> EarnRecord:
    """OpenAI's revenue and unit economics under a scenario, moments over draws."""
    run = run_model(known, scenario, keep=KEPT, draws=options.draws, seed=options.seed)
    return earn_of(run)


def earn_of(run: ModelRun) -> EarnRecord:
    """The earnings of a run that kept `KEPT`."""
    book = run.known.book
    central = {p.symbol: central_of(p) for p in book.parameters}
    years = tuple(_year(run, central, n) for n in range(YEARS))
    half = _half(run, central)
    record = EarnRecord(
        party="openai",
        scenario=run.scenario.id,
        scenario_title=run.scenario.title_en,
        plan_vintage=run.inputs.plan.vintage,
        as_of=run.known.as_of,
        known_at=run.known.known_at,
        draws=run.draws,
        seed=run.seed,
        headline=_headline(years[TO_2030], half, _prior(book, "Ads_30")),
        revenue=run.rows("revenue"),
        revenue_years=run.years("revenue_year"),
        run_rate=run.rows("run_rate"),
        years=years,
        consumer_half=half,
        advertising_prior=_prior(book, "Ads_30"),
        tiers=_tiers(central),
        winning=joined.winning(run, years=YEARS, margin=central["cm"]),
        cohorts=joined.cohorts(run),
        tasks_growth=float(run.median("tasks_growth")[-1]),
        notes=WEAK_POINTS,
        assumptions=run.inputs.assumptions,
        claims=run.inputs.claims,
        basis=field_sources(run, FIELDS, beside=BESIDE),
        priors=priors(run),
        unread=run.inputs.unread,
        versions=versions(book),
        hash="",
    )
    return replace(record, hash=digest(record))


def _of(values: NDArray[np.float64], year: int) -> float:
    return float(values[4 * year : 4 * year + 4].sum())


def _year(run: ModelRun, central: Mapping[str, float], n: int) -> EarningYear:
    """Means of one year. Margins by the three definitions of section 2, never mixed, on one base.

    Inference for subscribers is what makes the margin `cm` of their own revenue hold at the start,
    and grows with their share of users.
    """
    money = {name: _of(run.mean(name), n) for name in KEPT}
    last = 4 * n + 3
    revenue = max(money["revenue"], 1e-9)
    paying_cost = (1 - central["cm"]) / (1 - central["gm_adj"]) * (1 - central["e_0"])
    share = float(run.mean("payers")[last] / run.mean("users")[last]) / central["pi_0"]
    paying = min(paying_cost * share, 1.0) * money["inference_cost"]
    of_revenue = money["inference_cost"] + money["store_fees"] + money["device_cost_due"]
    before = central["ARR_2025Q4"] if n == 0 else float(run.mean("run_rate")[last - 4])
    burn = float(run.mean("burn_year")[last])
    return EarningYear(
        year=FIRST_YEAR + n,
        revenue=revenue,
        plan=_of(run.inputs.plan.revenue, n),
        segments={
            name: sum(money[part] for part in parts) for name, parts in shown.SEGMENTS.items()
        },
        users=float(run.mean("users")[last]),
        payers=float(run.mean("payers")[last]),
        margin_all_inference=1 - money["inference_cost"] / revenue,
        margin_paying_users=1 - paying / revenue,
        margin_cost_of_revenue=1 - (of_revenue + money["revenue_share"]) / revenue,
        coverage=revenue / max(money["rent_in_all"], 1e-9),
        burn_multiple=burn_multiple(
            burn=burn, run_rate_before=before, run_rate=float(run.mean("run_rate")[last])
        ),
        ad_load=float(run.median("ad_load")[last]),
        lift_consumer=float(np.mean(run.inputs.params["lift_consumer"][4 * n : 4 * n + 4])),
        lift_enterprise=float(np.mean(run.inputs.params["lift_enterprise"][4 * n : 4 * n + 4])),
    )


def _half(run: ModelRun, central: Mapping[str, float]) -> Consumer:
    """What users who do not pay must bring for the plan's consumer half of 2030."""
    consumer = _of(run.inputs.plan.revenue, TO_2030) * (1 - central["e_30"])
    units = central["U_hw"] * (1 + central["hw_growth"] * (2030.5 - central["t_hw"]))
    return what_must_be_true(
        consumer,
        users_mn=central["W_2030"],
        paying=central["pi_30"],
        price_a_month=central["ARPU_30"],
        devices_mn=units,
        device_price=central["P_hw"],
    )


def _prior(book: Book, symbol: str) -> tuple[float, float, float]:
    found = next(p for p in book.parameters if p.symbol == symbol)
    return float(found.low), float(found.central), float(found.high)


def _tiers(central: Mapping[str, float]) -> tuple[Tier, ...]:
    rows = []
    for tier in ("Go", "Plus", "Pro"):
        price, churn = central[f"P_{tier}"], central[f"chi_{tier}"]
        value = lifetime_value(price=price, margin=central["cm"], churn=churn, rate=central["k_e"])
        rows.append(
            Tier(
                tier=tier,
                price=price,
                churn=churn,
                lifetime_value=value,
                cost_to_win_at_most=value / central["ltv_cac_min"],
            )
        )
    return tuple(rows)


def _headline(year: EarningYear, half: Consumer, prior: tuple[float, float, float]) -> Message:
    return message(
        "needs-advertising",
        plan=year.plan,
        year=year.year,
        needed=half.remainder,
        low=prior[0],
        high=prior[2],
    )
