"""Can it pay: when cash is out, cash, burn, states, who funds, the plan alone."""

from __future__ import annotations

from caploop.charts import Fan, Scene, Shares, fan, shares
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.drivers import moving
from caploop.report.chapters.section import TO_2030, RunChapter, fans, section_of
from caploop.report.tables import runway as tables
from caploop.report.tables.beside.said import said_if
from caploop.report.tables.shown import Reader, percent, usd
from caploop.report.text.words import say
from caploop.study.drivers import DriversRecord
from caploop.study.runway import RunwayRecord


def runway_chapter(
    record: RunwayRecord, dry: RunwayRecord, language: str, *, moves: DriversRecord
) -> RunChapter:
    """When cash is out without and with new money, what moves it, cash, burn, states, sources."""
    reader = Reader(language)
    return RunChapter(
        id="runway",
        finding=say("runway.finding", language, share=_by_2030(record)),
        standfirst=_standfirst(record, dry, language),
        sections=(
            section_of(tables.when(record, dry), reader, scenes=draw_when(record, dry, language)),
            section_of(tables.cash(record), reader, scenes=draw_cash(record, language)),
            section_of(tables.burn(record), reader, scenes=draw_burn(record, language)),
            *(section_of(one, reader) for one in said_if("said_money", by=record.known_at)),
            section_of(tables.bills(record), reader),
            section_of(tables.need(record), reader),
            moving("runway_moves", moves, language),
            section_of(tables.states(record), reader, scenes=draw_states(record, language)),
            section_of(tables.default(record), reader),
            section_of(tables.bridge(record), reader),
            section_of(tables.sources(record), reader),
            section_of(tables.alone(record), reader),
        ),
    )


def _standfirst(record: RunwayRecord, dry: RunwayRecord, language: str) -> str:
    early, late = (dry.cash_out.quantiles[k] for k in ("q05", "q95"))
    never = say("run.not_by_2035", language)
    least = tables.signed_and_dated(record)
    ends = sorted(r.quarter or never for r in record.plan_alone if r.money == least)
    return say(
        "runway.standfirst" if ends[0] != ends[-1] else "runway.standfirst.one",
        language,
        early=early or never,
        late=late or never,
        money=usd(least, language),
        first=ends[0],
        last=ends[-1],
    )


def _by_2030(record: RunwayRecord) -> str:
    return percent(record.cash_out.by_quarter["2030Q4"])


def draw_when(record: RunwayRecord, dry: RunwayRecord | None, language: str) -> dict[str, Scene]:
    """Share of draws out of cash by each quarter; where there is a run without new money, its."""
    given, without = _by_quarter(record), _by_quarter(dry) if dry else ()
    ends = (_by_2030(record), "")
    if dry:
        ends = (
            f"{say('run.dry', language)} {_by_2030(dry)}",
            f"{say('run.money', language)} {_by_2030(record)}",
        )
    shown = Fan(
        title=say("runway_when", language),
        description=f"{record.outcomes[0].quarter} – {record.outcomes[4 * TO_2030 - 1].quarter}",
        periods=tuple(record.cash_out.by_quarter)[: 4 * TO_2030],
        spans=tuple((v, v, v, v, v) for v in without or given),
        plan=given if without else (),
        tick=lambda value: f"{value:.0%}",
        ends=ends,
        hue="equity",
    )
    return {k: fan(shown, width=w, name=f"runway_when-{k}") for k, w in WIDTHS.items()}


def _by_quarter(record: RunwayRecord) -> tuple[float, ...]:
    return tuple(record.cash_out.by_quarter.values())[: 4 * TO_2030]


def draw_cash(record: RunwayRecord, language: str) -> dict[str, Scene]:
    """Cash at the end of each quarter."""
    cash = record.cash[: 4 * TO_2030]
    return fans(cash, name="runway_cash", language=language, hue="debt")


def draw_burn(record: RunwayRecord, language: str) -> dict[str, Scene]:
    """Burn of each year, beside the plan's."""
    burn, planned = record.burn[:TO_2030], record.plan_burn[:TO_2030]
    return fans(burn, name="runway_burn", language=language, plan=planned, hue="equity")


def draw_states(record: RunwayRecord, language: str) -> dict[str, Scene]:
    """Shares of draws by state at the end of each year."""
    outcomes = record.outcomes[3 : 4 * TO_2030 : 4]
    shown = Shares(
        title=say("runway_states", language),
        description=f"{outcomes[0].quarter} – {outcomes[-1].quarter}",
        periods=tuple(o.quarter[:4] for o in outcomes),
        kinds=tuple(outcomes[0].states),
        parts=tuple(tuple(o.states.values()) for o in outcomes),
    )
    return {k: shares(shown, width=w, name=f"runway_states-{k}") for k, w in WIDTHS.items()}
