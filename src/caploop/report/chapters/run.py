"""Who carries it: every firm, capacity and its limits, own money come back, what it rests on."""

from __future__ import annotations

from caploop.charts.ranges import Range
from caploop.report.chapters.bars import barred
from caploop.report.chapters.book.page_context import PageContext, party
from caploop.report.chapters.claims.cite import cite
from caploop.report.chapters.section import (
    TO_2030,
    ParameterLine,
    RunChapter,
    Section,
    fans,
    percent,
    pictured,
    rough,
    section,
    signed,
    span,
    ticks,
    unit_once,
    words_of,
)
from caploop.report.text.words import named, say
from caploop.study.run.record import RunRecord
from caploop.study.run.suppliers import Dependence
from caploop.study.shared.model_run import PriorRow

SHOWN_YEARS = (2027, 2030)
LEAST = 0.05
NOTHING = "0"
STILL = " †"
ACRONYMS = frozenset(("sb", "g42", "uae"))
WHOLE = frozenset(("", "all", "contract"))


def run_chapter(record: RunRecord, desk: PageContext) -> RunChapter:
    """Every firm, capacity and its limits, own money come back, scenarios, priors, weak points."""
    language = desk.language
    most = max(_raised(record, SHOWN_YEARS[-1]), key=lambda d: d.raised)
    sums = (most.raised, most.raised_q05, most.raised_q95)
    debt, low, high = (rough(v, language) for v in sums)
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
            _firms(record, desk),
            _capacity(record, desk.language),
            _limits(record, desk.language),
            _sites(record, desk),
            _books(record, desk),
            _orders(record, desk),
            _dependence(record, desk),
            _own(record, desk),
            _held(record, desk.language),
            *_basics(record, desk),
        ),
    )


def _raised(record: RunRecord, year: int) -> list[Dependence]:
    """Lessors that have borrowed for OpenAI's projects by the end of a year, the most first."""
    found = record.suppliers.dependence
    rows = [d for d in found if d.year == year and rough(d.raised, "en") != NOTHING]
    return sorted(rows, key=lambda d: -d.raised)


def debts(record: RunRecord, desk: PageContext) -> Section:
    """Debt raised for OpenAI's projects by lessor: mean, and where nine draws of ten lie."""
    language = desk.language
    rows = [d for year in SHOWN_YEARS for d in _raised(record, year)]
    last = [d for d in rows if d.year == SHOWN_YEARS[-1]]
    table = section(
        "run_debt",
        language,
        columns=("firm", "year", "raised", "span"),
        rows=tuple(
            (
                *(party(desk, d.party), str(d.year), rough(d.raised, language)),
                span(d.raised_q05, d.raised_q95, language),
            )
            for d in rows
        ),
        values={
            "whole": rough(sum(d.raised for d in last), language),
            "year": SHOWN_YEARS[-1],
        },
    )
    bars = [
        Range(
            value=f"{party(desk, d.party)} {rough(d.raised, language)}",
            note=span(d.raised_q05, d.raised_q95, language),
            low=d.raised_q05,
            high=d.raised_q95,
            hue="debt",
        )
        for d in last
    ]
    return barred(table, bars, ticks(language), language=language)


def _capacity(record: RunRecord, language: str) -> Section:
    gw = [c.total for c in record.capacity[:TO_2030]]
    wanted = [c.wanted for c in record.capacity[:TO_2030]]
    total = section(
        "run_gw",
        language,
        columns=("year", "median", "span", "plan"),
        rows=tuple(
            (r.period, f"{r.q50:.1f}", f"{r.q05:.1f} – {r.q95:.1f}", f"{w:.1f}")
            for r, w in zip(gw, wanted, strict=True)
        ),
        values=words_of(record.draws, record.plan_vintage, language),
    )
    return pictured(total, fans(gw, name="run_gw", language=language, plan=wanted, unit="GW"))


def _limits(record: RunRecord, language: str) -> Section:
    return section(
        "run_limits",
        language,
        columns=("year", ""),
        headings=tuple(named("limit", n, language) for n in record.capacity[0].binding),
        rows=tuple(
            (str(c.year), *(percent(v) for v in c.binding.values()))
            for c in record.capacity[:TO_2030]
        ),
    )


def _sites(record: RunRecord, desk: PageContext) -> Section:
    """The book's projects at the end of 2030, in the order in which capacity reaches them."""
    language = desk.language
    return section(
        "run_sites",
        language,
        columns=("project", "firm", "size", "financed", "powered", "in_service", "whole"),
        rows=tuple(
            (
                project(s.project, language),
                party(desk, s.lessor),
                f"{s.gw:.2f}{'*' if s.estimated else ''}",
                *(f"{v:.2f}" for v in (s.financed, s.powered, s.in_service)),
                percent(s.complete),
            )
            for s in record.sites
            if s.year == SHOWN_YEARS[-1]
        ),
    )


def project(name: str, language: str) -> str:
    """A project by the agreement that builds it, and the part of it where it has several.

    >>> project("openai-oracle-2025/compute/contract", "en")
    'Oracle 2025'
    >>> project("openai-coreweave-2025/compute/may-2025", "en")
    'CoreWeave 2025, may 2025'
    """
    agreement, _, part = name.removeprefix("openai-").partition("/")
    words = (
        w.upper() if w in ACRONYMS else named("party", w, language) for w in agreement.split("-")
    )
    said = " ".join(words)
    last = part.rpartition("/")[2]
    return said if last in WHOLE else f"{said}, {last.replace('-', ' ')}"


