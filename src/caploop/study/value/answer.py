"""What must come true for the valuation, and who is diluted: multiples, cash flow, holders."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import Book, KnownBook, Scenario, applied
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.model.inputs import BEFORE_2025, central_of
from caploop.model.terms import HOLDERS, quarter_name, quarters_of
from caploop.study.options import BY_DEFAULT, RunOptions
from caploop.study.shared import series as shown
from caploop.study.shared.kept import kept
from caploop.study.shared.model_run import priors
from caploop.study.shared.paths import Paths, path_run
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import WEAK_POINTS, digest, versions
from caploop.study.value.holders import cash_before, holders_of
from caploop.study.value.record import (
    Discounted,
    Holder,
    Inverse,
    MarkStanding,
    Owned,
    ReturnChance,
    ShareClassValue,
    ValueRecord,
)
from caploop.study.value.rounds import rounds_of
from caploop.study.value.warrants import SYMBOLS as WARRANTS
from caploop.study.value.warrants import warrants_of
from caploop.valuation import (
    Exit,
    Preferred,
    ReturnTarget,
    Surface,
    Terms,
    class_values,
    fair_equity,
    justified,
    multiples,
    path,
    required_equity,
    required_margin,
    required_revenue,
    surface,
    value_over_revenue,
    yearly_growth,
)

MOST_PATHS = 20_000
YEARS_TO_2030 = 5
KEPT = shown.VALUE
FIELDS: Mapping[str, tuple[str, ...]] = {
    "value": ("value",),
    "mark": ("mark", "mark_age", "mark_stale", "value", "premium", "down_round"),
    "rounds": (
        *("round_asked", "round_failed", "round_filled", "round_discount"),
        *("round_cheques", "debt_raised"),
    ),
    "owned": ("owned",),
    "holders": ("owned", "put_in", "cheques", "value_held", "value_after", "in_stage"),
    "chances.by_process": ("value", "cheques"),
    "chances.by_cash_flow": ("business_value", "burn_value", "net_cash", "cheques"),
}
TERMS = ("g_31", "g_T", "m_30", "m_T", "k_p", "n_fade", "n_margin", "n_explicit", "m_plan_T")
PRICE = "V_post"
"""The price of a share in the signed round, times all shares: the sum of its parts is no claim."""
ASKED = ("k_10", "k_high", "E_further", "T_2030", "T_further", "V_pre", PRICE)
GRID = tuple(f"grid_{of}_{end}" for of in "gm" for end in ("low", "high", "step"))
BESIDE: Mapping[str, tuple[str, ...]] = {
    "multiples": (PRICE, "R_2025", "ARR_2025Q4", "R_2030"),
    "comparable": ("ev_s",),
    "discounted": (*TERMS, *ASKED, "R_2030"),
    "explicit_years": TERMS,
    "inverse": (*TERMS, *ASKED, "R_2025", "R_2030"),
    "surface": (*TERMS, *ASKED, *GRID, "R_2025"),
    "classes": ("ov", "pref_before", PRICE, "V_pre", "T_exit", "sig_V", "r_base"),
    "chances.by_cash_flow": ASKED,
    "holders": ("x_acq",),
    "warrants": WARRANTS,
}
REVENUE = {"calendar": "R_2025", "run_rate": "ARR_2025Q4", "forward": "R_2030"}
"""What the price is put over, by the name of the multiple."""
CHANCED = (
    *("sig_V", "v_prem", "sh_S", "k_10", "eta_V", "j_up", "j_down"),
    *("g_31", "g_T", "m_T", "k_p"),
)
"""What both chances rest on beside revenue."""
NOTES = (
    *WEAK_POINTS,
    message("equity-as-enterprise"),
    message("premium-is-assumed"),
    message("classes-not-public"),
    message("warrant-without-price"),
)


@kept("value", ValueRecord)
def value(known: KnownBook, scenario: Scenario, options: RunOptions = BY_DEFAULT) -> ValueRecord:
    """OpenAI's valuation under a scenario, with paths of every draw to 2035.

    Raises UsageError for more draws than are kept whole, and what the run refuses.
    """
    if options.draws > MOST_PATHS:
        raise UsageError(
            f"{options.draws:,} draws: value keeps whole paths, {MOST_PATHS:,} at most"
        )
    return value_of(path_run(known, scenario, keep=KEPT, draws=options.draws, seed=options.seed))


def value_of(kept: Paths) -> ValueRecord:
    """The valuation of a run that kept paths of `KEPT`."""
    run, known, book = kept.run, kept.run.known, kept.run.known.book
    central = _central(book, kept)
    price, inverse = central[PRICE], _inverse(central)
    record = ValueRecord(
        party="openai",
        scenario=run.scenario.id,
        scenario_title=run.scenario.title_en,
        plan_vintage=run.inputs.plan.vintage,
        as_of=known.as_of,
        known_at=known.known_at,
        draws=run.draws,
        seed=run.seed,
        headline=_headline(inverse, price),
        quarter_rate=_quarter_rate(central),
        multiples=multiples(price, revenue={n: central[s] for n, s in REVENUE.items()}),
        comparable=_three(book, "ev_s"),
        discounted=_discounted(book, central),
        explicit_years=path(terms_of(central)),
        inverse=inverse,
        surface=surface_of(central),
        classes=_classes(central, price),
        value=run.rows("value"),
        mark=_standing(kept),
        rounds=rounds_of(kept),
        owned=_owned(kept),
        holders=_holders(kept, central),
        chances=_chances(kept, central, price),
        warrants=warrants_of(applied(book.parameters, run.scenario, quarter="2026Q1")),
        notes=NOTES,
        assumptions=run.inputs.assumptions,
        claims=run.inputs.claims,
        basis=field_sources(run, FIELDS, beside=BESIDE),
        priors=priors(run, beside=[PRICE]),
        unread=tuple(s for s in run.inputs.unread if s != PRICE),
        accounts_gap=run.gap,
        versions=versions(book),
        hash="",
    )
    return replace(record, hash=digest(record))


def _central(book: Book, kept: Paths) -> dict[str, float]:
    """Central numbers as the scenario sets them for the whole run."""
    central = {p.symbol: central_of(p) for p in book.parameters}
    return {**central, **kept.central}


def terms_of(central: Mapping[str, float], **drawn: NDArray[np.float64] | float) -> Terms:
    """The terms of value in 2030 at central numbers; `drawn` replaces some of them."""
    n = {**central, **drawn}
    return Terms(
        growth=n["g_31"],
        growth_end=n["g_T"],
        margin=n["m_30"],
        margin_end=n["m_T"],
        rate=n["k_p"],
        fade=float(central["n_fade"]),
        rise=float(central["n_margin"]),
        years=int(central["n_explicit"]),
    )


def ask_of(central: Mapping[str, float], rate: float) -> ReturnTarget:
    """What is asked of 2030 at a return a year until then."""
    return ReturnTarget(
        rate=rate,
        further=central["E_further"],
        years=central["T_2030"],
        years_further=central["T_further"],
    )


def _rates(central: Mapping[str, float]) -> tuple[float, float]:
    """The central cost of capital until 2030 and a higher one beside it."""
    return central["k_10"], central["k_high"]


def _three(book: Book, symbol: str) -> tuple[float, float, float]:
    found = next(p for p in book.parameters if p.symbol == symbol)
    return float(found.low), float(found.central), float(found.high)


def _discounted(book: Book, central: Mapping[str, float]) -> tuple[Discounted, ...]:
    rows = []
    for margin in _three(book, "m_T"):
        terms = replace(terms_of(central), margin_end=margin)
        over = float(value_over_revenue(terms))
        rows.append(
            Discounted(
                margin_end=margin,
                value_over_revenue=over,
                value_2030=over * central["R_2030"],
                value_today=justified(central["R_2030"], terms, ask_of(central, central["k_10"])),
            )
        )
    return tuple(rows)


def _inverse(central: Mapping[str, float]) -> tuple[Inverse, ...]:
    prices = (central["V_pre"], central[PRICE])
    return tuple(_asked(price, central, rate=rate) for price in prices for rate in _rates(central))


def _asked(price: float, central: Mapping[str, float], *, rate: float) -> Inverse:
    ask = ask_of(central, rate)
    terms = replace(terms_of(central), margin_end=central["m_plan_T"])
    revenue = required_revenue(price, terms, ask)
    return Inverse(
        price=price,
        rate=rate,
        margin_end=central["m_plan_T"],
        equity_2030=required_equity(price, ask),
        revenue_2030=revenue,
        growth=yearly_growth(central["R_2025"], revenue, years=YEARS_TO_2030),
        plan_share=revenue / central["R_2030"],
        margin_at_plan=required_margin(price, terms, ask, revenue=central["R_2030"]),
    )


def surface_of(central: Mapping[str, float]) -> Surface:
    """Growth to 2030 by margin at the end, for the price after the round of February 2026."""
    growths, margins = (_grid(*(central[n] for n in part)) for part in (GRID[:3], GRID[3:]))
    return surface(
        central[PRICE],
        terms_of(central),
        ask_of(central, central["k_10"]),
        first=central["R_2025"],
        years=YEARS_TO_2030,
        growths=growths,
        margins=margins,
    )


def _grid(low: float, high: float, step: float) -> tuple[float, ...]:
    count = round((high - low) / step) + 1
    return tuple(round(low + step * n, 9) for n in range(count))


def _classes(central: Mapping[str, float], price: float) -> ShareClassValue:
    """The newest round and the earlier ones as two classes of equal rank.

    Earlier preferred's part of the shares is taken as its preference over the price before, as
    what each earlier share paid is not public.
    """
    new = price - central["V_pre"]
    held = (
        Preferred(
            name="before 2026",
            preference=central["pref_before"],
            share=central["pref_before"] / central["V_2025Q4"] * central["V_pre"] / price,
        ),
        Preferred(name="2026", preference=new, share=new / price),
    )
    exit = Exit(years=central["T_exit"], volatility=central["sig_V"], rate=central["r_base"])
    fair = fair_equity(price, held, exit, newest="2026")
    return ShareClassValue(
        headline=price,
        by_options=fair,
        over_options=price / fair,
        by_sample=price / central["ov"],
        over_sample=central["ov"],
        classes=class_values(fair, held, exit),
    )


def _standing(kept: Paths) -> tuple[MarkStanding, ...]:
    run = kept.run
    columns = (
        run.median("mark"),
        run.median("value"),
        run.median("premium"),
        run.mean("mark_age"),
        run.mean("mark_stale"),
        (kept.values["down_round"].cumsum(axis=1) > 0).mean(axis=0),
    )
    return tuple(
        MarkStanding(
            quarter=quarter_name(i + 1),
            mark=float(m),
            value=float(v),
            premium=round(float(p), 9),
            quarters_since=round(float(a), 9),
            stale=round(float(s), 9),
            down=round(float(d), 9),
        )
        for i, (m, v, p, a, s, d) in enumerate(zip(*columns, strict=True))
    )


def _first(kept: Paths) -> NDArray[np.float64]:
    return np.asarray(kept.run.inputs.params["ownership"], float)


def _holders(kept: Paths, central: Mapping[str, float]) -> tuple[Holder, ...]:
    return holders_of(
        kept,
        sold_at=central["x_acq"],
        first=_first(kept),
        paid_before=cash_before(kept.run.known.agreements),
    )


def _owned(kept: Paths) -> tuple[Owned, ...]:
    yearly = kept.run.mean("owned")[3::4]
    opening = (2025, _first(kept))
    rows = (opening, *((2026 + n, row) for n, row in enumerate(yearly)))
    return tuple(
        Owned(year=year, shares={h: float(v) for h, v in zip(HOLDERS, row, strict=True)})
        for year, row in rows
    )


def _chances(kept: Paths, central: Mapping[str, float], price: float) -> tuple[ReturnChance, ...]:
    """Equity at the end of 2030 in each draw, against the price and new money grown at the rate.

    Money of the round itself counts from when it comes in, so that what is asked starts from the
    equity before it. By cash flow the premium is left out of the same value.
    """
    last = 4 * YEARS_TO_2030
    cheques = kept.values["cheques"][:, :last].sum(axis=-1)
    years = (last - np.arange(last)) / 4
    worth, business, burnt, cash = (
        kept.values[n][:, last] for n in ("value", "business_value", "burn_value", "net_cash")
    )
    revenue = kept.values["revenue_year"][:, last - 1]
    flow = np.where(worth > 0, np.maximum(business - burnt + cash, 0.0), 0.0)
    some = (revenue > 0) & (worth > 0)
    by_process, by_cash_flow = (
        float(np.median(v[some] / revenue[some])) if some.any() else 0.0 for v in (worth, flow)
    )
    rows = []
    for rate in _rates(central):
        before = central["V_pre"] * (1 + rate) ** central["T_2030"]
        asked = before + np.sum(cheques * (1 + rate) ** years, axis=1)
        rows.append(
            ReturnChance(
                price=price,
                rate=rate,
                required=float(np.median(asked)),
                by_process=float(np.mean(worth >= asked)),
                by_cash_flow=float(np.mean(flow >= asked)),
                times_by_process=by_process,
                times_by_cash_flow=by_cash_flow,
                priors=CHANCED,
            )
        )
    return tuple(rows)


def _quarter_rate(central: Mapping[str, float]) -> float:
    """The last quarter of 2025 times four, from the sums of 2024 and 2025 that bend least."""
    quarters = quarters_of([BEFORE_2025, central["R_2025"]], parts=[(4, 5, central["R_2025H1"])])
    return 4 * quarters[-1]


def _headline(inverse: tuple[Inverse, ...], price: float) -> Message:
    low, high = (row for row in inverse if row.price == price)
    return message(
        "price-needs",
        price=price,
        least_share=low.plan_share,
        most_share=high.plan_share,
        least=low.revenue_2030,
        most=high.revenue_2030,
        margin=low.margin_end,
        least_return=low.rate,
        most_return=high.rate,
    )
