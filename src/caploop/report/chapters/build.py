"""What limits building: GW by state, limits, projects held back, who supplies what, its power."""

from __future__ import annotations

from caploop.charts import Range, Scene, Shares, Stacks, shares, stacks
from caploop.report.chapters.bars import bars, wide
from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.claims.cite import anchor
from caploop.report.chapters.run import basis_of
from caploop.report.chapters.section import TO_2030, RunChapter, Section, section_of
from caploop.report.tables import build as tables
from caploop.report.tables import power
from caploop.report.tables.cell import table
from caploop.report.tables.shown import filled, number, percent, shown, ticks
from caploop.report.tables.spans import words_of
from caploop.report.text.words import say
from caploop.study.build import BuildRecord


def build_chapter(record: BuildRecord, desk: PageContext) -> RunChapter:
    """The chapter in the language of the desk."""
    language, reader = desk.language, desk.reader
    words = filled(words_of(record.draws, record.plan_vintage), reader)
    return RunChapter(
        id="build",
        finding=_finding(record, language),
        standfirst=say("build.standfirst", language, **words),
        sections=(
            section_of(tables.states(record), reader, scenes=draw_states(record, language)),
            section_of(tables.limits(record), reader, scenes=draw_limits(record, language)),
            section_of(tables.claim(record), reader),
            section_of(tables.lead(record), reader),
            section_of(tables.held(record), reader),
            section_of(tables.supply(record), reader),
            section_of(tables.tiers(record), reader),
            section_of(power.gaps(record), reader, scenes=draw_gaps(record, desk)),
            section_of(power.balances(record), reader),
            section_of(power.country(record), reader),
            section_of(power.regions(record), reader),
            section_of(power.queues(record), reader),
            section_of(tables.cost(record), reader),
            _rest(record, desk),
        ),
    )


def _finding(record: BuildRecord, language: str) -> str:
    held, first = record.claim.held, record.claim.most[0]
    beside = "power" if first != "power" else record.claim.most[1]
    return say(
        "build.finding",
        language,
        first=say(f"build.limit.{first}", language),
        most=percent(held[first]),
        beside=say(f"build.beside.{beside}", language),
        part=percent(held[beside]),
    )


def draw_states(record: BuildRecord, language: str) -> dict[str, Scene]:
    """The year's columns, what is in service at the foot; what is only named is in the table."""
    years, kinds = record.capacity[:TO_2030], tables.built(record)
    drawn = Stacks(
        title=say("build_states", language),
        description=f"{years[0].year} – {years[-1].year}",
        periods=tuple(str(y.year) for y in years),
        kinds=kinds,
        parts=tuple(tuple(y.states[k] for k in kinds) for y in years),
        tick=ticks(language, unit="GW"),
        amount=lambda value: number(value, 1),
    )
    return wide(lambda key, width: stacks(drawn, width=width, name=f"build_states-{key}"))


def draw_limits(record: BuildRecord, language: str) -> dict[str, Scene]:
    """What limits building, by year."""
    years = record.binding_years[:TO_2030]
    drawn = Shares(
        title=say("build_limits", language),
        description=f"{years[0].period} – {years[-1].period}",
        periods=tuple(b.period for b in years),
        kinds=tuple(years[0].shares),
        parts=tuple(tuple(b.shares.values()) for b in years),
    )
    return wide(lambda key, width: shares(drawn, width=width, name=f"build_limits-{key}"))


def draw_gaps(record: BuildRecord, desk: PageContext) -> dict[str, Scene]:
    """A bar a gap, in colour where a simulation can be closed with it."""
    found = []
    for gap in power.by_size(record):
        cited = [c for c in gap.claims if c in desk.shelf.claims]
        found.append(
            Range(
                value=f"{shown(power.size(gap), desk.reader)} GW",
                note=f"{power.years(gap)}: {shown(power.defined(gap), desk.reader)}",
                low=gap.least if gap.least < gap.gw else 0.0,
                high=gap.gw,
                hue="purchase" if gap.scenario else "other",
                href=f"#{anchor(cited[0])}" if cited else "",
                about=" · ".join(cited) or gap.who,
            )
        )
    tick = ticks(desk.language, unit="GW")
    told = "; ".join(f"{bar.value} {bar.note}" for bar in found)
    return bars("build_gaps", found, tick, language=desk.language, description=told)


def _rest(record: BuildRecord, desk: PageContext) -> Section:
    """The parameters that the fields on power rest on, and what is weak about them."""
    reads = {s for b in record.basis for s in b.parameters if not b.field.startswith("supply")}
    return section_of(
        table("build_rest", ("parameter", "three", "source"), ()),
        desk.reader,
        bases=tuple(basis_of(p, desk) for p in record.priors if p.symbol in reads),
        notes=record.notes,
    )
