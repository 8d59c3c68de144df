"""The answer of `caploop compare` as tables."""

from __future__ import annotations

from caploop.report.tables.frame import TextTable
from caploop.study.compare.answer import CompareRecord


def compare_tables(record: CompareRecord) -> tuple[TextTable, TextTable]:
    """What differs in the inputs, and the results aligned."""
    return (
        TextTable(
            title=f"Inputs of {record.a} and {record.b} that differ",
            columns=("kind", "name", "unit", record.a, record.b),
            rows=tuple((d.kind, d.name, d.unit, d.a, d.b) for d in record.inputs),
        ),
        TextTable(
            title=f"Results, means, and {record.b} less {record.a} draw by draw",
            columns=(
                *("series", "unit", "year", record.a, record.b, "difference"),
                *("q05", "q50", "q95", "share of draws higher"),
            ),
            rows=tuple(
                (
                    r.series,
                    r.unit,
                    str(r.year),
                    *(f"{v:,.2f}" for v in (r.a, r.b, r.difference, r.q05, r.q50, r.q95)),
                    f"{r.higher:.0%}",
                )
                for r in record.rows
            ),
        ),
    )
