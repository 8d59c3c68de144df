"""Quantities in Chinese and English text: exact value, bound, unit, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from caploop.core.bound import (
    CEILINGS,
    FLOORS,
    MIRROR,
    Bound,
    cue_after,
    cue_before,
    falling_before,
)
from caploop.core.draft import Draft, counted, drafts_of, is_quantity
from caploop.core.errors import InputInvalidError
from caploop.core.joint import joined, restated, spread, with_elided_currency, with_glosses
from caploop.core.not_quantity import hide_names
from caploop.core.problem import Problem
from caploop.core.shadow import Shadow, fold
from caploop.core.unit import TIMES, UnitHit, currency_word_before

__all__ = ["Bound", "Quantity", "find_quantities", "parse_quantity"]

_SIGNED = frozenset(("x", "rank"))
_MINUS = re.compile(r"(?:\A|[\s(\[:,，、]|[^\x00-\x7f])-$")
_LASTING = re.compile(r"(?:\bfor|\btook|\blast(?:ed|s|ing)?|\bwell|\bjust|\bafter)\s$", re.I)
_NEAR = 16
_PADDING = re.compile(r"[\s。.,，;；!！?？\"'“”‘’「」]*")


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A quantity as printed: where it stands, its value and bound in base units, its precision.

    `start` and `end` are code points of the text as given and cover numeral, scale and unit.
    Money is in units of its currency, power in W, energy in Wh, shares of a whole as fractions.
    A floor (">", ">=") has no `high`, a ceiling ("<", "<=", "<~") no `low`; an order and a range
    have no `value`. `step` is one unit in the last printed digit. `restates` is the index, among
    the quantities returned with it, of the one that this one gives in another currency.
    """

    start: int
    end: int
    text: str
    low: Decimal | None
    value: Decimal | None
    high: Decimal | None
    bound: Bound
    unit: str | None
    currency: str | None
    step: Decimal
    restates: int | None = None


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a running text in order; years, dates, names and marks are none.

    A number is negative where a falling word stands right before it (跌幅, 减少, fell); a loss
    (亏损) is no sign. Where one value is replaced by another (grew from A to B) both are returned.

    >>> found = find_quantities("估值超过7千亿美元(约合人民币5.1万亿元), for 8 years")
    >>> [(q.text, str(q.bound), str(q.value), q.unit, q.restates) for q in found]
    [('7千亿美元', '>', '700000000000', 'USD', None), \
('5.1万亿元', '~', '5100000000000', 'CNY', 0), ('8 years', '=', '8', 'year', None)]
    """
    shadow = fold(text)
    return tuple(_quantity(text, shadow, draft) for draft in _read(shadow.text, every=False))


def parse_quantity(text: str) -> Quantity:
    """The one quantity that the whole text is; its bounding words and counted noun may be there.

    Here a plain number is a quantity too, without unit. Anything else is refused.

    >>> parse_quantity("at least 4.5 GW").low, parse_quantity("35").value
    (Decimal('4500000000'), Decimal('35'))
    >>> parse_quantity("about soon")
    Traceback (most recent call last):
    ...
    caploop.core.errors.InputInvalidError: quantity-none: about soon: no quantity is written \
