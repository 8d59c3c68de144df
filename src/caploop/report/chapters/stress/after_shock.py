"""Exposures both ways, and distress after a broken link: debt, book equity, shares of draws."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.charts.matrix import Matrix, SupplyMark, matrix
from caploop.charts.ranges import Range
from caploop.report.chapters.bars import barred, joined, link, wide
from caploop.report.chapters.book.page_context import PageContext, party
from caploop.report.chapters.section import Section, percent, pictured, rough, section, signed
from caploop.report.text.words import named, say
from caploop.study.shared.mean_error import differ
from caploop.study.stress.record import Distress, HolderExposure, StressRecord

LEVERAGE = "debt over EBITDA"
NO_EBITDA = 100.0
"""Debt over EBITDA above which there is next to no EBITDA, and the ratio says nothing."""
COLUMNS = 6
LEAST = 5e-4
LEAST_TURNS = 5e-3
WHOLE = 0.0995
"""Share from which a whole percentage has two figures."""


def exposed(record: StressRecord, desk: PageContext) -> Section:
    """Holders down, obligors across; each side with its sum over all pairs of the record."""
    language = desk.language
    held = _heads(desk, [(e.holder, e.due + e.mark) for e in record.exposures])
    owed = _heads(desk, [(e.obligor, e.due + e.mark) for e in record.exposures])
    across = tuple(owed)[:COLUMNS]
    shown = [e for e in record.exposures if e.obligor in across]
    with_some = {e.holder for e in shown}
    picture = Matrix(
        title=say("stress_matrix", language),
        description=", ".join(owed[n] for n in across),
        users=tuple(owed[n] for n in across),
        suppliers=tuple(head for n, head in held.items() if n in with_some),
        cells={(held[e.holder], owed[e.obligor]): _cells(e, desk) for e in shown},
        nothing=say("stress.nobody", language),
    )
    table = section(
        "stress_matrix",
        language,
        columns=(
            *("stress_holder", "stress_obligor", "stress_due", "stress_mark"),
            "stress_agreements",
        ),
        rows=tuple(
            (
                *(party(desk, e.holder), party(desk, e.obligor)),
                *(rough(v, language) for v in (e.due, e.mark)),
                " ".join(e.agreements) or "–",
            )
            for e in record.exposures
        ),
        values={"quarter": record.quarter, "count": len(across)},
    )
    return pictured(table, wide(lambda k, w: matrix(picture, width=w, name=f"stress_matrix-{k}")))


def _heads(desk: PageContext, rows: Sequence[tuple[str, float]]) -> dict[str, str]:
    """Name and sum by party, the largest first."""
    sums: dict[str, float] = {}
    for name, amount in rows:
        sums[name] = sums.get(name, 0.0) + amount
    largest = sorted(sums, key=lambda n: -sums[n])
    sides = {n: rough(sums[n], desk.language).removesuffix("美元") for n in largest}
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


def distress(record: StressRecord, desk: PageContext) -> Section:
    """Firms by how much debt over EBITDA rises by the first date read, the second beside it; one
    with next to no EBITDA is in the table."""
    language = desk.language
    rows = [d for d in record.distress if d.measure == LEVERAGE]
    dates = tuple(dict.fromkeys(d.quarter for d in rows))
    firsts = [d for d in rows if d.quarter == dates[0]] if dates else []
    later = {d.party: d for d in rows if d.quarter == dates[-1]}
    drawn = [d for d in firsts if d.baseline < NO_EBITDA and _change(d) >= LEAST_TURNS]
    without = [party(desk, d.party) for d in firsts if d.baseline >= NO_EBITDA]
    table = section(
        "stress_distress",
        language,
        columns=("firm", "period", "stress_without", "stress_with", "stress_through"),
        rows=tuple(
            (
                *(party(desk, d.party), d.quarter, f"{d.baseline:.2f}", f"{d.shocked:.2f}"),
                " ".join(d.through) or "–",
            )
            for d in rows
        ),
        values={
            "draws": f"{record.draws:,}",
            "none": joined(without, language),
            "first": dates[0] if dates else "–",
            "last": dates[-1] if dates else "–",
        },
    )
    bars = [_rise(d, later[d.party], desk) for d in drawn]
    return barred(table, bars, _number, language=language)


def _change(found: Distress) -> float:
    return found.shocked - found.baseline


def _rise(found: Distress, later: Distress, desk: PageContext) -> Range:
    rise = _change(found)
    return Range(
        value=f"{party(desk, found.party)} {signed(rise, '.2f')}",
        note=say(
            "stress.leverage",
            desk.language,
            before=f"{found.baseline:.2f}",
            after=f"{found.shocked:.2f}",
            later=signed(_change(later), ".2f"),
            quarter=later.quarter,
            links=_links(found, desk.language),
        ),
        low=0.0,
        high=rise,
        hue="debt",
        href=link(desk, found.through),
    )


def _number(value: float) -> str:
    return f"{value:g}"


def _links(row: Distress, language: str) -> str:
    """The agreements behind a rise: the first, and how many more."""
    if not row.through:
        return say("stress.no_link", language)
    more = len(row.through) - 1
    return row.through[0] + (say("stress.more", language, count=more) if more else "")


def equity(record: StressRecord, desk: PageContext) -> Section:
    """Book equity lost by holder, the most first."""
    language, found = desk.language, record.contagion
    rows = sorted(found.holders, key=lambda m: -m.distress)
    bars = [
        Range(
            value=f"{party(desk, m.party)} {_small(m.distress)}",
            note=""
            if _small(m.direct) == _small(m.distress)
            else say("stress.direct", language, part=_small(m.direct)),
            low=0.0,
            high=m.distress,
            hue="purchase",
        )
        for m in rows
    ]
    verdict = "stress.saturated" if found.saturated else "stress.not_saturated"
    table = section(
        "stress_equity",
        language,
        columns=("firm", "stress_direct", "stress_settled", "stress_positions"),
        rows=tuple(
            (
                *(party(desk, m.party), _small(m.direct), _small(m.distress)),
                " ".join(m.positions) or "–",
            )
            for m in rows
        ),
        values={
            "radius": f"{found.spectral_radius:.2f}",
            "rounds": found.rounds,
            "verdict": say(verdict, language),
        },
    )
    return barred(table, bars, percent, language=language)


def _small(share: float) -> str:
    """A share to two figures, to a tenth of a percent at most; what rounds to none says so."""
    if 0 < share < LEAST:
        return "<0.1%"
    return f"{share:.1%}" if LEAST <= share < WHOLE else percent(share)


def chances(record: StressRecord, desk: PageContext) -> Section:
    """Shares of draws without and with the shock at fixed dates, drawn where they stand apart;
    what never happens is left out."""
    language = desk.language
    shares = [d for d in record.distress if d.measure != LEVERAGE]
    rows = [d for d in shares if max(d.baseline, d.shocked) >= LEAST]
    apart = {id(d): differ(d.baseline, d.shocked, draws=record.draws) for d in rows}
    bars = [
        Range(
            value=f"{party(desk, d.party)} · {named('stress_measure', d.measure, language)}",
            note=f"{percent(d.baseline)} → {percent(d.shocked)} · {d.quarter}",
            low=min(d.baseline, d.shocked),
            high=max(d.baseline, d.shocked),
            hue="debt",
        )
        for d in sorted(rows, key=lambda d: d.baseline - d.shocked)
        if apart[id(d)]
    ]
    table = section(
        "stress_chances",
        language,
        columns=("firm", "stress_what", "period", "stress_without", "stress_with", "stress_apart"),
        rows=tuple(
            (
                *(party(desk, d.party), named("stress_measure", d.measure, language)),
                *(d.quarter, percent(d.baseline), percent(d.shocked)),
                signed(d.shocked - d.baseline)
                if apart[id(d)]
                else say("run.no_difference", language),
            )
            for d in rows
        ),
        values={"draws": f"{record.draws:,}"},
    )
    return barred(table, bars, percent, language=language)
