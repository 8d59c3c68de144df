"""Bars, links and sizes shared by the sections of the chapter on a broken link."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from caploop.charts.ranges import Range, Ranges, ranges
from caploop.charts.scene import Scene
from caploop.report.chapters.book.page_context import PageContext, tranche_anchor
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.section import Section, pictured
from caploop.report.text.words import say


def wide(drawn: Callable[[str, float], Scene]) -> dict[str, Scene]:
    """A picture at every width."""
    return {key: drawn(key, width) for key, width in WIDTHS.items()}


def barred(
    table: Section, bars: Sequence[Range], tick: Callable[[float], str], *, language: str
) -> Section:
    """The section with bars on one axis; as it is where there are none."""
    if not bars:
        return table
    shown = Ranges(
        title=say(table.id, language),
        description=f"{bars[0].value} – {bars[-1].value}",
        bars=tuple(bars),
        tick=tick,
    )
    return pictured(table, wide(lambda k, w: ranges(shown, width=w, name=f"{table.id}-{k}")))


def link(desk: PageContext, agreements: Sequence[str]) -> str:
    """The place on the page of the first tranche of the agreements; empty where there is none."""
    found = (t for a in agreements for t in desk.held if t.startswith(f"{a}/"))
    tranche = next(found, None)
    return "" if tranche is None else f"#{tranche_anchor(tranche)}"


def joined(words: Sequence[str], language: str) -> str:
    """Words in one line, or that there are none."""
    joint = "、" if language == "zh" else ", "
    return joint.join(words) or say("stress.nobody", language)
