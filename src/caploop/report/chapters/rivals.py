"""Other developers: how many can pay for the frontier, who is used, and why no winner is named."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.charts.scene import Scene
from caploop.charts.shares import Shares, shares
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.section import (
    TO_2030,
    RunChapter,
    Section,
    percent,
    pictured,
    section,
)
from caploop.report.text.words import say
from caploop.study.rivals.answer import cannot_be_said
from caploop.study.rivals.record import RivalsRecord
from caploop.study.shared.model_run import WEAK_POINTS, QuantileRow

TURNS_ON = ("F_26", "g_F", "psi")


def rivals_chapter(record: RivalsRecord, language: str) -> RunChapter:
    """The chapter on rivals in one language."""
    viable, count = record.viable[TO_2030 - 1], len(record.developers)
    low, high = (min(round(v), count) for v in (viable.q05, viable.q95))
    name = "cannot" if cannot_be_said(low, high, count=count) else "finding"
    return RunChapter(
        id="rivals",
        finding=say(f"rivals.{name}", language, low=low, high=high),
        standfirst=say("rivals.standfirst", language),
        sections=(
            _live(record, language),
            _use(record, language),
            _classes(record, language),
            _break(record, language),
            _weak(record, language),
        ),
    )


def _symbol(record: RivalsRecord, symbol: str) -> float:
    return next(p.central for p in record.priors if p.symbol == symbol)


def _names(record: RivalsRecord, language: str) -> tuple[str, ...]:
    return tuple(say(f"developer.{d.developer}", language) for d in record.developers)


def _years(record: RivalsRecord) -> tuple[str, ...]:
    return tuple(str(c.year) for c in record.classes)


def _stacked(
    name: str,
    language: str,
    *,
    years: tuple[str, ...],
    kinds: tuple[str, ...],
    parts: tuple[tuple[float, ...], ...],
) -> dict[str, Scene]:
    scenes: dict[str, Scene] = {}
    for key, width in WIDTHS.items():
        step = 2 if key == "narrow" else 1
        shown = Shares(
            title=say(name, language),
            description=f"{years[0]} – {years[-1]}",
            periods=years[::step],
            kinds=kinds,
            parts=parts[::step],
        )
        scenes[key] = shares(shown, width=width, name=f"{name}-{key}")
    return scenes


def _use(record: RivalsRecord, language: str) -> Section:
    kinds, years = tuple(d.developer for d in record.developers), _years(record)
    parts = tuple(tuple(y.use_share for y in record.years if str(y.year) == year) for year in years)
    table = section(
        "rivals_use",
        language,
        columns=("year", ""),
        headings=_names(record, language),
        kinds=kinds,
        key="developer",
        rows=tuple(
            (year, *(percent(v) for v in row)) for year, row in zip(years, parts, strict=True)
        ),
        values={"draws": f"{record.draws:,}"},
    )
    return pictured(table, _stacked("rivals_use", language, years=years, kinds=kinds, parts=parts))


def _live(record: RivalsRecord, language: str) -> Section:
    series = (record.viable, record.price_index, record.entry_years)
    return section(
        "rivals_live",
        language,
        columns=("year", "break_even", "closed_price", "entry"),
        rows=tuple(
            (rows[0].period, _count(rows[0]), *_spans(rows[1:]))
            for rows in zip(*series, strict=True)
        ),
    )


def _spans(rows: Sequence[QuantileRow]) -> tuple[str, ...]:
    return tuple(f"{r.q50:.2g} ({r.q05:.2g} – {r.q95:.2g})" for r in rows)


def _count(row: QuantileRow) -> str:
    return f"{row.q50:.0f} ({row.q05:.0f} – {row.q95:.0f})"


def _classes(record: RivalsRecord, language: str) -> Section:
    kinds, years = tuple(record.classes[0].ends), _years(record)
    parts = tuple(tuple(c.ends.values()) for c in record.classes)
    table = section(
        "rivals_class",
        language,
        columns=("year", ""),
        headings=tuple(say(f"industry.{k}", language) for k in kinds),
        kinds=kinds,
        key="industry",
        rows=tuple(
            (year, *(percent(v) for v in row)) for year, row in zip(years, parts, strict=True)
        ),
        values={
            "alone": percent(_symbol(record, "c1_mono")),
            "half": percent(_symbol(record, "open_half")),
            "rate": percent(_symbol(record, "k_reg")),
        },
    )
    return pictured(
        table, _stacked("rivals_class", language, years=years, kinds=kinds, parts=parts)
    )


def _break(record: RivalsRecord, language: str) -> Section:
    return section(
        "rivals_break",
        language,
        columns=("year", "use_with", "break_even", "closed_price", "entry"),
        rows=tuple(
            (
                str(b.year),
                f"{percent(b.share)} / {percent(b.share_without)}",
                f"{b.viable:.0f} / {b.viable_without:.0f}",
                f"{b.price:.2g} / {b.price_without:.2g}",
                f"{b.entry_years:.2g} / {b.entry_years_without:.2g}",
            )
            for b in record.efficiency_break
        ),
        values={"size": f"{_symbol(record, 'jump_e'):g}"},
    )


def _weak(record: RivalsRecord, language: str) -> Section:
    """What keeps the chapter from saying who wins, and the three numbers it turns on."""
    return section(
        "rivals_weak",
        language,
        columns=("parameter", "three"),
        rows=tuple(
            (say(f"rivals.turns.{p.symbol}", language), f"{p.low:g}, {p.central:g}, {p.high:g}")
            for p in record.priors
            if p.symbol in TURNS_ON
        ),
        notes=tuple(n for n in record.notes if n not in WEAK_POINTS),
    )
