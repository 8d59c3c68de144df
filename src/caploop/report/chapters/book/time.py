"""The timeline of agreements: which pairs, which promises of each, and in what words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from caploop.book import Executed, Tranche
from caploop.charts import Bar, Scene, Timeline, TimelineRow, timeline
from caploop.report.chapters.book.page_context import (
    GONE,
    HUES,
    STROKES,
    STRUCK,
    PageContext,
    Ref,
    checked,
    figure,
    pair,
    ref,
    size,
    standing_word,
    tranche_anchor,
)
from caploop.report.text.amounts import day_text, loose_day
from caploop.report.text.words import named, say
from caploop.study.shared import BookRecord

PAIRS = 14
BARS = 3
LARGE = Decimal("0.05")
WIDTHS = {"wide": 1240, "middle": 720, "narrow": 358}

Sizes = dict[str, tuple[Decimal, Decimal]]


class Spell(Struct, frozen=True, kw_only=True):
    """A promise from its first version to its last one that says the same."""

    first: Tranche
    last: Executed


class Line(Struct, frozen=True, kw_only=True):
    """One bar in the table beside the picture."""

    who: str
    what: str
    ref: Ref
    firmness: str
    standing: str
    start: str
    end: str


class Times(Struct, frozen=True, kw_only=True):
    """The picture at each width, its table, and how much of the book it shows."""

    scenes: dict[str, Scene]
    rows: tuple[Line, ...]
    shown: int
    all: int


def times(record: BookRecord, desk: PageContext) -> Times:
    """The timeline of the main pairs."""
    pairs = main_pairs(record)
    chosen = [(who, spells(held)) for who, held in pairs[:PAIRS]]
    told = _told(chosen, pairs, record.as_of, desk=desk)
    return Times(
        scenes={
            name: timeline(told, width=width, name=f"time-{name}") for name, width in WIDTHS.items()
        },
        rows=tuple(_line(s, desk) for _, found in chosen for s in found[:BARS]),
        shown=len(chosen),
        all=len(pairs),
    )


Pairs = list[tuple[tuple[str, str], list[Executed]]]


def main_pairs(record: BookRecord) -> Pairs:
    """Pairs of payer and payee with a figure, the largest single promise first.

    Money and power are each taken as a share of the largest in the book; the larger share counts.
    """
    drawn = [e for e in record.executed if e.tranche.role != "breakdown" and _has_size(e)]
    sizes = {e.tranche.id: size(e.tranche) for e in drawn}
    pairs: dict[tuple[str, str], list[Executed]] = {}
    for found in drawn:
        pairs.setdefault((found.tranche.payer, found.tranche.payee), []).append(found)
    ranks = {who: max(_weight(e, sizes) for e in held) for who, held in pairs.items()}
    return sorted(pairs.items(), key=lambda p: (-ranks[p[0]], p[0]))


def _has_size(executed: Executed) -> bool:
    return max(size(executed.tranche)) > 0


def _weight(executed: Executed, sizes: Sizes) -> Decimal:
    tops = [max(values) or Decimal(1) for values in zip(*sizes.values(), strict=True)]
    own = sizes[executed.tranche.id]
    return max(value / top for value, top in zip(own, tops, strict=True))


def spells(held: Iterable[Executed]) -> list[Spell]:
    """Promises of one pair, versions that say the same joined: large ones first, in force first."""
    by_id = {e.tranche.id: e for e in held}
    heirs = {e.tranche.superseded_by for e in by_id.values() if _same_heir(e, by_id)}
    found = []
    for executed in by_id.values():
        if executed.tranche.id in heirs:
            continue
        last = executed
        while _same_heir(last, by_id):
            last = by_id[str(last.tranche.superseded_by)]
        found.append(Spell(first=executed.tranche, last=last))
    tops = [max(size(s.last.tranche)[n] for s in found) * LARGE for n in (0, 1)]
    return sorted(found, key=lambda s: (_small(s, tops), *_order(s)))


def _small(spell: Spell, tops: Sequence[Decimal]) -> bool:
    return all(n < top or not n for n, top in zip(size(spell.last.tranche), tops, strict=True))


def _order(spell: Spell) -> tuple[bool, Decimal, Decimal, str]:
    usd, watts = size(spell.last.tranche)
    return spell.last.standing in GONE, -usd, -watts, spell.first.id


def _same_heir(executed: Executed, by_id: dict[str, Executed]) -> bool:
    """Whether the version after this one has the same figure and is as firm."""
    heir = by_id.get(executed.tranche.superseded_by or "")
    if heir is None or executed.standing not in GONE:
        return False
    old, new = executed.tranche, heir.tranche
    later = (old.known_at, old.id) < (new.known_at, new.id)
    return later and size(old) == size(new) and old.firmness == new.firmness


def begun(tranche: Tranche) -> date:
    """The day a promise is drawn from: signed, or known where that was earlier."""
    return min(tranche.signed or tranche.known_at, tranche.known_at)


def ended(spell: Spell) -> date | None:
    """The day a promise is drawn to; None where no end is known. What was paid is a point."""
    last, start = spell.last.tranche, begun(spell.first)
    if spell.last.standing in GONE:
        return max(last.state_date or last.known_at, start)
    if last.end is None and last.firmness == "executed" and last.spread == "at_start":
        return start
    return None if last.end is None else max(last.end, start)


def _told(
    chosen: Sequence[tuple[tuple[str, str], list[Spell]]],
    pairs: Pairs,
    today: date,
    *,
    desk: PageContext,
) -> Timeline:
    language = desk.language
    rows = tuple(
        TimelineRow(
            title=pair(desk, *who),
            bars=tuple(_bar(s, desk) for s in found[:BARS]),
            note=say("timeline.more", language, more=len(found) - BARS)
            if len(found) > BARS
            else "",
        )
        for who, found in chosen
    )
    listed = "; ".join(f"{r.title}: {', '.join(b.value for b in r.bars)}" for r in rows)
    day = day_text(today, language)
    return Timeline(
        title=say("timeline", language),
        description=say("timeline.desc", language, shown=len(rows), list=listed),
        rows=rows,
        today=today,
        today_text=day,
        tick=lambda d: _tick(d, language),
        nothing=say("timeline.none", language),
        scale_note=say("timeline.scale", language, day=day),
    )


def _tick(day: date, language: str) -> str:
    if day.month == 1:
        return f"{day.year}年" if language == "zh" else str(day.year)
    return f"{day.month}月" if language == "zh" else day_text(day, language).split()[1]


def _bar(spell: Spell, desk: PageContext) -> Bar:
    last, end = spell.last.tranche, ended(spell)
    language = desk.language
    gone = spell.last.standing in GONE
    struck = spell.last.standing in STRUCK
    words = [
        say("role.aggregate", language) if last.role == "aggregate" else "",
        named("kind", last.kind, language),
        named("firmness", last.firmness, language),
        _until(spell, end, language) if not struck else "",
        say("assumption", language) if "amount" in last.assumed else "",
    ]
    return Bar(
        start=begun(spell.first),
        end=end,
        value=figure(last, language),
        note=say("comma", language).join(w for w in words if w),
        word=named("standing", spell.last.standing, language) if struck else "",
        stroke=STROKES[last.firmness],
        hue=HUES.get(last.kind, "other"),
        cut=gone,
        checked=checked(desk, last),
        href=f"#{tranche_anchor(last.id)}",
        about=last.id,
    )


def _until(spell: Spell, end: date | None, language: str) -> str:
    if end is None:
        return ""
    if spell.last.standing in GONE:
        state = named("standing", spell.last.standing, language)
        return say("since", language, state=state, day=day_text(end, language))
    if end == begun(spell.first):
        return ""
    month = loose_day(end, "month", language)
    return say("until", language, day=month)


def _line(spell: Spell, desk: PageContext) -> Line:
    last, end, language = spell.last.tranche, ended(spell), desk.language
    return Line(
        who=pair(desk, last.payer, last.payee),
        what=named("kind", last.kind, language),
        ref=ref(desk, last.id),
        firmness=named("firmness", last.firmness, language),
        standing=standing_word(spell.last, language),
        start=day_text(begun(spell.first), language),
        end=day_text(end, language) if end else say("open_end", language),
    )
