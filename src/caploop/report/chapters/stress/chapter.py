"""What breaks when one link breaks: who is short in which quarter, who bears it, and the rest."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.charts import Range, Ranges, Scene, Stacks, ranges, stacks
from caploop.report.chapters.bars import bars, link, wide
from caploop.report.chapters.book.page_context import HUES, PageContext, party
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.run import basis_of
from caploop.report.chapters.section import RunChapter, Section, section_of
from caploop.report.chapters.stress.after_shock import apart, exposed, falls, rises
from caploop.report.chapters.stress.exposures import nearest, sold, stopped
from caploop.report.tables import ruin
from caploop.report.tables import stress as tables
from caploop.report.tables.cell import AnswerTable, Cell, DataWord, Enumeration, Text, table
from caploop.report.tables.shown import YI, number, percent, rough, shown, ticks
from caploop.report.text.words import say
from caploop.stress import Loss, Shortfall
from caploop.study.runway import RunwayRecord
from caploop.study.stress import GPUS, HOLDINGS, SPREAD, SYMBOLS, StressRecord

OWN = "openai"


def stress_chapter(
    record: StressRecord, desk: PageContext, *, runway: RunwayRecord, dry: RunwayRecord
) -> RunChapter:
    """The chapter on a broken link in the language of the desk.

    `runway` and `dry` are the same plan with new money and without: other answers to when cash is
    out, shown beside that of the dated book.
    """
    shown_of = pictured(record, desk)
    reader = desk.reader
    return RunChapter(
        id="stress",
        finding=_finding(record, desk),
        standfirst=_standfirst(record, runway, desk),
        sections=(
            section_of(tables.short(record), reader, scenes=draw_short(record, desk.language)),
            section_of(tables.answers(record, runway, dry), reader),
            section_of(tables.plan_money(record), reader),
            *(section_of(one, reader, scenes=scenes) for one, scenes in shown_of),
            section_of(ruin.refused(record), reader),
            _weak(record, desk),
        ),
    )


def pictured(
    record: StressRecord, desk: PageContext
) -> tuple[tuple[AnswerTable, dict[str, Scene]], ...]:
    """Tables that have a picture, each with it."""
    language = desk.language
    money = ticks(language)
    return (
        (tables.lost(record), bars("stress_lost", _lost(record, desk), money, language=language)),
        (tables.matrix(record), exposed(record, desk)),
        (tables.distress(record), rises(record, desk)),
        (
            tables.equity(record),
            bars("stress_equity", falls(record, desk), percent, language=language),
        ),
        (
            tables.chances(record),
            bars("stress_chances", apart(record, desk), percent, language=language),
        ),
        (ruin.reverse(record), nearest(record, desk)),
        (ruin.sales(record, GPUS, name="stress_gpus"), sold(record, desk, GPUS)),
        (ruin.sales(record, HOLDINGS, name="stress_holdings"), sold(record, desk, HOLDINGS)),
        (
            ruin.cascade(record),
            bars("stress_cascade", stopped(record, desk), percent, language=language),
        ),
    )


def _standfirst(record: StressRecord, runway: RunwayRecord, desk: PageContext) -> str:
    """Who bears the dated debts, and why only he; beside it who loses most in the run, and what
    nobody has agreed to pay even without a shock."""
    language = desk.language
    claims, lost = tables.claims(record), runway.default.lost
    told = say("stress.standfirst", language) + _unfunded(record, language)
    if not claims or not lost:
        return told
    return told + say(
        "stress.bearer",
        language,
        bears=party(desk, claims[0].holder),
        part=rough(tables.more(claims[0]), language),
        whole=rough(sum(map(tables.more, claims)), language),
        most=party(desk, max(lost, key=lambda n: lost[n])),
    )


def _unfunded(record: StressRecord, language: str) -> str:
    missing = record.plan_money.missing if record.plan_money else 0.0
    if missing <= 0:
        return ""
    told = {"missing": rough(missing, language), "quarter": record.quarter}
    return say("stress.unfunded", language, **told)


def _finding(record: StressRecord, desk: PageContext) -> str:
    language = desk.language
    before, after = record.first_short
    name = "finding" if before != after else "finding.same" if after else "finding.none"
    never = say("stress.never", language)
    return say(
        f"stress.{name}" if record.shock else "stress.finding.no_link",
        language,
        shock=shown(Enumeration(_shocks(record, desk), none="stress.nobody"), desk.reader),
        before=before or never,
        after=after or never,
    )


def _shocks(record: StressRecord, desk: PageContext) -> tuple[Cell, ...]:
    """The shocks in words: of withdrawn money whose it is and how much."""
    gone = tables.withdrawn(record)
    found: list[Cell] = []
    for shock in record.shock:
        mine = [row for row in gone if shock.target in row.agreements]
        if not mine:
            found.append(DataWord("party", shock.target or shock.kind))
            continue
        amount = rough(sum(map(tables.more, mine)), desk.language)
        payer = party(desk, mine[0].obligor)
        found.append(Text("stress_shock.withdraw", {"payer": payer, "amount": amount}))
    return tuple(found)


def draw_short(record: StressRecord, language: str) -> dict[str, Scene]:
    """Columns by quarter where there is room, a bar a quarter where there is not."""
    rows = [s for s in record.shortfalls if s.party == OWN]
    if not rows:
        return {}
    unit = YI if language == "zh" else 1
    drawn = Stacks(
        title=say("stress_short", language),
        description=f"{rows[0].quarter} – {rows[-1].quarter}",
        periods=tuple(s.quarter for s in rows),
        kinds=tables.SHORT,
        parts=tuple((s.short_before, tables.unpaid(s) - s.short_before) for s in rows),
        tick=ticks(language),
        amount=lambda value: number(value * unit, comma=""),
    )
    narrow = Ranges(
        title=drawn.title,
        description=drawn.description,
        bars=tuple(_quarter(s, language) for s in rows),
        tick=ticks(language),
    )
    scenes = wide(lambda key, width: stacks(drawn, width=width, name=f"stress_short-{key}"))
    return {**scenes, "narrow": ranges(narrow, width=WIDTHS["narrow"], name="stress_short-narrow")}


def _quarter(row: Shortfall, language: str) -> Range:
    now, before = (rough(v, language) for v in (tables.unpaid(row), row.short_before))
    return Range(
        value=row.quarter,
        note=say("stress.quarter", language, now=now, before=before, round=row.round),
        low=row.short_before,
        high=tables.unpaid(row),
        hue="equity",
    )


def _lost(record: StressRecord, desk: PageContext) -> list[Range]:
    """What does not come first, then who is left unpaid for it: each bar begins where one ends."""
    return [
        *_steps(tables.withdrawn(record), desk, key="stress.withdrawn"),
        *_steps(tables.claims(record), desk, key="stress.unpaid"),
    ]


def _steps(rows: Sequence[Loss], desk: PageContext, *, key: str) -> list[Range]:
    """Bars of one group, one after the other."""
    found: list[Range] = []
    low = 0.0
    for row in rows:
        language, more = desk.language, tables.more(row)
        obligor, joined = party(desk, row.obligor), ", ".join(row.agreements)
        found.append(
            Range(
                value=say(
                    key, language, holder=party(desk, row.holder), amount=rough(more, language)
                ),
                note=say("stress.loss", language, obligor=obligor, agreements=joined),
                low=low,
                high=low + more,
                hue=HUES.get(row.instrument, "other"),
                first=not found,
                href=link(desk, row.agreements),
            )
        )
        low += more
    return found


def _weak(record: StressRecord, desk: PageContext) -> Section:
    """What to keep in mind, and the priors that the desk reads beside the run's."""
    read = {SPREAD, *SYMBOLS}
    return section_of(
        table("stress_weak", ("parameter", "three", "source"), ()),
        desk.reader,
        bases=tuple(basis_of(p, desk) for p in record.priors if p.symbol in read),
        notes=record.notes,
    )
