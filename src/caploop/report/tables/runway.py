"""The answer of `caploop runway` as tables; money in USD bn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caploop.report.tables.frame import TextTable, table_of
from caploop.report.tables.spans import notes_table, number_text, share_text, span_table
from caploop.study.runway.record import CashOut, RunwayRecord


def runway_tables(record: RunwayRecord) -> tuple[TextTable, ...]:
    """When cash is out, cash, burn, gap, outcome states, who funds, the plan alone, notes."""
    world = f"{record.scenario}, plan {record.plan_vintage}"
    return (
        table_of(
            f"Cash out, {world}",
            ("year", "runs out in it", "below least cash in it"),
            _both(record.cash_out, record.constrained),
        ),
        span_table("Burn by year, bn USD", record.burn),
        span_table("Burn by year, counting what is paid and not what is due", record.burn_paid),
        span_table("Revenue by year, bn USD", record.revenue_years),
        span_table("Cash at the end of the year, bn USD", record.cash[3::4]),
        span_table("Needed from outside since 2026, cumulative, bn USD", record.funding_gap[3::4]),
        span_table("Due and unpaid in the quarter, bn USD", record.arrears[3::4]),
        table_of(
            "State in the last quarter of the year, share of draws (a rescue lasts one quarter)",
            ("year", *record.outcomes[0].states),
            (
                (row.quarter[:4], *(f"{v:.1%}" for v in row.states.values()))
                for row in record.outcomes[3::4]
            ),
        ),
        table_of(
            "Who funds, bn USD, mean",
            ("who", "to 2026", "to 2030", "to 2035", "of it signed, with dates"),
            (
                (r.origin, *(number_text(v) for v in (r.to_2026, r.to_2030, r.to_2035, r.agreed)))
                for r in record.sources
            ),
        ),
        *_bankruptcy(record),
        _bridge(record),
        table_of(
            "The plan's own arithmetic",
            ("plan", "new money", "opening cash", "cash is out in"),
            (
                (r.vintage, number_text(r.money), number_text(r.cash), r.quarter or "never to 2030")
                for r in record.plan_alone
            ),
        ),
        notes_table(record.notes),
    )


def _bankruptcy(record: RunwayRecord) -> tuple[TextTable, TextTable]:
    return (
        table_of(
            "In bankruptcy, bn USD, mean of the draws that end so",
            ("class, first paid first", "claimed", "paid", "share"),
            (
                (r.rank, number_text(r.claimed), number_text(r.paid), share_text(r.rate))
                for r in record.default.recoveries
            ),
        ),
        table_of(
            "Lost by lessors in bankruptcy, bn USD, mean of the draws that end so",
            ("lessor", "lost"),
            ((name, number_text(v)) for name, v in record.default.lost.items()),
        ),
    )


def _bridge(record: RunwayRecord) -> TextTable:
    b = record.bridge
    return table_of(
        "From net loss to burn, first half of 2025, bn USD",
        ("line", "bn USD"),
        (
            ("net loss", number_text(b.net_loss)),
            ("less remeasured claims and interest", number_text(b.remeasurement_and_interest)),
            ("operating loss", number_text(b.operating_loss)),
            ("less stock pay", number_text(b.stock_pay)),
            ("less depreciation and working capital, the rest", number_text(b.rest)),
            ("burn", number_text(b.burn)),
        ),
    )


def _both(out: CashOut, low: CashOut) -> Iterable[Sequence[str]]:
    for year, share in out.in_year.items():
        yield year, f"{share:.1%}", f"{low.in_year[year]:.1%}"
    left = 1 - out.probability, 1 - low.probability
    yield "not by 2035", f"{left[0]:.1%}", f"{left[1]:.1%}"
