"""Numerals of a folded text with their units: what a quantity is before its bounds are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from caploop.extraction.bound import CEILINGS, FLOORS, Bound
from caploop.extraction.doubt import why_refused
from caploop.extraction.noun import noun_after, noun_before, plural_after, speaks_of_users
from caploop.extraction.numerals import in_chinese as numeral_zh
from caploop.extraction.numerals import in_english as numeral_en
from caploop.extraction.numerals.digits import is_grouped_or_decimal
from caploop.extraction.numerals.english_words import fraction_of
from caploop.extraction.numerals.mixed import HALF, ONE, Numeral, NumeralRules, find_numerals
from caploop.extraction.unit import TIMES, Unit, UnitHit, sign_before, unit_after

_THOUSANDTH = Decimal((0, (1,), -3))
_HALVED = TIMES | {"x"}
_OF_ONE = re.compile(r"\sof\san?(?=\s)")
_WHOLE_ONLY = frozenset(
    ("person", "user", "customer", "gpu", "tpu", "chip", "share", "home", "count")
)
_RULES = NumeralRules((*numeral_zh.RULES, *numeral_en.RULES))
HUNDRED = Decimal(100)
THOUSAND = Decimal(10) ** 3
MILLION = THOUSAND**2
_MONTHS_BELOW_A_YEAR = Decimal(11)
_COUNTED = frozenset(("piece", "person", "count", "visit"))
_HALF = re.compile(
    r"半(?![导年])|\sand\s(?P<part>an?\s(?:half|quarter|third))\b(?!-|\s(?:of|[a-z]+illion)\b)"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_STREAK = re.compile(r"连(?=[增涨跌降升冠败胜阳阴板])")
_STREAK_UNIT = re.compile(r"(季|年|月|周|[日天])[^,，。;；\d]{0,8}$")
_STREAK_UNITS = {
    "季": "quarter",
    "年": "year",
    "月": "month",
    "周": "week",
    "日": "day",
    "天": "day",
}
_TOP = re.compile(r"(?<![A-Za-z])top[\s-]?$", re.IGNORECASE)
_FIRST_FEW = re.compile(r"(?<![之以目年天月周期日])前$")
_BEFORE_RANKS = frozenset("前pP- \t\n")
_RANKED = re.compile(r"[名强大位]")
_NEAR = 16
_SHARED = "its unit is a part of the number behind it"
_POINTED_AT = re.compile(r"[这那每上前同另某下有新]$")


class Draft(Struct, frozen=True, kw_only=True, gc=False):
    """A numeral with its unit, or why it is not read: `refused`, empty where it is.

    The extent covers the words around it that were read: bounds, signs, counted nouns.
    """

    numeral: Numeral
    start: int
    end: int
    extent_start: int
    extent_end: int
    step: Decimal
    low: Decimal | None = None
    value: Decimal | None = None
    high: Decimal | None = None
    bound: Bound = Bound.EXACT
    unit: str | None = None
    factor: Decimal = ONE
    currency: str | None = None
    is_noun: bool = False
    restates: int | None = None
    minus: bool = False
    is_named: bool = False  # the country of the money is said
    refused: str = ""

    @property
    def scale(self) -> Decimal:
        return self.numeral.scale


def may_hold_numerals(text: str) -> bool:
    """Whether a folded text has anything that a numeral can start with.

    >>> may_hold_numerals("no figure here"), may_hold_numerals("a billion")
    (False, True)
    """
    return _RULES.may_start_in(text)


def drafts_of(text: str) -> tuple[Draft, ...]:
    """Every numeral of a folded text with the unit written at it, weak ones included.

    Two that share a word (5 quarter million) are one that is not read.

    >>> [(draft.value, draft.unit) for draft in drafts_of("7亿美元, 3块, 5")]
    [(Decimal('700000000'), 'USD'), (Decimal('3'), 'piece'), (Decimal('5'), None)]
    """
    drafts: list[Draft] = []
    numerals = find_numerals(text, _RULES)
    starts = frozenset(numeral.start for numeral in numerals)
    for numeral in numerals:
        if drafts and numeral.start < drafts[-1].end:
            end = numeral.end
            drafts[-1] = replace(drafts[-1], end=end, extent_end=end, refused=_SHARED)
            continue
        draft = _with_unit(text, numeral, drafts[-1].end if drafts else 0)
        drafts.append(_with_half(text, draft, starts) if draft.end > numeral.end else draft)
    return tuple(drafts)


def in_unit(draft: Draft, unit: Unit, *, end: int | None = None) -> Draft:
    """The draft counted in this unit, its numbers in base units; up to `end` where it is given."""
    numeral, factor = draft.numeral, unit.factor
    return replace(
        draft,
        end=draft.end if end is None else end,
        extent_end=draft.extent_end if end is None else end,
        unit=unit.name,
        currency=unit.currency,
        factor=factor,
        low=_times(numeral.low, factor),
        value=_times(numeral.value, factor),
        high=_times(numeral.high, factor),
        step=numeral.step * factor,
    )


def rescaled(draft: Draft, scale: Decimal) -> Draft:
    """The draft with the scale another number carries back to it: the 20 of 20-30亿."""
    numeral = draft.numeral
    value = _times(numeral.value, scale)
    step = numeral.step * scale
    return replace(
        draft,
        numeral=replace(numeral, value=value, step=step, scale=scale),
        value=_times(value, draft.factor),
        step=step * draft.factor,
    )


def _times(number: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if number is None else number * factor


def _with_unit(text: str, numeral: Numeral, taken: int) -> Draft:
    """The numeral with the money and unit at it; the text up to `taken` is of the one before."""
    minus = numeral.minus or text[numeral.start - 1 : numeral.start] == "-"
    sign = sign_before(text, numeral.start)
    if sign is None and minus and not numeral.minus:
        sign = sign_before(text, numeral.start - 1)
    sign = sign if sign and sign.start >= taken else None
    start = sign.start if sign else numeral.start
    draft = Draft(
        numeral=numeral,
        start=start,
        end=numeral.end,
        extent_start=start,
        extent_end=numeral.end,
        low=numeral.low,
        value=numeral.value,
        high=numeral.high,
        step=numeral.step,
        unit=numeral.unit,
        bound=Bound.ABOUT if numeral.about else Bound.EXACT,
        minus=numeral.minus or (minus and sign is not None),
        refused=numeral.refused,
    )
    if numeral.refused:
        return draft
    plus = text[numeral.end : numeral.end + 1] == "+"
    of = _OF_ONE.match(text, numeral.end) if numeral.unit else None
    is_share = numeral.unit is not None and of is None
    hit = None if is_share else unit_after(text, of.end() if of else numeral.end + plus)
    if plus and hit:
        draft = replace(draft, bound=Bound.AT_LEAST)
    refused = why_refused(text, numeral, (sign, hit))
    return _at_unit(text, replace(draft, refused=refused) if refused else draft, (sign, hit))


def _at_unit(text: str, draft: Draft, hits: tuple[UnitHit | None, UnitHit | None]) -> Draft:
    sign, hit = hits
    if hit and (sign is None or hit.unit.currency):
        return in_unit(draft, hit.unit, end=hit.end)
    return in_unit(draft, sign.unit) if sign else draft


def _with_half(text: str, draft: Draft, starts: frozenset[int]) -> Draft:
    """The draft with the half of 两年半 added, and several months kept below a year.

    A half at one of `starts` is another number's: nine months半数.
    """
    if draft.numeral.vague and draft.unit == "month" and draft.scale == 1:
        return replace(draft, high=_MONTHS_BELOW_A_YEAR)
    half = _HALF.match(text, draft.end)
    if half is None or half.start() in starts:
        return draft
    if draft.value is None or (draft.unit not in _HALVED and half.group() == "半"):
        return draft
    if draft.scale > 1:
        return replace(draft, refused=f"{half.group().strip()!r} behind the unit has no scale")
    part, step = fraction_of(half["part"]) if half["part"] else (HALF, HALF)
    return replace(
        draft,
        value=draft.value + part * draft.factor,
        step=min(draft.step, step * draft.factor),
        end=half.end(),
        extent_end=half.end(),
    )


def counted(text: str, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The drafts with the unit that nouns around a plain number give it."""
    return tuple(
        _in_wholes(text, _counted(text, draft))
        if not draft.refused and (draft.unit is None or draft.unit in _COUNTED)
        else draft
        for draft in drafts
    )


