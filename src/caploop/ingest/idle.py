"""Figures that claim nothing: rhetoric, stretches of time that nothing lasts, a few of anything."""

from __future__ import annotations

import re
from decimal import Decimal

from caploop.ingest.sentence import PlacedFigure

COUNTED = frozenset({"heads", "users", "chips"})
MANY = 10
"""Things of no known kind of which so many are counted."""
_RHETORIC = re.compile(r"\s*(?:帝国|神话|俱乐部|豪门|赛道|\bempire|\bclub|\bmyth)")
_OF_A_SIZE = re.compile(r"-(?:person|people|strong|employee|man)\b")
"""What makes a number of people a word for somebody's size: a 300-person firm."""
_LASTING = re.compile(
    r"未来|接下来|为期|今后|连续|落后|长达|历时|租期|期限"
    r"|\b(?:over|for|next|within|last(?:s|ing)?|term)\b",
    re.I,
)


def is_idle(figure: PlacedFigure, *, is_measured: bool, is_heading: bool) -> bool:
    """Whether a figure claims nothing: rhetoric, a stretch of time that nothing lasts, or a count
    of no known thing."""
    start, end = figure.quantity.start, figure.quantity.end
    if _RHETORIC.match(figure.text, end) or _OF_A_SIZE.match(figure.text, end):
        return True
    if figure.kind in COUNTED and not _is_many(figure):
        return True
    if figure.kind == "time":
        return not _LASTING.search(figure.text, max(0, start - 14), start)
    is_bare = figure.kind in {"count", "times"} or is_heading
    return not is_measured and is_bare and not _is_many(figure)


def _is_many(figure: PlacedFigure) -> bool:
    """Whether so many are counted, or a rank is told, that somebody means to say something."""
    q = figure.quantity
    size = q.value or q.high or q.low or Decimal(0)
    return figure.kind in {"count", *COUNTED} and size >= MANY
