"""Pictures of exposures both ways and of distress: debt, book equity, shares of draws."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.charts import Matrix, Range, Scene, SupplyMark, matrix
from caploop.report.chapters.bars import bars, link, wide
from caploop.report.chapters.book.page_context import PageContext, party
from caploop.report.tables import stress as tables
from caploop.report.tables.shown import fine, number, percent, rough, signed, unit_once
from caploop.report.text.words import named, say
from caploop.study.stress import Distress, HolderExposure, StressRecord

LEAST = 5e-4
LEAST_TURNS = 5e-3


def exposed(record: StressRecord, desk: PageContext) -> dict[str, Scene]:
    """Holders down, obligors across; each side with its sum over all pairs of the record."""
    sums = tables.sums_by((e.holder, tables.whole(e)) for e in record.exposures)
    held, owed = _heads(desk, sums), _heads(desk, tables.owed(record))
    across = tuple(owed)[: tables.COLUMNS]
    drawn = [e for e in record.exposures if e.obligor in across]
    with_some = {e.holder for e in drawn}
    picture = Matrix(
        title=say("stress_matrix", desk.language),
        description=", ".join(owed[n] for n in across),
        users=tuple(owed[n] for n in across),
        suppliers=tuple(head for n, head in held.items() if n in with_some),
        cells={(held[e.holder], owed[e.obligor]): _cells(e, desk) for e in drawn},
        nothing=say("stress.nobody", desk.language),
    )
    return wide(lambda k, w: matrix(picture, width=w, name=f"stress_matrix-{k}"))


def _heads(desk: PageContext, sums: Mapping[str, float]) -> dict[str, str]:
    """Name and sum by party."""
    sides = {n: unit_once(rough(v, desk.language), desk.language) for n, v in sums.items()}
    return {n: f"{party(desk, n)} · {side}" for n, side in sides.items()}


def _cells(found: HolderExposure, desk: PageContext) -> tuple[SupplyMark, ...]:
    """What is due as a full square and a firm line, a stake as an open one and a soft line."""
    due = SupplyMark(
        glyph="bought",
        stroke="firm",
        value=rough(found.due, desk.language),
        note=say("stress.due", desk.language),
        href=link(desk, found.agreements),
    )
    mark = SupplyMark(
        glyph="rented",
        stroke="soft",
        value=rough(found.mark, desk.language),
        note=say("stress.mark", desk.language),
    )
    sums = ((due, found.due), (mark, found.mark))
    return tuple(one for one, amount in sums if amount > LEAST)


def rises(record: StressRecord, desk: PageContext) -> dict[str, Scene]:
    """Firms by how much debt over EBITDA rises by the first date read, the second beside it; one
    with next to no EBITDA is in the table."""
    rows = tables.leveraged(record)
    first = [d for d in rows if d.quarter == rows[0].quarter]
    later = {d.party: d for d in rows if d.quarter == rows[-1].quarter}
    drawn = [d for d in first if d.baseline < tables.NO_EBITDA and _change(d) >= LEAST_TURNS]
    found = [_rise(d, later[d.party], desk) for d in drawn]
    return bars("stress_distress", found, lambda v: number(v, None), language=desk.language)


def _change(found: Distress) -> float:
    return found.shocked - found.baseline


def _rise(found: Distress, later: Distress, desk: PageContext) -> Range:
    rise = _change(found)
    return Range(
        value=f"{party(desk, found.party)} {signed(rise, '.2f')}",
        note=say(
            "stress.leverage",
            desk.language,
            before=number(found.baseline, 2),
            after=number(found.shocked, 2),
            later=signed(_change(later), ".2f"),
            quarter=later.quarter,
            links=_links(found, desk.language),
        ),
        low=0.0,
        high=rise,
        hue="debt",
        href=link(desk, found.through),
    )


def _links(row: Distress, language: str) -> str:
    """The agreements behind a rise: the first, and how many more."""
    if not row.through:
        return say("stress.no_link", language)
    more = len(row.through) - 1
    return row.through[0] + (say("stress.more", language, count=more) if more else "")


def falls(record: StressRecord, desk: PageContext) -> list[Range]:
    """Book equity lost by holder, the most first."""
    return [
        Range(
            value=f"{party(desk, m.party)} {fine(m.distress)}",
            note=""
            if fine(m.direct) == fine(m.distress)
            else say("stress.direct", desk.language, part=fine(m.direct)),
            low=0.0,
            high=m.distress,
            hue="purchase",
        )
        for m in tables.marked(record)
    ]


def apart(record: StressRecord, desk: PageContext) -> list[Range]:
    """Shares of draws without and with the shock, as far as they stand apart."""
    return [
        Range(
            value=f"{party(desk, d.party)} · {named('stress_measure', d.measure, desk.language)}",
            note=f"{percent(d.baseline)} → {percent(d.shocked)} · {d.quarter}",
            low=min(d.baseline, d.shocked),
            high=max(d.baseline, d.shocked),
            hue="debt",
        )
        for d in sorted(tables.happening(record), key=lambda d: d.baseline - d.shocked)
        if tables.stand_apart(record, d)
    ]
