"""Can OpenAI pay, until when, with whose money: the run's cash, burn, gap and outcome states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import KnownBook, Parameter, Scenario, applied
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.message import Message, message
from caploop.core.names import offered
from caploop.model.inputs import (
    PATH_SYMBOLS,
    YEARS,
    cash_out_of_plan,
    central_of,
    first_period,
    money_to_come,
    opening_cash,
)
from caploop.model.terms import INVESTORS, STAGES, quarter_name
from caploop.study.options import RUNWAY, RunwayOptions
from caploop.study.runway.bridge import STOCK_PAY, YearBridge, bridge_of, year_bridge
from caploop.study.runway.bridge import SYMBOLS as BRIDGE
from caploop.study.runway.default import default_of
from caploop.study.runway.market import SYMBOLS as MARKET
from caploop.study.runway.market import signals_of
from caploop.study.runway.record import (
    CashOut,
    MoneySource,
    OpeningDraws,
    Past,
    PlanAlone,
    RunwayRecord,
    StateProbabilities,
    YearBills,
)
from caploop.study.shared import series as shown
from caploop.study.shared.hindsight import hindsight_of
from caploop.study.shared.kept import kept
from caploop.study.shared.model_run import LEVELS, ModelRun, priors, run_model
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import WEAK_POINTS, digest, versions

PARTY = "openai"
KEPT = shown.RUNWAY
BILLS = {
    "revenue": "revenue",
    "rent": "rent_in_all",
    "late": "late_bill",
    "people": "people_cost",
    "marketing": "marketing_cost",
    "remaining": "remaining_cost",
    "fees": "fees",
    "devices": "device_cost_due",
    "microsoft_share": "revenue_share",
    "burn": "burn",
}
"""Series of the lines between revenue and burn; `late` is part of `rent`."""
BESIDE_LINES = frozenset({"revenue", "late", "burn"})
FIELDS = {
    "headline": ("cash_out",),
    "cash_out": ("cash_out",),
    "constrained": ("ever_constrained",),
    "revenue": ("revenue",),
    "revenue_years": ("revenue_year",),
    "burn_quarterly": ("burn",),
    "burn": ("burn_year",),
    "burn_paid": ("burn_paid_year",),
    **{f"bills.{line}": (name,) for line, name in BILLS.items()},
    "bills.rest": (*BILLS.values(),),
    "cash": ("cash", "burn_paid", "cheques", "debt_raised"),
    "funding_gap": ("funding_gap",),
    "arrears": ("arrears_in_all",),
    "outcomes": ("in_stage",),
    "market.model": ("in_stage",),
    "bridge_years": (*BILLS.values(), "interest"),
    "default.probability": ("in_stage",),
    "default.recoveries": ("estate_claims", "estate_paid", "fell"),
    "default.lost": ("lost_in_default", "fell"),
    "sources": ("cheques", "agreed_cheques", "letter_cheques", "debt_raised", "warrant_sale"),
}
OPENING_LEVELS = 2000
TO_2030 = 20


@kept("runway", RunwayRecord)
def runway(known: KnownBook, scenario: Scenario, options: RunwayOptions = RUNWAY) -> RunwayRecord:
    """The runway of a party under a scenario: a record of moments over `options.draws` draws.

    Money is in USD bn, shares are parts of 1, quarters are texts like 2027Q2. Rows by quarter are
    40, from 2026Q1 to 2035Q4 (`revenue`, `burn_quarterly`, `funding_gap`, `arrears`, `outcomes`);
    `cash` has 39, each at the end of its quarter, and rows by year (`burn`, `burn_paid`,
    `revenue_years`) are 10. Each row has a period, `mean`, `q05` to `q95`, and `told`, the share of
    draws it is of. `cash_out.by_quarter` is the probability of having run out by then.

    `to_pandas`, `to_xarray` and `plot` give the record's tables and charts. Raises UsageError for a
    party whose cash the model does not let run out.
    """
    if options.party != PARTY:
        known_names = {party.id for party in known.book.parties}
        if options.party not in known_names:
            hint = offered(options.party, known_names, "see caploop book parties")
            raise NotFoundError(f"no party is called {options.party!r}; {hint}")
        raise UsageError(
            f"{options.party!r} has no runway here: firms other than {PARTY} borrow what they "
            f"miss, and run shows their debt; take --party {PARTY}"
        )
    run = run_model(known, scenario, keep=KEPT, draws=options.draws, seed=options.seed)
    return runway_of(run)


def runway_of(run: ModelRun) -> RunwayRecord:
    """The runway of a run that kept `KEPT`."""
    record = _record(run)
    return replace(record, hash=digest(record))


def _record(run: ModelRun) -> RunwayRecord:
    book = run.known.book
    out = _first(run.mean("cash_out"))
    return RunwayRecord(
        party=PARTY,
        scenario=run.scenario.id,
        scenario_title=run.scenario.title_en,
        plan_vintage=run.inputs.plan.vintage,
        as_of=run.known.as_of,
        known_at=run.known.known_at,
        draws=run.draws,
        seed=run.seed,
        headline=_headline(out, run),
        cash_out=out,
        constrained=_first(run.mean("ever_constrained")),
        history=_history(run),
        revenue=run.rows("revenue"),
        revenue_years=run.years("revenue_year"),
        burn_quarterly=run.rows("burn"),
        burn=run.years("burn_year"),
        burn_paid=run.years("burn_paid_year"),
        plan_burn=tuple(
            round(float(v), 6) for v in run.inputs.plan.burn.reshape(-1, 4).sum(axis=1)
        ),
        bills=tuple(_bills(run, n) for n in range(len(run.years("burn_year")))),
        cash=_closing(run),
        funding_gap=run.rows("funding_gap"),
        arrears=run.rows("arrears_in_all"),
        outcomes=_outcomes(run),
        sources=_sources(run),
        default=default_of(run),
        bridge=bridge_of({p.symbol: central_of(p) for p in book.parameters}),
        bridge_years=_bridge_years(run),
        market=signals_of(_moved(run), bankrupt_by_2030=_bankrupt(run)),
        plan_alone=_plan_alone(run),
        opening_draws=_opening_draws(run),
        notes=WEAK_POINTS,
        assumptions=run.inputs.assumptions,
        claims=run.inputs.claims,
        basis=field_sources(run, FIELDS, beside=beside(run)),
        priors=priors(run),
        unread=run.inputs.unread,
        hindsight=hindsight_of(run.known, run.inputs),
        accounts_gap=run.gap,
        versions=versions(book),
        hash="",
    )


def beside(run: ModelRun) -> dict[str, tuple[str, ...]]:
    """Parameters that a field reads without the run."""
    held = {p.symbol for p in run.known.parameters}
    plans = tuple(s for paths in PATH_SYMBOLS.values() for s in paths["burn"] if s in held)
    return {
        "history": run.inputs.plan.symbols,
        "plan_burn": run.inputs.plan.symbols,
        "bridge": BRIDGE,
        "market": MARKET,
        "bridge_years": (STOCK_PAY,),
        "plan_alone": plans,
        "opening_draws": (*plans, "Cash_2025Q4"),
    }


def _history(run: ModelRun) -> tuple[Past, ...]:
    plan = run.inputs.plan
    pairs = zip(plan.revenue_2025, plan.burn_2025, strict=True)
    return tuple(
        Past(quarter=quarter_name(i - 3), revenue=round(revenue, 6), burn=round(burn, 6))
        for i, (revenue, burn) in enumerate(pairs)
    )


def _first(by: NDArray[np.float64]) -> CashOut:
    """When a share of draws has first crossed a line, from the share that has by each quarter."""
    reached = np.round(by, 9)
    quantiles = {}
    for level in LEVELS:
        share = float(level[1:]) / 100
        at = int(np.argmax(reached >= share))
        quantiles[level] = quarter_name(at + 1) if reached[-1] >= share else None
    ends = np.concatenate([[0.0], reached[3::4]])
    return CashOut(
        probability=float(reached[-1]),
        quantiles=quantiles,
        by_quarter={quarter_name(i + 1): float(v) for i, v in enumerate(reached)},
        in_year={
            quarter_name(4 * i + 1)[:4]: round(float(v), 9) for i, v in enumerate(np.diff(ends))
        },
    )


def _closing(run: ModelRun) -> tuple[Any, ...]:
    """Cash at the end of each quarter: what the next quarter opens with."""
    opening = run.rows("cash")
    return tuple(replace(later, period=quarter_name(i + 1)) for i, later in enumerate(opening[1:]))


def _bills(run: ModelRun, year: int) -> YearBills:
    """The lines of a year, counted from the first."""
    quarters = slice(4 * year, 4 * year + 4)
    lines = {line: float(run.mean(name)[quarters].sum()) for line, name in BILLS.items()}
    named = sum(value for line, value in lines.items() if line not in BESIDE_LINES)
    rest = lines["burn"] + lines["revenue"] - named
    told = {line: round(value, 6) for line, value in {**lines, "rest": rest}.items()}
    return YearBills(year=int(quarter_name(4 * year + 1)[:4]), **told)


def _moved(run: ModelRun) -> tuple[Parameter, ...]:
    """The book's parameters as the scenario sets them from the first quarter."""
    return tuple(applied(run.known.book.parameters, run.scenario, quarter="2026Q1"))


