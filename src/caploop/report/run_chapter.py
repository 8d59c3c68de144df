"""The chapters on runs as data for the template: can it earn, can it pay, who carries it."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.report.book_chapter_time import WIDTHS
from caploop.report.book_chapter_words import Desk, party
from caploop.report.chapter_cite import cite
from caploop.report.run_section import (
    Basis,
    RunChapter,
    Section,
    fans,
    percent,
    span,
    usd,
)
from caploop.report.text import named, say
from caploop.scene.scene import Scene
from caploop.scene.shares import Shares, shares
from caploop.study.earn import EarnRecord
from caploop.study.run import RunRecord
from caploop.study.runway_record import RunwayRecord
from caploop.study.simulated import Prior, Row
from caploop.study.worlds import Worlds

SHOWN_YEARS = (2027, 2030)
TO_2030 = 5
NOTHING: Mapping[str, object] = {}


def run_chapters(held: Worlds, desk: Desk) -> tuple[RunChapter, ...]:
    """The three chapters in the language of the desk."""
    return (
        earning(held.earn, desk.language),
        paying(held.runway, held.dry, desk.language),
        carrying(held.run, desk),
    )


def earning(record: EarnRecord, language: str) -> RunChapter:
    """Revenue, segments, what has to be true, margins."""
    half, years = record.consumer_half, record.years
    prior = half.per_free_user * record.advertising_prior[1] / half.remainder
    words = _words(record, language)
    table = tuple(
        (
            str(y.year),
            usd(y.plan, language),
            *(usd(v, language) for v in y.segments.values()),
            f"{y.lift_consumer:.1f}",
            f"{y.lift_enterprise:.1f}",
        )
        for y in years[:TO_2030]
    )
    revenue = _section(
        "earn_fan", language, rows=_spans(record.revenue_years, language), values=words
    )
    return RunChapter(
        id="earn",
        finding=say(
            "earn.finding",
            language,
            plan=usd(years[4].plan, language),
            each=f"{half.per_free_user:.0f}",
        ),
        standfirst=say(
            "earn.standfirst",
            language,
            times=f"{half.per_free_user / prior:.1f}",
            prior=f"{prior:.0f}",
        ),
        sections=(
            _with(
                revenue,
                fans(
                    record.revenue_years[:TO_2030],
                    name="earn_fan",
                    language=language,
                    plan=[y.plan for y in years[:TO_2030]],
                    hue="revenue",
                ),
            ),
            _section(
                "earn_segments",
                language,
                columns=("year", "plan", "", "lift_consumer", "lift_enterprise"),
                headings=tuple(named("segment", n, language) for n in years[0].segments),
                rows=table,
            ),
            _section(
                "earn_true", language, columns=("lever", "amount"), rows=_half(record, language)
            ),
            _section(
                "earn_margin",
                language,
                columns=(
                    *("year", "users", "payers", "margin_a", "margin_b", "margin_c"),
                    "coverage",
                ),
                rows=_margins(record),
            ),
        ),
    )


def _half(record: EarnRecord, language: str) -> tuple[tuple[str, str], ...]:
    half = record.consumer_half
    rows = [
        (say(f"half.{name}", language), usd(getattr(half, name), language))
        for name in ("subscriptions", "devices", "remainder")
    ]
    prior = ", ".join(usd(v, language) for v in record.advertising_prior)
    rows.append((say("half.prior", language), prior))
    each = f"{half.per_free_user:.0f}"
    rows.append((say("half.each", language), f"${each}" if language == "en" else f"{each}美元"))
    return tuple(rows)


def _margins(record: EarnRecord) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            str(y.year),
            f"{y.users:,.0f}",
            f"{y.payers:,.0f}",
            percent(y.margin_paying_users),
            percent(y.margin_all_inference),
            percent(y.margin_cost_of_revenue),
            f"{y.coverage:.2f}",
        )
        for y in record.years[:TO_2030]
    )


def paying(record: RunwayRecord, dry: RunwayRecord, language: str) -> RunChapter:
    """When cash is out without and with new money, cash, burn, states, sources, the plan alone."""
    words = _words(record, language)
    least = next(p for p in record.priors if p.symbol == "Cmin")
    cash = record.cash[3 : 4 * TO_2030 : 4]
    cash_rows = tuple(_year(r) for r in cash)
    burn = record.burn[:TO_2030]
    planned = record.plan_burn[:TO_2030]
    return RunChapter(
        id="pay",
        finding=say(
            "pay.finding",
            language,
            middle=dry.cash_out.quantiles["q50"],
            share=percent(record.cash_out.by_quarter["2030Q4"]),
        ),
        standfirst=say("pay.standfirst", language),
        sections=(
            _section(
                "pay_when",
                language,
                columns=("year", "dry", "dry_least", "with_money"),
                rows=_when(record, dry, language),
                values={"least": f"{least.low:g}–{least.high:g}"},
            ),
            _with(
                _section("pay_cash", language, rows=_spans(cash_rows, language), values=words),
                fans(cash_rows, name="pay_cash", language=language, hue="debt"),
            ),
            _with(
                _section("pay_burn", language, rows=_spans(burn, language), values=words),
                fans(burn, name="pay_burn", language=language, plan=planned, hue="equity"),
            ),
            _states(record, language),
            _section(
                "pay_sources",
                language,
                columns=("origin", "to_2026", "to_2030", "to_2035", "agreed_part"),
                rows=tuple(
                    (
                        _origin(s.origin, language),
                        *(usd(v, language) for v in (s.to_2026, s.to_2030, s.to_2035, s.agreed)),
                    )
                    for s in record.sources
                ),
            ),
            _section(
                "pay_alone",
                language,
                columns=("money", "opening", "out_in"),
                rows=tuple(
                    (
                        usd(r.money, language),
                        usd(r.cash, language),
                        r.quarter or say("run.never", language),
                    )
                    for r in record.plan_alone
                ),
            ),
        ),
    )


def _when(record: RunwayRecord, dry: RunwayRecord, language: str) -> tuple[tuple[str, ...], ...]:
    rows = [
        (
            year,
            percent(dry.cash_out.in_year[year]),
            percent(dry.constrained.in_year[year]),
            percent(record.cash_out.in_year[year]),
        )
        for year in list(record.cash_out.in_year)[:TO_2030]
    ]
    left = (1 - x.by_quarter["2030Q4"] for x in (dry.cash_out, dry.constrained, record.cash_out))
    return (*rows, (say("run.never", language), *(percent(v) for v in left)))


def _states(record: RunwayRecord, language: str) -> Section:
    outcomes = record.outcomes[3 : 4 * TO_2030 : 4]
    kinds = tuple(outcomes[0].states)
    shown = Shares(
        title=say("pay_states", language),
        description=f"{outcomes[0].quarter} – {outcomes[-1].quarter}",
        periods=tuple(o.quarter[:4] for o in outcomes),
        kinds=kinds,
        parts=tuple(tuple(o.states.values()) for o in outcomes),
    )
    scenes = {k: shares(shown, width=w, name=f"pay_states-{k}") for k, w in WIDTHS.items()}
    section = _section(
        "pay_states",
        language,
        columns=("year", ""),
        headings=tuple(named("stage", kind, language) for kind in kinds),
        rows=tuple((o.quarter[:4], *(percent(v) for v in o.states.values())) for o in outcomes),
        kinds=kinds,
    )
    return _with(section, scenes)


def carrying(record: RunRecord, desk: Desk) -> RunChapter:
    """Every firm, capacity and its limits, own money come back, scenarios, priors, weak points."""
    language = desk.language
    ends = {e.year: e for e in record.ends}
    alone = ends[2030].states["normal"] + ends[2030].states["constrained"]
    lessors = [s for s in record.statements if s.year == 2030 and s.party in record.capacity[0].gw]
    gw = [c.total for c in record.capacity[:TO_2030]]
    wanted = [c.wanted for c in record.capacity[:TO_2030]]
    total = _section(
        "system_gw",
        language,
        columns=("year", "median", "span", "plan"),
        rows=tuple(
            (r.period, f"{r.q50:.1f}", f"{r.q05:.1f} – {r.q95:.1f}", f"{w:.1f}")
            for r, w in zip(gw, wanted, strict=True)
        ),
        values=_words(record, language),
    )
    return RunChapter(
        id="system",
        finding=say(
            "system.finding",
            language,
            debt=usd(sum(s.debt for s in lessors), language).lstrip("$"),
            alone=percent(alone),
        ),
        standfirst=say("system.standfirst", language),
        sections=(
            _firms(record, desk),
            _with(total, fans(gw, name="system_gw", language=language, plan=wanted, unit="GW")),
            _section(
                "system_limits",
                language,
                columns=("year", ""),
                headings=tuple(named("limit", n, language) for n in record.capacity[0].binding),
                rows=tuple(
                    (str(c.year), *(percent(v) for v in c.binding.values()))
                    for c in record.capacity[:TO_2030]
                ),
            ),
            _own(record, desk),
            _section(
                "system_if",
                language,
                columns=("scenario", "what", "runs"),
                rows=tuple(
                    (
                        s.name,
                        s.title_zh if language == "zh" else s.title_en,
                        say("run.yes" if s.runs else "run.no", language),
                    )
                    for s in record.switches
                ),
            ),
            _section(
                "system_priors",
                language,
                columns=("parameter", "three", "source"),
                rows=(),
                bases=tuple(_basis(p, desk) for p in record.priors),
                notes=record.notes,
                values={"unread": len(record.unread), "gap": f"{record.accounts_gap:.0e}"},
            ),
        ),
    )


def _firms(record: RunRecord, desk: Desk) -> Section:
    language = desk.language
    return _section(
        "system_firms",
        language,
        columns=(
            *("year", "firm", "sales", "capex", "debt", "leverage", "dependency"),
            "downgraded",
        ),
        rows=tuple(
            (
                str(s.year),
                party(desk, s.party),
                *(usd(v, language) for v in (s.sales_inside, s.capex, s.debt)),
                "—" if s.leverage > 99 or s.debt < 0.05 else f"{s.leverage:.1f}",
                percent(s.dependency),
                percent(s.downgraded),
            )
            for s in record.statements
            if s.year in SHOWN_YEARS
        ),
    )


def _own(record: RunRecord, desk: Desk) -> Section:
    language = desk.language
    totals: dict[str, list[float]] = {}
    for own in record.loop.own:
        if own.year <= 2030:
            kept = totals.setdefault(own.party, [0.0] * 4)
            for i, value in enumerate((own.sales, own.least, own.pro_rata, own.most)):
                kept[i] += value
    ranked = sorted(totals.items(), key=lambda pair: -pair[1][2])
    return _section(
        "system_loop",
        language,
        columns=("firm", "sales", "least", "pro_rata", "most"),
        rows=tuple((party(desk, n), *(usd(v, language) for v in sums)) for n, sums in ranked),
    )


def _basis(prior: Prior, desk: Desk) -> Basis:
    three = (prior.low, prior.central, prior.high)
    numbers = f"{prior.central:g}" if len(set(three)) == 1 else ", ".join(f"{v:g}" for v in three)
    return Basis(
        symbol=prior.symbol,
        name=prior.name,
        three=f"{numbers} {prior.unit}",
        source=prior.source,
        assumed=prior.assumption,
        cites=tuple(cite(desk.shelf, c, text=c) for c in prior.claims if c in desk.shelf.claims),
    )


def _origin(name: str, language: str) -> str:
    kind = "origin" if name in {"market", "lenders"} else "party"
    return named(kind, name, language)


def _words(record: EarnRecord | RunwayRecord | RunRecord, language: str) -> dict[str, str]:
    return {
        "draws": f"{record.draws:,}",
        "vintage": say(f"plan.{record.plan_vintage}", language),
    }


def _spans(rows: tuple[Row, ...], language: str) -> tuple[tuple[str, ...], ...]:
    return tuple((r.period, usd(r.q50, language), span(r.q05, r.q95, language)) for r in rows)


def _year(row: Row) -> Row:
    levels = {n: getattr(row, n) for n in row.__struct_fields__ if n != "period"}
    return Row(period=row.period[:4], **levels)


def _section(
    name: str,
    language: str,
    *,
    rows: tuple[tuple[str, ...], ...],
    columns: tuple[str, ...] = ("year", "median", "span"),
    headings: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    bases: tuple[Basis, ...] = (),
    notes: tuple[str, ...] = (),
    values: Mapping[str, object] = NOTHING,
) -> Section:
    return Section(
        id=name,
        about=say(f"{name}.about", language, **values),
        scenes={},
        columns=columns,
        headings=headings,
        names=tuple(
            name for c in columns for name in ((say(f"col.{c}", language),) if c else headings)
        ),
        rows=rows,
        kinds=kinds,
        bases=bases,
        notes=notes,
    )


def _with(section: Section, scenes: dict[str, Scene]) -> Section:
    fields = {n: getattr(section, n) for n in section.__struct_fields__}
    return Section(**{**fields, "scenes": scenes, "folded": True})
