"""Runs as tables: runway, earnings, the whole system, simulated circularity; money in USD bn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caploop.report.tables.firms import (
    broken_tables,
    held_tables,
    supplier_tables,
    winning_tables,
)
from caploop.report.tables.frame import TextTable, table_of
from caploop.study.earn.answer import EarnRecord
from caploop.study.run.record import RunRecord, SimulatedLoop
from caploop.study.runway.record import CashOut, RunwayRecord
from caploop.study.shared.model_run import QuantileRow

SHOWN = (2026, 2027, 2028, 2030, 2035)
MOST_LEVERAGE = 99
SPAN = ("q05", "q25", "q50", "q75", "q95")


def runway_tables(record: RunwayRecord) -> tuple[TextTable, ...]:
    """When cash is out, cash, burn, gap, outcome states, who funds, the plan alone, notes."""
    world = f"{record.scenario}, plan {record.plan_vintage}"
    return (
        table_of(
            f"Cash out, {world}",
            ("year", "runs out in it", "below least cash in it"),
            _both(record.cash_out, record.constrained),
        ),
        _span("Burn by year, bn USD", record.burn),
        _span("Burn by year, counting what is paid and not what is due", record.burn_paid),
        _span("Revenue by year, bn USD", record.revenue_years),
        _span("Cash at the end of the year, bn USD", record.cash[3::4]),
        _span("Needed from outside since 2026, cumulative, bn USD", record.funding_gap[3::4]),
        _span("Due and unpaid in the quarter, bn USD", record.arrears[3::4]),
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
                (r.origin, *(_number(v) for v in (r.to_2026, r.to_2030, r.to_2035, r.agreed)))
                for r in record.sources
            ),
        ),
        *_bankruptcy(record),
        _bridge(record),
        table_of(
            "The plan's own arithmetic",
            ("plan", "new money", "opening cash", "cash is out in"),
            (
                (r.vintage, _number(r.money), _number(r.cash), r.quarter or "never to 2030")
                for r in record.plan_alone
            ),
        ),
        _notes(record.notes),
    )


def _bankruptcy(record: RunwayRecord) -> tuple[TextTable, TextTable]:
    return (
        table_of(
            "In bankruptcy, bn USD, mean of the draws that end so",
            ("class, first paid first", "claimed", "paid", "share"),
            (
                (r.rank, _number(r.claimed), _number(r.paid), _share(r.rate))
                for r in record.default.recoveries
            ),
        ),
        table_of(
            "Lost by lessors in bankruptcy, bn USD, mean of the draws that end so",
            ("lessor", "lost"),
            ((name, _number(v)) for name, v in record.default.lost.items()),
        ),
    )


def _bridge(record: RunwayRecord) -> TextTable:
    b = record.bridge
    return table_of(
        "From net loss to burn, first half of 2025, bn USD",
        ("line", "bn USD"),
        (
            ("net loss", _number(b.net_loss)),
            ("less remeasured claims and interest", _number(b.remeasurement_and_interest)),
            ("operating loss", _number(b.operating_loss)),
            ("less stock pay", _number(b.stock_pay)),
            ("less depreciation and working capital, the rest", _number(b.rest)),
            ("burn", _number(b.burn)),
        ),
    )


def earn_tables(record: EarnRecord) -> tuple[TextTable, ...]:
    """Revenue with its spread, segments, users and margins, tiers, what has to be true, notes."""
    return (
        _span(f"Revenue by year, bn USD, {record.scenario}", record.revenue_years),
        table_of(
            "Revenue by segment, bn USD, mean",
            ("year", "plan", *record.years[0].segments),
            (
                (str(y.year), _number(y.plan), *(_number(v) for v in y.segments.values()))
                for y in record.years
            ),
        ),
        _users(record),
        table_of(
            "What the plan needs over the central bottom-up path",
            ("year", "consumer, times", "enterprise, times", "ads per query"),
            (
                (
                    str(y.year),
                    *(f"{v:.2f}" for v in (y.lift_consumer, y.lift_enterprise, y.ad_load)),
                )
                for y in record.years
            ),
        ),
        _half(record),
        table_of(
            "A subscriber's life, USD, central values",
            ("tier", "price a month", "churn a month", "lifetime value", "worth spending to win"),
            (
                (
                    t.tier,
                    f"{t.price:.2f}",
                    f"{t.churn:.1%}",
                    f"{t.lifetime_value:,.0f}",
                    f"{t.cost_to_win_at_most:,.0f}",
                )
                for t in record.tiers
            ),
        ),
        *winning_tables(record),
        _notes(record.notes),
    )


def _users(record: EarnRecord) -> TextTable:
    return table_of(
        "Users, and margins over all revenue",
        (
            *("year", "users mn", "payers mn", "less inference for subscribers"),
            *("less all inference", "less all cost of revenue", "revenue over rent"),
            "burn multiple",
        ),
        (
            (
                str(y.year),
                f"{y.users:,.0f}",
                f"{y.payers:,.0f}",
                f"{y.margin_paying_users:.0%}",
                f"{y.margin_all_inference:.0%}",
                f"{y.margin_cost_of_revenue:.0%}",
                f"{y.coverage:.2f}",
                "none" if y.burn_multiple is None else f"{y.burn_multiple:.2f}",
            )
            for y in record.years
        ),
    )


def _half(record: EarnRecord) -> TextTable:
    half, run = record.consumer_half, record.years[4].segments
    low, central, high = record.advertising_prior
    return table_of(
        "What has to be true for the consumer half of 2030: the plan's arithmetic, and the runs",
        ("lever", "plan needs, bn USD", "runs, mean"),
        (
            ("subscriptions", _number(half.subscriptions), _number(run["subscriptions"])),
            ("devices", _number(half.devices), _number(run["devices"])),
            (
                "advertising and commerce, the rest",
                _number(half.remainder),
                _number(run["advertising"]),
            ),
            ("the same, outside estimates low", _number(low), ""),
            ("the same, outside estimates central", _number(central), ""),
            ("the same, outside estimates high", _number(high), ""),
            ("USD a year per user who does not pay", _number(half.per_free_user), ""),
        ),
    )


def run_tables(record: RunRecord) -> tuple[TextTable, ...]:
    """The system: OpenAI by year, end states, capacity, every firm, circularity, switches."""
    return (
        _span(f"Revenue by year, bn USD, {record.scenario}", record.revenue),
        _span("Cost by year, bn USD", record.cost),
        _span("Burn by year, bn USD", record.burn),
        table_of(
            "States of OpenAI in the last quarter, share of draws (a rescue lasts one quarter)",
            ("end of", *record.ends[0].states, "listed", "rescued once by then"),
            (
                (str(e.year), *(f"{v:.1%}" for v in (*e.states.values(), e.listed, e.rescued_ever)))
                for e in record.ends
            ),
        ),
        table_of(
            "Compute at the end of the year, GW",
            ("year", "wanted", "q05", "q50", "q95", *record.capacity[0].binding),
            (
                (
                    str(c.year),
                    *(_number(v) for v in (c.wanted, c.total.q05, c.total.q50, c.total.q95)),
                    *(f"{v:.0%}" for v in c.binding.values()),
                )
                for c in record.capacity
            ),
        ),
        table_of(
            "Projects by state at the end of the year, GW, mean",
            ("year", *record.capacity[0].states),
            ((str(c.year), *(_number(v) for v in c.states.values())) for c in record.capacity),
        ),
        *_building(record),
        table_of(
            "Firms, bn USD, mean; what is not inside is the last twelve months grown at one rate",
            (
                *("year", "firm", "sales inside", "EBITDA", "capex", "borrowed", "cash", "debt"),
                *("debt/EBITDA", "dependency", "downgraded", "unpaid by OpenAI"),
            ),
            _statements(record),
        ),
        *loop_run_tables(record.loop)[:1],
        *supplier_tables(record.suppliers),
        *_decided(record),
        *held_tables(record),
        table_of(
            "Scenarios",
            ("name", "what if", "runs"),
            ((s.name, s.title_en, "yes" if s.runs else "not yet") for s in record.switches),
        ),
        _notes(record.notes),
    )


def _building(record: RunRecord) -> tuple[TextTable, TextTable]:
    return (
        table_of(
            "Projects at the end of 2030, GW, mean",
            (
                *("project", "lessor", "firmness", "size", "financed", "powered", "delivered"),
                *("in service", "whole by then"),
            ),
            (
                (
                    s.project,
                    s.lessor,
                    s.firmness,
                    f"{s.gw:.2f}{' by its price' if s.estimated else ''}",
                    *(f"{v:.2f}" for v in (s.financed, s.powered, s.delivered, s.in_service)),
                    f"{s.complete:.0%}",
                )
                for s in record.sites
                if s.year == 2030
            ),
        ),
        table_of(
            "Accelerators bought for OpenAI, bn USD, mean",
            ("year", "lessor", "books", "value", "books over value", "written off"),
            (
                (
                    str(b.year),
                    b.party,
                    *(_number(v) for v in (b.book, b.value, b.over_value, b.written_off)),
                )
                for b in record.books
                if b.book >= 0.05
            ),
        ),
    )


def loop_run_tables(record: SimulatedLoop) -> tuple[TextTable, ...]:
    """Own money by supplier and year, coverage, loop gain."""
    return (
        table_of(
            "Own money come back, bn USD, mean",
            ("year", "supplier", "sales inside", "at least", "pro rata", "at most", "share"),
            (
                (
                    str(o.year),
                    o.party,
                    *(_number(v) for v in (o.sales, o.least, o.pro_rata, o.most)),
                    f"{o.pro_rata / o.sales:.1%}" if o.sales else "none",
                )
                for o in record.own
            ),
        ),
        _span("Outside revenue over compute paid since 2026", record.coverage[3::4]),
        _span("Loop gain", record.loop_gain[3::4]),
        *(broken_tables(record.broken) if record.broken else ()),
    )


def _decided(record: RunRecord) -> tuple[TextTable, TextTable]:
    d = record.decisions
    return (
        table_of(
            "Who depends on whom in 2027, and the price cut that follows",
            ("supplier", "OpenAI's share of its sales", "its share of purchases", "price cut"),
            (
                (
                    b.supplier,
                    *(f"{v:.0%}" for v in (b.of_sellers_sales, b.of_purchases)),
                    f"{b.price_cut:+.0%}",
                )
                for b in d.bargains
            ),
        ),
        table_of(
            "Decisions read on the run",
            ("rule", "value"),
            (
                ("Nvidia's guidance, bn USD a year", _number(d.guidance)),
                ("left to one customer, bn USD", _number(d.hole)),
                ("the same as a share", f"{d.hole_share:.0%}"),
                ("a GW-year owned, bn USD", _number(d.cost_of_owning)),
                ("a GW-year let, bn USD", _number(d.lease)),
                ("share that would be owned", f"{d.owned_share:.0%}"),
                ("compute plan before, bn USD", _number(d.plan_before)),
                ("compute plan after, bn USD", _number(d.plan_after)),
                (
                    "expected over required revenue at which one becomes the other",
                    f"{d.expected_over_required:.0%}",
                ),
            ),
        ),
    )


def _statements(record: RunRecord) -> Iterable[Sequence[str]]:
    for s in record.statements:
        if s.year not in SHOWN:
            continue
        yield (
            str(s.year),
            s.party,
            *(_number(v) for v in (s.sales_inside, s.ebitda, s.capex, s.borrowed)),
            *(_number(v) for v in (s.cash, s.debt)),
            "none" if s.leverage > MOST_LEVERAGE else _number(s.leverage),
            f"{s.dependency:.0%}",
            f"{s.downgraded:.0%}",
            _number(s.unpaid),
        )


def _both(out: CashOut, low: CashOut) -> Iterable[Sequence[str]]:
    for year, share in out.in_year.items():
        yield year, f"{share:.1%}", f"{low.in_year[year]:.1%}"
    left = 1 - out.probability, 1 - low.probability
    yield "not by 2035", f"{left[0]:.1%}", f"{left[1]:.1%}"


def _span(title: str, rows: Sequence[QuantileRow]) -> TextTable:
    return table_of(
        title,
        ("period", *SPAN, "mean", "of draws"),
        (
            (r.period, *(_number(getattr(r, n)) for n in (*SPAN, "mean")), f"{r.told:.0%}")
            for r in rows
        ),
    )


def _notes(notes: Sequence[str]) -> TextTable:
    return table_of("Weak points", ("what to keep in mind",), ((note,) for note in notes))


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.0%}"


def _number(value: float) -> str:
    return f"{value + 0.0:,.1f}" if abs(value) >= 0.05 else "0.0"
