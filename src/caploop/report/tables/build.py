"""The answer of `caploop build` as tables; GW, money in USD bn."""

from __future__ import annotations

from decimal import Decimal

from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    DataWord,
    Estimate,
    Joined,
    Money,
    Number,
    PartyName,
    ProjectName,
    Share,
    Text,
    table,
)
from caploop.report.tables.power import balances, country, gaps, queues, rates, regions
from caploop.report.tables.spans import TO_2030, capacity_span, weak_points
from caploop.study.build import BuildRecord, ProjectGate, Supplier

YEAR = 2030
LEAST = 5e-3
NAMED = "announced"
NOT_PARTIES = frozenset({"grid", "engines on site", "lessors"})


def build_tables(record: BuildRecord) -> tuple[AnswerTable, ...]:
    """GW by state, limits, projects held back, suppliers, power, queues, rent missed, notes."""
    return (
        states(record),
        limits(record),
        claim(record),
        lead(record),
        held(record),
        due(record),
        supply(record),
        counted(record),
        tiers(record),
        options(record),
        platforms(record),
        published(record),
        gaps(record),
        balances(record),
        country(record),
        regions(record),
        queues(record),
        rates(record),
        cost(record),
        weak_points(record.notes),
    )


def tiers(record: BuildRecord) -> AnswerTable:
    """Gigawatts that the book tells of, by evidence, the chance of each and what is expected."""
    found = record.tiers
    rows = [
        (
            DataWord("tier", t.tier),
            _gigawatts(t.headline_w),
            None if t.chance is None else Share(float(t.chance)),
            None if t.expected_w is None else _gigawatts(t.expected_w),
            t.rests_on,
            Text("answer.yes" if t.assumption else "answer.no"),
        )
        for t in found
    ]
    told = sum((t.headline_w for t in found), Decimal(0))
    expected = sum((t.expected_w or Decimal(0) for t in found), Decimal(0))
    values = {"told": _gigawatts(told), "expected": _gigawatts(expected)}
    columns = ("power_evidence", "told_gw", "chance", "expected_gw", "chance_from", "judged")
    return table("build_tiers", columns, rows, values=values)


def _gigawatts(watts: Decimal) -> Capacity:
    return Capacity(float(watts) / 1e9)


def built(record: BuildRecord) -> tuple[str, ...]:
    """States beyond what is only named, the last one first."""
    names = tuple(record.capacity[0].states)
    return names[: names.index(NAMED) : -1]


def states(record: BuildRecord) -> AnswerTable:
    """GW by state at the end of each year, what the plan's money would buy, and in service."""
    years = record.capacity[:TO_2030]
    rows = (
        (
            str(y.year),
            *map(Capacity, y.states.values()),
            Capacity(y.wanted),
            capacity_span(y.in_service),
        )
        for y in years
    )
    values = {"named": Capacity(years[-1].states[NAMED], 0), "year": years[-1].year}
    names = (DataWord("stage", name) for name in years[0].states)
    kinds = tuple(DataWord("stage", name) for name in built(record))
    columns = ("year", *names, "plan", "span")
    return table("build_states", columns, rows, values=values, kinds=kinds)


def limits(record: BuildRecord) -> AnswerTable:
    """Share of quarters and draws in which each limit holds, by year, then by quarter."""
    names = tuple(record.binding_years[0].shares)
    found = (*record.binding_years[:TO_2030], *record.binding_quarters[: 4 * TO_2030])
    rows = ((b.period, *map(Share, b.shares.values())) for b in found)
    columns = ("period", *(DataWord("limit", name) for name in names))
    kinds = tuple(DataWord("stage", name) for name in names)
    return table("build_limits", columns, rows, kinds=kinds)


def claim(record: BuildRecord) -> AnswerTable:
    """Share of projects that each limit held back at least once, the most first."""
    found = record.claim
    rows = ((DataWord("limit", name), Share(found.held[name])) for name in found.most)
    return table("build_claim", ("limit", "held_once"), rows)


def lead(record: BuildRecord) -> AnswerTable:
    """Lead times in months."""
    rows = (
        (DataWord("lead", name), Estimate(*(Number(v, None) for v in (central, low, high))))
        for name, (low, central, high) in record.claim.lead_months.items()
    )
    return table("build_lead", ("lead", "months"), rows)


def _projects(record: BuildRecord) -> tuple[ProjectGate, ...]:
    return tuple(p for p in record.projects if p.year == YEAR)


