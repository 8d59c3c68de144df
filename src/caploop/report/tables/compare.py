"""The answer of `caploop compare` as tables."""

from __future__ import annotations

from caploop.report.tables.cell import AnswerTable, Between, Cell, DataWord, Share, table
from caploop.report.tables.spans import in_unit, weak_points
from caploop.study.compare import ENDS, Compared, CompareRecord


def compare_tables(record: CompareRecord) -> tuple[AnswerTable, ...]:
    """What differs in the inputs, the results aligned, notes."""
    return (inputs(record), results(record), weak_points(record.notes))


def inputs(record: CompareRecord) -> AnswerTable:
    """Inputs that are not the same in both worlds."""
    rows = ((DataWord("changed", d.kind), d.name, d.unit, d.a, d.b) for d in record.inputs)
    columns = ("kind", "changed", "unit", *_worlds(record))
    return table("compare_inputs", columns, rows, values={"a": record.a, "b": record.b})


def results(record: CompareRecord) -> AnswerTable:
    """Each series at the end of years: means, and the second less the first draw by draw."""
    rows = (_result(r) for r in record.rows)
    columns = (
        "series",
        "unit",
        "year",
        *_worlds(record),
        "mean_difference",
        "median",
        "span",
        "second_higher",
        "standing",
    )
    return table("compare_results", columns, rows, values={"a": record.a, "b": record.b})


def _result(row: Compared) -> tuple[Cell, ...]:
    apart = (row.difference, row.q50, row.q05, row.q95)
    mean, median, low, high = (in_unit(v, row.unit, signed=True) for v in apart)
    return (
        DataWord("stage" if row.series in ENDS else "series", row.series),
        DataWord("series_unit", row.unit),
        str(row.year),
        in_unit(row.a, row.unit),
        in_unit(row.b, row.unit),
        mean,
        median,
        Between(low, high),
        Share(row.higher),
        Share(row.told),
    )


def _worlds(record: CompareRecord) -> tuple[DataWord, DataWord]:
    return DataWord("world", record.a), DataWord("world", record.b)