def _in_wholes(text: str, draft: Draft) -> Draft:
    """The draft, refused where a point before three digits would count parts of people."""
    is_open = draft.unit in _WHOLE_ONLY and draft.scale == 1 and draft.step == _THOUSANDTH
    is_open = is_open and is_grouped_or_decimal(text[draft.numeral.start : draft.numeral.end])
    if is_open and text[draft.numeral.end : draft.numeral.end + 2].isascii():
        return replace(draft, refused="the point before three digits groups them or marks decimals")
    return draft


def _counted(text: str, draft: Draft) -> Draft:
    found = noun_after(text, draft.end)
    if found:
        name, end = found
        return replace(draft, unit=name, extent_end=max(end, draft.extent_end), is_noun=True)
    if draft.unit in _RECOUNTED:
        return _recounted(text, draft)
    if draft.unit == "person":
        ranked = _ranked(text, draft)
        if ranked:
            return ranked
        is_user = draft.scale > THOUSAND and speaks_of_users(text, draft.start)
        return replace(draft, unit="user") if is_user else draft
    return draft if draft.unit else _uncounted(text, draft)


_RECOUNTED = frozenset(("visit", "count", "piece"))


def _recounted(text: str, draft: Draft) -> Draft:
    """A draft counted by a word of no meaning of its own, in what the clause speaks of."""
    seen = noun_before(text, draft.start)
    if draft.unit == "visit":
        return replace(draft, unit="visit" if seen == "visit" else "count")
    if draft.unit == "count":
        return replace(draft, unit="user") if seen == "user" else draft
    is_chip = draft.scale > THOUSAND
    return replace(draft, unit="gpu" if seen == "gpu" else "chip" if is_chip else None)