def held(record: BuildRecord) -> AnswerTable:
    """Projects of the book at the end of 2030, and how often each limit keeps one short."""
    rows = (
        (
            ProjectName(p.project),
            PartyName(p.lessor),
            Capacity(p.gw, 2, note="*" if p.estimated else ""),
            Capacity(p.in_service, 2),
            *map(Share, p.held.values()),
        )
        for p in _projects(record)
    )
    names = (DataWord("limit", name) for name in record.claim.held)
    return table("build_held", ("project", "firm", "size", "in_service", *names), rows)


def due(record: BuildRecord) -> AnswerTable:
    """How firm a project is, what of it has power, and how often the plan has reached it."""
    rows = (
        (
            ProjectName(p.project),
            DataWord("firmness", p.firmness),
            Capacity(p.powered, 2),
            Share(p.due),
        )
        for p in _projects(record)
    )
    return table("build_due", ("project", "by", "powered", "reached"), rows)


def supply(record: BuildRecord) -> AnswerTable:
    """What the book agrees for each layer, then the run's own at the end of 2030."""
    rows = (
        (
            Text(f"layer.{s.layer}"),
            Text(f"supplier.{s.supplier}") if s.supplier in NOT_PARTIES else PartyName(s.supplier),
            _tenure(s),
            Text("build.run", {"year": s.year}) if s.year else DataWord("firmness", s.firmness),
            None if s.gw is None else Capacity(s.gw, 2),
            None if s.amount is None else Money(s.amount, stated=True),
            None if s.share is None else Share(s.share),
        )
        for s in record.supply
        if s.origin == "book" or (s.gw or 0.0) >= LEAST
    )
    columns = ("layer", "supplier", "tenure", "by", "size", "amount", "part")
    return table("build_supply", columns, rows)


def _tenure(row: Supplier) -> Cell:
    said = Text(f"tenure.{row.tenure}")
    return Joined((said, Text("build.optional")), "") if row.optional else said


def counted(record: BuildRecord) -> AnswerTable:
    """OpenAI's gigawatts added up, and what is left when each is counted once."""
    layers = tuple(record.counted[0].layers)
    rows = (
        (Text(f"counted.{c.step}"), *map(Capacity, c.layers.values()), Capacity(c.gw))
        for c in record.counted
    )
    names = (Text(f"layer.{name}") for name in layers)
    return table("build_counted", ("counting", *names, "size"), rows)


def options(record: BuildRecord) -> AnswerTable:
    """OpenAI's options, and how much of each the run draws."""
    rows = (
        (
            ProjectName(o.tranche),
            PartyName(o.supplier),
            Text(f"layer.{o.layer}"),
            DataWord("firmness", o.firmness),
            Capacity(o.gw),
            Capacity(o.after),
            *(Capacity(v, 2) for v in o.drawn.values()),
        )
        for o in record.options
    )
    years = (Text("col.drawn_by", {"year": y}) for y in record.options[0].drawn)
    columns = ("option", "supplier", "layer", "by", "size", "counts_first", *years)
    return table("build_options", columns, rows)


def platforms(record: BuildRecord) -> AnswerTable:
    """What a gigawatt costs by whose chips stand in it."""
    rows = (
        (PartyName(p.name), *(_between(ends) for ends in (p.chips, p.beside, p.total)))
        for p in record.platforms
    )
    return table("build_platforms", ("chips_of", "chips_cost", "beside_cost", "gw_cost"), rows)


def published(record: BuildRecord) -> AnswerTable:
    """What sources say that a gigawatt costs."""
    rows = (
        (
            p.claim,
            p.who,
            PartyName(p.chips) if p.chips else Text("build.any_chips"),
            Money(p.high, stated=True)
            if p.low == p.high
            else Between(Money(p.low, stated=True), Money(p.high, stated=True)),
        )
        for p in record.published_costs
    )
    return table("build_published", ("claim", "source", "chips_of", "gw_cost"), rows)


def _between(ends: tuple[float, float, float]) -> Estimate:
    low, middle, high = (Money(v, stated=True) for v in ends)
    return Estimate(middle, low, high)


def cost(record: BuildRecord) -> AnswerTable:
    """Rent that lessors miss on capacity that is late, by what holds it back."""
    years = list(record.delay_cost.items())[:TO_2030]
    names = [name for name in years[0][1] if name != "wanted"]
    rows = ((year, *(Money(found[name]) for name in names)) for year, found in years)
    return table("build_cost", ("year", *(DataWord("limit", name) for name in names)), rows)
