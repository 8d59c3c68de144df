"""Runs as tables: runway, earnings, the whole system, simulated circularity; money in USD bn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caploop.report.tables.firms import (
    held_tables,
    supplier_tables,
)
from caploop.report.tables.frame import TextTable, table_of
from caploop.report.tables.simulated_loop import loop_run_tables
from caploop.report.tables.spans import notes_table, number_text, span_table
from caploop.study.run.record import RunRecord

SHOWN = (2026, 2027, 2028, 2030, 2035)
MOST_LEVERAGE = 99


def run_tables(record: RunRecord) -> tuple[TextTable, ...]:
    """The system: OpenAI by year, end states, capacity, every firm, circularity, switches."""
    return (
        span_table(f"Revenue by year, bn USD, {record.scenario}", record.revenue),
        span_table("Cost by year, bn USD", record.cost),
        span_table("Burn by year, bn USD", record.burn),
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
                    *(number_text(v) for v in (c.wanted, c.total.q05, c.total.q50, c.total.q95)),
                    *(f"{v:.0%}" for v in c.binding.values()),
                )
                for c in record.capacity
            ),
        ),
        table_of(
            "Projects by state at the end of the year, GW, mean",
            ("year", *record.capacity[0].states),
            ((str(c.year), *(number_text(v) for v in c.states.values())) for c in record.capacity),
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
        notes_table(record.notes),
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
                    *(number_text(v) for v in (b.book, b.value, b.over_value, b.written_off)),
                )
                for b in record.books
                if b.book >= 0.05
            ),
        ),
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
                ("Nvidia's guidance, bn USD a year", number_text(d.guidance)),
                ("left to one customer, bn USD", number_text(d.hole)),
                ("the same as a share", f"{d.hole_share:.0%}"),
                ("a GW-year owned, bn USD", number_text(d.cost_of_owning)),
                ("a GW-year let, bn USD", number_text(d.lease)),
                ("share that would be owned", f"{d.owned_share:.0%}"),
                ("compute plan before, bn USD", number_text(d.plan_before)),
                ("compute plan after, bn USD", number_text(d.plan_after)),
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
            *(number_text(v) for v in (s.sales_inside, s.ebitda, s.capex, s.borrowed)),
            *(number_text(v) for v in (s.cash, s.debt)),
            "none" if s.leverage > MOST_LEVERAGE else number_text(s.leverage),
            f"{s.dependency:.0%}",
            f"{s.downgraded:.0%}",
            number_text(s.unpaid),
        )
