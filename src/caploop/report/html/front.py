"""The front page as data: ten answers on one screen, what changed, what has no number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from msgspec import Struct

from caploop.charts import Scene, Spark, spark
from caploop.report.answers.about import assumed
from caploop.report.answers.interval import interval
from caploop.report.answers.shown import ShownAnswer
from caploop.report.chapters.book.changes import Turn, turns
from caploop.report.chapters.book.page_context import PageContext, party
from caploop.report.chapters.loop.chapter import Circular
from caploop.report.chapters.runway import draw_when
from caploop.report.chapters.section import TO_2030, RunChapter
from caploop.report.tables.shown import percent, rough, shown, usd
from caploop.report.text.words import message_text, say
from caploop.study.loop import CoverageRow, LoopRecord, thinnest
from caploop.study.plan import PlanRecord
from caploop.study.report_runs import ReportRuns
from caploop.study.shared import BookRecord, QuantileRow

_IDS = re.compile(r'(\b(?:id|aria-labelledby|aria-describedby)=")')
TEN = ("loop", "earn", "runway", "run", "stress", "value", "build", "policy", "plan", "rivals")
PAY = "runway"
LATEST = 3
"""How many changes stand on the front."""
NO_NUMBER = ("can-pay", "chips-by-loan", "output-without", "cloud-by-maker", "sales-of-suppliers")
"""Kinds of questions that have no number, by their codes."""
BN = 1e9


class FrontAnswer(Struct, frozen=True, kw_only=True):
    """One of the ten: its page, the question, finding, interval, a spark, how much is assumed."""

    page: str
    question: str
    finding: str
    interval: str
    spark: str
    spanned: str
    evidence: str


class FrontCoverage(Struct, frozen=True, kw_only=True):
    """The one big number: revenue from outside over what is owed inside in the thinnest year."""

    ratio: str
    told: str


class Front(Struct, frozen=True, kw_only=True):
    """Everything the front page shows; it opens with the finding on whether bills can be paid."""

    finding: str
    interval: str
    sure: str
    curves: str
    hero: dict[str, Scene]
    coverage: FrontCoverage | None
    circular: str
    answers: tuple[FrontAnswer, ...]
    changed: tuple[Turn, ...]
    unknown: tuple[tuple[str, str], ...]
    cited: str


class FrontRecords(Struct, frozen=True, kw_only=True):
    """What the front page is made of: the chapters by name, and the records behind them."""

    chapters: Mapping[str, RunChapter]
    held: ReportRuns
    circular: Circular
    loop: LoopRecord
    plan: PlanRecord | None
    book: BookRecord


def front_page(of: FrontRecords, page: PageContext) -> Front:
    """The front page; an answer without its chapter is left out."""
    findings = {name: c.finding for name, c in of.chapters.items()}
    findings["loop"] = of.circular.finding
    records: dict[str, Any] = {"loop": of.loop, "plan": of.plan}
    pay = ShownAnswer(question=PAY, record=of.held.runway, tables=(), language=page.language)
    return Front(
        finding=findings[PAY],
        interval=interval(pay),
        sure=_sure(of.held, page),
        curves=_again(draw_when(of.held.runway, of.held.dry, page.language)["narrow"]).svg,
        hero={name: _again(scene) for name, scene in of.circular.ring.scenes.items()},
        coverage=_coverage(of.loop, page),
        circular=of.circular.finding,
        answers=tuple(
            _answer(name, findings[name], records.get(name) or getattr(of.held, name), page=page)
            for name in TEN
            if name in findings
        ),
        changed=tuple(turns(of.book, page).items[:LATEST]),
        unknown=_unknown(of.held, page),
        cited=_cited(of.held, page),
    )


def _again(scene: Scene) -> Scene:
    """A picture that stands on its own page too: here its ids are others."""
    return replace(scene, svg=_IDS.sub(r"\1front-", scene.svg))


def _sure(held: ReportRuns, page: PageContext) -> str:
    """How many inputs of the run are assumptions; "" where none is."""
    run = ShownAnswer(question="run", record=held.run, tables=(), language=page.language)
    return "".join(say("front.sure", page.language, assumed=told) for told in assumed(run))


def _cited(held: ReportRuns, page: PageContext) -> str:
    run = held.run
    return say(
        "front.cited",
        page.language,
        version=run.versions.caploop,
        vintage=run.versions.vintage or run.versions.book,
        as_of=run.as_of,
        known_at=run.known_at,
        draws=f"{run.draws:,}",
        seed=run.seed,
        hash=run.hash,
    )


def _coverage(loop: LoopRecord, page: PageContext) -> FrontCoverage | None:
    worst = thinnest(loop.coverage) or _first(loop.coverage)
    if worst is None or worst.ratio is None:
        return None
    told = say(
        "front.coverage",
        page.language,
        year=worst.year,
        party=party(page, worst.party),
        outside=usd((worst.outside_usd or 0.0) / BN, page.language),
        due=usd(worst.due_usd / BN, page.language),
        basis=message_text(worst.basis, page.language),
    )
    return FrontCoverage(ratio=f"{worst.ratio:.2f}×", told=told)


def _first(rows: Sequence[CoverageRow]) -> CoverageRow | None:
    known = [row for row in rows if row.ratio is not None and row.party == "openai"]
    return min(known, key=lambda row: row.ratio or 0.0, default=None)


def _answer(name: str, finding: str, record: Any, *, page: PageContext) -> FrontAnswer:
    language = page.language
    # The tables are not asked for: an interval is written from the record alone.
    told = ShownAnswer(question=name, record=record, tables=(), language=language)
    drawn = _SPARKS.get(name)
    line = drawn(record, language) if drawn is not None else None
    return FrontAnswer(
        page=name,
        question=say(name, language),
        finding=finding,
        interval=interval(told),
        spark="" if line is None else spark(line),
        spanned="" if line is None else line.says,
        evidence=_evidence(record, language),
    )


def _evidence(record: Any, language: str) -> str:
    """How many of the inputs behind the headline, or behind all, rest on a source."""
    read = {row.symbol: row for row in getattr(record, "priors", ())}
    if not read:
        return say("front.papers", language)
    behind = [one.parameters for one in getattr(record, "basis", ()) if one.field == "headline"]
    symbols = [symbol for symbol in behind[0] if symbol in read] if behind else list(read)
    stated = sum(not read[symbol].assumption for symbol in symbols)
    return say("front.stated", language, count=stated, all=len(symbols))


def _unknown(held: ReportRuns, page: PageContext) -> tuple[tuple[str, str], ...]:
    """Things that have no number, of each kind the first, with why."""
    told = {one.what.code: one for one in reversed(held.stress.refused)}
    chosen = [told[code] for code in NO_NUMBER if code in told]
    return tuple((shown(one.what, page.reader), shown(one.why, page.reader)) for one in chosen)


def _band(rows: Sequence[QuantileRow], name: str, *, language: str, hue: str = "purchase") -> Spark:
    """Years of a quantity to 2030 with the band that holds nine draws of ten."""
    told = rows[:TO_2030]
    ends = {
        "first": told[0].period,
        "last": told[-1].period,
        "begin": _in_unit(name, told[0].q50, language),
        "end": _in_unit(name, told[-1].q50, language),
    }
    return Spark(
        line=tuple(row.q50 for row in told),
        low=tuple(row.q05 for row in told),
        high=tuple(row.q95 for row in told),
        says=say("front.spanned", language, what=say(f"front.of.{name}", language), **ends),
        hue=hue,
    )


def _in_unit(name: str, value: float, language: str) -> str:
    if name == "gw":
        return say("front.gw", language, gw=f"{value:.2g}")
    if name == "viable":
        return f"{value:.0f}"
    return rough(value, language)


def _loop(record: LoopRecord, language: str) -> Spark | None:
    known = [row for row in record.coverage if row.party == "openai" and row.ratio is not None]
    if len(known) < 2:
        return None
    ratios = tuple(row.ratio or 0.0 for row in known)
    return _plain(
        ratios,
        ("coverage", known[0].year, known[-1].year),
        language=language,
        ends=(f"{ratios[0]:.2f}×", f"{ratios[-1]:.2f}×"),
        level=1.0,
    )


def _runway(record: Any, language: str) -> Spark | None:
    by_quarter = {q: v for q, v in record.cash_out.by_quarter.items() if q <= "2030Q4"}
    quarters, shares = list(by_quarter), tuple(by_quarter.values())
    ends = (percent(shares[0]), percent(shares[-1]))
    return _plain(shares, ("dry", quarters[0], quarters[-1]), language=language, ends=ends)


def _run(record: Any, language: str) -> Spark | None:
    years = sorted({d.year for d in record.suppliers.dependence if str(d.year) <= "2030"})
    raised = tuple(
        sum(d.raised for d in record.suppliers.dependence if d.year == year) for year in years
    )
    if len(raised) < 2:
        return None
    ends = (rough(raised[0], language), rough(raised[-1], language))
    where = ("raised", years[0], years[-1])
    return _plain(raised, where, language=language, ends=ends, hue="debt")


def _plain(
    line: tuple[float, ...],
    where: tuple[str, object, object],
    *,
    language: str,
    ends: tuple[str, str],
    level: float = 0.0,
    hue: str = "purchase",
) -> Spark:
    what, first, last = where
    told = {"first": first, "last": last, "begin": ends[0], "end": ends[1]}
    says = say("front.spanned", language, what=say(f"front.of.{what}", language), **told)
    return Spark(line=line, says=says, level=level, hue=hue)


def _years(rows: Sequence[QuantileRow]) -> Iterator[QuantileRow]:
    """Of quarters the last of each year."""
    yield from (row for row in rows if row.period.endswith("Q4") or "Q" not in row.period)


_SPARKS: Mapping[str, Callable[[Any, str], Spark | None]] = {
    "loop": _loop,
    "earn": lambda r, to: _band(r.revenue_years, "revenue", language=to, hue="revenue"),
    "runway": _runway,
    "run": _run,
    "value": lambda r, to: _band(tuple(_years(r.value)), "value", language=to, hue="equity"),
    "build": lambda r, to: _band([y.in_service for y in r.capacity], "gw", language=to),
    "policy": lambda r, to: _band(r.credit.cost, "credit", language=to, hue="debt"),
    "rivals": lambda r, to: _band(r.viable, "viable", language=to, hue="other"),
}