def _bankrupt(run: ModelRun) -> float:
    """Share of draws that are bankrupt at the end of 2030."""
    return float(run.mean("in_stage")[TO_2030 - 1, STAGES.index("bankrupt")])


def _bridge_years(run: ModelRun) -> tuple[YearBridge, ...]:
    pay = next(float(p.central) for p in _moved(run) if p.symbol == STOCK_PAY)
    years = range(len(run.years("burn_year")))
    interest = run.mean("interest").reshape(-1, 4).sum(axis=1)
    return tuple(
        year_bridge(
            bills.year,
            {f: float(getattr(bills, f)) for f in YearBills.__struct_fields__},
            stock_pay=pay,
            interest=float(interest[n]),
        )
        for n, bills in zip(years, (_bills(run, n) for n in years), strict=True)
    )


def _outcomes(run: ModelRun) -> tuple[StateProbabilities, ...]:
    share = run.mean("in_stage")
    return tuple(
        StateProbabilities(
            quarter=quarter_name(i + 1),
            states={name: round(float(v), 9) for name, v in zip(STAGES, row, strict=True)},
        )
        for i, row in enumerate(share)
    )


def _sources(run: ModelRun) -> tuple[MoneySource, ...]:
    """Who brought money: each investor, and lenders; the largest by 2030 first.

    Agreed is what agreements with a date bind to: money of a letter that comes back is not.
    """
    cheques = run.mean("cheques")
    agreed = run.mean("agreed_cheques") - run.mean("letter_cheques")
    debt = run.mean("debt_raised")
    columns = {name: (cheques[:, i], agreed[:, i]) for i, name in enumerate(INVESTORS)}
    sold = run.mean("warrant_sale")
    columns["amd_warrant"] = (sold, np.zeros_like(sold))
    columns["lenders"] = (debt, np.zeros_like(debt))
    over = first_period(run.known) - 1
    rows = [
        MoneySource(
            origin=name,
            to_2026=round(float(paid[:4].sum()), 6),
            to_2030=round(float(paid[:20].sum()), 6),
            to_2035=round(float(paid.sum()), 6),
            agreed=round(float(promised.sum()), 6),
            paid=round(float(paid[:over].sum()), 6),
        )
        for name, (paid, promised) in columns.items()
        if paid.sum() > 0
    ]
    return tuple(sorted(rows, key=lambda r: (-r.to_2030, r.origin)))


