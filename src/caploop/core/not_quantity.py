"""Numbers that are names of something: dates, addresses, models, marks; hidden before reading."""

from __future__ import annotations

import re

HIDDEN = "\0"

_YEAR = r"(?:19|20)\d{2}"
_SLUG = "(?:[a-z0-9]{1,24})"
_SCALED = r"(?!\d|\s?[百千万亿多余%％]|\s?(?:hundred|thousand|[mbtr]+illion|bn|mn|tn|[kMGT]W)\b)"
_NAMES = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"https?://[!-~]+|www\.[!-~]+|(?<![\w.+-])[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,64}\.[a-z]{2,}",
        rf"(?<![\w-])[a-z]{{1,24}}(?:-{_SLUG}){{0,12}}-\d{_SLUG}?(?:-{_SLUG}){{1,12}}\b(?!%)",
        r"\[\d{1,3}(?:[,-]\s?\d{1,3})*\]",
        rf"{_YEAR}[-/]\d{{1,2}}(?:[-/]\d{{1,2}})?{_SCALED}",
        rf"{_YEAR}\.\d{{1,2}}\.\d{{1,2}}(?!\d)",
        r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
        r"\d{1,2}\s?[ap]\.?m\b",
        rf"(?<!\d)(?:FY|CY)?{_YEAR}\s?(?:[-~至到、/和]\s?(?:{_YEAR}|\d{{2}})\s?)?[财学]?年(?!期)",
        rf"(?<![\d.,$¥€£]){_YEAR}\s?(?:-|~|至|到|to|and|through)\s?{_YEAR}{_SCALED}",
        r"(?<!\d)\d{2}年(?=[Qq]\d|第|[一二三四1-4]季|[上下]半年|[底末初]|\d{1,2}月|[春夏秋冬])",
        r"[零〇一二三四五六七八九]{4}年",
        r"(?<![\d.])\d{1,2}(?:\s?[-至到~]\s?\d{1,2})?\s?月(?:底|初|末|\s?\d{1,2}\s?[日号])?",
        r"(?<![\d.])\d{1,2}(?:\s?[-至到~]\s?\d{1,2})?\s?[日号](?![均活元币])",
        r"(?<!连续)第\s?(?:\d+|[零一二三四五六七八九十百两]+)[百千万亿]*",
        r"前?[一二三四两1-4]季[度报]",
        r"(?<![\d.,])\d{1,3}/\d{1,3}(?:/\d{2,4})?(?![\d,.])",
        r"^\s*\d{1,2}[.、)](?=\s|[^\W\d])",
        r"单位[::]\s?\S{1,6}",
        r"(?<=\d)(?:st|nd|rd|th)\b",
    )
)


def hide_names(text: str) -> str:
    """The text with every number that names something blotted out; of the same length.

    >>> hide_names("in GPT-4 since 2025年, 8年").replace(HIDDEN, "_")
    'in GPT-4 since _____, 8年'
    """
    for pattern in _NAMES:
        text = pattern.sub(_blot, text)
    return text


def _blot(match: re.Match[str]) -> str:
    return HIDDEN * len(match.group())