def _uncounted(text: str, draft: Draft) -> Draft:
    """A draft without any unit at it: a streak, a rank, a count of what the clause names."""
    streak = _STREAK.match(text, draft.end)
    if streak and draft.scale == 1:
        period = _STREAK_UNIT.search(text, max(0, draft.start - _NEAR), draft.start)
        unit = _STREAK_UNITS[period.group(1)] if period else "count"
        return replace(draft, unit=unit, extent_end=streak.end())
    if draft.scale == 1:
        return _ranked(text, draft) or _staff(text, draft) or _small_count(text, draft)
    name = noun_before(text, draft.start)
    if name:
        return replace(draft, unit=name, is_noun=True)
    return _small_count(text, draft) if draft.scale <= MILLION else draft


def _staff(text: str, draft: Draft) -> Draft | None:
    """A plain number of people where the clause speaks of staff: Employees numbered 42,000."""
    is_large = draft.value is not None and draft.value >= HUNDRED
    if not is_large or _YEAR.fullmatch(text[draft.start : draft.end]):
        return None
    is_staff = noun_before(text, draft.start) == "person"
    return replace(draft, unit="person", is_noun=True) if is_staff else None


def _ranked(text: str, draft: Draft) -> Draft | None:
    if text[draft.start - 1 : draft.start] not in _BEFORE_RANKS:
        return None
    near = max(0, draft.start - _NEAR)
    top = _TOP.search(text, near, draft.start)
    first = _FIRST_FEW.search(text, near, draft.start)
    ranked = _RANKED.match(text, draft.numeral.end) if first else None
    before = top or (first if ranked else None)
    if before is None or draft.value is None or draft.scale > 1:
        return None
    return replace(
        draft,
        unit="rank",
        bound=Bound.AT_MOST,
        end=draft.numeral.end,
        extent_start=before.start(),
        extent_end=ranked.end() if ranked else draft.extent_end,
    )


def _small_count(text: str, draft: Draft) -> Draft:
    printed = text[draft.start : draft.end]
    if draft.numeral.article or _YEAR.fullmatch(printed):
        return draft
    end = plural_after(text, draft.end, start=draft.start)
    return draft if end is None else replace(draft, unit="count", extent_end=end, is_noun=True)


def is_quantity(text: str, draft: Draft) -> bool:
    """Whether running text means a quantity here: no bare number, no "one", no 千亿 alone."""
    numeral = draft.numeral
    if draft.refused or (numeral.letter and draft.unit is None):
        return False
    if numeral.bare:
        return _is_bare_quantity(draft)
    if draft.unit is None:
        return draft.scale > 1 and (not numeral.words or _stands_alone(text, draft))
    if numeral.article:
        pointed_at = _POINTED_AT.search(text, max(0, draft.start - _NEAR), draft.start) is not None
        return draft.unit not in _COUNTED and not draft.is_noun and not pointed_at
    return True


def _is_bare_quantity(draft: Draft) -> bool:
    if draft.unit is None:
        return draft.bound in FLOORS | CEILINGS
    if draft.bound is not Bound.EXACT:
        return True
    is_single = draft.numeral.end - draft.numeral.start == 1
    return draft.unit not in TIMES and (not is_single or draft.is_noun)


def _stands_alone(text: str, draft: Draft) -> bool:
    """Whether a spelled numeral without unit ends a phrase rather than starting a word."""
    behind = text[draft.end : draft.end + 1]
    bounded = draft.bound is not Bound.EXACT or draft.numeral.vague
    return bounded or not behind.isalpha() or behind.isascii() or behind in "的左以上"
