"""Chinese numerals: 1亿2000万, 一万四千亿, 一千多万, 数千亿, 三成, 一半, 三分之二."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from msgspec.structs import replace

from caploop.extraction.numerals.chinese_digits import DIGIT_VALUE, ONES, POWER, WEIGHT, read_number
from caploop.extraction.numerals.digits import DIGITS, has_decimal_comma, is_parted_once
from caploop.extraction.numerals.mixed import (
    ALONE,
    DIGIT,
    HALF,
    NOT_IN_WORD,
    ONE,
    TEN,
    Numeral,
    NumeralRule,
    between,
    order_of,
    refusal,
    share,
    vague_between,
)

_Read = Callable[[re.Match[str]], Numeral | None]
_D = ONES
_ANY = rf"{_D}零〇十百千万亿兆"
_NOT_AFTER = rf"(?<![{_ANY}])"
_MEGA = r"兆(?![瓦焦赫欧帕伏比字宽位])"
_KILO = r"千(?![瓦克米卡赫伏])"
BIG = rf"(?:[十百千]?\s?万\s?亿|个亿|[十百千]?\s?亿|[十百千]?\s?万|[十百千万]?{_MEGA})"
_WEIGHT = rf"(?:[十百万亿]|{_KILO}|{_MEGA})"
_WORDS = rf"(?:[{_D}十][{_D}零〇十百千]*|零)(?:点[{_D}零〇]+)?"
_MORE = r"[多余](?!元[化性素件]|[样少达次半额地方种维模])"
_SCALED = rf"(?:(?:{_MORE}|来(?=[十百千万亿兆])|个(?=[多万亿]))?(?:{_MORE})?\s?{_WEIGHT})"
_NEXT = (
    rf"(?<=[千万亿兆])(?:又|(?<=兆)\s|(?<=亿)\s(?=\d))?(?:零?{DIGITS}(?=\s?{_WEIGHT})|零?{_WORDS})"
)
_POINTED = rf"\d{{1,6}}点\d{{1,6}}(?=\s?(?:{_WEIGHT}|%))"
_RUN = (
    rf"(?:{_POINTED}|{DIGITS}|{_WORDS})(?:{_SCALED}|{_NEXT})*(?:{_MORE})?"
    r"(?:(?<=[万亿兆])半(?![导年]))?"
)
_COUNTERS = "家个名位张股次年月天块台座人条项只款所套笔种倍成层级期轮栋辆架批支部代分度号周口起"
_LAST_DIGIT = re.compile(rf"(?<=[千万亿兆百])[{_D}]$")
_MAY_END = re.compile(r"[美欧日韩港人元块左上以的到至澳加新英瑞卢]|[^\u3400-\u9fff]|$")
_GLUED = re.compile(rf"(?<=[万亿兆零]){DIGITS}")
_BIG_SIGN = re.compile("[万亿兆]")
_NO_ONE_NUMBER = "digits and scales stand side by side and make no one number"


def _number(match: re.Match[str]) -> Numeral | None:
    printed = match.group()
    if printed[0] == "0" and printed[1:2].isdecimal():
        return None
    end = match.end()
    last = _LAST_DIGIT.search(printed) if printed[-1] in _D else None
    if last and not _MAY_END.match(match.string, end):
        is_counted = match.string[end] in _COUNTERS
        cut = printed[: last.start()] if is_counted else ""
        return _read(match, cut) if cut else _not_one(match)
    glued = _GLUED.match(match.string, end) if printed[-1] in "万亿兆零" else None
    if glued:
        found = _not_one(match)
        return replace(found, end=glued.end()) if found else None
    return _read(match, printed)


def _read(match: re.Match[str], printed: str) -> Numeral | None:
    if printed.isdecimal() and printed.isascii():
        return Numeral(
            start=match.start(), end=match.start() + len(printed), value=Decimal(printed), step=ONE
        )
    read = read_number(printed)
    if read is None:
        return _not_one(match)
    value, step, scale = read
    is_spelled = not printed[0].isdecimal()
    if "," in printed and has_decimal_comma(printed.rstrip(_ANY)) and scale > 1:
        return refusal(match, "the comma parts two numbers or marks decimals")
    doubt = ""
    if " " in printed or "," in printed:
        doubt = "blank" if is_parted_once(printed.rstrip(_ANY)) else ""
        doubt = "comma" if has_decimal_comma(printed) else doubt
    return Numeral(
        start=match.start(),
        end=match.start() + len(printed),
        value=value,
        step=step,
        scale=scale,
        more="多" in printed or "余" in printed,
        about="来" in printed,
        article=printed == "一",
        words=is_spelled,
        doubt="兆" if "兆" in printed else doubt,
    )


def _without_one(match: re.Match[str]) -> Numeral | None:
    """百九十万, 千三百亿, 百余亿: the 一 before the first scale is left out in speech."""
    printed = match.group()
    read = read_number(f"一{printed}")
    if read is None:
        return _not_one(match)
    value, step, scale = read
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=value,
        step=step,
        scale=scale,
        more="多" in printed or "余" in printed,
        words=True,
    )


def _not_one(match: re.Match[str]) -> Numeral | None:
    if not _BIG_SIGN.search(match.group()):
        return None
    return refusal(match, _NO_ONE_NUMBER)


def _in_brackets(match: re.Match[str]) -> Numeral | None:
    """Figures in brackets before a scale, which a statement prints for a loss: (4.2)亿."""
    read = read_number(match.group("digits") + match.group("scale"))
    if read is None:
        return None
    value, step, scale = read
    return Numeral(
        start=match.start(), end=match.end(), value=value, step=step, scale=scale, minus=True
    )


def _size(words: str) -> Decimal:
    size = ONE
    for char in words:
        size *= WEIGHT.get(char, ONE)
    return size


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
        doubt="兆" if "兆" in match.group() else "",
    )


def _half_scale(match: re.Match[str]) -> Numeral:
    size = _size(match.group("scale"))
    return replace(_bare_scale(match), value=size * HALF, step=size / TEN, bare=False)


def _halved(match: re.Match[str]) -> Numeral | None:
    """两个半亿: two and a half of a scale."""
    read = read_number(match.group("number"))
    size = _size(match.group("scale"))
    if read is None:
        return None
    return replace(_bare_scale(match), value=(read[0] + HALF) * size, step=size / TEN, bare=False)


def _several(match: re.Match[str]) -> Numeral:
    size = _size(match.group("scale"))
    return order_of(match, size) if size > 1 else vague_between(match, (ONE * 2, TEN - 1), ONE)


def _teens(match: re.Match[str]) -> Numeral | None:
    base = read_number(match.group("base"))
    if base is None:
        return None
    scale = _size(match.group("scale") or "")
    return vague_between(match, ((base[0] + 1) * scale, (base[0] + TEN - 1) * scale), scale)


def _pair(match: re.Match[str]) -> Numeral | None:
    """两三千亿, 十五六亿, 三、四百亿: from the first digit to the second."""
    first, second = (_digit(match.group(name)) for name in ("one", "other"))
    if "、" in match.group() and second - first != 1:
        return None
    if not 0 < second - first <= len("三五") or match.group("one", "other") in (
        ("一", "三"),
        ("二", "四"),
    ):
        return None
    tens = read_number(match.group("tens")) if match.groupdict().get("tens") else None
    base = tens[0] if tens else Decimal(0)
    return between(match, (base + first, base + second), _size(match.group("scale") or ""))


def _pair_of_tenths(match: re.Match[str]) -> Numeral | None:
    first, second = (_digit(match.group(name)) / TEN for name in ("one", "other"))
    found = between(match, (first, second), ONE)
    return replace(found, unit="fraction", step=ONE / TEN) if found else None


def _rising(match: re.Match[str]) -> Numeral:
    return refusal(match, "it names two sizes")


def _digit(char: str) -> Decimal:
    return DIGIT_VALUE[char] if char in DIGIT_VALUE else Decimal(char)


def _fraction(match: re.Match[str]) -> Numeral | None:
    whole = {key: (value, ONE) for key, value in WEIGHT.items()}
    below, above = (
        whole.get(match.group(name)) or read_number(match.group(name))
        for name in ("below", "above")
    )
    if below is None or above is None or not below[0]:
        return None
    if scale := match.group("scale"):
        size = _size(scale)
        return replace(_bare_scale(match), value=above[0] / below[0] * size, step=size, bare=False)
    is_percent = match.group("below") in POWER
    return share(match, above[0] / below[0], above[1] / below[0] if is_percent else ONE / TEN)


def _tenths(match: re.Match[str]) -> Numeral | None:
    read = read_number(match.group("tenths"))
    if read is None or read[0] > TEN:
        return None
    if match.group("more"):
        more = DIGIT_VALUE.get(match.group("more")) or Decimal(match.group("more"))
        return share(match, (read[0] + more / TEN) / TEN, ONE / TEN / TEN)
    half = HALF if match.group("half") else Decimal(0)
    return share(match, (read[0] + half) / TEN, read[1] / TEN)


def _half(match: re.Match[str]) -> Numeral:
    return share(match, HALF, ONE / TEN)


def _half_of_time(match: re.Match[str]) -> Numeral:
    return Numeral(start=match.start(), end=match.end(), value=HALF, step=ONE / TEN, words=True)


_NOT_SEVERAL_AFTER = r"(?<![指系倍人总参函整常奇偶单双分次无少计读维])"
_NOT_TENTHS_BEFORE = r"(?![为本立功长果就员熟交品都份效套年人新色像])"
_NOT_BARE_AFTER = rf"(?<![{_ANY}\d数几.半来把壹贰叁肆伍陆柒捌玖拾佰仟儿])(?<!\d\s)"


def _rule(first: str | set[str] | frozenset[str], pattern: str, read: _Read) -> NumeralRule:
    return NumeralRule(first=frozenset(first), pattern=re.compile(pattern), read=read)


_BEHIND = "十百千万亿兆个多余来零又点"
_BIG_BEHIND = frozenset(DIGIT + char for char in _BEHIND)

RULES = (
    _rule({DIGIT}, rf"{NOT_IN_WORD}{DIGITS}", _number),
    _rule({ALONE}, rf"{NOT_IN_WORD}{_NOT_AFTER}[{_D}]", _number),
    _rule({*_D, "十", "零"} | _BIG_BEHIND, rf"{NOT_IN_WORD}{_NOT_AFTER}{_RUN}", _number),
    _rule(_BIG_BEHIND, rf"(?<=[A-Za-z]{{4}})(?=[\d,.]{{1,30}}\s?{BIG}){_RUN}", _number),
    _rule(
        "百千",
        rf"{NOT_IN_WORD}{_NOT_AFTER}(?<![几数])[百千](?=(?:[{_D}零〇十百]+[多余]?|[多余])[万亿])"
        rf"[{_D}零〇十百]*(?:{_SCALED}|{_NEXT})+(?:{_MORE})?",
        _without_one,
    ),
    _rule("(", rf"\((?P<digits>{DIGITS})\)\s?(?P<scale>{BIG})", _in_brackets),
    _rule("十百千万亿兆个", rf"{_NOT_BARE_AFTER}(?P<scale>{BIG})(?:{_MORE})?", _bare_scale),
    _rule(
        "百千",
        r"(?<=[上近超过逾破])(?P<scale>[百千])(?=[家个名位人座台天块颗项款元美倍亩])",
        _bare_scale,
    ),
    _rule("半", r"(?<![大小多过])半个?(?P<scale>[亿兆])", _half_scale),
    _rule(
        {*_D, f"{DIGIT}个"},
        rf"{NOT_IN_WORD}{_NOT_AFTER}(?P<number>\d|[{_D}])个半(?P<scale>[亿兆万])",
        _halved,
    ),
    _rule(
        "好几数若",
        rf"{_NOT_SEVERAL_AFTER}(?:好?几|数|若干)(?P<scale>{BIG}|[十百千]?)(?![据字学值量额])",
        _several,
    ),
    _rule("几数", rf"[几数][十百千]上[百千万]{BIG}?", _rising),
    _rule(
        _D,
        rf"{_NOT_AFTER}(?P<one>[{_D}])(?P<other>[{_D}])[成割]{_NOT_TENTHS_BEFORE}",
        _pair_of_tenths,
    ),
    _rule("数", rf"数以(?P<scale>{BIG})计", _several),
    _rule(_D + "十", rf"{_NOT_AFTER}(?P<base>[{_D}]?十)[几数](?P<scale>{BIG})?", _teens),
    _rule(
        _D + "十",
        rf"{_NOT_AFTER}(?P<tens>[{_D}]?十)?(?P<one>[{_D}])、?(?P<other>[{_D}])"
        rf"(?P<scale>{BIG}|[十百千](?:\s?[万亿])?)?(?![{_ANY}])",
        _pair,
    ),
    _rule(
        {f"{DIGIT}、"},
        rf"{NOT_IN_WORD}(?P<one>[1-9])、(?P<other>[2-9])(?P<scale>{BIG}|[百千]万?)",
        _pair,
    ),
    _rule(
        {*_D, "百", "千", "万", f"{DIGIT}分"},
        rf"(?<![\d.{_ANY}])(?P<below>[百千万]|{DIGITS}|{_WORDS})分之"
        rf"(?P<above>{DIGITS}|[{_D}零十百千][{_D}零十百千点]*)(?P<scale>{BIG})?",
        _fraction,
    ),
    _rule(
        {*_D, f"{DIGIT}成", f"{DIGIT}割"},
        rf"{NOT_IN_WORD}{_NOT_AFTER}(?P<tenths>[{_D}]|{DIGITS})[成割](?:(?P<half>半)"
        rf"|(?P<more>[{_D}]|\d(?!\d)))?{_NOT_TENTHS_BEFORE}",
        _tenths,
    ),
    _rule("一半", r"(?<![十百千万亿])一半(?![导年])|半数(?!据)", _half),
    _rule("半", r"(?<![上下前后大小多夜两一])半(?=年(?![报度])|个月|个?小时)", _half_of_time),
)
