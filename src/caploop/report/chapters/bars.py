"""Bars and links that chapters share: pictures at every width, places on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from caploop.charts import Range, Ranges, Scene, ranges
from caploop.report.chapters.book.page_context import PageContext, tranche_anchor
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.text.words import say


def wide(drawn: Callable[[str, float], Scene]) -> dict[str, Scene]:
    """A picture at every width."""
    return {key: drawn(key, width) for key, width in WIDTHS.items()}


def bars(
    name: str,
    ranged: Sequence[Range],
    tick: Callable[[float], str],
    *,
    language: str,
    description: str = "",
) -> dict[str, Scene]:
    """Bars on one axis at every width, titled by the section; nothing where there are none."""
    if not ranged:
        return {}
    shown = Ranges(
        title=say(name, language),
        description=description or f"{ranged[0].value} – {ranged[-1].value}",
        bars=tuple(ranged),
        tick=tick,
    )
    return wide(lambda k, w: ranges(shown, width=w, name=f"{name}-{k}"))


def link(desk: PageContext, agreements: Sequence[str]) -> str:
    """The place on the page of the first tranche of the agreements; empty where there is none."""
    found = (t for a in agreements for t in desk.held if t.startswith(f"{a}/"))
    tranche = next(found, None)
    return "" if tranche is None else f"#{tranche_anchor(tranche)}"
