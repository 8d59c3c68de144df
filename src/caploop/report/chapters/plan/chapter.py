"""Can the figures all hold: room and need by plan, least change, each in turn, chances, priors."""

from __future__ import annotations

from caploop.charts import Range, Scene
from caploop.report.chapters.bars import bars
from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.claims.cite import anchor
from caploop.report.chapters.run import basis_of
from caploop.report.chapters.section import RunChapter, Section, section_of
from caploop.report.tables.cell import table
from caploop.report.tables.plan import answer as tables
from caploop.report.tables.plan import results
from caploop.report.tables.plan.figures import (
    amount,
    between,
    middle,
    set_name,
    term_name,
    tested,
    units_of,
)
from caploop.report.tables.shown import percent, shown, signed, ticks, usd
from caploop.report.text.words import say
from caploop.study.plan import PlanRecord, SetVerdict, plan_figures

SHOWN = 4


def plan_chapter(record: PlanRecord, desk: PageContext) -> RunChapter:
    """The chapter in the language of the desk; without results it ends with the least change."""
    language, reader = desk.language, desk.reader
    worst = tables.telling(record)
    sections = [section_of(tables.room(record), reader, scenes=draw_room(record, desk))]
    if worst is not None:
        scenes = draw_pulls(record, worst, desk)
        sections += [
            section_of(tables.pulls(record, worst), reader, scenes=scenes),
            section_of(tables.turn(record, worst), reader),
        ]
    if record.results is not None:
        sections += [
            section_of(results.chance(record, record.results), reader),
            section_of(results.left(record.results), reader),
            section_of(results.relief(record.results), reader),
        ]
    return RunChapter(
        id="plan",
        finding=_finding(record, worst, language),
        standfirst=_standfirst(record, worst, desk),
        sections=(*sections, _resting(record, desk)),
    )


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


def _standfirst(record: PlanRecord, worst: SetVerdict | None, desk: PageContext) -> str:
    language = desk.language
    if worst is None or worst.coherent:
        return say("plan.standfirst.open", language)
    plans = (shown(set_name(name), desk.reader) for name in worst.plans)
    return say(
        "plan.standfirst",
        language,
        plans=say("comma", language).join(plans),
        **_missing(record, worst, language),
    )


def _missing(record: PlanRecord, found: SetVerdict, language: str) -> dict[str, str]:
    """By how much the figures of a set miss, and in how many draws."""
    return {
        "gap": usd(abs(found.gap), language),
        "least": usd(found.least, language),
        "sure": percent(1 - record.tail),
        "holds": percent(found.holds),
    }


def draw_room(record: PlanRecord, desk: PageContext) -> dict[str, Scene]:
    """What is left of each set, and under it what the rest takes."""
    found: list[Range] = []
    for one in record.sets:
        test = tested(one, tables.CASH)
        if test is None:
            continue
        name = shown(set_name(one.id), desk.reader)
        found += [
            Range(
                value=shown(middle(test.stated), desk.reader),
                note=say("plan.leaves", desk.language, set=name),
                low=test.stated.middle_low,
                high=test.stated.middle_high,
                first=True,
            ),
            Range(
                value=shown(between(test.implied.low, test.implied.high), desk.reader),
                note=_takes(one, record, desk.language),
                low=test.implied.low,
                high=test.implied.high,
                middle=test.implied.middle_high,
                kind="spread",
                hue="equity",
            ),
        ]
    tick, told = ticks(desk.language), _told(found)
    return bars("plan_room", found, tick, language=desk.language, description=told)


def _told(found: list[Range]) -> str:
    return "; ".join(f"{bar.value} {bar.note}" for bar in found)


def _takes(found: SetVerdict, record: PlanRecord, language: str) -> str:
    """What the rest takes, and by how much the figures miss where they do."""
    if found.coherent is not False:
        return say("plan.takes", language)
    return say("plan.takes.missing", language, **_missing(record, found, language))


def draw_least_change(record: PlanRecord, desk: PageContext) -> dict[str, Scene]:
    """The least change of the set that parts most; nothing where none was tested."""
    worst = tables.telling(record)
    return {} if worst is None else draw_pulls(record, worst, desk)


def draw_pulls(record: PlanRecord, worst: SetVerdict, desk: PageContext) -> dict[str, Scene]:
    """A bar a figure that the least change moves, in colour where a claim states it."""
    units, language, reader = units_of(worst), desk.language, desk.reader
    claims = {f.term: f.claims for f in worst.figures if f.origin == "claim"}
    found = []
    for c in tables.moved(worst):
        share = tables.part_of(c)
        before, after = (shown(amount(v, units[c.term]), reader) for v in (c.before, c.after))
        cited = [i for i in claims.get(c.term, ()) if i in desk.shelf.claims]
        name = shown(term_name(record, c.term), reader)
        found.append(
            Range(
                value=shown(tables.moved_by(c, units[c.term]), reader),
                note=f"{name}{say('colon', language)}{before} → {after}",
                low=min(share, 0.0),
                high=max(share, 0.0),
                hue="purchase" if claims.get(c.term) else "other",
                href=f"#{anchor(cited[0])}" if cited else "",
                about=" · ".join(cited) or c.ref,
            )
        )
    told = _told(found)
    return bars("plan_pulls", found, _change, language=language, description=told)


def _change(value: float) -> str:
    return signed(value) if value else "0"


def _resting(record: PlanRecord, desk: PageContext) -> Section:
    """Every row read, with its range and source, and the weak points."""
    words = tables.words_of_priors(record)
    return section_of(
        table("plan_priors", ("parameter", "three", "source"), (), values=words),
        desk.reader,
        bases=tuple(basis_of(p, desk) for p in record.priors),
        notes=record.notes,
    )
