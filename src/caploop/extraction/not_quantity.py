"""Numbers that are names of something: dates, addresses, models, marks; hidden before reading."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

HIDDEN = "\0"

_YEAR = r"(?:19|20)\d{2}"
_SLUG = "(?:[a-z0-9]{1,24})"
_SCALED = r"(?!\d|\s?[百千万亿多余%％]|\s?(?:hundred|thousand|[mbtr]+illion|bn|mn|tn|[kMGT]W)\b)"
_PART_YEAR = r"(?=[Qq]\d|第|[一二三四1-4]季|[上下]半年|[底末初]|\d{1,2}月|[春夏秋冬])"
# What a row of digits can start, tried at each.
_AT_DIGIT = re.compile(
    "|".join(
        (
            rf"{_YEAR}[-/]\d{{1,2}}(?:[-/]\d{{1,2}})?{_SCALED}",
            rf"{_YEAR}\.\d{{1,2}}\.\d{{1,2}}(?!\d)",
            r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
            r"\d{1,2}\s?[ap]\.?m\b",
            rf"{_YEAR}\s?(?:[-~—至到、/和]\s?(?:{_YEAR}|\d{{2}})\s?)?[财学]?年(?!期)",
            rf"(?<![.,$¥€£]){_YEAR}\s?(?:-|~|—|至|到|to|and|through)\s?{_YEAR}{_SCALED}",
            rf"\d{{2}}年{_PART_YEAR}",
            r"(?<!\.)\d{1,2}(?:\s?[-—至到~]\s?\d{1,2})?\s?月(?:底|初|末|\s?\d{1,2}\s?[日号])?",
            r"(?<!\.)\d{1,2}(?:\s?[-—至到~]\s?\d{1,2})?\s?[日号](?![均活元币])",
            r"(?<![.,])\d{1,3}/\d{1,3}(?:/\d{2,4})?"
            r"(?![\d,.]|\sof\sa|[\s-](?:[mbtr]+illion|bn|tn)\b)",
        )
    ),
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"\d(?<!\d\d)\d*(?=\s?[-/.:年月日号财学至到~—、和aptAPT]|[sSnNrR])"  # what names go on with
)
_MIXED_BEFORE = re.compile(r"\d[\s-]$")
_ADDRESS = re.compile(r"[hHwW](?:(?<=[hH])[tT]{2}[pP][sS]?://|(?<=[wW])[wW]{2}\.)[!-~]+")
_MAIL = re.compile(r"(?<![\w.+-])[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,64}\.[a-z]{2,}", re.IGNORECASE)
_MAIL_SIGN = re.compile("@")
_IN_MAIL = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-\u0130\u0131"
)
_IN_SLUG = re.compile(
    rf"(?<![\w-])[a-z]{{1,24}}(?:-{_SLUG}){{0,12}}-\d{_SLUG}?(?:-{_SLUG}){{1,12}}\b(?!%)",
    re.IGNORECASE,
)
_SLUG_HINT = re.compile(r"-\d[A-Za-z0-9]*-[A-Za-z0-9]")
_IN_SLUGS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
# Each starts with a plain set of signs, which the search can skip to.
_OTHER = re.compile(
    r"[\[零〇一二两三四五六七八九1-4第前单](?:"
    r"(?<=\[)\d{1,3}(?:[,-]\s?\d{1,3})*\]"
    r"|(?<=[零〇一二三四五六七八九])[零〇一二三四五六七八九]{3}年"
    r"|(?<=第)(?<!连续第)\s?(?:\d+|[零一二三四五六七八九十百两]+)[百千万亿]*"
    r"|(?<=前)[一二三四两1-4]季[度报]|(?<=[一二三四两1-4])季[度报]"
    r"|(?<=单)位[::]\s?\S{1,6})"
)
_ORDINAL = re.compile(r"(?:[sS][tT]|[nNrR][dD]|[tT][hH])\b")
_YEAR_DIGITS = 4
_FIRST_OF_LINE = re.compile(r"\n[^\S\n]*\d{1,2}[.、)](?=\s|[^\W\d])")


def hide_names(text: str) -> str:
    """The text with every number that names something blotted out; of the same length.

    >>> hide_names("in GPT-4 since 2025年, 8年").replace(HIDDEN, "_")
    'in GPT-4 since _____, 8年'
    """
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(_blot, text)
    if "@" in text:
        text = _blotted(text, _mails(text))
    return _blotted(text, sorted(_spans(text)))


def _blotted(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these spans, which stand in order, blotted out."""
    pieces: list[str] = []
    reached = 0
    for first, end in spans:
        if end > reached:
            start = max(first, reached)
            pieces += (text[reached:start], HIDDEN * (end - start))
            reached = end
    return "".join((*pieces, text[reached:]))


def _mails(text: str) -> Iterator[tuple[int, int]]:
    """Addresses of mail, each looked for around its sign."""
    reached = 0
    for sign in _MAIL_SIGN.finditer(text):
        start = sign.start()
        while start > reached and text[start - 1] in _IN_MAIL:
            start -= 1
        mail = _MAIL.match(text, start)
        reached = mail.end() if mail else sign.end()
        if mail:
            yield mail.span()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    others = [match.span() for match in _OTHER.finditer(text)]
    yield from others
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        name = _AT_DIGIT.match(text, start) if end - start <= _YEAR_DIGITS else None
        if name and not ("/" in name.group() and _is_mixed(text, name)):
            yield _with_year_mark(text, name)
        ordinal = _ORDINAL.match(text, end)
        if ordinal and not _is_inside(end, others):
            yield ordinal.span()
    for match in _FIRST_OF_LINE.finditer("\n" + text):
        yield match.start(), match.end() - 1
    yield from _slugs(text)


def _is_inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the spans, which stand in order and apart, holds the position."""
    before = bisect(spans, (position, 0))
    return before > 0 and spans[before - 1][1] > position


def _slugs(text: str) -> Iterator[tuple[int, int]]:
    """Names of words joined by hyphens that hold a number: raise-7-billion-soon."""
    reached = 0
    for hint in _SLUG_HINT.finditer(text):
        start = hint.start()
        if start < reached:
            continue
        while start > reached and text[start - 1] in _IN_SLUGS:
            start -= 1
        name = _IN_SLUG.match(text, start)
        reached = name.end() if name else hint.end()
        if name:
            yield name.span()


def _is_mixed(text: str, name: re.Match[str]) -> bool:
    """Whether the fraction belongs to the whole number before it: $1 1/2."""
    start = name.start()
    is_short = len(name.group()) <= len("1/10")
    return is_short and _MIXED_BEFORE.search(text, max(0, start - 2), start) is not None


def _with_year_mark(text: str, name: re.Match[str]) -> tuple[int, int]:
    """The span with FY or CY before a year taken in."""
    start = name.start()
    is_marked = text[max(0, start - 2) : start].upper() in ("FY", "CY")
    return (start - 2 if is_marked else start), name.end()


def _blot(match: re.Match[str]) -> str:
    return HIDDEN * len(match.group())
