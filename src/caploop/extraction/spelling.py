"""Amounts written out in Chinese and English so that the quantity grammar reads them back."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from caploop.core.errors import InputInvalidError
from caploop.core.problem import Problem

Language = Literal["zh", "en"]

_LIKE_A_GROUP = re.compile(r"\d{1,3}\.\d{3}")

_SCALES: dict[Language, tuple[tuple[int, str], ...]] = {
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
    "en": ((12, " trillion"), (9, " billion"), (6, " million")),
}
_PREFIXES: dict[Language, tuple[tuple[int, str], ...]] = {
    "zh": ((12, "太"), (9, "吉"), (6, "兆"), (3, "千"), (0, "")),
    "en": ((12, " T"), (9, " G"), (6, " M"), (3, " k"), (0, " ")),
}
_POWER_UNITS: dict[str, dict[Language, str]] = {
    "W": {"zh": "瓦", "en": "W"},
    "Wh": {"zh": "瓦时", "en": "Wh"},
}
_MONEY_ZH = {
    "USD": "美元", "CNY": "元", "HKD": "港元", "TWD": "元新台币", "JPY": "日元", "EUR": "欧元",
    "GBP": "英镑", "KRW": "韩元", "INR": "卢比", "CAD": "加元", "AUD": "澳元", "SGD": "新加坡元",
    "CHF": "瑞士法郎", "SAR": "沙特里亚尔", "AED": "阿联酋迪拉姆",
}  # fmt: skip
_MONEY_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
_COUNTED: dict[str, tuple[str, str]] = {
    "x": ("倍", " times"), "year": ("年", " year"), "quarter": ("个季度", " quarter"),
    "month": ("个月", " month"), "week": ("周", " week"), "day": ("天", " day"),
    "hour": ("小时", " hour"), "minute": ("分钟", " minute"), "share": ("股", " share"),
    "user": ("用户", " user"), "person": ("人", " people"), "customer": ("个客户", " customer"),
    "visit": ("次访问", " visit"), "gpu": ("块GPU", " GPU"), "chip": ("颗芯片", " chip"),
    "token": ("个token", " token"), "parameter": ("个参数", " parameter"),
    "home": ("户家庭", " home"), "count": ("个", " item"),
}  # fmt: skip


def spell(value: Decimal, *, unit: str, currency: str | None, language: Language) -> str:
    """A value in base units as a reader of that language expects it, without losing a digit.

    >>> spell(Decimal("13.1e9"), unit="USD", currency="USD", language="zh")
    '131亿美元'
    >>> spell(Decimal("13.1e9"), unit="USD", currency="USD", language="en")
    '$13.1 billion'
    >>> spell(Decimal("4.5e9"), unit="W", currency=None, language="zh")
    '4.5吉瓦'
    >>> spell(Decimal("1.234"), unit="EUR", currency="EUR", language="en")
    '€1.2340'
    >>> spell(Decimal("0.898"), unit="fraction", currency=None, language="en")
    '89.8%'
    """
    sign, size = ("-", -value) if value < 0 else ("", value)
    if currency:
        return sign + _money(size, currency, language)
    if unit == "fraction":
        return f"{sign}{_digits(size.scaleb(2))}%"
    words = _counted(size, unit, language)
    fall = {"zh": "减少", "en": "down "}[language]
    return fall + words if sign else words


def _money(size: Decimal, currency: str, language: Language) -> str:
    number = _scaled(size, language)
    if language == "zh" and currency in _MONEY_ZH:
        return number + _MONEY_ZH[currency]
    return _MONEY_SIGNS.get(currency, f"{currency} ") + _unmistakable(number)


def _counted(size: Decimal, unit: str, language: Language) -> str:
    if unit in _POWER_UNITS:
        power, prefix = _fitting(size, _PREFIXES[language])
        return _digits(size.scaleb(-power)) + prefix + _POWER_UNITS[unit][language]
    if unit == "rank":
        return f"前{_digits(size)}名" if language == "zh" else f"top {_digits(size)}"
    if unit not in _COUNTED:
        hint = f"use a currency, fraction, rank, W, Wh or one of {', '.join(_COUNTED)}"
        message = "no words are known for this unit"
        raise InputInvalidError(
            [Problem(code="unit-unknown", subject=unit, message=message, hint=hint)]
        )
    zh, en = _COUNTED[unit]
    if language == "zh":
        return _scaled(size, language) + zh
    number = _unmistakable(_scaled(size, language))
    is_plural = size != 1 and not en.endswith(("s", "people"))
    return number + en + ("s" if is_plural else "")


def _unmistakable(number: str) -> str:
    """The number with a zero behind three decimals, which in many countries would be a group."""
    return f"{number}0" if _LIKE_A_GROUP.fullmatch(number) else number


def _scaled(size: Decimal, language: Language) -> str:
    power, word = _fitting(size, (*_SCALES[language], (0, "")))
    return _digits(size.scaleb(-power)) + word


def _fitting(size: Decimal, steps: tuple[tuple[int, str], ...]) -> tuple[int, str]:
    """The largest step that leaves a number of at least one; the last where none does."""
    return next((step for step in steps if size >= Decimal(10) ** step[0]), steps[-1])


def _digits(number: Decimal) -> str:
    printed = f"{number:,f}"
    return printed.rstrip("0").rstrip(".") if "." in printed else printed
