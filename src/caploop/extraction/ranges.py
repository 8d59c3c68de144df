"""Quantities that belong together: ranges, lists, plus or minus, and restatements in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from caploop.extraction.bound import Bound
from caploop.extraction.noun import noun_after
from caploop.extraction.number_with_unit import MILLION, THOUSAND, Draft, in_unit, rescaled
from caploop.extraction.unit import Unit, unit_after

_RANGE = re.compile(r"\s?(?:-|~|—|至|到)\s?|\s(?:to|-|through|bis|à)\s|-to-")
_BETWEEN = re.compile(r"\s?(?:和|与|及|至|到|and|to)\s?")
_BETWEEN_BEFORE = re.compile(
    r"(?:\bbetween\s|介于|(?<![现正存])在)(?:约|about\s|roughly\s)?$", re.I
)
_BETWEEN_AFTER = re.compile(r"之间|间")
_FROM_BEFORE = re.compile(r"(?:\bfrom\s|从|由|自)$", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?:增|升|涨|提高|调|扩|降|减|缩|跌|翻|改|grew|grow|rose|rise|increas|expan|rais|jump|climb|surg"
    r"|soar|fell|drop|declin|cut|lower|reduc|doubl|tripl|revis|went|mov|boost)[^,，。;；\n]{0,40}$",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"的?(?:增长|跃升|跨越|转变|飞跃|提升|调整|变化|下降|缩水)")
_LIST = re.compile(r"\s?(?:、|和|与|及|以及|或|或者)\s?|\s(?:and|or)\s|,\s(?:and\s|or\s)?")
_PLAIN_LIST = re.compile(r"\s?(?:、|和|与|及|或)\s?|\s(?:and|or)\s")
_SPREAD = (
    r"(?:上下浮动|浮动|上下|正负|±|plus\sor\sminus|plus/minus|\+/-|give\sor\stake|加减)"
    r"(?:幅度)?(?:约|为|在)?\s?"
)
_SPREAD_GAP = re.compile(rf"\s?[,，(]?\s?{_SPREAD}", re.IGNORECASE)
_SPREAD_ENDS = frozenset("动下负±sSeE-减度约为在")  # the last signs of these words
_SPREAD_BEFORE = re.compile(rf"{_SPREAD}$", re.IGNORECASE)
_BRACKET = re.compile(r"\s?\(\s?[^()\d\0]{0,24}")
_CLOSED = re.compile(r"\s?\)")
_CONVERTED = re.compile(
    r"[,，]?\s?(?:约?合|约?折合|约?相当于|equivalent\sto|or\s(?:about|around|roughly)|or)\s?"
    r"(?:about\s|around\s)?[^\d\s,，。;；]{0,4}",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"\s?\(\s?")
_AND_TIME = re.compile(r"\s?(?:and\s|零|又)?\s?")
_SMALLER = {("year", "month"): 12, ("week", "day"): 7, ("hour", "minute"): 60, ("day", "hour"): 24}
_PERCENT, _TENTH = (Unit(name="fraction", factor=Decimal((0, (1,), power))) for power in (-2, -1))
_NEAR = 24
_WIDEST_GAP = 60  # wider than what the patterns between two numbers match
_CLAUSE = 60
_NO_SCALE = "the scale of the amounts behind it may be its own"
_ELLIPSIS_GAP = re.compile(r"(?:(?!\.\s)[^,，。;；!?:()\n\0]|\0){0,90}")
_ELLIPSIS_END = re.compile(
    r"\s?(?:by|in|over|this|next|last|per|a\syear|annually|within|左右|以上)\b|\s?(?:$|[,，.。;；)、])"
)


def with_glosses(text: str, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The drafts with a unit repeated in brackets taken in: 100兆瓦(MW)."""
    return tuple(_with_gloss(text, draft) for draft in drafts)


def _with_gloss(text: str, draft: Draft) -> Draft:
    may_open = draft.unit and "(" in text[draft.end : draft.end + 2]
    opened = _GLOSS.match(text, draft.end) if may_open else None
    hit = unit_after(text, opened.end()) if opened else None
    closed = _CLOSED.match(text, hit.end) if hit else None
    if hit is None or closed is None:
        return draft
    if (hit.unit.name, hit.unit.factor) != (draft.unit, draft.factor):
        return draft
    return replace(draft, end=closed.end(), extent_end=closed.end())


