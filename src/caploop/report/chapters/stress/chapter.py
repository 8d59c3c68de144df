"""What breaks when one link breaks: who is short in which quarter, who bears it, and the rest."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.charts.ranges import Range, Ranges, ranges
from caploop.charts.stacks import Stacks, stacks
from caploop.report.chapters.bars import barred, joined, link
from caploop.report.chapters.book.page_context import HUES, PageContext, party
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.section import RunChapter, Section, pictured, rough, section, ticks
from caploop.report.chapters.stress.after_shock import chances, distress, equity, exposed
from caploop.report.chapters.stress.answers import answers
from caploop.report.chapters.stress.exposures import cascaded, left_out, reversed_sets, sold, weak
from caploop.report.text.words import is_text, named, say
from caploop.stress import Loss, Shortfall
from caploop.study.runway.record import RunwayRecord
from caploop.study.stress.fire import GPUS, HOLDINGS
from caploop.study.stress.record import StressRecord

OWN = "openai"
FUNDING = ("equity", "loan")
UNITS = {"zh": 10}
"""How many of the axis's unit a billion dollars is: 亿 in Chinese."""
SHORT = ("short_before", "short_added")


def stress_chapter(
    record: StressRecord, desk: PageContext, *, runway: RunwayRecord, dry: RunwayRecord
) -> RunChapter:
    """The chapter on a broken link in the language of the desk.

    `runway` and `dry` are the same plan with new money and without: other answers to when cash is
    out, shown beside that of the dated book.
    """
    return RunChapter(
        id="stress",
        finding=_finding(record, desk),
        standfirst=_standfirst(record, runway, desk),
        sections=(
            _short(record, desk),
            answers(record, desk, runway=runway, dry=dry),
            _lost(record, desk),
            exposed(record, desk),
            distress(record, desk),
            equity(record, desk),
            chances(record, desk),
            reversed_sets(record, desk),
            sold(record, desk, asset=GPUS, name="stress_gpus"),
            sold(record, desk, asset=HOLDINGS, name="stress_holdings"),
            cascaded(record, desk),
            left_out(record, desk),
            weak(record, desk),
        ),
    )


def _standfirst(record: StressRecord, runway: RunwayRecord, desk: PageContext) -> str:
    """Who bears the dated debts, and why only he; beside it who loses most in the run."""
    language = desk.language
    claims = [r for r in record.losses if r.instrument not in FUNDING]
    lost = runway.default.lost
    if not claims or not lost:
        return say("stress.standfirst", language)
    most = max(lost, key=lambda n: lost[n])
    return say("stress.standfirst", language) + say(
        "stress.bearer",
        language,
        bears=party(desk, claims[0].holder),
        part=rough(_more(claims[0]), language),
        whole=rough(sum(_more(r) for r in claims), language),
        most=party(desk, most),
    )


def _finding(record: StressRecord, desk: PageContext) -> str:
    language = desk.language
    withdrawn = sum(_more(r) for r in record.losses if r.instrument in FUNDING)
    shock = joined(
        [
            say(key, language, amount=rough(withdrawn, language))
            if is_text(key := f"stress_shock.{s.target}")
            else named("party", s.target or s.kind, language)
            for s in record.shock
        ],
        language,
    )
    before, after = record.first_short
    name = "finding" if before != after else "finding.same" if after else "finding.none"
    never = say("stress.never", language)
    return say(
        f"stress.{name}", language, shock=shock, before=before or never, after=after or never
    )


def _more(row: Loss) -> float:
    return row.amount - row.baseline


