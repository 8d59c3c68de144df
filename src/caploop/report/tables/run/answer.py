"""The answer of `caploop run` as tables: OpenAI, capacity, every firm, who depends on whom."""

from __future__ import annotations

from caploop.report.tables.beside.said import said_if
from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    DataWord,
    Money,
    NameInBoth,
    PartyName,
    ProjectName,
    Share,
    Text,
    table,
)
from caploop.report.tables.run.firms import cash_flows, failures, firms, opening, troughs
from caploop.report.tables.run.suppliers import contracts, dependence, orders
from caploop.report.tables.run.tenors import tenors
from caploop.report.tables.shown import rough
from caploop.report.tables.spans import (
    STANDING,
    TO_2030,
    capacity_span,
    standing,
    weak_points,
    words_of,
)
from caploop.study.run import Dependence, RunRecord

YEARS = (2027, 2030)
"""Years of which firms are shown."""
LEAST = 0.05
NOTHING = "0"


def run_tables(record: RunRecord) -> tuple[AnswerTable, ...]:
    """OpenAI by year, its end states, debt, capacity, every firm, orders, loop, bounds, notes."""
    return (
        debts(record),
        *sums(record),
        ends(record),
        cash_flows(record, YEARS),
        firms(record, YEARS),
        *said_if("said_firms", by=record.known_at),
        failures(record, YEARS),
        *opening(record),
        troughs(record),
        tenors(record),
        capacity(record),
        limits(record),
        sites(record),
        books(record),
        orders(record.suppliers, YEARS),
        dependence(record.suppliers, YEARS),
        contracts(record.suppliers),
        own_money(record),
        bargains(record),
        decisions(record),
        held(record),
        hindsight(record),
        scenarios(record),
        weak_points(record.notes),
    )


def raised(record: RunRecord, year: int) -> list[Dependence]:
    """Lessors that have borrowed for OpenAI's projects by the end of a year, the most first."""
    found = record.suppliers.dependence
    rows = [d for d in found if d.year == year and rough(d.raised, "en") != NOTHING]
    return sorted(rows, key=lambda d: -d.raised)


def debts(record: RunRecord) -> AnswerTable:
    """Debt raised for OpenAI's projects by lessor: mean, and where nine draws of ten lie."""
    rows = (
        (
            PartyName(d.party),
            str(d.year),
            Money(d.raised),
            Between(Money(d.raised_q05), Money(d.raised_q95)),
        )
        for year in YEARS
        for d in raised(record, year)
    )
    whole = Money(sum(d.raised for d in raised(record, YEARS[-1])))
    values = {"whole": whole, "year": YEARS[-1]}
    return table("run_debt", ("firm", "year", "raised", "span"), rows, values=values)


def sums(record: RunRecord) -> tuple[AnswerTable, ...]:
    """OpenAI's revenue, cost and burn by year."""
    names = ("revenue", "cost", "burn")
    return tuple(
        table(f"run_{name}", STANDING, standing(getattr(record, name)[:TO_2030])) for name in names
    )


def ends(record: RunRecord) -> AnswerTable:
    """OpenAI's state in the last quarter of years, whether listed, whether ever rescued."""
    states = (DataWord("stage", name) for name in record.ends[0].states)
    rows = (
        (str(e.year), *map(Share, (*e.states.values(), e.listed, e.rescued_ever)))
        for e in record.ends
    )
    return table("run_ends", ("year", *states, "listed", "rescued_ever"), rows)


def capacity(record: RunRecord) -> AnswerTable:
    """Compute in service at the end of each year, and what the plan's money would buy."""
    rows = (
        (c.total.period, Capacity(c.total.q50), capacity_span(c.total), Capacity(c.wanted))
        for c in record.capacity[:TO_2030]
    )
    words = words_of(record.draws, record.plan_vintage)
    return table("run_gw", ("year", "median", "span", "plan"), rows, values=words)


def limits(record: RunRecord) -> AnswerTable:
    """Share of quarters in which each limit is the smallest."""
    kinds = (DataWord("limit", n) for n in record.capacity[0].binding)
    rows = ((str(c.year), *map(Share, c.binding.values())) for c in record.capacity[:TO_2030])
    return table("run_limits", ("year", *kinds), rows)


