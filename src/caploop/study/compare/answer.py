"""Two worlds side by side: aligned results of common draws, and what differs in their inputs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import (
    Book,
    FileHash,
    KnownBook,
    Scenario,
    ScenarioChange,
    Tranche,
    lever_settings,
)
from caploop.core.errors import UsageError
from caploop.core.memory import check_fits
from caploop.core.message import Message, message
from caploop.model.terms import FIRST_YEAR, STAGES, unit_read
from caploop.study.compare.record import ENDS, Compared, CompareRecord, Difference
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import BYTES_A_DRAW, STANDING, priors
from caploop.study.shared.paths import Paths, path_run
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import (
    WEAK_POINTS,
    digest,
    versions,
)
from caploop.study.shared.series import OWN

YEARS = (2026, 2027, 2028, 2030, 2035)
LEVELS = (0.05, 0.5, 0.95)


KEPT = shown.COMPARE
UNITS = {"gw_in_all": "GW", "coverage": "1", "loop_gain": "1", "users": "mn"}
FIELDS: Mapping[str, tuple[str, ...]] = {"rows": KEPT}


def compare(
    known: KnownBook,
    pair: tuple[Scenario, Scenario],
    *,
    draws: int = 2_000,
    seed: int = 0,
    books: tuple[KnownBook, KnownBook] | None = None,
) -> CompareRecord:
    """Both worlds with the same draws: what luck does in one it does in the other.

    Each world reads one plan; where they read different ones the record says which. `books` are
    those of each world where a file of one's own amends them. Raises UsageError for a world
    compared with itself.
    """
    held = books or (known, known)
    same = held[0].book.agreements == held[1].book.agreements
    if same and pair[0].changes == pair[1].changes:
        raise UsageError(
            f"{pair[0].id} and {pair[1].id} change the same things; name two worlds that differ"
        )
    check_fits(draws, bytes_a_draw=BYTES_A_DRAW, what="two worlds", instead="")
    worlds = zip(held, pair, strict=True)
    a, b = (path_run(k, s, keep=KEPT, draws=draws, seed=seed) for k, s in worlds)
    rows = tuple(_rows(a, b))
    record = CompareRecord(
        a=pair[0].id,
        b=pair[1].id,
        a_title=pair[0].title_en,
        b_title=pair[1].title_en,
        a_vintage=a.run.inputs.plan.vintage,
        b_vintage=b.run.inputs.plan.vintage,
        draws=draws,
        seed=seed,
        headline=_headline(pair, rows),
        inputs=(*_inputs(known.book, pair, a, b=b), *_amended(held)),
        rows=rows,
        notes=WEAK_POINTS,
        basis=field_sources(b.run, FIELDS),
        priors=priors(b.run),
        versions=versions(replace(known.book, files=_files(held))),
        hash="",
        as_of=known.as_of,
        known_at=known.known_at,
    )
    return replace(record, hash=digest(record))


def _rows(a: Paths, b: Paths) -> list[Compared]:
    found = []
    for name in (*shown.YEAR_SUMS, *shown.STOCKS, *shown.EVER):
        unit = "share of draws" if name in shown.EVER else UNITS.get(name, "USD bn")
        found += [_row(name, unit, y, a=_at(a, name, y), b=_at(b, name, y)) for y in YEARS]
    for stage in ENDS:
        place = STAGES.index(stage)
        found += [
            _row(
                stage,
                "share of draws",
                y,
                a=_at(a, "in_stage", y)[:, place],
                b=_at(b, "in_stage", y)[:, place],
            )
            for y in YEARS
        ]
    return found


def _at(paths: Paths, name: str, year: int) -> NDArray[np.float64]:
    """Values of every draw in a year's last quarter; NaN of OpenAI's own where it is bankrupt."""
    last = 4 * (year - FIRST_YEAR) + 3
    found = np.asarray(paths.values[name][:, last])
    return np.where(paths.values[STANDING][:, last] > 0, found, np.nan) if name in OWN else found


def _row(
    series: str, unit: str, year: int, *, a: NDArray[np.float64], b: NDArray[np.float64]
) -> Compared:
    both = np.isfinite(a) & np.isfinite(b)
    told = float(both.mean())
    a, b = (v[both] if both.any() else np.zeros(1) for v in (a, b))
    apart = b - a
    low, middle, high = (round(float(v), 6) + 0.0 for v in np.quantile(apart, LEVELS))
    return Compared(
        series=series,
        unit=unit,
        year=year,
        a=round(float(a.mean()), 6),
        b=round(float(b.mean()), 6),
        difference=round(float(apart.mean()), 6) + 0.0,
        q05=low,
        q50=middle,
        q95=high,
        higher=round(float((apart > 0).mean()), 6),
        told=round(told, 6),
    )


def _inputs(
    book: Book, pair: tuple[Scenario, Scenario], a: Paths, *, b: Paths
) -> tuple[Difference, ...]:
    """Levers at the start, central numbers, changes of agreements and of some quarters."""
    levers = [lever_settings(s, quarter=f"{FIRST_YEAR}Q1") for s in pair]
    found = [
        Difference(kind="lever", name=name, unit="", a=_said(value), b=_said(levers[1][name]))
        for name, value in levers[0].items()
        if value != levers[1][name]
    ]
    units = {p.symbol: p for p in book.parameters}
    for symbol, number in a.central.items():
        if number != b.central[symbol]:
            found.append(
                Difference(
                    kind="parameter",
                    name=symbol,
                    unit=unit_read(symbol, unit=units[symbol].unit),
                    a=f"{number:g}",
                    b=f"{b.central[symbol]:g}",
                )
            )
    mine, other = ([c for c in s.changes if _dated(c)] for s in pair)
    found += [_change(c, place="a") for c in mine if c not in other]
    found += [_change(c, place="b") for c in other if c not in mine]
    return tuple(found)


def _amended(books: tuple[KnownBook, KnownBook]) -> tuple[Difference, ...]:
    """Tranches that stand in one world alone, with what they pay there."""
    mine, other = ({t.id: t for t in known.tranches if t.state == "live"} for known in books)
    return tuple(
        Difference(
            kind="agreement",
            name=name,
            unit="USD bn",
            a=_paid(mine.get(name)),
            b=_paid(other.get(name)),
        )
        for name in dict.fromkeys((*mine, *other))
        if mine.get(name) != other.get(name) and (mine.get(name) or other[name]).unit == "USD"
    )


def _paid(tranche: Tranche | None) -> str:
    return "none" if tranche is None else f"{(tranche.amount or 0) / 10**9:g} ({tranche.firmness})"


def _files(books: tuple[KnownBook, KnownBook]) -> tuple[FileHash, ...]:
    return tuple(dict.fromkeys(file for known in books for file in known.book.files))


def _dated(change: ScenarioChange) -> bool:
    return change.target == "agreement" or bool(change.from_quarter or change.to_quarter)


def _change(change: ScenarioChange, *, place: str) -> Difference:
    when = "..".join(q for q in (change.from_quarter, change.to_quarter) if q)
    what = change.word or ("" if change.value is None else f"{change.value:g}")
    told = " ".join(part for part in (change.action, what, when and f"in {when}") if part)
    return Difference(
        kind=change.target,
        name=change.name,
        unit=change.unit or "",
        a=told if place == "a" else "as it is",
        b=told if place == "b" else "as it is",
    )


def _said(value: object) -> str:
    return "none" if value is None else str(value)


def _headline(pair: tuple[Scenario, Scenario], rows: tuple[Compared, ...]) -> Message:
    out = next(r for r in rows if r.series == "cash_out" and r.year == 2030)
    revenue = next(r for r in rows if r.series == "revenue_year" and r.year == 2030)
    return message(
        "cash-and-revenue",
        a=pair[0].id,
        b=pair[1].id,
        share_a=out.a,
        share_b=out.b,
        revenue=revenue.q50,
    )