def _short(record: StressRecord, desk: PageContext) -> Section:
    """Columns by quarter where there is room, a bar a quarter where there is not."""
    language = desk.language
    rows = [s for s in record.shortfalls if s.party == OWN]
    named_parties = {s.party for s in record.shortfalls}
    table = section(
        "stress_short",
        language,
        columns=(
            *("firm", "period", "stress_round", "stress_owed", "stress_paid"),
            *("stress_recovery", "stress_recovery_before", "stress_unpaid", "stress_unpaid_before"),
        ),
        rows=tuple(_shortfall(s, desk) for s in record.shortfalls),
        kinds=SHORT,
        key="stress_part",
        values={
            "quarter": record.quarter,
            "parties": joined([party(desk, n) for n in sorted(named_parties)], language),
        },
    )
    if not rows:
        return table
    shown = Stacks(
        title=say("stress_short", language),
        description=f"{rows[0].quarter} – {rows[-1].quarter}",
        periods=tuple(s.quarter for s in rows),
        kinds=SHORT,
        parts=tuple((s.short_before, _unpaid(s) - s.short_before) for s in rows),
        tick=ticks(language),
        amount=lambda value: f"{value * UNITS.get(language, 1):.0f}",
    )
    bars = Ranges(
        title=shown.title,
        description=shown.description,
        bars=tuple(_quarter(s, language) for s in rows),
        tick=ticks(language),
    )
    scenes = {k: stacks(shown, width=w, name=f"stress_short-{k}") for k, w in WIDTHS.items()}
    scenes["narrow"] = ranges(bars, width=WIDTHS["narrow"], name="stress_short-narrow")
    return pictured(table, scenes)


def _unpaid(row: Shortfall) -> float:
    return row.owed - row.paid


def _shortfall(row: Shortfall, desk: PageContext) -> tuple[str, ...]:
    sums = (row.owed, row.paid)
    return (
        *(party(desk, row.party), row.quarter, str(row.round)),
        *(rough(v, desk.language) for v in sums),
        *(f"{row.recovery:.0%}", f"{row.baseline:.0%}"),
        *(rough(v, desk.language) for v in (_unpaid(row), row.short_before)),
    )


def _quarter(row: Shortfall, language: str) -> Range:
    now, before = (rough(v, language) for v in (_unpaid(row), row.short_before))
    return Range(
        value=row.quarter,
        note=say("stress.quarter", language, now=now, before=before, round=row.round),
        low=row.short_before,
        high=_unpaid(row),
        hue="equity",
    )


def _lost(record: StressRecord, desk: PageContext) -> Section:
    """What does not come first, then who is left unpaid for it: each bar begins where one ends."""
    language = desk.language
    groups: tuple[list[Loss], list[Loss]] = ([], [])
    for row in record.losses:
        groups[row.instrument not in FUNDING].append(row)
    bars = [bar for group in groups for bar in _steps(group, desk)]
    gone, passed = (sum(_more(r) for r in group) for group in groups)
    table = section(
        "stress_lost",
        language,
        columns=(
            *("stress_holder", "stress_obligor", "stress_instrument", "stress_more"),
            *("stress_with", "stress_without", "stress_agreements", "behind"),
        ),
        rows=tuple(
            (
                *(party(desk, r.holder), party(desk, r.obligor)),
                named("stress_instrument", r.instrument, language),
                *(rough(v, language) for v in (_more(r), r.amount, r.baseline)),
                *(" ".join(r.agreements), " ".join(r.claims)),
            )
            for r in record.losses
        ),
        values={
            "gone": rough(gone, language),
            "passed": rough(passed, language),
            "quarter": record.quarter,
        },
    )
    return barred(table, bars, ticks(language), language=language)


def _steps(rows: Sequence[Loss], desk: PageContext) -> list[Range]:
    """Bars of one group, one after the other."""
    bars: list[Range] = []
    low = 0.0
    for row in rows:
        key = "stress.withdrawn" if row.instrument in FUNDING else "stress.unpaid"
        bars.append(
            Range(
                value=say(
                    key,
                    desk.language,
                    holder=party(desk, row.holder),
                    amount=rough(_more(row), desk.language),
                ),
                note=say(
                    "stress.loss",
                    desk.language,
                    obligor=party(desk, row.obligor),
                    agreements=", ".join(row.agreements),
                ),
                low=low,
                high=low + _more(row),
                hue=HUES.get(row.instrument, "other"),
                first=not bars,
                href=link(desk, row.agreements),
            )
        )
        low += _more(row)
    return bars
