"""The race of developers as tables; money in USD bn."""

from __future__ import annotations

from caploop.report.tables.frame import TextTable, table_of
from caploop.study.rivals.record import RivalsRecord, StatementYear
from caploop.study.shared.model_run import QuantileRow

SHOWN = (2026, 2028, 2030, 2035)


def rivals_tables(record: RivalsRecord) -> tuple[TextTable, ...]:
    """Survival, developers by year, concentration, classes, ends, the break, the statements."""
    return (*_firms(record), *_industry(record), *_tests(record))


def _firms(record: RivalsRecord) -> tuple[TextTable, ...]:
    return (
        table_of(
            "Who is financed how, and where it stands: share of draws",
            ("route", "developer", "technology", "stands 2030", "2035", "frontier 2030", "2035"),
            (
                (
                    *(s.route, s.developer, d.technology, _p(s.stands_2030), _p(s.stands_2035)),
                    *(_p(s.frontier_2030), _p(s.frontier_2035)),
                )
                for s, d in zip(record.survival, record.developers, strict=True)
            ),
        ),
        table_of(
            "Developers at the end of the year, means",
            (
                *("year", "developer", "can find", "cost of it", "spent on compute", "GW"),
                *("quality", "use", "revenue share", "revenue"),
            ),
            (
                (
                    *(str(y.year), y.developer, _n(y.capacity), _p(y.cost_of_capital)),
                    *(_n(y.spent), _n(y.gw), f"{y.quality:.2f}", _p(y.use_share)),
                    *(_p(y.revenue_share), _n(y.revenue)),
                )
                for y in record.years
                if y.year in SHOWN
            ),
        ),
        table_of(
            "Ends of developers in 2035, probability (rescued: OpenAI just then, rivals ever)",
            ("developer", *record.ends[0].states, "known", "priors"),
            (
                (
                    *(e.developer, *(_p(v) for v in e.states.values())),
                    *("yes" if e.known else "", " ".join(e.priors)),
                )
                for e in record.ends
            ),
        ),
    )


def _industry(record: RivalsRecord) -> tuple[TextTable, ...]:
    series: dict[str, tuple[QuantileRow, ...]] = {
        "developers that break even": record.viable,
        "HHI of revenue": record.hhi_revenue,
        "HHI of compute": record.hhi_compute,
        "HHI of use": record.hhi_use,
        "largest share of revenue": record.top_share,
        "price of closed models": record.price_index,
        "cost of entry, years of revenue": record.entry_years,
        "quality gap of OpenAI against plan": record.quality_gap,
    }
    years = tuple(row.period for row in record.viable)
    golden = record.concentration
    return (
        table_of(
            "The industry at the end of the year, median and nine of ten draws",
            ("what", *years),
            (
                (name, *(f"{r.q50:.2f} ({r.q05:.2f}-{r.q95:.2f})" for r in rows))
                for name, rows in series.items()
            ),
        ),
        table_of(
            "Class of the industry, probability (utility: at most k_reg on capital, losses too)",
            ("year", *record.classes[0].classes, *(f"end: {n}" for n in record.classes[0].ends)),
            (
                (str(c.year), *map(_p, c.classes.values()), *map(_p, c.ends.values()))
                for c in record.classes
            ),
        ),
        table_of(
            "Golden numbers",
            ("HHI of spend on models", "Cournot, small market", "Cournot, large market"),
            (
                (
                    f"{golden.api_spend:.4f}",
                    f"{golden.cournot_small:.3f}",
                    f"{golden.cournot_large:.3f}",
                ),
            ),
        ),
    )


def _tests(record: RivalsRecord) -> tuple[TextTable, ...]:
    return (
        table_of(
            "One efficiency break more in 2026Q1, central path, with / without",
            ("year", "OpenAI's use", "break even", "price", "cost of entry"),
            (
                (
                    str(b.year),
                    f"{_p(b.share)} / {_p(b.share_without)}",
                    f"{b.viable:.0f} / {b.viable_without:.0f}",
                    f"{b.price:.2f} / {b.price_without:.2f}",
                    f"{b.entry_years:.2f} / {b.entry_years_without:.2f}",
                )
                for b in record.efficiency_break
            ),
        ),
        table_of(
            "Statements: change of OpenAI's share of use, points, when the parameter is 10% larger",
            ("statement", "moved", "expected", "verdict", *(str(y.year) for y in _years(record))),
            (
                (
                    *(t.id, t.moved, t.expected, t.verdict.replace("_", " ")),
                    *(f"{100 * y.change:+.2f}" for y in t.years),
                )
                for t in record.statements
            ),
        ),
        table_of("Weak points", ("note",), ((note,) for note in record.notes)),
    )


def _years(record: RivalsRecord) -> tuple[StatementYear, ...]:
    return record.statements[0].years


def _n(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}"


def _p(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"