here (input); next: write a number with its unit, such as 5 GW or 5亿美元
    """
    shadow = fold(text)
    drafts = _read(shadow.text, every=True)
    if len(drafts) > 1:
        drafts = _read(shadow.text, every=False)
    code, message = _whole_problem(shadow.text, drafts)
    if code:
        hint = "write a number with its unit, such as 5 GW or 5亿美元"
        raise InputInvalidError([Problem(code=code, subject=text, message=message, hint=hint)])
    return _quantity(text, shadow, drafts[0])


def _whole_problem(text: str, drafts: tuple[Draft, ...]) -> tuple[str, str]:
    if not drafts:
        return "quantity-none", "no quantity is written here"
    if len(drafts) > 1:
        return "quantity-many", f"{len(drafts)} quantities are written here, one is wanted"
    before, after = text[: drafts[0].extent_start], text[drafts[0].extent_end :]
    rest = [part.strip() for part in (before, after) if not _PADDING.fullmatch(part)]
    if rest:
        return "quantity-rest", f"{' ... '.join(rest)!r} is no part of the quantity"
    return "", ""


def _quantity(text: str, shadow: Shadow, draft: Draft) -> Quantity:
    start, end = shadow.back(draft.start, draft.end)
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        low=_plain(draft.low),
        value=_plain(draft.value),
        high=_plain(draft.high),
        bound=draft.bound,
        unit=draft.unit,
        currency=draft.currency,
        step=draft.step.normalize(),
        restates=draft.restates,
    )


def _plain(number: Decimal | None) -> Decimal | None:
    """The same number without exponent or trailing zeros, so that it prints as one would write."""
    if number is None:
        return None
    is_whole = number == number.to_integral_value()
    return Decimal(int(number)) if is_whole else number.normalize()


def _read(text: str, *, every: bool) -> tuple[Draft, ...]:
    text = hide_names(text)
    drafts = joined(text, with_glosses(text, drafts_of(text)))
    drafts = counted(text, drafts)
    drafts = tuple(_bounded(text, draft) for draft in drafts)
    drafts = with_elided_currency(text, drafts)
    if not every:
        drafts = tuple(draft for draft in drafts if is_quantity(text, draft))
    return restated(text, spread(text, drafts))


def _bounded(text: str, draft: Draft) -> Draft:
    """The draft with the words before and behind it read: currency, bound, sign."""
    draft, position = _with_currency(text, draft, draft.extent_start)
    cue = cue_before(text, position, bare=draft.numeral.bare)
    bound = cue.bound if cue and not _means_during(text, draft, cue.start) else None
    if cue and bound:
        draft, position = _with_currency(text, draft, cue.start)
    behind = cue_after(text, max(draft.end, draft.extent_end)) or cue_after(text, draft.end)
    if behind:
        draft = replace(draft, extent_end=max(draft.extent_end, behind.end))
        bound = bound or behind.bound
    bound = bound or (Bound.ABOVE if draft.numeral.more else None)
    return _signed(text, _limited(draft, bound or Bound.EXACT), position)


def _with_currency(text: str, draft: Draft, position: int) -> tuple[Draft, int]:
    word = currency_word_before(text, position)
    if word is None or draft.unit not in (None, "CNY", word.unit.name):
        return replace(draft, extent_start=min(position, draft.extent_start)), position
    return _in_currency(draft, word), word.start


def _in_currency(draft: Draft, word: UnitHit) -> Draft:
    return replace(draft, unit=word.unit.name, currency=word.unit.currency, extent_start=word.start)


def _means_during(text: str, draft: Draft, start: int) -> bool:
    """Whether a word before a duration places it in time: over four years, 近三年."""
    word = text[start : draft.start].strip().lower()
    during = word == "近" or (
        word == "over" and not _LASTING.search(text, max(0, start - _NEAR), start)
    )
    return draft.unit in TIMES and during


def _limited(draft: Draft, bound: Bound) -> Draft:
    if draft.bound is not Bound.EXACT and bound is Bound.EXACT:
        bound = draft.bound
    if draft.bound is Bound.RANGE or draft.value is None:
        fixed = Bound.RANGE if not draft.numeral.vague else Bound.ORDER
        return replace(draft, bound=fixed)
    low = draft.value if bound in FLOORS else None
    high = draft.value if bound in CEILINGS else None
    return replace(draft, bound=bound, low=low, high=high)


def _signed(text: str, draft: Draft, position: int) -> Draft:
    falling = falling_before(text, position)
    if falling is not None and draft.unit not in _SIGNED:
        return _negative(replace(draft, extent_start=min(falling, draft.extent_start)))
    may_fall_below_zero = draft.unit == "fraction" or draft.currency is not None
    if may_fall_below_zero and _MINUS.search(text, max(0, draft.start - _NEAR), draft.start):
        return _negative(replace(draft, start=draft.start - 1, extent_start=draft.start - 1))
    return draft


def _negative(draft: Draft) -> Draft:
    if draft.bound is Bound.RANGE and draft.start == draft.extent_start and draft.low:
        return replace(draft, low=-draft.low)
    low, value, high = (_minus(number) for number in (draft.high, draft.value, draft.low))
    return replace(
        draft, low=low, value=value, high=high, bound=MIRROR.get(draft.bound, draft.bound)
    )


def _minus(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number
