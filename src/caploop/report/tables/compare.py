"""The answer of `caploop compare` as tables."""

from __future__ import annotations

from caploop.report.tables.cell import Between, Share, Table, Word, table
from caploop.report.tables.spans import in_unit, weak_points
from caploop.study.compare.answer import ENDS, CompareRecord


def compare_tables(record: CompareRecord) -> tuple[Table, ...]:
    """What differs in the inputs, the results aligned, notes."""
    return (inputs(record), results(record), weak_points(record.notes))


def inputs(record: CompareRecord) -> Table:
    """Inputs that are not the same in both worlds."""
    rows = ((Word("changed", d.kind), d.name, d.unit, d.a, d.b) for d in record.inputs)
    columns = ("kind", "changed", "unit", *_worlds(record))
    return table("compare_inputs", columns, rows, values={"a": record.a, "b": record.b})


def results(record: CompareRecord) -> Table:
    """Each series at the end of years: means, and the second less the first draw by draw."""
    rows = (
        (
            Word("stage" if r.series in ENDS else "series", r.series),
            Word("series_unit", r.unit),
            str(r.year),
            *(in_unit(v, r.unit) for v in (r.a, r.b)),
            *(in_unit(v, r.unit, signed=True) for v in (r.difference, r.q50)),
            Between(*(in_unit(v, r.unit, signed=True) for v in (r.q05, r.q95))),
            Share(r.higher),
        )
        for r in record.rows
    )
    columns = (
        "series",
        "unit",
        "year",
        *_worlds(record),
        "mean_difference",
        "median",
        "span",
        "second_higher",
    )
    return table("compare_results", columns, rows, values={"a": record.a, "b": record.b})


def _worlds(record: CompareRecord) -> tuple[Word, Word]:
    return Word("world", record.a), Word("world", record.b)