def _books(record: RunRecord, desk: PageContext) -> Section:
    """Accelerators bought in the run by lessor: books, value, what nobody has written off."""
    language = desk.language
    return section(
        "run_books",
        language,
        columns=("year", "firm", "book", "worth", "over_value", "written_off"),
        rows=tuple(
            (
                str(b.year),
                party(desk, b.party),
                *(rough(v, language) for v in (b.book, b.value, b.over_value, b.written_off)),
            )
            for b in record.books
            if b.year in SHOWN_YEARS and b.book >= LEAST
        ),
    )


def _held(record: RunRecord, language: str) -> Section:
    """Bounds at which simulations are held, by the end of both years shown."""
    years = tuple(str(y) for y in SHOWN_YEARS)
    return section(
        "run_held",
        language,
        columns=("bound", ""),
        headings=years,
        rows=tuple(
            (named("bound", h.bound, language), *(percent(h.share[y]) for y in years))
            for h in record.held
        ),
    )


def _basics(record: RunRecord, desk: PageContext) -> tuple[Section, ...]:
    language = desk.language
    return (
        section(
            "run_if",
            language,
            columns=("scenario", "what"),
            rows=tuple(
                (s.name, s.title_zh if language == "zh" else s.title_en) for s in record.switches
            ),
        ),
        section(
            "run_priors",
            language,
            columns=("parameter", "three", "source"),
            rows=(),
            bases=tuple(basis_of(p, desk) for p in record.priors),
            notes=record.notes,
            values={
                "unread": len(record.unread),
                "gap": f"{record.accounts_gap:.0e}",
                "later": len(record.hindsight),
                "positions": sum(h.kind == "position" for h in record.hindsight),
            },
        ),
    )


def unmoved(record: RunRecord) -> frozenset[str]:
    """Firms whose debt is the same in both years shown: nothing in the run moves it."""
    held: dict[str, list[float]] = {}
    for s in record.statements:
        if s.year in SHOWN_YEARS:
            held.setdefault(s.party, []).append(s.debt)
    return frozenset(n for n, sums in held.items() if max(sums) - min(sums) < LEAST < min(sums))


def _firms(record: RunRecord, desk: PageContext) -> Section:
    """Statements of both years; what nothing in the run moves is marked."""
    language, still = desk.language, unmoved(record)
    return section(
        "run_firms",
        language,
        columns=(
            *("year", "firm", "sales", "capex", "debt", "leverage", "dependency"),
            *("downgraded", "unpaid"),
        ),
        rows=tuple(
            (
                str(s.year),
                party(desk, s.party),
                *(rough(v, language) for v in (s.sales_inside, s.capex)),
                rough(s.debt, language) + (STILL if s.party in still else ""),
                "–" if s.leverage > 99 or s.debt < 0.05 else f"{s.leverage:.1f}",
                percent(s.dependency),
                percent(s.downgraded),
                rough(s.unpaid, language),
            )
            for s in record.statements
            if s.year in SHOWN_YEARS
        ),
    )


def _orders(record: RunRecord, desk: PageContext) -> Section:
    language = desk.language
    return section(
        "run_orders",
        language,
        columns=("year", "firm", "of_openai", "of_others", "booked", "recognised", "cancelled"),
        rows=tuple(
            (
                str(o.year),
                party(desk, o.party),
                *(rough(v, language) for v in (o.openai, o.others)),
                *(rough(v, language) for v in (o.booked, o.recognised, o.cancelled)),
            )
            for o in record.suppliers.orders
            if o.year in SHOWN_YEARS
        ),
    )


def _dependence(record: RunRecord, desk: PageContext) -> Section:
    """D1 to D5, and the price that bargaining has led to."""
    language = desk.language
    prices = {(p.party, p.year): p.price for p in record.suppliers.prices}
    return section(
        "run_depend",
        language,
        columns=(
            *("year", "firm", "dependency", "d2", "d3", "raised", "lost", "lost_equity"),
            *("lost_ebitda", "price"),
        ),
        rows=tuple(
            (
                str(d.year),
                party(desk, d.party),
                *(percent(v) for v in (d.of_sales, d.of_orders, d.of_ebitda)),
                *(rough(v, language) for v in (d.raised, d.lost)),
                "–" if d.lost_over_equity is None else f"{d.lost_over_equity:.2f}",
                f"{d.lost_over_ebitda:.2f}",
                signed(prices[d.party, d.year] - 1),
            )
            for d in record.suppliers.dependence
            if d.year in SHOWN_YEARS
        ),
    )


def _own(record: RunRecord, desk: PageContext) -> Section:
    language = desk.language
    totals: dict[str, list[float]] = {}
    for own in record.loop.own:
        if own.year <= 2030:
            kept = totals.setdefault(own.party, [0.0] * 4)
            for i, value in enumerate((own.sales, own.last, own.pro_rata, own.first)):
                kept[i] += value
    sums = {n: (v[0], min(v[1:]), v[2], max(v[1:])) for n, v in totals.items()}
    ranked = sorted(sums.items(), key=lambda pair: -pair[1][2])
    return section(
        "run_loop",
        language,
        columns=("firm", "sales", "least", "pro_rata", "most"),
        rows=tuple((party(desk, n), *(rough(v, language) for v in row)) for n, row in ranked),
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
