"""The power behind building as tables: published gaps, how one is closed, regions, queues."""

from __future__ import annotations

from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    DataWord,
    Estimate,
    Number,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import TO_2030
from caploop.report.text.words import is_text
from caploop.study.build import BuildRecord, Gap
from caploop.study.shared import QuantileRow

YEAR = 2030


def by_size(record: BuildRecord) -> list[Gap]:
    """Published gaps, the smallest first."""
    return sorted(record.gaps, key=lambda g: g.gw)


def defined(gap: Gap) -> Cell:
    """What a gap counts, in words of the texts where they have it."""
    name = f"gap.{gap.id}"
    return Text(name) if is_text(name) else gap.definition


def years(gap: Gap) -> str:
    """The years of a gap with a dash between them."""
    return gap.period.replace("-", "–")


def size(gap: Gap) -> Between | Capacity:
    """A gap as it is published, from its least where that is told."""
    most = Capacity(gap.gw, None)
    return most if gap.least == gap.gw else Between(Capacity(gap.least, None), most)


def gaps(record: BuildRecord) -> AnswerTable:
    """Published gaps side by side."""
    rows = ((size(g), years(g), defined(g), g.who) for g in by_size(record))
    return table("build_gaps", ("size", "years", "definition", "source"), rows)


def balances(record: BuildRecord) -> AnswerTable:
    """How a gap is closed to 2030 at central values."""
    names = (DataWord("supply", name) for name in record.balances[0].listed)
    rows = (
        (
            Capacity(b.gap, None),
            *map(Capacity, (b.needed, *b.listed.values(), b.unlisted)),
        )
        for b in record.balances
    )
    return table("build_balance", ("gap", "needed", *names, "unlisted"), rows)


def country(record: BuildRecord) -> AnswerTable:
    """The United States at the end of each year."""
    rows = (
        (
            str(c.year),
            *(_gw(row) for row in (c.gap, c.powered, c.on_site, c.waiting)),
            Estimate(*map(Number, _three(c.price))),
        )
        for c in record.country[:TO_2030]
    )
    columns = ("year", "gap", "connected", "on_site", "waiting", "price_usd_mwh")
    return table("build_country", columns, rows)


def _gw(row: QuantileRow) -> Estimate:
    return Estimate(*(Capacity(v, 0) for v in _three(row)))


def _three(row: QuantileRow) -> tuple[float, float, float]:
    return row.q50, row.q05, row.q95


def regions(record: BuildRecord) -> AnswerTable:
    """Regions at the end of 2030, means."""
    rows = (
        (Text(f"region.{r.region}"), Capacity(r.gap), Share(r.reserve), Capacity(r.connected))
        for r in record.regions
        if r.year == YEAR
    )
    return table("build_regions", ("region", "gap", "reserve", "connected"), rows)


def queues(record: BuildRecord) -> AnswerTable:
    """What comes through a queue, and when."""
    rows = (
        (
            Text(f"queue.{q.id}"),
            Share(q.completion),
            Number(q.months["q50"]),
            Between(Number(q.months["q10"]), Number(q.months["q90"])),
            Number(q.naive_months),
            Capacity(q.waiting, 0),
            Capacity(q.through_2030, 0),
        )
        for q in record.queues
    )
    columns = (
        "queue",
        "completes",
        "median_months",
        "tenths_months",
        "naive_months",
        "in_queue",
        "through",
    )
    plants = record.queues[0]
    values = {
        "through": Capacity(plants.through_2030, 0),
        "waiting": Capacity(plants.waiting, 0),
        "schedule": Capacity(plants.scheduled_2030 or 0.0, 0),
    }
    return table("build_queues", columns, rows, values=values)


def rates(record: BuildRecord) -> AnswerTable:
    """Stages of a queue and its rates a quarter at central values."""
    rows = (
        (
            Text(f"queue.{q.id}"),
            str(q.stages),
            *(Number(v, 3) for v in (q.out, q.advance, q.withdraw)),
            None if q.scheduled_2030 is None else Capacity(q.scheduled_2030, 0),
        )
        for q in record.queues
    )
    columns = ("queue", "stages", "leave", "advance", "withdraw", "schedule")
    return table("build_rates", columns, rows)
