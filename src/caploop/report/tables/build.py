"""Building as tables: supply, states, what binds, power, gaps, queues; GW, money in USD bn."""

from __future__ import annotations

from caploop.report.tables.frame import TextTable, table_of
from caploop.study.build.record import BuildRecord
from caploop.study.shared.model_run import QuantileRow

LAST = 2030
FROM = 2026
LEAST = 5e-4


def build_tables(record: BuildRecord) -> tuple[TextTable, ...]:
    """Supply, GW by state, limits by year and project, the claim, power, gaps, queues, notes."""
    return (
        _supply(record),
        _states(record),
        _limits(record),
        _projects(record),
        _claim(record),
        _country(record),
        _regions(record),
        _gaps(record),
        _balances(record),
        _queues(record),
        _delays(record),
        table_of("Notes", ("note",), ((note,) for note in record.notes)),
    )


def _gw(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def _span(row: QuantileRow) -> str:
    return f"{row.q50:.1f} ({row.q05:.1f} to {row.q95:.1f})"


def _supply(record: BuildRecord) -> TextTable:
    return table_of(
        "Who supplies what",
        ("layer", "supplier", "held as", "by", "firmness", "GW", "bn USD", "share of layer"),
        (
            (
                s.layer,
                s.supplier,
                f"{s.tenure}, optional" if s.optional else s.tenure,
                s.origin if s.year is None else f"{s.origin}, {s.year}",
                s.firmness,
                _gw(s.gw),
                _gw(s.amount),
                _share(s.share),
            )
            for s in record.supply
        ),
    )


def _states(record: BuildRecord) -> TextTable:
    return table_of(
        f"GW by state at the end of the year, mean, {record.scenario}",
        ("year", *record.capacity[0].states, "wanted", "in service, 5 to 95 %"),
        (
            (
                str(c.year),
                *(_gw(v) for v in c.states.values()),
                _gw(c.wanted),
                _span(c.in_service),
            )
            for c in record.capacity
        ),
    )


def _limits(record: BuildRecord) -> TextTable:
    return table_of(
        "What limits capacity, share of quarters and draws",
        ("year", *record.binding_years[0].shares),
        ((b.period, *(_share(v) for v in b.shares.values())) for b in record.binding_years),
    )


def _projects(record: BuildRecord) -> TextTable:
    names = tuple(record.projects[0].held) if record.projects else ()
    return table_of(
        f"Projects of the book in {LAST}: GW, and what held them back, share of quarters and draws",
        ("project", "lessor", "firmness", "GW", "powered", "in service", "due", *names),
        (
            (
                p.project,
                p.lessor,
                p.firmness,
                f"{_gw(p.gw)}{'*' if p.estimated else ''}",
                _gw(p.powered),
                _gw(p.in_service),
                _share(p.due),
                *(_share(v) for v in p.held.values()),
            )
            for p in record.projects
            if p.year == LAST
        ),
    )


def _claim(record: BuildRecord) -> TextTable:
    claim = record.claim
    return table_of(
        f"What held projects back (articles: power takes longer than chips, "
        f"{' '.join(claim.claims)}; the book has no lead time of chips)",
        ("limit", "projects held at least once, 2026-2030"),
        (
            *((k, _share(claim.held[k])) for k in claim.most),
            *((f"months: {k}", _months(v)) for k, v in claim.lead_months.items()),
        ),
    )


def _months(found: tuple[float, float, float]) -> str:
    low, central, high = found
    return f"{central:g} ({low:g} to {high:g})"


def _country(record: BuildRecord) -> TextTable:
    return table_of(
        "United States at the end of the year: median (5 to 95 %)",
        ("year", "gap, GW", "connected since 2024", "on site", "waiting", "USD/MWh"),
        (
            (str(c.year), *(_span(r) for r in (c.gap, c.powered, c.on_site, c.waiting, c.price)))
            for c in record.country
        ),
    )


def _regions(record: BuildRecord) -> TextTable:
    return table_of(
        "Regions at the end of the year, mean; their parts are assumptions",
        ("year", "region", "gap, GW", "reserve", "data centres connected"),
        (
            (str(r.year), r.region, _gw(r.gap), _share(r.reserve), _gw(r.connected))
            for r in record.regions
            if r.year in {FROM, LAST}
        ),
    )


def _gaps(record: BuildRecord) -> TextTable:
    return table_of(
        "Published gaps side by side; definitions differ, none is derived from another",
        ("GW", "from", "who", "years", "definition", "claims", "scenario"),
        (
            (
                *(f"{g.gw:g}", f"{g.least:g}", g.who, g.period, g.definition),
                *(" ".join(g.claims), g.scenario),
            )
            for g in record.gaps
        ),
    )


def _balances(record: BuildRecord) -> TextTable:
    return table_of(
        "How a gap is closed, GW to 2030 at central values",
        ("gap", "needed", *record.balances[0].listed, "neither listed nor missing"),
        (
            (_gw(b.gap), _gw(b.needed), *(_gw(v) for v in b.listed.values()), _gw(b.unlisted))
            for b in record.balances
        ),
    )


def _queues(record: BuildRecord) -> TextTable:
    return table_of(
        "Queues at central values",
        (
            *("queue", "stages", "out", "advance", "withdraw", "completes", "median, months"),
            *("10 to 90 %", "naive step", "GW in it", "through by 2030", "schedule"),
        ),
        (
            (
                q.id,
                str(q.stages),
                *(f"{v:.4f}" for v in (q.out, q.advance, q.withdraw)),
                f"{q.completion:.2%}",
                f"{q.months['q50']:.1f}",
                f"{q.months['q10']:.0f} to {q.months['q90']:.0f}",
                f"{q.naive_months:.0f}",
                _gw(q.waiting),
                _gw(q.through_2030),
                _gw(q.scheduled_2030),
            )
            for q in record.queues
        ),
    )


def _delays(record: BuildRecord) -> TextTable:
    first = next(iter(record.delay_cost.values()))
    return table_of(
        "Rent that lessors miss by capacity late, bn USD, mean",
        ("year", *first),
        ((year, *(_gw(v) for v in cost.values())) for year, cost in record.delay_cost.items()),
    )
