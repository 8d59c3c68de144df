"""What `caploop drivers` prints: the record as JSON, CSV or tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from caploop.cli.runs import answered
from caploop.report.tables.frame import TextTable, table_of
from caploop.study.drivers.answer import drivers, told
from caploop.study.drivers.record import Driver, DriversRecord, Moved, Third

SHOWN = 10


def answer_drivers(
    *, question: str, outcomes: tuple[str, ...], tornado: int, sobol: int, **options: Any
) -> int:
    """Prints or writes what moves the results; returns the exit code."""
    made = partial(drivers, question=question, outcomes=outcomes, tornado=tornado, sobol=sobol)
    return answered(DriversRecord, made, tables=drivers_tables, **options)


def drivers_tables(record: DriversRecord) -> tuple[TextTable, ...]:
    """The outcomes, then for each its first inputs and what lies on the way, then notes."""
    return (
        _outcomes(record),
        *(table for moved in record.outcomes for table in _tables(moved)),
        table_of("Notes", ("what to keep in mind",), ((note,) for note in record.notes)),
    )


def _outcomes(record: DriversRecord) -> TextTable:
    return table_of(
        f"Outcomes over {record.draws:,} draws, {record.scenario}, plan {record.plan_vintage}",
        (
            *("outcome", "share or median", "95 % interval", "inputs beyond chance", "tested"),
            *("chance reaches", "at most", "all inputs explain"),
        ),
        (
            (
                *(m.title, told(m, m.value), _span(m, (m.low, m.high))),
                *(str(m.beyond), str(m.tested), f"{m.floor:.3f}", f"{m.most:.2f}"),
                "not said" if m.explained is None else f"{m.explained:.0%}",
            )
            for m in record.outcomes
        ),
    )


def _tables(moved: Moved) -> tuple[TextTable, ...]:
    made = [
        _ranked(f"What moves it: {moved.title}", moved, moved.drivers[:SHOWN]),
        _ranked(f"On the way, no inputs: {moved.title}", moved, moved.on_the_way),
    ]
    if moved.pinned:
        made.append(_pinned(moved))
    if moved.parts:
        made.append(_parts(moved))
    return tuple(made)


def _ranked(title: str, moved: Moved, rows: Sequence[Driver]) -> TextTable:
    return table_of(
        title,
        (
            *("input", "symbol", "unit", "P5, P50, P95", "drawn as", "rests on"),
            *("rank correlation", "+-", "beyond chance"),
            *("where lowest", "in its lowest third", "where highest", "in its highest third"),
        ),
        (
            (
                *(d.name, d.symbol, d.unit),
                *(f"{d.q05:.4g}, {d.q50:.4g}, {d.q95:.4g}", d.distribution),
                "judgement" if d.assumption else "source" if d.kind == "input" else d.kind,
                *(f"{d.rank_correlation:+.3f}", f"{d.standard_error:.3f}"),
                "yes" if d.beyond else "no",
                *(f"to {d.lowest.edge:.4g}", _third(moved, d.lowest)),
                *(f"from {d.highest.edge:.4g}", _third(moved, d.highest)),
            )
            for d in rows
        ),
    )


def _pinned(moved: Moved) -> TextTable:
    rows = {d.symbol: d for d in moved.drivers}
    return table_of(
        f"Each input pinned, all else of every draw as it was: {moved.title}",
        ("input", "symbol", "unit", "P5", "P95", "at P5", "at P95", "change", "95 % interval"),
        (
            (
                *(rows[p.symbol].name, p.symbol, rows[p.symbol].unit),
                *(f"{p.low:.4g}", f"{p.high:.4g}"),
                *(told(moved, p.at_low), told(moved, p.at_high)),
                *(_change(moved, p.change), _span(moved, (p.change_low, p.change_high))),
            )
            for p in moved.pinned
        ),
    )


def _parts(moved: Moved) -> TextTable:
    return table_of(
        f"Shares of the variance of its rank: {moved.title}",
        ("source", "by itself", "+-", "has a hand in", "+-"),
        (
            (p.source, *(_whole(v) for v in (p.first, p.first_95, p.total, p.total_95)))
            for p in moved.parts
        ),
    )


def _whole(share: float) -> str:
    """A share in whole percent, without a minus before nothing."""
    return f"{round(share, 2) + 0.0:.0%}"


def _third(moved: Moved, third: Third) -> str:
    return f"{told(moved, third.value)} ({_span(moved, (third.low, third.high))})"


def _change(moved: Moved, value: float) -> str:
    """A change of a share in percentage points."""
    return f"{100 * value:+.0f} pp" if moved.is_event else f"{value:+,.1f}"


def _span(moved: Moved, ends: tuple[float, float]) -> str:
    texts = [f"{v:.0%}" if moved.is_event else f"{v:,.1f}" for v in ends]
    return " to ".join(texts)
