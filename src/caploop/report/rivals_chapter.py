"""Other ways of financing and other technology: who is used, who lives, how it ends."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.report.book_chapter_time import WIDTHS
from caploop.report.run_section import (
    TO_2030,
    RunChapter,
    Section,
    percent,
    pictured,
    section,
    signed,
    usd,
)
from caploop.report.text import say
from caploop.scene.fan import Fan, fan
from caploop.scene.scene import Scene
from caploop.scene.shares import Shares, shares
from caploop.scene.surface import Grid, surface
from caploop.study.rivals_record import RivalsRecord
from caploop.study.simulated import Row


def raced(record: RivalsRecord, language: str) -> RunChapter:
    """The chapter on rivals in one language."""
    last = record.classes[-1].classes
    word = max(last, key=lambda name: last[name])
    front = {s.developer: percent(s.frontier_2030) for s in record.survival}
    return RunChapter(
        id="rivals",
        finding=say(
            "rivals.finding",
            language,
            count=f"{record.viable[TO_2030 - 1].q50:.0f}",
            word=say(f"is.{word}", language),
            part=percent(last[word]),
        ),
        standfirst=say("rivals.standfirst", language, own=front["openai"], google=front["google"]),
        sections=(
            _use(record, language),
            _front(record, language),
            _funds(record, language),
            _hhi(record, language),
            _live(record, language),
            _classes(record, language),
            _ends(record, language),
            _break(record, language),
            _said(record, language),
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


def _front(record: RivalsRecord, language: str) -> Section:
    years, names = _years(record), _names(record, language)
    found = tuple(
        tuple(y.at_frontier for y in record.years if y.developer == d.developer)
        for d in record.developers
    )
    scenes: dict[str, Scene] = {}
    for key, width in WIDTHS.items():
        step = 3 if key == "narrow" else 1
        shown = Grid(
            title=say("rivals_front", language),
            description=f"{years[0]} – {years[-1]}",
            across=say("rivals.across", language),
            up=say("rivals.up", language),
            columns=years[::step],
            rows=names[::-1],
            texts=tuple(tuple(f"{100 * v:.0f}" for v in row[::step]) for row in found[::-1]),
            enough=tuple(tuple(v >= 1 / 2 for v in row[::step]) for row in found[::-1]),
        )
        scenes[key] = surface(shown, width=width, name=f"rivals_front-{key}")
    table = section(
        "rivals_front",
        language,
        columns=("developer", ""),
        headings=years,
        rows=tuple(
            (name, *(percent(v) for v in row)) for name, row in zip(names, found, strict=True)
        ),
        values={"part": percent(_symbol(record, "part_front"))},
    )
    return pictured(table, scenes)


def _funds(record: RivalsRecord, language: str) -> Section:
    year = int(record.classes[TO_2030 - 1].year)
    held = {y.developer: y for y in record.years if y.year == year}
    rows = []
    for d, s in zip(record.developers, record.survival, strict=True):
        y = held[d.developer]
        rows.append(
            (
                say(f"developer.{d.developer}", language),
                say(f"money.{d.financing}", language),
                say(f"way.{d.technology}", language),
                "–" if y.capacity is None else usd(y.capacity, language),
                "–" if y.cost_of_capital is None else f"{y.cost_of_capital:.1%}",
                "–" if y.spent is None else usd(y.spent, language),
                usd(y.revenue, language),
                percent(s.stands_2035),
            )
        )
    return section(
        "rivals_funds",
        language,
        columns=(
            *("developer", "financing", "technology", "can_find", "money_costs"),
            *("on_compute", "sells", "stands_2035"),
        ),
        rows=tuple(rows),
    )


def _hhi(record: RivalsRecord, language: str) -> Section:
    rows = record.hhi_revenue
    shown = Fan(
        title=say("rivals_hhi", language),
        description=f"{rows[0].period} – {rows[-1].period}",
        periods=tuple(r.period for r in rows),
        spans=tuple((r.q05, r.q25, r.q50, r.q75, r.q95) for r in rows),
        plan=(),
        tick=lambda value: f"{value:g}",
        ends=(say("run.median", language), ""),
        hue="purchase",
    )
    scenes = {k: fan(shown, width=w, name=f"rivals_hhi-{k}") for k, w in WIDTHS.items()}
    table = section(
        "rivals_hhi",
        language,
        rows=tuple((r.period, f"{r.q50:.2f}", _span(r)) for r in rows),
        values={
            "draws": f"{record.draws:,}",
            "api": f"{record.concentration.api_spend:.3f}",
        },
    )
    return pictured(table, scenes)


def _live(record: RivalsRecord, language: str) -> Section:
    series = (record.viable, record.price_index, record.entry_years, record.hhi_compute)
    return section(
        "rivals_live",
        language,
        columns=("year", "break_even", "closed_price", "entry", "hhi_compute"),
        rows=tuple(
            (rows[0].period, f"{rows[0].q50:.0f} ({_span(rows[0], 0)})", *_spans(rows[1:]))
            for rows in zip(*series, strict=True)
        ),
    )


def _spans(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(f"{r.q50:.2f} ({_span(r)})" for r in rows)


def _span(row: Row, digits: int = 2) -> str:
    return f"{row.q05:.{digits}f} – {row.q95:.{digits}f}"


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


def _ends(record: RivalsRecord, language: str) -> Section:
    states = tuple(record.ends[0].states)
    return section(
        "rivals_ends",
        language,
        columns=("developer", ""),
        headings=tuple(say(f"end.{s}", language) for s in states),
        rows=tuple(
            (
                say(f"developer.{e.developer}", language),
                *(percent(v) for v in e.states.values()),
            )
            for e in record.ends
        ),
    )


def _break(record: RivalsRecord, language: str) -> Section:
    return section(
        "rivals_break",
        language,
        columns=("year", "use_with", "break_even", "closed_price", "entry"),
        rows=tuple(
            (
                str(b.year),
                f"{b.share:.1%} / {b.share_without:.1%}",
                f"{b.viable:.0f} / {b.viable_without:.0f}",
                f"{b.price:.2f} / {b.price_without:.2f}",
                f"{b.entry_years:.2f} / {b.entry_years_without:.2f}",
            )
            for b in record.efficiency_break
        ),
        values={"size": f"{_symbol(record, 'jump_e'):g}"},
    )


def _said(record: RivalsRecord, language: str) -> Section:
    years = tuple(str(y.year) for y in record.statements[0].years)
    return section(
        "rivals_said",
        language,
        columns=("statement", "verdict", ""),
        headings=years,
        rows=tuple(
            (
                say(f"statement.{t.id}", language),
                say(f"verdict.{t.verdict}", language),
                *(signed(100 * y.change, ".2f") for y in t.years),
            )
            for t in record.statements
        ),
    )
