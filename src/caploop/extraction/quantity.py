"""Quantities in Chinese and English text: exact value, bound, unit, and where they stand."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from caploop.core.errors import InputInvalidError
from caploop.core.problem import Place, Problem
from caploop.extraction.bound import CEILINGS, FLOORS, Bound, cue_after, cue_before
from caploop.extraction.folding import Shadow, fold
from caploop.extraction.not_quantity import hide_names
from caploop.extraction.number_with_unit import (
    Draft,
    counted,
    drafts_of,
    is_quantity,
    may_hold_numerals,
)
from caploop.extraction.ranges import joined, restated, spread, with_elided_currency, with_glosses
from caploop.extraction.sign import signed
from caploop.extraction.unit import TIMES, YUAN_OR_YEN, UnitHit, currency_word_before

__all__ = ["Bound", "Quantity", "find_quantities", "parse_quantity", "refused_quantities"]

_LASTING = re.compile(r"(?:\bfor|\btook|\blast(?:ed|s|ing)?|\bwell|\bjust|\bafter)\s$", re.I)
_NEAR = 16
_PADDING = re.compile(r"[\s。.,，;；!！?？\"'“”‘’「」]*")
_OLD_SCALE = re.compile("[億萬圓]")
_HINT = "write a number with its unit, such as 5 GW or 5亿美元"


class Quantity(Struct, frozen=True, kw_only=True, gc=False):
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
    drafts = _read(text, shadow, every=False)
    return tuple(_quantity(text, shadow, draft) for draft in drafts)


def refused_quantities(text: str) -> tuple[Problem, ...]:
    """A problem for each figure of a running text that is seen and not read, with its line.

    Bare numbers without a unit, names and dates are no figures and are not among them.

    >>> [str(problem) for problem in refused_quantities("it had low double-digit billions")]
    ["quantity-refused: low double-digit billions: 'low' gives it ends that are not known \
(input:1 [character 8]); next: write a number with its unit, such as 5 GW or 5亿美元"]
    """
    shadow = fold(text)
    drafts = _drafts(hide_names(shadow.text), every=False)
    settled = _settled(text, shadow, drafts)
    return tuple(_refusal(text, shadow, draft) for draft in settled if draft.refused)


def _refusal(text: str, shadow: Shadow, draft: Draft) -> Problem:
    start, end = shadow.back(draft.start, max(draft.end, draft.start + 1))
    line = text.count("\n", 0, start)
    place = Place(line=line + 1, field=f"character {start + 1}")
    return Problem(
        code="quantity-refused",
        subject=text[start:end],
        message=draft.refused,
        hint=_HINT,
        place=place,
    )


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
    drafts = _read(text, shadow, every=True)
    if len(drafts) > 1:
        drafts = _read(text, shadow, every=False)
    code, message = _whole_problem(shadow.text, drafts)
    if code:
        raise InputInvalidError([Problem(code=code, subject=text, message=message, hint=_HINT)])
    return _quantity(text, shadow, drafts[0])


def _whole_problem(text: str, drafts: tuple[Draft, ...]) -> tuple[str, str]:
    if not drafts:
        return "quantity-none", "no quantity is written here"
    refused = next((draft.refused for draft in drafts if draft.refused), "")
    if refused:
        return "quantity-refused", refused
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


def _read(text: str, shadow: Shadow, *, every: bool) -> tuple[Draft, ...]:
    """The drafts of the text that are quantities, or all of them."""
    if not may_hold_numerals(shadow.text):
        return ()
    hidden = hide_names(shadow.text)
    drafts = _settled(text, shadow, _drafts(hidden, every=every))
    if not every:
        drafts = tuple(draft for draft in drafts if is_quantity(hidden, draft))
    return restated(hidden, spread(hidden, drafts))


def _drafts(hidden: str, *, every: bool) -> tuple[Draft, ...]:
    drafts = joined(hidden, with_glosses(hidden, drafts_of(hidden)))
    drafts = counted(hidden, drafts)
    drafts = tuple(
        _bounded(hidden, draft)
        for draft in drafts
        if every or draft.unit is not None or draft.scale > 1 or draft.refused
    )
    return with_elided_currency(hidden, drafts)


def _settled(text: str, shadow: Shadow, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts with what only the signs as printed can settle: whose 元 and ¥ it is."""
    return tuple(
        _in_country(text, shadow, draft) if draft.currency in _OPEN else draft for draft in drafts
    )


_OPEN = frozenset(("CNY", YUAN_OR_YEN))


def _in_country(text: str, shadow: Shadow, draft: Draft) -> Draft:
    start, end = shadow.back(draft.start, draft.end)
    printed = text[start:end]
    is_old = _OLD_SCALE.search(printed) is not None
    if draft.currency == YUAN_OR_YEN:
        code = "CNY" if "万" in printed or "亿" in printed else None
        if code is None or is_old:
            return replace(draft, refused="¥ is the sign of the yuan and of the yen")
        return replace(draft, unit=code, currency=code)
    is_plain = printed.endswith(("元", "圓")) and not draft.is_named
    if is_plain and (is_old or "兆" in printed):
        return replace(draft, unit=None, currency=None)
    return draft


def _bounded(text: str, draft: Draft) -> Draft:
    """The draft with the words before and behind it read: currency, bound, sign."""
    if draft.refused:
        return draft
    draft, position = _with_currency(text, draft, draft.extent_start)
    cue = cue_before(text, position, bare=draft.numeral.bare)
    bound = cue.bound if cue and not _means_during(text, draft, cue.start) else None
    if cue and bound:
        draft, position = _with_currency(text, draft, cue.start)
    behind = cue_after(text, max(draft.end, draft.extent_end))
    if behind is None and draft.extent_end > draft.end:
        behind = cue_after(text, draft.end)
    if behind:
        draft = replace(draft, extent_end=max(draft.extent_end, behind.end))
        bound = bound or behind.bound
    bound = bound or (Bound.ABOVE if draft.numeral.more else None)
    draft = _limited(draft, bound or Bound.EXACT)
    if draft.numeral.doubt == "兆" and draft.unit is None:
        return replace(draft, refused="兆 is 10^12 of money and 10^6 of other things")
    return signed(text, draft, position)


def _with_currency(text: str, draft: Draft, position: int) -> tuple[Draft, int]:
    word = currency_word_before(text, position)
    if word is None or draft.unit not in (None, "CNY", word.unit.name):
        if position >= draft.extent_start:
            return draft, position
        return replace(draft, extent_start=position), position
    return _in_currency(draft, word), word.start


def _in_currency(draft: Draft, word: UnitHit) -> Draft:
    return replace(
        draft,
        unit=word.unit.name,
        currency=word.unit.currency,
        extent_start=word.start,
        is_named=True,
    )


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
