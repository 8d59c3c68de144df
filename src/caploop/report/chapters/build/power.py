"""The power behind building: published gaps, how one is closed, the country, regions, queues."""

from __future__ import annotations

from caploop.charts.ranges import Range, Ranges, ranges
from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.claims.cite import anchor
from caploop.report.chapters.section import TO_2030, Section, percent, pictured, section, ticks
from caploop.report.text.words import is_text, say
from caploop.study.build.record import BuildRecord, Gap
from caploop.study.shared.model_run import QuantileRow

YEAR = 2030


def power_sections(record: BuildRecord, desk: PageContext) -> tuple[Section, ...]:
    """Gaps side by side, their closing, the United States, its regions, and the queues."""
    return (
        _gaps(record, desk),
        _balance(record, desk.language),
        _country(record, desk.language),
        _regions(record, desk.language),
        _queues(record, desk.language),
    )


def _defined(gap: Gap, language: str) -> str:
    key = f"gap.{gap.id}"
    return say(key, language) if is_text(key) else gap.definition


def _years(gap: Gap) -> str:
    return gap.period.replace("-", "–")


def _size(gap: Gap) -> str:
    return f"{gap.gw:g} GW" if gap.least == gap.gw else f"{gap.least:g} – {gap.gw:g} GW"


def _gaps(record: BuildRecord, desk: PageContext) -> Section:
    language = desk.language
    found = sorted(record.gaps, key=lambda g: g.gw)
    bars = []
    for gap in found:
        cited = [c for c in gap.claims if c in desk.shelf.claims]
        bars.append(
            Range(
                value=_size(gap),
                note=f"{_years(gap)}: {_defined(gap, language)}",
                low=gap.least if gap.least < gap.gw else 0.0,
                high=gap.gw,
                hue="purchase" if gap.scenario else "other",
                href=f"#{anchor(cited[0])}" if cited else "",
                about=" · ".join(cited) or gap.who,
            )
        )
    shown = Ranges(
        title=say("build_gaps", language),
        description="; ".join(f"{b.value} {b.note}" for b in bars),
        bars=tuple(bars),
        tick=ticks(language, unit="GW"),
    )
    table = section(
        "build_gaps",
        language,
        columns=("size", "years", "definition", "source"),
        rows=tuple(
            (_size(g).removesuffix(" GW"), _years(g), _defined(g, language), g.who) for g in found
        ),
    )
    scenes = {k: ranges(shown, width=w, name=f"build_gaps-{k}") for k, w in WIDTHS.items()}
    return pictured(table, scenes)


def _balance(record: BuildRecord, language: str) -> Section:
    kinds = tuple(record.balances[0].listed)
    return section(
        "build_balance",
        language,
        columns=("gap", "needed", "", "unlisted"),
        headings=tuple(say(f"supply.{kind}", language) for kind in kinds),
        rows=tuple(
            (
                f"{b.gap:g}",
                f"{b.needed:.1f}",
                *(_minus(v) for v in b.listed.values()),
                _minus(b.unlisted),
            )
            for b in record.balances
        ),
    )


def _minus(value: float) -> str:
    """A number to a tenth with the true minus."""
    return f"{value:.1f}".replace("-", "−")


def _span(row: QuantileRow) -> str:
    return f"{row.q50:.0f} ({row.q05:.0f} – {row.q95:.0f})"


def _country(record: BuildRecord, language: str) -> Section:
    return section(
        "build_country",
        language,
        columns=("year", "gap", "connected", "on_site", "waiting", "power_price"),
        rows=tuple(
            (str(c.year), *(_span(r) for r in (c.gap, c.powered, c.on_site, c.waiting, c.price)))
            for c in record.country[:TO_2030]
        ),
    )


def _regions(record: BuildRecord, language: str) -> Section:
    return section(
        "build_regions",
        language,
        columns=("region", "gap", "reserve", "connected"),
        rows=tuple(
            (
                say(f"region.{r.region}", language),
                f"{r.gap:.1f}",
                percent(r.reserve),
                f"{r.connected:.1f}",
            )
            for r in record.regions
            if r.year == YEAR
        ),
    )


def _queues(record: BuildRecord, language: str) -> Section:
    plants = record.queues[0]
    return section(
        "build_queues",
        language,
        columns=("queue", "completes", "median", "tenths", "naive", "in_queue", "through"),
        rows=tuple(
            (
                say(f"queue.{q.id}", language),
                percent(q.completion),
                f"{q.months['q50']:.0f}",
                f"{q.months['q10']:.0f} – {q.months['q90']:.0f}",
                f"{q.naive_months:.0f}",
                f"{q.waiting:.0f}",
                f"{q.through_2030:.0f}",
            )
            for q in record.queues
        ),
        values={
            "through": f"{plants.through_2030:.0f}",
            "waiting": f"{plants.waiting:.0f}",
            "schedule": f"{plants.scheduled_2030 or 0:.0f}",
        },
    )
