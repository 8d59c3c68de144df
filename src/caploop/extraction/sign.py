"""What makes a quantity negative: falling words, minus signs, brackets of a statement, 负, △."""

from __future__ import annotations

import re

from msgspec.structs import replace

from caploop.extraction.bound import MIRROR, Bound, falling_before
from caploop.extraction.number_with_unit import Draft

_SIGNED = frozenset(("x", "rank"))
_MINUS = re.compile(r"(?:\A|[\s(\[:,，、]|[^\x00-\x7f])-$")
_MINUS_WORD = re.compile(
    r"(?<!or\s)(?<![/\w])(?:minus|negative)(?:\s(?:an?|some|about|around))?\s$"
    r"|(?<![抱自正胜肩辜欺背担])负(?:的|约)?$|[△▲]\s?$",
    re.IGNORECASE,
)
_MINUS_ENDS = frozenset("- es\tktda负的约△▲")
_MINUS_BLANKS = frozenset(" \t")
_MINUS_WORD_ENDS = frozenset("esantdESANTD△▲")
_SHORT = re.compile(r"\sshort\b")
"""What makes a fall a gap: fell 6 GW short."""
_NEAR = 20


def signed(text: str, draft: Draft, position: int) -> Draft:
    """The draft below zero where the words or signs before this position say so."""
    if draft.minus:
        before = draft.start - (text[draft.start - 1 : draft.start] == "-")
        return negative(replace(draft, start=before, extent_start=min(before, draft.extent_start)))
    falling = falling_before(text, position)
    is_short = _SHORT.match(text, draft.extent_end) is not None
    if falling is not None and draft.unit not in _SIGNED and not is_short:
        return negative(replace(draft, extent_start=min(falling, draft.extent_start)))
    has_minus = text[draft.start - 1 : draft.start] == "-" and _may_fall_below_zero(draft)
    if has_minus and _MINUS.search(text, max(0, draft.start - _NEAR), draft.start):
        return negative(replace(draft, start=draft.start - 1, extent_start=draft.start - 1))
    if _may_end_with_minus(text, position):
        word = _MINUS_WORD.search(text, max(0, position - _NEAR), position)
        if word and draft.unit not in _SIGNED and (draft.unit or draft.scale > 1):
            return negative(replace(draft, extent_start=min(word.start(), draft.extent_start)))
    return draft


def _may_end_with_minus(text: str, position: int) -> bool:
    """Whether the signs before this position can be the last of a word for minus."""
    last = text[position - 1 : position]
    if last in _MINUS_BLANKS:
        return text[position - 2 : position - 1] in _MINUS_WORD_ENDS
    return last in _MINUS_ENDS


def _may_fall_below_zero(draft: Draft) -> bool:
    is_amount = draft.unit is None and draft.scale > 1
    return is_amount or draft.unit == "fraction" or draft.currency is not None


def negative(draft: Draft) -> Draft:
    """The draft with its sign turned, and its bound with it; only the low end of -5% to 10%."""
    if draft.bound is Bound.RANGE and draft.start == draft.extent_start and draft.low:
        return replace(draft, low=-draft.low)
    low, high = draft.low, draft.high
    return replace(
        draft,
        low=None if high is None else -high,
        value=None if draft.value is None else -draft.value,
        high=None if low is None else -low,
        bound=MIRROR.get(draft.bound, draft.bound),
    )
