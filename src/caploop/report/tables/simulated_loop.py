"""Circularity of a run's payments as tables."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    DataWord,
    Money,
    Number,
    PartyName,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import SPAN, closing_years
from caploop.study.run import BrokenLink, SimulatedLoop
from caploop.study.shared import QuantileRow

RATIO_DIGITS = 2


def simulated_loop_tables(record: SimulatedLoop) -> tuple[AnswerTable, ...]:
    """Own money by supplier and year, coverage, loop gain, what a broken link does."""
    return (
        own_money(record),
        _ratios("loop_coverage", closing_years(record.coverage)),
        _ratios("loop_gain", closing_years(record.loop_gain)),
        *((broken(record.broken),) if record.broken else ()),
    )


def own_money(record: SimulatedLoop) -> AnswerTable:
    """A supplier's own money come back as sales, by year: at least, pro rata, at most."""
    rows = (
        (
            str(o.year),
            PartyName(o.party),
            *map(Money, (o.sales, o.least, o.pro_rata, o.most)),
            Share(o.pro_rata / o.sales, 1) if o.sales else None,
        )
        for o in record.own
    )
    columns = ("year", "firm", "sales", "least", "pro_rata", "most", "part")
    return table("loop_own", columns, rows)


def _ratios(name: str, rows: Sequence[QuantileRow]) -> AnswerTable:
    made = (
        (
            r.period,
            Number(r.q50, RATIO_DIGITS),
            Between(Number(r.q05, RATIO_DIGITS), Number(r.q95, RATIO_DIGITS)),
        )
        for r in rows
    )
    return table(name, SPAN, made)


def broken(found: BrokenLink) -> AnswerTable:
    """What breaking the link does at the end of years, by series, USD bn."""
    years = tuple(found.responses[0].differences)
    rows = (
        (
            Text(f"series.{r.series}"),
            *(Number(v, 1, signed=True) for v in r.differences.values()),
            Text("run.not_by_2035") if r.half_life is None else Number(r.half_life),
        )
        for r in found.responses
    )
    values = {
        "link": found.link,
        "gain": Number(found.largest_gain, 2),
        "how": Text("loop_broken.damped" if found.damped else "loop_broken.explosive"),
    }
    columns = ("series", *(DataWord("year", y) for y in years), "half_life")
    return table("loop_broken", columns, rows, values=values)