def sites(record: RunRecord) -> AnswerTable:
    """The book's projects at the end of 2030, in the order in which capacity reaches them."""
    rows = (
        (
            ProjectName(s.project),
            PartyName(s.lessor),
            Capacity(s.gw, 2, note="*" if s.estimated else ""),
            *(Capacity(v, 2) for v in (s.financed, s.powered, s.in_service)),
            Share(s.complete),
        )
        for s in record.sites
        if s.year == YEARS[-1]
    )
    columns = ("project", "firm", "size", "financed", "powered", "in_service", "whole")
    return table("run_sites", columns, rows)


def books(record: RunRecord) -> AnswerTable:
    """Accelerators bought in the run by lessor: books, value, what nobody has written off."""
    rows = (
        (
            str(b.year),
            PartyName(b.party),
            *map(Money, (b.book, b.value, b.over_value, b.written_off)),
        )
        for b in record.books
        if b.year in YEARS and b.book >= LEAST
    )
    columns = ("year", "firm", "book", "worth", "over_value", "written_off")
    return table("run_books", columns, rows)


def own_money(record: RunRecord) -> AnswerTable:
    """A supplier's own investment returning as its sales to 2030, under three conventions."""
    totals: dict[str, list[float]] = {}
    for own in record.loop.own:
        if own.year <= YEARS[-1]:
            kept = totals.setdefault(own.party, [0.0] * 4)
            for i, value in enumerate((own.sales, own.last, own.pro_rata, own.first)):
                kept[i] += value
    found = {n: (v[0], min(v[1:]), v[2], max(v[1:])) for n, v in totals.items()}
    ranked = sorted(found.items(), key=lambda pair: -pair[1][2])
    rows = ((PartyName(name), *map(Money, row)) for name, row in ranked)
    return table("run_loop", ("firm", "sales", "least", "pro_rata", "most"), rows)


def bargains(record: RunRecord) -> AnswerTable:
    """Who depends on whom in 2027, and the price cut that follows."""
    rows = (
        (
            PartyName(b.supplier),
            Share(b.of_sellers_sales),
            Share(b.of_purchases),
            Share(b.price_cut, signed=True),
        )
        for b in record.decisions.bargains
    )
    return table("run_bargains", ("firm", "of_sellers_sales", "of_purchases", "price_cut"), rows)


def decisions(record: RunRecord) -> AnswerTable:
    """Rules of decision read on the run."""
    d = record.decisions
    found = (
        ("guidance", Money(d.guidance)),
        ("hole", Money(d.hole)),
        ("hole_share", Share(d.hole_share)),
        ("cost_of_owning", Money(d.cost_of_owning)),
        ("lease", Money(d.lease)),
        ("owned_share", Share(d.owned_share)),
        ("plan_before", Money(d.plan_before)),
        ("plan_after", Money(d.plan_after)),
        ("expected_over_required", Share(d.expected_over_required)),
    )
    rows = ((Text(f"decision.{name}"), value) for name, value in found)
    return table("run_decisions", ("rule", "value"), rows)


def held(record: RunRecord) -> AnswerTable:
    """Bounds at which simulations are held, by the end of both years shown."""
    years = tuple(str(y) for y in YEARS)
    rows = ((DataWord("bound", h.bound), *(Share(h.share[y]) for y in years)) for h in record.held)
    return table("run_held", ("bound", *(DataWord("year", y) for y in years)), rows)


def hindsight(record: RunRecord) -> AnswerTable:
    """Rows of the book that no page public by the day of knowledge tells."""
    rows = ((Text(f"hindsight.{h.kind}"), h.id, str(h.known_at)) for h in record.hindsight)
    return table("run_hindsight", ("kind", "row", "known_at"), rows)


def scenarios(record: RunRecord) -> AnswerTable:
    """Scenarios that the command line switches on."""
    rows = ((s.name, NameInBoth(s.title_en, s.title_zh)) for s in record.switches)
    return table("run_if", ("scenario", "what"), rows)