def joined(text: str, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts with units carried back along lists and the two ends of a range made one."""
    done: list[Draft] = []
    for draft in reversed(drafts):
        follower = done[-1] if done else None
        if follower is None or follower.start - draft.end > _WIDEST_GAP:
            done.append(draft)
            continue
        one = None
        if not (draft.refused or follower.refused):
            one = _range(text, draft, follower) or _lasting(text, draft, follower)
        if one:
            done[-1] = one
        else:
            done.append(_carried(text, draft, follower))
    return tuple(reversed(done))


def _lasting(text: str, draft: Draft, follower: Draft) -> Draft | None:
    """Two years and three months as one length of time, in the smaller unit."""
    size = _SMALLER.get((draft.unit or "", follower.unit or ""))
    if size is None or not _AND_TIME.fullmatch(text, draft.end, follower.start):
        return None
    one, other = draft.value, follower.value
    if one is None or other is None or other >= size or follower.bound is not Bound.EXACT:
        return None
    return replace(
        follower, start=draft.start, extent_start=draft.extent_start, value=one * size + other
    )


def _carried(text: str, draft: Draft, follower: Draft) -> Draft:
    gap = text[draft.end : follower.start]
    if _lacks_scale(gap, draft, follower):
        return replace(draft, refused=_NO_SCALE)
    if draft.unit or follower.unit is None or follower.start < follower.numeral.start:
        return draft
    if _SPREAD_GAP.fullmatch(gap) and follower.unit != "fraction":
        draft = rescaled(draft, follower.scale) if draft.scale == 1 else draft
        return in_unit(draft, _unit(follower))
    both_scaled = draft.scale > 1 and follower.scale > 1 and _LIST.fullmatch(gap)
    both_plain = draft.scale == follower.scale and _PLAIN_LIST.fullmatch(gap)
    return in_unit(draft, _unit(follower)) if both_scaled or both_plain else draft


def _lacks_scale(gap: str, draft: Draft, follower: Draft) -> bool:
    """Whether money without a scale stands in a list before money with one: $5, $6 and $7 bn."""
    is_plain = draft.currency is not None and draft.scale == 1 and draft.end == draft.numeral.end
    is_scaled = follower.scale >= THOUSAND or follower.refused == _NO_SCALE
    same = draft.currency == follower.currency and (draft.value or THOUSAND) < THOUSAND
    return is_plain and is_scaled and same and _LIST.fullmatch(gap) is not None


def _unit(draft: Draft) -> Unit:
    return Unit(name=draft.unit or "", factor=draft.factor, currency=draft.currency)


def _like(draft: Draft, follower: Draft) -> Draft:
    """The draft with the unit and the scale that the number behind it carries back."""
    if draft.unit is None and follower.unit:
        draft = in_unit(draft, _unit(follower))
    if draft.scale > 1 or follower.scale == 1 or draft.end > draft.numeral.end:
        return draft
    if draft.value is None or follower.value is None:
        return draft
    printed = draft.value / draft.factor, follower.value / follower.factor / follower.scale
    return rescaled(draft, follower.scale) if printed[0] < printed[1] else draft


def _range(text: str, draft: Draft, follower: Draft) -> Draft | None:
    gap = text[draft.end : follower.start]
    if gap.endswith(" -") and _RANGE.fullmatch(gap[:-1]) and text[draft.start - 1 :][:1] == "-":
        return _below_zero(draft, follower)
    if len(gap) > len("  through ") or not _is_range_gap(text, draft, follower):
        return None
    draft, follower = _of_shares(text, draft, follower)
    if follower.unit is None and draft.unit and not noun_after(text, follower.end):
        follower = in_unit(follower, _unit(draft))
    if draft.unit not in (None, follower.unit) or draft.currency not in (None, follower.currency):
        return None
    low = _like(draft, follower)
    if low.value is None or follower.value is None or follower.bound is Bound.RANGE:
        return None
    is_whole = low.end > low.numeral.end or low.value >= THOUSAND
    too_far = low.scale == 1 and follower.scale >= MILLION and not is_whole
    if too_far or not low.value < follower.value or follower.numeral.vague:
        return None
    return replace(
        follower,
        start=draft.start,
        extent_start=_range_start(text, draft.start),
        low=low.value,
        value=None,
        high=follower.value,
        bound=Bound.RANGE,
    )


def _below_zero(draft: Draft, follower: Draft) -> Draft | None:
    """-$1.2 to -$1.5 billion: from the larger loss to the smaller one."""
    one = _like(draft, follower)
    same = (one.unit, one.currency) == (follower.unit, follower.currency)
    if one.value is None or follower.value is None or not same:
        return None
    low, high = sorted((-one.value, -follower.value))
    start = draft.start - 1
    return replace(
        follower, start=start, extent_start=start, low=low, value=None, high=high, bound=Bound.RANGE
    )


def _of_shares(text: str, draft: Draft, follower: Draft) -> tuple[Draft, Draft]:
    """Both ends of a range as shares where only one says so: 百分之十到十五, 三到五成."""
    if text.startswith("百分之", draft.start) and follower.unit is None:
        return draft, in_unit(follower, _PERCENT)
    if text[follower.end - 1] in "成割" and draft.unit is None:
        return in_unit(draft, _TENTH), follower
    return draft, follower


def _is_range_gap(text: str, draft: Draft, follower: Draft) -> bool:
    gap = text[draft.end : follower.start]
    if _BETWEEN.fullmatch(gap) and _BETWEEN_BEFORE.search(
        text, max(0, draft.start - _NEAR), draft.start
    ):
        is_english = gap.strip().isascii()
        return is_english or _BETWEEN_AFTER.match(text, follower.end) is not None
    if not _RANGE.fullmatch(gap):
        return False
    names_change = gap.strip() in ("to", "到", "至") and draft.unit is not None
    return not (names_change and _tells_a_change(text, draft, follower))


def _tells_a_change(text: str, draft: Draft, follower: Draft) -> bool:
    """Whether "from A to B" is one value replaced by another rather than a range."""
    opening = _FROM_BEFORE.search(text, max(0, draft.start - _NEAR), draft.start)
    if opening is None:
        return False
    before = _CHANGED.search(text, max(0, draft.start - _CLAUSE), opening.start())
    return before is not None or _CHANGES.match(text, follower.end) is not None


def _range_start(text: str, start: int) -> int:
    for opening in (_BETWEEN_BEFORE, _FROM_BEFORE):
        match = opening.search(text, max(0, start - _NEAR), start)
        if match:
            return match.start()
    return start


def spread(text: str, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts with plus-or-minus margins applied to the number they follow."""
    done: list[Draft] = []
    for draft in drafts:
        before = None
        if text[max(0, draft.start - 3) : draft.start].rstrip()[-1:] in _SPREAD_ENDS:
            before = _SPREAD_BEFORE.search(text, max(0, draft.start - _NEAR), draft.start)
        if not before:
            done.append(draft)
            continue
        if done and _SPREAD_GAP.fullmatch(text[done[-1].end : draft.start]):
            done[-1] = _widened(done[-1], draft)
        extent = min(before.start(), draft.extent_start)
        done.append(
            replace(draft, bound=Bound.PLUS_MINUS, low=None, high=None, extent_start=extent)
        )
    return tuple(done)


def _widened(draft: Draft, margin: Draft) -> Draft:
    if draft.value is None or margin.value is None:
        return draft
    relative = margin.unit == "fraction" != draft.unit
    width = abs(draft.value) * margin.value if relative else margin.value
    if not relative and (draft.unit, draft.currency) != (margin.unit, margin.currency):
        return draft
    return replace(draft, bound=Bound.PLUS_MINUS, low=draft.value - width, high=draft.value + width)


def restated(text: str, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts with equal restatements in brackets merged and conversions linked."""
    done: list[Draft] = []
    for draft in drafts:
        before = done[-1] if done else None
        if before is None or draft.start - before.end > _WIDEST_GAP:
            done.append(draft)
            continue
        closed = _CLOSED.match(text, draft.end)
        gap = text[before.end : draft.start]
        in_bracket = closed is not None and _BRACKET.fullmatch(gap) is not None
        if in_bracket and closed and _is_equal(before, draft):
            done[-1] = _merged(before, draft, closed.end())
        elif (in_bracket or _CONVERTED.fullmatch(gap)) and _is_conversion(before, draft):
            done.append(replace(draft, restates=len(done) - 1))
        else:
            done.append(draft)
    return tuple(done)


def _is_equal(draft: Draft, other: Draft) -> bool:
    if draft.value is None or other.value is None or draft.unit is None:
        return False
    same_unit = (draft.unit, draft.currency) == (other.unit, other.currency)
    return same_unit and abs(draft.value - other.value) * 2 <= max(draft.step, other.step)


def _is_conversion(draft: Draft, other: Draft) -> bool:
    return None not in (draft.currency, other.currency) and draft.currency != other.currency


def _merged(draft: Draft, other: Draft, end: int) -> Draft:
    bound = other.bound if draft.bound is Bound.EXACT else draft.bound
    low, high = (other.low, other.high) if bound is other.bound else (draft.low, draft.high)
    return replace(draft, end=end, extent_end=end, bound=bound, low=low, high=high)


def with_elided_currency(text: str, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts with the currency of the clause given to a bare 800亿 or "several billion".

    Only a number that ends its phrase takes it, and only from money earlier in the same clause.
    """
    done: list[Draft] = []
    money: Draft | None = None
    for draft in drafts:
        one = _in_currency_of(text, draft, money) if money else draft
        money = one if one.currency else money
        done.append(one)
    return tuple(done)


def _in_currency_of(text: str, draft: Draft, money: Draft) -> Draft:
    is_open = draft.unit is None and draft.scale >= MILLION and not draft.numeral.bare
    if not is_open or not _ELLIPSIS_GAP.fullmatch(text, money.end, draft.start):
        return draft
    if not _ELLIPSIS_END.match(text, draft.end):
        return draft
    return replace(draft, unit=money.unit, currency=money.currency)
