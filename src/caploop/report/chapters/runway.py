"""Can it pay: when cash is out, cash, burn, states, who funds, the plan alone."""

from __future__ import annotations

from caploop.charts.fan import Fan, fan
from caploop.charts.scene import Scene
from caploop.charts.shares import Shares, shares
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.drivers import moving
from caploop.report.chapters.section import (
    STANDING,
    TO_2030,
    RunChapter,
    Section,
    fans,
    percent,
    pictured,
    rough,
    section,
    spans,
    standing,
    usd,
    words_of,
    year_of,
)
from caploop.report.text.words import named, say
from caploop.study.drivers.record import DriversRecord
from caploop.study.runway.bridge import Bridge
from caploop.study.runway.record import RunwayRecord

LEAST = 0.05


def runway_chapter(
    record: RunwayRecord, dry: RunwayRecord, language: str, *, moves: DriversRecord
) -> RunChapter:
    """When cash is out without and with new money, what moves it, cash, burn, states, sources."""
    early, late = (dry.cash_out.quantiles[k] for k in ("q05", "q95"))
    never = say("run.not_by_2035", language)
    alone = [r for r in record.plan_alone if r.money == signed_and_dated(record)]
    ends = sorted(r.quarter or never for r in alone)
    return RunChapter(
        id="runway",
        finding=say("runway.finding", language, share=_by_2030(record)),
        standfirst=say(
            "runway.standfirst",
            language,
            early=early or never,
            late=late or never,
            money=usd(alone[0].money, language),
            first=ends[0],
            last=ends[-1],
        ),
        sections=(
            *_money(record, dry, language),
            moving("runway_moves", moves, language),
            _states(record, language),
            _default(record, language),
            _bridge(record, language),
            *_sources(record, language),
        ),
    )


def signed_and_dated(record: RunwayRecord) -> float:
    """The least new money that the plan's own arithmetic is asked of: what is signed and dated."""
    return min(r.money for r in record.plan_alone if r.money > 0)


def _by_2030(record: RunwayRecord) -> str:
    return percent(record.cash_out.by_quarter["2030Q4"])


def _money(record: RunwayRecord, dry: RunwayRecord, language: str) -> tuple[Section, ...]:
    words = words_of(record.draws, record.plan_vintage, language)
    least = next(p for p in record.priors if p.symbol == "Cmin")
    cash = record.cash[: 4 * TO_2030]
    cash_rows = tuple(year_of(r) for r in cash[3::4])
    burn = record.burn[:TO_2030]
    planned = record.plan_burn[:TO_2030]
    return (
        pictured(
            section(
                "runway_when",
                language,
                columns=("year", "dry", "dry_least", "with_money"),
                rows=_when(record, dry, language),
                values={"least": f"{least.low:g}–{least.high:g}"},
            ),
            _reached(record, dry, language),
        ),
        pictured(
            section(
                "runway_cash",
                language,
                columns=STANDING,
                rows=standing(cash_rows, language),
                values=words,
            ),
            fans(cash, name="runway_cash", language=language, hue="debt"),
        ),
        pictured(
            section(
                "runway_burn",
                language,
                columns=STANDING,
                rows=standing(burn, language),
                values=words,
            ),
            fans(burn, name="runway_burn", language=language, plan=planned, hue="equity"),
        ),
        section(
            "runway_need",
            language,
            rows=spans(
                tuple(year_of(r) for r in record.funding_gap[3 : 4 * TO_2030 : 4]), language
            ),
            values={"signed": usd(signed_and_dated(record), language)},
        ),
    )


def _default(record: RunwayRecord, language: str) -> Section:
    """Claims and payments by class in the draws that end in bankruptcy, and lessors' losses."""
    lost = {k: v for k, v in record.default.lost.items() if v >= LEAST}
    return section(
        "runway_default",
        language,
        columns=("rank", "claimed", "recovered", "part"),
        rows=(
            *(
                (
                    named("rank", r.rank, language),
                    rough(r.claimed, language),
                    rough(r.paid, language),
                    "–" if r.rate is None else percent(r.rate),
                )
                for r in record.default.recoveries
            ),
            *(
                (
                    f"{say('run.lost', language)} {named('party', name, language)}",
                    rough(value, language),
                    "–",
                    "–",
                )
                for name, value in lost.items()
            ),
        ),
        values={"share": percent(record.default.probability)},
    )


def _bridge(record: RunwayRecord, language: str) -> Section:
    """The steps from net loss to burn in the first half of 2025."""
    return section(
        "runway_bridge",
        language,
        columns=("line", "amount"),
        rows=tuple(
            (named("bridge", line, language), usd(getattr(record.bridge, line), language))
            for line in Bridge.__struct_fields__
        ),
    )


def _sources(record: RunwayRecord, language: str) -> tuple[Section, ...]:
    return (
        section(
            "runway_sources",
            language,
            columns=("origin", "to_2026", "to_2030", "to_2035", "agreed_part"),
            rows=tuple(
                (
                    _origin(s.origin, language),
                    *(rough(v, language) for v in (s.to_2026, s.to_2030, s.to_2035, s.agreed)),
                )
                for s in record.sources
            ),
        ),
        section(
            "runway_alone",
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
    )


def _reached(record: RunwayRecord, dry: RunwayRecord, language: str) -> dict[str, Scene]:
    """Two lines: the share of draws out of cash by each quarter, without and with new money."""
    without, given = (list(r.cash_out.by_quarter.values())[: 4 * TO_2030] for r in (dry, record))
    shown = Fan(
        title=say("runway_when", language),
        description=f"{record.outcomes[0].quarter} – {record.outcomes[4 * TO_2030 - 1].quarter}",
        periods=tuple(record.cash_out.by_quarter)[: 4 * TO_2030],
        spans=tuple((v, v, v, v, v) for v in without),
        plan=tuple(given),
        tick=lambda value: f"{value:.0%}",
        ends=(
            f"{say('run.dry', language)} {_by_2030(dry)}",
            f"{say('run.money', language)} {_by_2030(record)}",
        ),
        hue="equity",
    )
    return {k: fan(shown, width=w, name=f"runway_when-{k}") for k, w in WIDTHS.items()}


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
        title=say("runway_states", language),
        description=f"{outcomes[0].quarter} – {outcomes[-1].quarter}",
        periods=tuple(o.quarter[:4] for o in outcomes),
        kinds=kinds,
        parts=tuple(tuple(o.states.values()) for o in outcomes),
    )
    scenes = {k: shares(shown, width=w, name=f"runway_states-{k}") for k, w in WIDTHS.items()}
    table = section(
        "runway_states",
        language,
        columns=("year", ""),
        headings=tuple(named("stage", kind, language) for kind in kinds),
        rows=tuple((o.quarter[:4], *(percent(v) for v in o.states.values())) for o in outcomes),
        kinds=kinds,
    )
    return pictured(table, scenes)


def _origin(name: str, language: str) -> str:
    kind = "origin" if name in {"market", "lenders", "amd_warrant"} else "party"
    return named(kind, name, language)
