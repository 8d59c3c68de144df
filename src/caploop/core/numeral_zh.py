"""Chinese numerals: 1亿2000万, 二十万亿, 一千多万, 数千亿, 三成, 一半, 三分之二."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from caploop.core.numeral import (
    DIGITS,
    HALF,
    NOT_IN_WORD,
    ONE,
    TEN,
    Numeral,
    NumeralRule,
    from_digits,
    order_of,
    share,
    vague_between,
)

_DIGIT = {char: Decimal(index) for index, char in enumerate("零一二三四五六七八九")}
_DIGIT |= {"〇": _DIGIT["零"], "两": _DIGIT["二"]}
_POWER = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "兆": 12}
_WEIGHT = {char: TEN**power for char, power in _POWER.items()}

_D = "一二两三四五六七八九"
_ANY = rf"{_D}零〇十百千万亿"
_NOT_AFTER = rf"(?<![{_ANY}])"
_BIG = r"(?:[十百千]?\s?万\s?亿|个亿|[十百千]?\s?亿|[十百千]?\s?万|兆(?![瓦焦赫欧]))"
_SCALE = rf"(?:{_BIG}|[百千](?![瓦克米卡赫伏]))"
_BELOW_10000 = (
    rf"(?:(?=[{_D}十])(?:[{_D}]千)?零?(?:[{_D}]百)?零?(?:[{_D}]?十)?[{_D}]?(?:点[{_D}零〇]+)?)"
)
_SIMPLE = rf"(?:{DIGITS}|{_BELOW_10000})"
_MORE = r"[多余](?!元[化性素件]|[样少达次半额地方种维模])"
_TAIL = (
    rf"(?:(?<=[万亿千])(?:零?{DIGITS}\s?{_SCALE}|零?{_BELOW_10000}{_BIG}"
    rf"|零{_BELOW_10000}|(?=[{_D}][百千]){_BELOW_10000}))*"
)
_NUMBER = rf"{_SIMPLE}(?:{_MORE})?(?:\s?{_SCALE})?{_TAIL}(?:{_MORE})?"
_ZERO_LED = re.compile(r"0\d")
_TOKEN = re.compile(rf"({DIGITS})|([{_D}零〇十百千]+(?:点[{_D}零〇]+)?)|([万亿兆])")


def read_number(printed: str) -> tuple[Decimal, Decimal, Decimal] | None:
    """Value, step and scale of a Chinese or mixed numeral; nothing if the scales do not fall.

    >>> print(*read_number("1亿2000万"), *read_number("二十万亿"))
    120000000 10000 10000 20000000000000 1000000000000 1000000000000
    """
    parts = _parts(printed)
    scales = [scale for _, _, scale in parts]
    if not parts or any(left <= right for left, right in pairwise(scales)):
        return None
    total = sum((number * scale for number, _, scale in parts), Decimal(0))
    _, step, scale = parts[-1]
    return total, step * scale, scale


def _parts(printed: str) -> list[tuple[Decimal, Decimal, Decimal]]:
    """Number, its step and its scale, for each part of a numeral such as 1亿2000万."""
    parts: list[tuple[Decimal, Decimal, Decimal]] = []
    for match in _TOKEN.finditer(printed):
        digits, words, big = match.groups()
        if digits:
            parts.append((*from_digits(digits), ONE))
        elif parts and (big or _follows_digits(printed, match)):
            number, step, scale = parts.pop()
            parts.append((number, step, scale * _size(match.group())))
        elif words:
            parts.append((*_below_10000(words), ONE))
    return parts


def _follows_digits(printed: str, match: re.Match[str]) -> bool:
    """Whether 百 or 千 multiplies the ASCII number before it rather than starting a part."""
    before = re.search(r"[\d多余]\s?$", printed[: match.start()])
    return before is not None and set(match.group()) <= set("十百千")


def _below_10000(words: str) -> tuple[Decimal, Decimal]:
    whole, _, decimals = words.partition("点")
    total, digit = Decimal(0), None
    for char in whole:
        if char in _WEIGHT:
            total += (digit or ONE) * _WEIGHT[char]
            digit = None
        else:
            digit = _DIGIT[char]
    step = TEN ** -len(decimals)
    printed = "".join(str(_DIGIT[char]) for char in decimals)
    return total + (digit or 0) + (Decimal(printed) * step if printed else 0), step


def _size(words: str) -> Decimal:
    size = ONE
    for char in words:
        size *= _WEIGHT.get(char, ONE)
    return size


def _number(match: re.Match[str]) -> Numeral | None:
    printed = match.group()
    read = read_number(printed)
    if read is None or _ZERO_LED.match(printed):
        return None
    value, step, scale = read
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=value,
        step=step,
        scale=scale,
        more=bool(set(printed) & set("多余")),
        article=printed == "一",
        words=re.search(r"\d", printed) is None,
    )


def _bare_scale(match: re.Match[str]) -> Numeral:
    size = _size(match.group("scale"))
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=size,
        step=size,
        scale=size,
        more=match.group()[-1] in "多余",
        bare=True,
        words=True,
    )


def _several(match: re.Match[str]) -> Numeral:
    size = _size(match.group("scale"))
    return order_of(match, size) if size > 1 else vague_between(match, (ONE * 2, TEN - 1), ONE)


def _teens(match: re.Match[str]) -> Numeral:
    base, _ = _below_10000(match.group("base"))
    scale = _size(match.group("scale") or "")
    return vague_between(match, ((base + 1) * scale, (base + TEN - 1) * scale), scale)


def _pair(match: re.Match[str]) -> Numeral | None:
    first, second = (_DIGIT[char] for char in match.group("pair"))
    scale = _size(match.group("scale") or "")
    if not 0 < second - first <= len("三五") or match.group("pair") in ("一三", "二四"):
        return None
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=None,
        low=first * scale,
        high=second * scale,
        step=scale,
        scale=scale,
        words=True,
    )


def _fraction(match: re.Match[str]) -> Numeral | None:
    below, above = (read_number(match.group(name)) for name in ("below", "above"))
    if below is None or above is None or not below[0]:
        return None
    is_percent = match.group("below") in _POWER
    return share(match, above[0] / below[0], above[1] / below[0] if is_percent else ONE / TEN)


def _tenths(match: re.Match[str]) -> Numeral | None:
    read = read_number(match.group("tenths"))
    if read is None or read[0] > TEN:
        return None
    half = HALF if match.group("half") else Decimal(0)
    return share(match, (read[0] + half) / TEN, read[1] / TEN)


def _half(match: re.Match[str]) -> Numeral:
    return share(match, HALF, ONE / TEN)


def _half_of_time(match: re.Match[str]) -> Numeral:
    return Numeral(start=match.start(), end=match.end(), value=HALF, step=ONE / TEN, words=True)


_NOT_SEVERAL_AFTER = r"(?<![指系倍人总参函整常奇偶单双分次无少计读维])"
_NOT_TENTHS_BEFORE = r"(?![为本立功长果就员熟交品都份效套年人新色像])"

RULES = tuple(
    NumeralRule(pattern=re.compile(pattern), read=read)
    for pattern, read in (
        (rf"{NOT_IN_WORD}{_NOT_AFTER}{_NUMBER}", _number),
        (rf"(?<=[A-Za-z]{{4}}){DIGITS}\s?{_BIG}{_TAIL}", _number),
        (rf"(?<![{_ANY}\d数几.])(?<!\d\s)(?P<scale>{_BIG})(?:{_MORE})?", _bare_scale),
        (
            r"(?<=[上近超过逾破])(?P<scale>[百千])(?=[家个名位人座台天块颗项款元美倍亩])",
            _bare_scale,
        ),
        (
            rf"{_NOT_SEVERAL_AFTER}(?:好?几|数|若干)(?P<scale>{_BIG}|[十百千]?)(?![据字学值量额])",
            _several,
        ),
        (rf"数以(?P<scale>{_BIG})计", _several),
        (rf"{_NOT_AFTER}(?P<base>[{_D}]?十)几(?P<scale>{_BIG})?", _teens),
        (
            rf"{_NOT_AFTER}(?P<pair>[{_D}]{{2}})(?P<scale>{_BIG}|[十百千])?(?![{_ANY}])",
            _pair,
        ),
        (rf"(?<![\d.{_ANY}])(?P<below>[百千]|{_SIMPLE})分之(?P<above>{_SIMPLE})", _fraction),
        (
            rf"{NOT_IN_WORD}{_NOT_AFTER}(?P<tenths>[{_D}]|{DIGITS})成(?P<half>半)?"
            rf"{_NOT_TENTHS_BEFORE}",
            _tenths,
        ),
        (r"(?<![十百千万亿])一半(?![导年])|半数(?!据)", _half),
        (r"(?<![上下前后大小多夜两一])半(?=年(?![报度])|个月|个?小时)", _half_of_time),
    )
)
