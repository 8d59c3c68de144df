"""What if: levers, scenarios and broken links beside the plan as it is, each run before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.section import RunChapter, section_of
from caploop.report.tables.shown import Reader, percent, shown
from caploop.report.tables.spans import in_unit
from caploop.report.tables.whatif import answer as tables
from caploop.report.text.words import message_text, say
from caploop.study.whatif import BandRow, WhatIfOutcome, WhatIfRecord

GROUPS = ("preset", "lever", "link", "party")
OUT, MOST = "cash-out-by-2030", 3


class ShownBand(Struct, frozen=True):
    """Years of a quantity: ends of the band that holds nine draws of ten, and the median."""

    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]


class ShownRun(Struct, frozen=True, kw_only=True):
    """A setting as the page shows it: its name, its sentence, its results, cash and revenue."""

    id: str
    group: str
    name: str
    told: str
    results: tuple[str, ...]
    cash: ShownBand
    revenue: ShownBand


class ShownRuns(Struct, frozen=True, kw_only=True):
    """What the page's levers choose from: the base first; names of results and years."""

    groups: dict[str, str]
    results: tuple[str, ...]
    years: tuple[str, ...]
    runs: tuple[ShownRun, ...]


def whatif_chapter(record: WhatIfRecord, page: PageContext) -> RunChapter:
    """The chapter: scenarios and levers open, links, what moves, and what no run reads."""
    reader, language = page.reader, page.language
    values = record.headline.values
    ends = {name: percent(float(str(values[name]))) for name in ("base", "low", "high")}
    return RunChapter(
        id="whatif",
        finding=say("whatif.finding", language, **ends),
        standfirst=say("whatif.standfirst", language, draws=record.draws),
        sections=(
            section_of(tables.worlds(record), reader),
            section_of(tables.levers(record), reader),
            section_of(tables.links(record), reader),
            section_of(tables.changed(record), reader),
            section_of(tables.unread(record), reader, notes=record.notes),
        ),
    )


def shown_runs(record: WhatIfRecord, page: PageContext) -> str:
    """The runs behind the page's levers as JSON, every word of it in the reader's language."""
    reader, language = page.reader, page.language
    base = record.runs[0]
    told = ShownRuns(
        groups={name: say(f"whatif.group.{name}", language) for name in GROUPS},
        results=tuple(message_text(row.title, language) for row in base.outcomes),
        years=tuple(row.period for row in base.revenue),
        runs=tuple(_run(run, base, record, reader=reader) for run in record.runs),
    )
    # A data block ends at the first "</": what a name holds must not end it.
    return msgspec.json.encode(told).decode().replace("</", "<\\/")


def _run(
    run: WhatIfOutcome, base: WhatIfOutcome, record: WhatIfRecord, *, reader: Reader
) -> ShownRun:
    return ShownRun(
        id=run.id,
        group=run.kind,
        name=shown(tables.setting_name(record, run), reader),
        told=_told(run, base, reader),
        results=tuple(_results(run, reader)),
        cash=_band([row for row in run.cash if row.period.endswith("Q4")]),
        revenue=_band(run.revenue),
    )


def _told(run: WhatIfOutcome, base: WhatIfOutcome, reader: Reader) -> str:
    """The chance that cash runs out with its interval, beside the base's, and what moves most."""
    here, there = ({row.outcome: row for row in one.outcomes}[OUT] for one in (run, base))
    shares = {
        "share": percent(here.value or 0.0),
        "low": percent(here.low or 0.0),
        "high": percent(here.high or 0.0),
        "base": percent(there.value or 0.0),
    }
    if run is base:
        return say("whatif.told.base", reader.language, **shares)
    text = say("whatif.told.run", reader.language, **shares)
    moves = [shown(tables.move(one), reader) for one in (*run.moved, *run.ways)[:MOST]]
    if not moves:
        return text + say("whatif.told.nothing", reader.language)
    joint = "；" if reader.language == "zh" else "; "
    return text + say("whatif.told.moves", reader.language, moves=joint.join(moves))


def _results(run: WhatIfOutcome, reader: Reader) -> Iterator[str]:
    for row in run.outcomes:
        if row.value is None or row.low is None or row.high is None:
            yield say("nought", reader.language)
            continue
        middle, low, high = (
            shown(in_unit(v, row.unit), reader) for v in (row.value, row.low, row.high)
        )
        yield f"{middle} ({low} – {high})"


def _band(rows: Sequence[BandRow]) -> ShownBand:
    def three(values: Iterator[float]) -> tuple[float, ...]:
        return tuple(float(f"{v:.3g}") for v in values)

    return ShownBand(
        three(row.q05 for row in rows),
        three(row.q50 for row in rows),
        three(row.q95 for row in rows),
    )