def _annual_burn(central: Mapping[str, float], vintage: str) -> Sequence[float]:
    symbols = PATH_SYMBOLS[vintage]["burn"]
    burn = [central[s] for s in symbols]
    return [*burn[: len(YEARS) - 1], -burn[-1]]


def _plan_alone(run: ModelRun) -> tuple[PlanAlone, ...]:
    alone = _arithmetic(run)
    return tuple(
        PlanAlone(
            vintage=run.inputs.plan.vintage,
            money=round(money, 6),
            cash=round(level, 6),
            quarter=alone(cash=level, money=money),
        )
        for money in money_to_come(run.known)
        for level in opening_cash(run.known, run.inputs.plan)
    )


def _arithmetic(run: ModelRun) -> Callable[..., str | None]:
    """When the plan's own arithmetic is out of cash, from the run's first quarter on."""
    plan = run.inputs.plan
    central = {p.symbol: central_of(p) for p in run.known.parameters}
    return partial(
        cash_out_of_plan,
        _annual_burn(central, plan.vintage),
        burnt=plan.burn[: first_period(run.known) - 1].tolist(),
    )


def _opening_draws(run: ModelRun) -> tuple[OpeningDraws, ...]:
    """The plan's arithmetic over what opening cash can be: where a balance was published that one,
    else the prior of it alone, at 2,000 even levels."""
    drawn = np.array(opening_cash(run.known, run.inputs.plan))
    if len(drawn) > 1:
        prior = run.inputs.params["Cash_2025Q4"]
        levels = (np.arange(OPENING_LEVELS) + 0.5) / OPENING_LEVELS
        drawn = prior.quantile(levels) if hasattr(prior, "quantile") else np.array([float(prior)])
    alone, rows = _arithmetic(run), []
    for money in money_to_come(run.known):
        found = [alone(cash=float(c), money=money) for c in drawn]
        years = sorted({q[:4] for q in found if q})
        rows.append(
            OpeningDraws(
                money=round(money, 6),
                in_year={
                    y: sum(q is not None and q[:4] == y for q in found) / len(found) for y in years
                },
                never=sum(q is None for q in found) / len(found),
            )
        )
    return tuple(rows)


def _headline(out: CashOut, run: ModelRun) -> Message:
    if out.probability < 0.005:
        return message("cash-lasts", share=out.probability)
    middle = out.quantiles["q50"]
    by_half = {"half": middle} if middle else {}
    return message(
        "cash-out-half" if middle else "cash-out",
        share=out.by_quarter["2030Q4"],
        vintage=run.inputs.plan.vintage,
        scenario=run.scenario.id,
        **by_half,
    )
