"""Can the figures all hold: room and need by plan, least change, each in turn, chances, priors."""

from __future__ import annotations

from caploop.charts.ranges import Range, Ranges, ranges
from caploop.charts.scene import Scene
from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.claims.cite import anchor
from caploop.report.chapters.plan.sums import chance, helping, left, resting
from caploop.report.chapters.section import (
    RunChapter,
    Section,
    pictured,
    section,
    signed,
    ticks,
    usd,
)
from caploop.report.text.words import say
from caploop.study.plan.record import PlanRecord, SetVerdict
from caploop.study.plan.words import plan_figures

LEAST_SHOWN = 5e-4
SHOWN = 4


def plan_chapter(record: PlanRecord, desk: PageContext) -> RunChapter:
    """The chapter in the language of the desk; without results it ends with the least change."""
    language = desk.language
    worst = telling(record)
    sections = [_room(record, language)]
    if worst is not None:
        sections += [_pulls(record, worst, desk), _turn(record, worst, language)]
    if record.results is not None:
        sections += [
            chance(record, record.results, language),
            left(record.results, language),
            helping(record.results, language),
        ]
    return RunChapter(
        id="plan",
        finding=_finding(record, worst, language),
        standfirst=_standfirst(record, worst, language),
        sections=(*sections, resting(record, desk)),
    )


def telling(record: PlanRecord) -> SetVerdict | None:
    """The set that parts most, or the last one tested where none does."""
    tested = [s for s in record.sets if s.coherent is not None]
    return max(tested, key=lambda s: (not s.coherent, s.share), default=None)


def _finding(record: PlanRecord, worst: SetVerdict | None, language: str) -> str:
    if worst is None:
        return say("plan.open", language)
    if worst.coherent:
        return say("plan.holds", language)
    if _mixing_alone(record):
        return say("plan.finding.mixed", language, least=usd(worst.least, language))
    figures = [usd(f.value or 0.0, language) for f in plan_figures(worst)[:SHOWN]]
    gap = usd(abs(worst.gap), language)
    return say("plan.finding", language, figures=say("comma", language).join(figures), gap=gap)


def _mixing_alone(record: PlanRecord) -> bool:
    """Whether every plan holds by itself and only figures put together from several do not."""
    verdicts = {s.id: s.coherent for s in record.sets if s.coherent is not None}
    return len(verdicts) > 1 and [n for n, holds in verdicts.items() if not holds] == ["mixed"]


def _standfirst(record: PlanRecord, worst: SetVerdict | None, language: str) -> str:
    if worst is None or worst.coherent:
        return say("plan.standfirst.open", language)
    plans = say("comma", language).join(set_name(p, language) for p in worst.plans)
    return say(
        "plan.standfirst",
        language,
        plans=plans,
        gap=usd(abs(worst.gap), language),
        least=usd(worst.least, language),
        sure=f"{1 - record.tail:.0%}",
        holds=f"{worst.holds:.0%}",
    )


def set_name(name: str, language: str) -> str:
    """A plan or a set as the page calls it."""
    told = say(f"plan.{name}", language)
    return told if name in {"mixed", "asked"} else say("plan.of", language, plan=told)


def _room(record: PlanRecord, language: str) -> Section:
    bars: list[Range] = []
    rows: list[tuple[str, ...]] = []
    for found in record.sets:
        test = next((t for t in found.tested if t.identity == "cash"), None)
        if test is None:
            continue
        name = set_name(found.id, language)
        leaves = _between(test.stated.middle_low, test.stated.middle_high, language)
        takes = _between(test.implied.low, test.implied.high, language)
        bars += [
            Range(
                value=leaves,
                note=say("plan.leaves", language, set=name),
                low=test.stated.middle_low,
                high=test.stated.middle_high,
                first=True,
            ),
            Range(
                value=takes,
                note=_takes(found, record, language),
                low=test.implied.low,
                high=test.implied.high,
                middle=test.implied.middle_high,
                kind="spread",
                hue="equity",
            ),
        ]
        verdict = say(f"holds.{found.coherent}", language)
        rows.append((name, leaves, takes, f"{test.holds:.0%}", verdict))
    table = section(
        "plan_room",
        language,
        columns=("set", "leaves", "takes", "closes", "holds"),
        rows=tuple(rows),
        values={"tail": f"{record.tail:.0%}"},
    )
    return pictured(table, _drawn("plan_room", bars, language)) if bars else table


def _takes(found: SetVerdict, record: PlanRecord, language: str) -> str:
    """What the rest takes, and by how much the figures miss where they do."""
    if found.coherent is not False:
        return say("plan.takes", language)
    return say(
        "plan.takes.missing",
        language,
        gap=usd(abs(found.gap), language),
        least=usd(found.least, language),
        sure=f"{1 - record.tail:.0%}",
        holds=f"{found.holds:.0%}",
    )


