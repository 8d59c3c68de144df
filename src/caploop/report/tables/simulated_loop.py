"""Circularity of a run's payments as tables; money in USD bn."""

from __future__ import annotations

from caploop.report.tables.firms import (
    broken_tables,
)
from caploop.report.tables.frame import TextTable, table_of
from caploop.report.tables.spans import number_text, span_table
from caploop.study.run.record import SimulatedLoop


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
                    *(number_text(v) for v in (o.sales, o.least, o.pro_rata, o.most)),
                    f"{o.pro_rata / o.sales:.1%}" if o.sales else "none",
                )
                for o in record.own
            ),
        ),
        span_table("Outside revenue over compute paid since 2026", record.coverage[3::4]),
        span_table("Loop gain", record.loop_gain[3::4]),
        *(broken_tables(record.broken) if record.broken else ()),
    )
