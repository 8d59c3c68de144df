"""The answer of `caploop rivals` as tables."""

from __future__ import annotations

from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    DataWord,
    Estimate,
    Joined,
    Money,
    Number,
    PartyName,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import central, ids, weak_points
from caploop.study.rivals import DeveloperYear, RivalsRecord
from caploop.study.shared import QuantileRow

YEARS = (2026, 2028, 2030, 2035)
"""Years of which developers are shown."""
TURNS_ON = ("F_26", "g_F", "psi")
"""Parameters that decide how many developers can pay."""
WITH_AND_WITHOUT = ("with", "without")


def rivals_tables(record: RivalsRecord) -> tuple[AnswerTable, ...]:
    """How many can live, use, developers, concentration, classes, ends, the break, statements."""
    return (
        live(record),
        use(record),
        routes(record),
        developers(record),
        refused(record),
        industry(record),
        structure(record),
        classes(record),
        ends(record),
        benchmarks(record),
        efficiency_break(record),
        statements(record),
        turns_on(record),
        weak_points(record.notes),
    )


def live(record: RivalsRecord) -> AnswerTable:
    """How many developers the market can support, at what price, and what entry costs."""
    rows = (
        (
            viable.period,
            _estimate(viable),
            _estimate(price, figures=2),
            _estimate(entry, figures=2),
        )
        for viable, price, entry in zip(
            record.viable, record.price_index, record.entry_years, strict=True
        )
    )
    return table("rivals_live", ("year", "break_even", "closed_price", "entry_years"), rows)


def parts_used(record: RivalsRecord) -> tuple[tuple[float, ...], ...]:
    """Shares of use of all developers at the end of each year."""
    return tuple(
        tuple(y.use_share for y in record.years if y.year == c.year) for c in record.classes
    )


def use(record: RivalsRecord) -> AnswerTable:
    """Who is used at the end of each year, mean."""
    kinds = tuple(DataWord("developer", d.developer) for d in record.developers)
    rows = (
        (str(c.year), *map(Share, parts))
        for c, parts in zip(record.classes, parts_used(record), strict=True)
    )
    values = {"draws": Number(record.draws)}
    return table("rivals_use", ("year", *kinds), rows, values=values, kinds=kinds)


def routes(record: RivalsRecord) -> AnswerTable:
    """Who is financed how, and where it stands."""
    rows = (
        (
            DataWord("developer", s.developer),
            DataWord("route", s.route),
            DataWord("technology", d.technology),
            *map(Share, (s.stands_2030, s.stands_2035, s.frontier_2030, s.frontier_2035)),
        )
        for s, d in zip(record.survival, record.developers, strict=True)
    )
    columns = (
        "developer",
        "route",
        "technology",
        "stands_2030",
        "stands_2035",
        "frontier_2030",
        "frontier_2035",
    )
    return table("rivals_routes", columns, rows)


def developers(record: RivalsRecord) -> AnswerTable:
    """Money, compute, quality and market of each developer at the end of years."""
    rows = (
        (
            str(y.year),
            DataWord("developer", y.developer),
            _money(y.capacity),
            _money(y.for_models),
            Estimate(*map(Money, (y.spent, y.spent_q05, y.spent_q95))),
            None if y.short is None else Share(y.short),
            _money(y.raised),
            _money(y.worth),
            None if y.cost_of_capital is None else Share(y.cost_of_capital, 1),
            Capacity(y.gw),
            Number(y.quality, 2),
            Share(y.use_share),
            Share(y.revenue_share),
            _earned(y),
        )
        for y in record.years
        if y.year in YEARS
    )
    columns = (
        *("year", "developer", "can_find", "can_find_models", "on_compute", "money_binds"),
        *("raised_in_year", "rival_worth", "cost_of_capital", "for_models", "quality"),
        *("part_of_use", "part_of_revenue", "from_models"),
    )
    return table("rivals_developers", columns, rows)


def _money(value: float | None) -> Money | None:
    return None if value is None else Money(value)


def _earned(year: DeveloperYear) -> Estimate | None:
    found = (year.revenue, year.revenue_q05, year.revenue_q95)
    return None if year.revenue is None else Estimate(*(Money(v or 0.0) for v in found))


def refused(record: RivalsRecord) -> AnswerTable:
    """Developers of whom no number is given, with the lag that was claimed and the reason."""
    rows = (
        (
            PartyName(r.developer),
            Between(Number(r.lag_low), Number(r.lag_high)),
            r.speaker,
            r.reason,
            ids(r.claims),
        )
        for r in record.refused
    )
    return table(
        "rivals_refused", ("developer", "lag_months", "speaker", "lag_why", "lag_claims"), rows
    )