def _between(low: float | None, high: float | None, language: str) -> str:
    if low is None and high is None:
        return ""
    if low is None or high is None:
        word, end = ("at_most", high) if low is None else ("at_least", low)
        return say(f"plan.{word}", language, x=usd(end or 0.0, language))
    one, other = usd(low, language), usd(high, language)
    return one if one == other else f"{one} – {other}"


def _drawn(name: str, bars: list[Range], language: str, *, share: bool = False) -> dict[str, Scene]:
    shown = Ranges(
        title=say(name, language),
        description="; ".join(f"{b.value} {b.note}" for b in bars),
        bars=tuple(bars),
        tick=(lambda v: signed(v) if v else "0") if share else ticks(language),
    )
    return {k: ranges(shown, width=w, name=f"{name}-{k}") for k, w in WIDTHS.items()}


def _pulls(record: PlanRecord, worst: SetVerdict, desk: PageContext) -> Section:
    language = desk.language
    units = {f.term: f.unit for f in worst.figures}
    claims = {f.term: f.claims for f in worst.figures if f.origin == "claim"}
    moved = [c for c in worst.changes if c.before and abs(c.after / c.before - 1) > LEAST_SHOWN]
    moved.sort(key=lambda c: -abs(c.after / c.before - 1))
    bars, rows = [], []
    for c in moved:
        share = c.after / c.before - 1
        before, after = (said(v, units[c.term], language) for v in (c.before, c.after))
        name = record.names[c.term][language == "zh"]
        cited = [i for i in claims.get(c.term, ()) if i in desk.shelf.claims]
        moved_by = _moved(c.before, c.after, units[c.term], language=language)
        bars.append(
            Range(
                value=moved_by,
                note=f"{name}{say('colon', language)}{before} → {after}",
                low=min(share, 0.0),
                high=max(share, 0.0),
                hue="purchase" if cited else "other",
                href=f"#{anchor(cited[0])}" if cited else "",
                about=" · ".join(cited) or c.ref,
            )
        )
        rows.append((name, before, after, moved_by, signed(c.pull, ".2f")))
    errors = {p.symbol: f"{p.central:.0%}" for p in record.priors if p.symbol.startswith("sd_")}
    most = record.names[worst.moved_most][language == "zh"] if worst.moved_most else "—"
    table = section(
        "plan_pulls",
        language,
        columns=("figure_of", "before", "after", "change", "pull"),
        rows=tuple(rows),
        values={
            "plan": errors["sd_plan"],
            "company": errors["sd_company"],
            "press": errors["sd_press"],
            "most": most[:1].upper() + most[1:],
        },
    )
    return pictured(table, _drawn("plan_pulls", bars, language, share=True)) if bars else table


def _moved(before: float, after: float, unit: str, *, language: str) -> str:
    """A change in percent; of a share in percentage points, as a percent of a percent misleads."""
    if unit == "share":
        return say("plan.points", language, x=signed((after - before) * 100, ".1f"))
    return signed(after / before - 1, ".1%")


def said(value: float, unit: str, language: str) -> str:
    """A figure of a term in words: money as everywhere, shares as percentages."""
    if unit == "USD bn":
        return usd(value, language)
    return f"{value:.1%}" if unit == "share" else f"{value:,.1f} {unit}"


def _turn(record: PlanRecord, worst: SetVerdict, language: str) -> Section:
    units = {f.term: f.unit for f in worst.figures}
    happened = {f.term for f in worst.figures if f.origin == "claim" and f.vintage is None}
    rows = []
    for s in worst.solved:
        if s.identity != worst.identity or s.stated is None or s.term in happened:
            continue
        unit = units[s.term]
        ends = [None if v is None else said(v, unit, language) for v in (s.low, s.high)]
        rows.append(
            (
                record.names[s.term][language == "zh"],
                said(s.stated, unit, language),
                _would(s.middle_low, s.middle_high, unit, language=language),
                " – ".join(e for e in ends if e is not None),
            )
        )
    return section(
        "plan_turn",
        language,
        columns=("figure_of", "before", "would", "reach"),
        rows=tuple(rows),
        values={"nine": say("plan.nine", language)},
    )


def _would(low: float | None, high: float | None, unit: str, *, language: str) -> str:
    if low is None or high is None:
        word, end = ("at_most", high) if low is None else ("at_least", low)
        return say(f"plan.{word}", language, x=said(end or 0.0, unit, language))
    one, other = said(low, unit, language), said(high, unit, language)
    return one if one == other else f"{one} – {other}"
