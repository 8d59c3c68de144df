"""What tables of runs share: quantiles by period, notes, and how a number is written."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.report.tables.frame import TextTable, table_of
from caploop.study.shared.model_run import QuantileRow

SPAN = ("q05", "q25", "q50", "q75", "q95")


def span_table(title: str, rows: Sequence[QuantileRow]) -> TextTable:
    return table_of(
        title,
        ("period", *SPAN, "mean", "of draws"),
        (
            (r.period, *(number_text(getattr(r, n)) for n in (*SPAN, "mean")), f"{r.told:.0%}")
            for r in rows
        ),
    )


def notes_table(notes: Sequence[str]) -> TextTable:
    return table_of("Weak points", ("what to keep in mind",), ((note,) for note in notes))


def share_text(value: float | None) -> str:
    return "none" if value is None else f"{value:.0%}"


def number_text(value: float) -> str:
    return f"{value + 0.0:,.1f}" if abs(value) >= 0.05 else "0.0"