def industry(record: RivalsRecord) -> AnswerTable:
    """Concentration and OpenAI's quality gap at the end of each year."""
    rows = (
        (
            top.period,
            *(_estimate(row, digits=2) for row in found),
            Estimate(Share(top.q50), Share(top.q05), Share(top.q95)),
        )
        for top, *found in zip(
            record.top_share,
            record.hhi_revenue,
            record.hhi_compute,
            record.hhi_use,
            record.quality_gap,
            strict=True,
        )
    )
    columns = ("year", "hhi_revenue", "hhi_compute", "hhi_use", "quality_gap", "top_share")
    return table("rivals_industry", columns, rows)


def structure(record: RivalsRecord) -> AnswerTable:
    """Probability of each market structure, whatever the industry earns."""
    kinds = (DataWord("industry", name) for name in record.classes[0].classes)
    rows = ((str(c.year), *map(Share, c.classes.values())) for c in record.classes)
    return table("rivals_structure", ("year", *kinds), rows)


def classes(record: RivalsRecord) -> AnswerTable:
    """Probability of each shape of the industry, what it earns included."""
    kinds = tuple(DataWord("industry", name) for name in record.classes[0].ends)
    rows = ((str(c.year), *map(Share, c.ends.values())) for c in record.classes)
    values = {
        "alone": Share(central(record.priors, "c1_mono")),
        "half": Share(central(record.priors, "open_half")),
        "rate": Share(central(record.priors, "k_reg")),
    }
    return table("rivals_class", ("year", *kinds), rows, values=values, kinds=kinds)


def ends(record: RivalsRecord) -> AnswerTable:
    """Probability of each end of a developer at the end of 2035."""
    kinds = (DataWord("ending", name) for name in record.ends[0].states)
    rows = (
        (
            DataWord("developer", e.developer),
            *map(Share, e.states.values()),
            Text("answer.yes" if e.known else "answer.no"),
            ids(e.priors),
        )
        for e in record.ends
    )
    return table("rivals_ends", ("developer", *kinds, "is_fact", "from_priors"), rows)


def benchmarks(record: RivalsRecord) -> AnswerTable:
    """Concentration of spending on models today, and firms in Cournot competition."""
    found = record.concentration
    row = (
        Number(found.api_spend, 4),
        Number(found.cournot_small, 2),
        Number(found.cournot_large, 2),
    )
    return table("rivals_benchmarks", ("hhi_spend", "cournot_small", "cournot_large"), [row])


def efficiency_break(record: RivalsRecord) -> AnswerTable:
    """Central path with one break more in 2026Q1, and without."""
    rows = (
        (
            str(b.year),
            _beside(Share(b.share), Share(b.share_without)),
            _beside(Number(b.viable), Number(b.viable_without)),
            _beside(Number(b.price, figures=2), Number(b.price_without, figures=2)),
            _beside(Number(b.entry_years, figures=2), Number(b.entry_years_without, figures=2)),
        )
        for b in record.efficiency_break
    )
    values = {"size": Number(central(record.priors, "jump_e"), None)}
    columns = ("year", "of_openai_used", "break_even", "closed_price", "entry_years")
    return table("rivals_break", columns, rows, values=values)


def statements(record: RivalsRecord) -> AnswerTable:
    """Two statements of an article put to the model: what OpenAI's share of use does."""
    years = (DataWord("year", str(y.year)) for y in record.statements[0].years)
    rows = (
        (
            DataWord("statement", t.id),
            t.moved,
            DataWord("expected", t.expected),
            DataWord("verdict", t.verdict),
            *(Share(y.change, 2, signed=True) for y in t.years),
        )
        for t in record.statements
    )
    return table("rivals_statements", ("statement", "moved", "expected", "verdict", *years), rows)


def turns_on(record: RivalsRecord) -> AnswerTable:
    """The three numbers that the count of developers turns on."""
    rows = (
        (
            Text(f"rivals.turns.{p.symbol}"),
            Joined(
                tuple(Number(v, None) for v in (p.low, p.central, p.high)),
                ", ",
                ("low", "central", "high"),
            ),
        )
        for p in record.priors
        if p.symbol in TURNS_ON
    )
    return table("rivals_weak", ("parameter", "three"), rows)


def _estimate(row: QuantileRow, *, digits: int = 0, figures: int = 0) -> Estimate:
    return Estimate(*(Number(v, digits, figures=figures) for v in (row.q50, row.q05, row.q95)))


def _beside(with_it: Cell, without: Cell) -> Joined:
    return Joined((with_it, without), " / ", WITH_AND_WITHOUT)
