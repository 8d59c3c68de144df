"""Chinese and mixed numbers: 1亿2000万, 一万四千亿, 1兆2,500亿, 三〇〇; their value in figures."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from caploop.extraction.numerals.digits import DIGITS, from_digits

_ONE = Decimal(1)
_TEN = Decimal(10)
DIGIT_VALUE = {char: Decimal(index) for index, char in enumerate("零一二三四五六七八九")}
DIGIT_VALUE |= {"〇": Decimal(0), "两": Decimal(2)}
POWER = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "兆": 12}
WEIGHT = {char: _TEN**power for char, power in POWER.items()}
ONES = "一二两三四五六七八九"
_HALF = _ONE / 2
_FULL = 1000  # what follows 万 before 亿 is at least this, or starts with 零: 一万四千亿
_FILLERS = re.compile(r"[\s多余来个又]")
_DIGITS_THEN = re.compile(rf"({DIGITS})([十百千]*)")
_IN_PLACES = re.compile(rf"[{ONES}零〇]{{2,24}}")
_ELIDED = re.compile(rf"[百千万][{ONES}]$")  # 一百五 is 150, and 一百五亿 is not sure
_POINT = re.compile(r"(?<=\d)点(?=\d)")
_ROW = "一二三四五六七八九"


class Read(Struct, frozen=True, gc=False):
    """A number, the weight of its last digit as printed, and the scale that digit stands in."""

    value: Decimal
    step: Decimal
    scale: Decimal


@lru_cache(maxsize=4096)
def read_number(printed: str) -> tuple[Decimal, Decimal, Decimal] | None:
    """Value, step and scale of a Chinese or mixed numeral; nothing if it makes no one number.

    >>> print(*read_number("1亿2000万"), *read_number("二十万亿"))
    120000000 10000 10000 20000000000000 1000000000000 1000000000000
    >>> print(read_number("一万四千亿")[0], read_number("1兆2,500亿")[0], read_number("3万5亿"))
    1400000000000 1250000000000 None
    """
    plain = _FILLERS.sub("", printed) if not printed.isdecimal() else printed
    plain = _POINT.sub(".", plain)
    half = plain.endswith("半")
    found = _above(plain.removesuffix("半"), "兆亿万")
    if found is None or (half and found.scale == 1):
        return None
    if half:
        found = Read(found.value + _HALF * found.scale, found.scale / _TEN, found.scale)
    return found.value, found.step, found.scale


def _above(words: str, scales: str) -> Read | None:
    """The number that these words are, whose largest scale is one of `scales`."""
    if not scales:
        return _below_10000(words)
    scale, smaller = scales[0], scales[1:]
    head, found, tail = words.rpartition(scale)
    if not found:
        return _above(words, smaller)
    weight = WEIGHT[scale]
    before = _above(head, smaller) if head else None
    if before is None or not _is_full(head) or _ELIDED.search(head):
        return None
    whole = Read(before.value * weight, before.step * weight, before.scale * weight)
    if not tail:
        return whole
    if before.step < 1:
        return None
    return _with_rest(whole, tail, smaller)


def _is_full(head: str) -> bool:
    """Whether 万 and what follows it stand before 亿 without a gap: 1万5000, not 3万5."""
    _, high, low = head.rpartition("万")
    if not high or not low or low[0] in "零〇":
        return True
    read = _below_10000(low)
    return read is not None and read.value >= _FULL


def _with_rest(whole: Read, tail: str, smaller: str) -> Read | None:
    if tail in DIGIT_VALUE and tail not in "零〇":
        step = whole.scale / _TEN  # 三亿五 is 350 million
        return Read(whole.value + DIGIT_VALUE[tail] * step, step, step)
    rest = _above(tail.lstrip("零〇") or tail, smaller)
    if rest is None or rest.value >= whole.scale or rest.value == 0:
        return None
    if tail.isascii() and tail.isdecimal() and rest.value * _TEN < whole.scale:
        return None
    return Read(whole.value + rest.value, rest.step, rest.scale)


def _below_10000(words: str) -> Read | None:
    if not words:
        return None
    match = _DIGITS_THEN.match(words)
    if match:
        return _in_figures(words, match)
    whole, point, decimals = words.partition("点")
    found = _in_places(whole) or _in_words(whole)
    if found is None or (point and not decimals):
        return None
    if not decimals:
        return found
    if found.step != 1 or not set(decimals) <= set(DIGIT_VALUE):
        return None
    step = Decimal((0, (1,), -len(decimals)))
    printed = "".join(str(DIGIT_VALUE[char]) for char in decimals)
    return Read(found.value + Decimal(printed) * step, step, _ONE)


def _in_figures(words: str, match: re.Match[str]) -> Read | None:
    """Figures with 百 or 千 behind them, and smaller ones behind these: 5千3百."""
    value, step = from_digits(match[1])
    scale = _ONE
    for char in match[2]:
        scale *= WEIGHT[char]
    found = Read(value * scale, step * scale, scale)
    tail = words[match.end() :]
    if not tail:
        return found
    rest = _below_10000(tail)
    if rest is None or scale == 1 or rest.value >= scale or rest.scale == 1:
        return None
    return Read(found.value + rest.value, rest.step, rest.scale)


def _in_places(words: str) -> Read | None:
    """A row of digits read by place, 三〇〇; a row that counts up (两三, 五六七) is no number."""
    if not _IN_PLACES.fullmatch(words):
        return None
    is_row = len(words) == len("两三") or words in _ROW
    if is_row and not set(words) & set("零〇"):
        return None
    return Read(Decimal("".join(str(DIGIT_VALUE[char]) for char in words)), _ONE, _ONE)


def _in_words(words: str) -> Read | None:
    """一千四百零五: weights fall by one at a time, or 零 stands where one is left out."""
    total, digit, last, gap = Decimal(0), None, WEIGHT["万"], False
    for char in words:
        if char in "零〇":
            gap = True
            if digit is not None:
                return None
        elif char in DIGIT_VALUE:
            if digit is not None:
                return None
            digit = DIGIT_VALUE[char]
        elif char in WEIGHT and WEIGHT[char] < last and (digit is not None or char == "十"):
            total += (_ONE if digit is None else digit) * WEIGHT[char]
            digit, last, gap = None, WEIGHT[char], False
        else:
            return None
    if digit is None:
        return Read(total, _ONE, _ONE) if words else None
    if total and last > _TEN and not gap:
        return Read(total + digit * last / _TEN, last / _TEN, last / _TEN)
    return Read(total + digit, _ONE, _ONE)
