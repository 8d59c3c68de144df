"""What limits building: GW by state, limits, projects held back, who supplies what, its power."""

from __future__ import annotations

from caploop.charts.shares import Shares, shares
from caploop.charts.stacks import Stacks, stacks
from caploop.report.chapters.book.page_context import PageContext, party
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.build.power import power_sections
from caploop.report.chapters.run import basis_of, project
from caploop.report.chapters.section import (
    TO_2030,
    RunChapter,
    Section,
    percent,
    pictured,
    rough,
    section,
    ticks,
    usd,
    words_of,
)
from caploop.report.text.words import named, say
from caploop.study.build.record import BuildRecord

YEAR = 2030
LEAST = 5e-3
NAMED = "announced"


def build_chapter(record: BuildRecord, desk: PageContext) -> RunChapter:
    """The chapter in the language of the desk."""
    language = desk.language
    held, first = record.claim.held, record.claim.most[0]
    beside = "power" if first != "power" else record.claim.most[1]
    return RunChapter(
        id="build",
        finding=say(
            "build.finding",
            language,
            first=say(f"build.limit.{first}", language),
            most=percent(held[first]),
            beside=say(f"build.beside.{beside}", language),
            part=percent(held[beside]),
        ),
        standfirst=say(
            "build.standfirst",
            language,
            **words_of(record.draws, record.plan_vintage, language),
        ),
        sections=(
            _states(record, language),
            _limits(record, language),
            _claim(record, language),
            _lead(record, language),
            _held(record, desk),
            _supply(record, desk),
            *power_sections(record, desk),
            _cost(record, language),
            _rest(record, desk),
        ),
    )


def _states(record: BuildRecord, language: str) -> Section:
    """The year's columns, what is in service at the foot; what is only named is in the table."""
    years = record.capacity[:TO_2030]
    kinds = tuple(years[0].states)
    built = kinds[kinds.index(NAMED) + 1 :]
    shown = Stacks(
        title=say("build_states", language),
        description=f"{years[0].year} – {years[-1].year}",
        periods=tuple(str(y.year) for y in years),
        kinds=built[::-1],
        parts=tuple(tuple(y.states[k] for k in built[::-1]) for y in years),
        tick=ticks(language, unit="GW"),
        amount=lambda value: f"{value:.1f}",
    )
    table = section(
        "build_states",
        language,
        columns=("year", "", "plan", "span"),
        headings=tuple(say(f"stage.{kind}", language) for kind in kinds),
        rows=tuple(
            (
                str(y.year),
                *(f"{v:.1f}" for v in y.states.values()),
                f"{y.wanted:.1f}",
                f"{y.in_service.q05:.1f} – {y.in_service.q95:.1f}",
            )
            for y in years
        ),
        kinds=built[::-1],
        values={"named": f"{years[-1].states[NAMED]:.0f}", "year": years[-1].year},
    )
    scenes = {k: stacks(shown, width=w, name=f"build_states-{k}") for k, w in WIDTHS.items()}
    return pictured(table, scenes)


def _limits(record: BuildRecord, language: str) -> Section:
    years = record.binding_years[:TO_2030]
    kinds = tuple(years[0].shares)
    shown = Shares(
        title=say("build_limits", language),
        description=f"{years[0].period} – {years[-1].period}",
        periods=tuple(b.period for b in years),
        kinds=kinds,
        parts=tuple(tuple(b.shares.values()) for b in years),
    )
    table = section(
        "build_limits",
        language,
        columns=("period", ""),
        headings=tuple(named("limit", kind, language) for kind in kinds),
        rows=tuple(
            (b.period, *(percent(v) for v in b.shares.values()))
            for b in (*years, *record.binding_quarters[: 4 * TO_2030])
        ),
        kinds=kinds,
    )
    scenes = {k: shares(shown, width=w, name=f"build_limits-{k}") for k, w in WIDTHS.items()}
    return pictured(table, scenes)


def _claim(record: BuildRecord, language: str) -> Section:
    claim = record.claim
    return section(
        "build_claim",
        language,
        columns=("limit", "held_once"),
        rows=tuple((named("limit", k, language), percent(claim.held[k])) for k in claim.most),
    )


def _lead(record: BuildRecord, language: str) -> Section:
    months = record.claim.lead_months
    return section(
        "build_lead",
        language,
        columns=("lead", "months"),
        rows=tuple(
            (named("lead", k, language), f"{central:g} ({low:g} – {high:g})")
            for k, (low, central, high) in months.items()
        ),
    )


def _held(record: BuildRecord, desk: PageContext) -> Section:
    language = desk.language
    rows = [p for p in record.projects if p.year == YEAR]
    return section(
        "build_held",
        language,
        columns=("project", "firm", "size", "in_service", ""),
        headings=tuple(named("limit", kind, language) for kind in record.claim.held),
        rows=tuple(
            (
                project(p.project, language),
                party(desk, p.lessor),
                f"{p.gw:.2f}{'*' if p.estimated else ''}",
                f"{p.in_service:.2f}",
                *(percent(v) for v in p.held.values()),
            )
            for p in rows
        ),
    )


def _supply(record: BuildRecord, desk: PageContext) -> Section:
    """What the book agrees for each layer, then the run's own at the end of 2030."""
    language = desk.language
    return section(
        "build_supply",
        language,
        columns=("layer", "supplier", "tenure", "by", "size", "amount", "part"),
        rows=tuple(
            (
                say(f"layer.{s.layer}", language),
                _supplier(s.supplier, desk),
                say(f"tenure.{s.tenure}", language)
                + (say("build.optional", language) if s.optional else ""),
                say("build.run", language, year=s.year)
                if s.year
                else named("firmness", s.firmness, language),
                "–" if s.gw is None else f"{s.gw:.2f}",
                "–" if s.amount is None else usd(s.amount, language),
                "–" if s.share is None else percent(s.share),
            )
            for s in record.supply
            if s.origin == "book" or (s.gw or 0.0) >= LEAST
        ),
    )


def _supplier(name: str, desk: PageContext) -> str:
    if name in {"grid", "engines on site", "lessors"}:
        return say(f"supplier.{name}", desk.language)
    return party(desk, name)


def _cost(record: BuildRecord, language: str) -> Section:
    years = list(record.delay_cost.items())[:TO_2030]
    kinds = [kind for kind in years[0][1] if kind != "wanted"]
    return section(
        "build_cost",
        language,
        columns=("year", ""),
        headings=tuple(named("limit", kind, language) for kind in kinds),
        rows=tuple(
            (year, *(rough(cost[kind], language) for kind in kinds)) for year, cost in years
        ),
    )


def _rest(record: BuildRecord, desk: PageContext) -> Section:
    """The parameters that the fields on power rest on, and what is weak about them."""
    reads = {s for b in record.basis for s in b.parameters if not b.field.startswith("supply")}
    return section(
        "build_rest",
        desk.language,
        columns=("parameter", "three", "source"),
        rows=(),
        bases=tuple(basis_of(p, desk) for p in record.priors if p.symbol in reads),
        notes=record.notes,
    )
