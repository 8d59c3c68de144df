"""Who carries it: every firm, capacity and its limits, own money come back, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.charts import Range, Scene
from caploop.report.chapters.bars import bars
from caploop.report.chapters.book.page_context import PageContext, party
from caploop.report.chapters.claims.cite import cite
from caploop.report.chapters.section import (
    TO_2030,
    ParameterLine,
    RunChapter,
    Section,
    fans,
    section_of,
)
from caploop.report.tables.beside.said import said_if
from caploop.report.tables.cell import table
from caploop.report.tables.run import answer as tables
from caploop.report.tables.run import firms, suppliers
from caploop.report.tables.shown import rough, span, ticks, unit_once
from caploop.report.text.words import say
from caploop.study.run import RunRecord
from caploop.study.shared import PriorRow


def run_chapter(record: RunRecord, desk: PageContext) -> RunChapter:
    """Every firm, capacity and its limits, own money come back, scenarios, priors, weak points."""
    language, reader = desk.language, desk.reader
    most = tables.raised(record, tables.YEARS[-1])[0]
    debt, low, high = (rough(v, language) for v in (most.raised, most.raised_q05, most.raised_q95))
    return RunChapter(
        id="run",
        finding=say(
            "run.finding",
            language,
            firm=party(desk, most.party),
            debt=debt,
            low=unit_once(low, language),
            high=high,
        ),
        standfirst=say("run.standfirst", language),
        sections=(
            debts(record, desk),
            section_of(firms.cash_flows(record, tables.YEARS), reader),
            section_of(firms.firms(record, tables.YEARS), reader),
            *(section_of(one, reader) for one in said_if("said_firms", by=record.known_at)),
            section_of(firms.failures(record, tables.YEARS), reader),
            *(section_of(one, reader) for one in firms.opening(record)),
            section_of(firms.troughs(record), reader),
            section_of(tables.capacity(record), reader, scenes=draw_capacity(record, language)),
            section_of(tables.limits(record), reader),
            section_of(tables.sites(record), reader),
            section_of(tables.books(record), reader),
            section_of(suppliers.orders(record.suppliers, tables.YEARS), reader),
            section_of(suppliers.dependence(record.suppliers, tables.YEARS), reader),
            section_of(tables.own_money(record), reader),
            section_of(tables.held(record), reader),
            section_of(tables.scenarios(record), reader),
            _priors(record, desk),
        ),
    )


def debts(record: RunRecord, desk: PageContext) -> Section:
    """Debt raised for OpenAI's projects by lessor: mean, and where nine draws of ten lie."""
    language = desk.language
    ranges = [
        Range(
            value=f"{party(desk, d.party)} {rough(d.raised, language)}",
            note=span(d.raised_q05, d.raised_q95, language),
            low=d.raised_q05,
            high=d.raised_q95,
            hue="debt",
        )
        for d in tables.raised(record, tables.YEARS[-1])
    ]
    scenes = bars("run_debt", ranges, ticks(language), language=language)
    return section_of(tables.debts(record), desk.reader, scenes=scenes)


def draw_capacity(record: RunRecord, language: str) -> Mapping[str, Scene]:
    """GW in service at the end of each year, beside what is wanted."""
    gw = [c.total for c in record.capacity[:TO_2030]]
    wanted = [c.wanted for c in record.capacity[:TO_2030]]
    return fans(gw, name="run_gw", language=language, plan=wanted, unit="GW")


def _priors(record: RunRecord, desk: PageContext) -> Section:
    """Every parameter that the simulations read, and what is weak about them."""
    values = {
        "unread": len(record.unread),
        "gap": f"{record.accounts_gap:.0e}",
        "later": len(record.hindsight),
        "positions": sum(h.kind == "position" for h in record.hindsight),
    }
    return section_of(
        table("run_priors", ("parameter", "three", "source"), (), values=values),
        desk.reader,
        bases=tuple(basis_of(p, desk) for p in record.priors),
        notes=record.notes,
    )


def basis_of(prior: PriorRow, desk: PageContext) -> ParameterLine:
    """The line of one parameter, with links to its claims."""
    three = (prior.low, prior.central, prior.high)
    numbers = f"{prior.central:g}" if len(set(three)) == 1 else ", ".join(f"{v:g}" for v in three)
    return ParameterLine(
        symbol=prior.symbol,
        name=prior.name,
        three=f"{numbers} {prior.unit}",
        source=prior.source,
        assumed=prior.assumption,
        cites=tuple(cite(desk.shelf, c, text=c) for c in prior.claims if c in desk.shelf.claims),
    )
