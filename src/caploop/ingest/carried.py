"""What a figure measures by what stands before it: another figure, a sentence, the line above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from caploop.ingest.measures import Found, cues_in, found, is_right_behind, last_cue
from caploop.ingest.parties import Mention
from caploop.ingest.sentence import SUM, PlacedFigure, Sentence

GROWTH = "growth_rate"
LASTING = frozenset({"margin"})
"""Shares that a sentence may be about without saying so again."""
RIGHT_BEFORE = 4
"""Signs between a name and the figure that a list gives it."""
BACK = 2
"""Sentences back in which a figure without a cue looks for one."""


class LineAbove(Struct, frozen=True, kw_only=True, gc=False):
    """What the first figure of the line above measures, and its unit."""

    measure: str
    unit: str | None


_COMPARED = re.compile(
    r"(?:\b(?:up|down|higher|lower|rising|falling)?\s?from|compared (?:to|with)"
    r"|\b(?:versus|vs\.?|than|against))\s"
    r"(?:about |roughly |around |nearly |the |its |just |only |an? )*$"
    r"|(?:高于|低于|多于|少于|超出)[^，,。；;]{0,8}$"
    r"|(?:由|从|较|(?:去年|上年)同期的?(?:为|是)?|上一?季度?的?|此前的|(?:增|升|降|跌|涨|加)[至到]|提高到"
    r"|提升至|[上下](?:调|修)[至为到]|扩大[至到]|缩小至|回升至|减少到|调[升降]至)(?:约|了|近|逾|超过?)?$",
    re.I,
)
"""What stands between two figures of which one is compared with the other."""


def is_compared(figure: PlacedFigure, kept: Sequence[tuple[PlacedFigure, Found]]) -> bool:
    """Whether a figure is only set against the one before it: up from $4 billion."""
    if not kept or kept[-1][0].kind != figure.kind:
        return False
    span = kept[-1][0].quantity.end, figure.quantity.start
    cues = [c for c in cues_in(figure.sentence, figure.kind) if span[0] <= c.start < span[1]]
    own = [
        c
        for c in cues
        if c.word.measure not in {GROWTH, kept[-1][1].measure}
        and not is_right_behind(figure.text, span[0], c.start)
    ]
    return not own and _COMPARED.search(figure.text, *span) is not None


_ITEM = re.compile(r"\s*[（(·•\-*]?\s*\d{0,2}\s*[)）.、]?\s*")


def item_measure(
    figure: PlacedFigure, told: Sequence[Mention], above: LineAbove | None
) -> Found | None:
    """What the first figure of the line above measures, where both lines are items of one list that
    start with a name: (3) Microsoft: $52 billion."""
    if above is None or not told or told[0].end > figure.quantity.start:
        return None
    text = figure.text
    is_item = _ITEM.fullmatch(text, 0, told[0].start) is not None
    is_next = re.fullmatch(r"\s*[:：,，]\s*", text[told[0].end : figure.quantity.start]) is not None
    if not (is_item and is_next and above.unit == figure.quantity.unit):
        return None
    return Found(measure=above.measure, rule=f"{above.measure}:item", confidence=0.6)


def carried(figure: PlacedFigure, kept: Sequence[tuple[PlacedFigure, Found]]) -> Found | None:
    """The measure of the last figure of its kind in the same sentence, less sure."""
    same = next((m for f, m in reversed(kept) if f.kind == figure.kind), None)
    if same is None or figure.kind == "time":
        return None
    rule = same.rule if same.rule.endswith(":carried") else f"{same.rule}:carried"
    return replace(same, rule=rule, confidence=same.confidence / 2)


def counted_before(figure: PlacedFigure, earlier: Sequence[Sentence]) -> PlacedFigure:
    """A large number without any unit as users where the sentences before speak of them."""
    as_users = replace(figure, kind="users")
    is_bare = figure.quantity.unit is None and (figure.quantity.value or 0) >= SUM
    return as_users if is_bare and last_cue(reversed(earlier[-BACK:]), "users") else figure


def goes_on(figure: PlacedFigure, told: Sequence[Mention], earlier: Sequence[Sentence]) -> bool:
    """Whether a sentence that names somebody else still speaks of what the one before does: a name
    right before its figure, as in a list (Google 1850亿), or behind words that only say of what."""
    before = [m for m in told if m.end <= figure.quantity.start]
    if before and figure.quantity.start - before[-1].end <= RIGHT_BEFORE:
        return True
    return bool(earlier) and not earlier[-1].figures


def spoken_of(figure: PlacedFigure, earlier: Sequence[Sentence]) -> Found | None:
    """What the sentences before speak of in figures of this kind, if they do."""
    cue = last_cue(reversed(earlier[-BACK:]), figure.kind)
    if cue is None or figure.kind in {"count", "time"}:
        return None
    if figure.kind == "ratio" and cue.word.measure not in LASTING:
        return None
    told = found(cue, figure.kind, sure=0.3)
    return replace(told, rule=f"{told.rule}:earlier")
