"""Words of time in a text of both languages, one after the other: years, parts, lengths, days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from caploop.extraction.starts import word_start
from caploop.extraction.times.parts import (
    DAY,
    MONTH_EN,
    NUMBER_EN,
    PART_EN,
    PART_ZH,
)


class TimeWordKind(StrEnum):
    """What a word of time names."""

    YEAR = "year"  # of the calendar
    FISCAL = "fiscal"  # of an issuer
    PART = "part"  # of a year of either kind
    MONTH = "month"  # a month or a day of it, without its year
    DATE = "date"  # a day with its year
    LENGTH = "length"  # so many months up to what follows


class Token(Struct, frozen=True, kw_only=True, gc=False):
    """One word of time: where it stands, and its pieces as written."""

    kind: TimeWordKind
    start: int
    end: int
    text: str
    year: str = ""  # figures, or a relative word
    second: str = ""  # of a fiscal year named by two
    part: str = ""
    day: str = ""
    is_bare: bool = False  # a year that nothing marks as one


_Y = r"(?:(?:19|20|21)[0-9]{2}|[0-9]{2})(?![0-9])"
_Y4 = r"(?<![0-9])(?<![0-9][.,])(?:19|20|21)[0-9]{2}(?![0-9])"
_NO_AMOUNT = (
    r"(?!\s*(?:[KMGT]Wh?\b|GPU|million|billion|trillion|people|[亿万%元])|\.[0-9]|,[0-9]{3})"
)
_COMPACT = r"F?C?(?:Q[1-4]|(?<![0-9])[1-4]Q|H[12]|(?<![0-9])[12]H)"
_MONTHS_SHORT = r"(?<![0-9])(?:[369]|12)M"
_FIGURE_FIRST = rf"(?:(?<![0-9])(?:[1-4]Q|[12]H)|{_MONTHS_SHORT})"
_NO_LETTER = r"(?![0-9A-Za-z])"
_ENDED = (
    r"(?:\s+period)?\s*(?:\bended|\bending|-ended|\bto|\bthrough|\bup\s+to|\btill|\buntil)\s+"
    r"(?:(?:on|in|the|end-|end|of)\s*)*"
)
# Chinese words that hold a word of time by accident: 如今年轻, 声明年度, 过去年均.
_RELATIVE_ZH = r"(?:(?<![如当现])今|(?<!过)去|(?<![声说表证])明)年(?![轻龄均度])"

_LATIN = re.compile(
    rf"(?P<length>(?:{NUMBER_EN}[\s-](?:fiscal\s)?(?P<unit1>months?|quarters?|years?)"
    rf"|(?:(?:full|fiscal|financial)[\s-])*(?P<unit2>half[\s-]?year|half|year|quarter)){_ENDED}"
    r"|FYE\s+(?P<unit3>)|(?:LTM|TTM)(?:\s+to|\s+ended)?\s+(?P<unit6>)"
    rf"|[1-9][0-9]?[\s-](?P<unit4>weeks){_ENDED}"
    rf"|fifty-(?:two|three)\s(?P<unit5>weeks){_ENDED})"
    rf"|(?P<fy>(?:(?:fiscal|financial)(?:\s+years?)?\s*|FY\s?)'?(?P<fiscal>{_Y})"
    rf"(?:\s?[/-]\s?(?P<second>{_Y}))?)"
    rf"|(?P<cy>(?:CY\s?|calendar(?:\s+year)?\s+)'?(?P<calendar>{_Y}))"
    rf"|(?P<relative>(?<!the )(?:this|last|next)\s+year\b|(?:the\s+)?current\s+year\b)"
    rf"|(?P<both>(?P<short>{_FIGURE_FIRST}(?:\s?'|[/-]|)|F?C?[QH][1-4](?:\s?'|[/-]))"
    rf"(?P<attached>{_Y}){_NO_LETTER}(?!\.[0-9]|%|/))"
    rf"|(?P<part>(?:fiscal\s+)?{_COMPACT}(?:{_NO_LETTER}|(?=FY))"
    rf"|{_MONTHS_SHORT}(?=\s?(?:FY|(?:19|20)[0-9]{{2}}\b))|{PART_EN}"
    r"|(?:spring|summer|autumn|fall)(?=\s+(?:of\s+)?(?:(?:19|20|21)[0-9]{2}|this|last|next)))"
    rf"|(?P<month>(?P<name>{MONTH_EN})(?![a-z])"
    rf"(?:\s+(?P<day>{DAY})(?:st|nd|rd|th)?\b(?!\s?[:%]))?)",
    re.IGNORECASE | re.ASCII,
)
_FIGURES = re.compile(
    rf"(?P<iso>(?P<isoyear>{_Y4})[-/](?P<isomonth>0[1-9]|1[0-2])"
    r"[-/](?P<isoday>[0-3][0-9])(?![0-9-]))"
    rf"|(?P<zfy>(?<![0-9])(?P<fiscal>{_Y})(?:\s*[-/至]\s*(?P<second>{_Y}))?"
    r"\s*年?\s?(?:财政年度|会计年度|财务年度|财年|年度(?!大会|盛典)|度(?=[^\w]|$)(?<=年度)))"
    rf"|(?P<zhalf>(?P<spanned>{_Y4})\s*年?(?P<half>[上下]半)财年)"
    rf"|(?P<zquarter>(?P<split>{_Y4})\s*年\s*(?P<quarter>(?:第\s*[一二三四1-4]\s*|[一二三四])财季))"
    rf"|(?P<zyear>(?P<four>{_Y4})\s*年(?!期|级))"
    rf"|(?P<zshort>(?<![0-9.])(?P<two>[0-9]{{2}})年(?=\s*(?:{PART_ZH}|Q[1-4]|H[12]|[底末初])))"
    rf"|(?P<before>(?<![0-9.,])(?P<figures>[0-9]{{2}})(?=(?:Q[1-4]|H[12]){_NO_LETTER}))"
    rf"|(?P<daymonth>(?<![0-9])(?P<day>{DAY})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"(?P<month>{MONTH_EN})(?![a-z]))"
    rf"|(?P<zpart>(?<![0-9.])(?P<months>{PART_ZH})(?:(?<=月)\s*(?P<zday>{DAY})\s*[日号])?)"
    rf"|(?P<bare>{_Y4}(?:(?=[QH][1-4](?![0-9A-Za-z]))|(?![A-Za-z_])){_NO_AMOUNT})",
    re.ASCII,
)
_CHINESE = re.compile(
    rf"(?P<zrelative>{_RELATIVE_ZH})|(?P<zpart>(?P<months>{PART_ZH})(?P<zday>))|(?P<zsame>同期)"
)
_FIRST_WORDS = (
    "fiscal financial fy cy calendar this last next the current first second third fourth final"
    " spring summer autumn fall full half year quarter fye ltm ttm fifty one two three four five"
    " six seven eight nine ten eleven twelve fq cq"
    " January Jan February Feb March Mar April Apr May June Jun July Jul August Aug September"
    " Sept Sep October Oct November Nov December Dec"
)
_WORDS = frozenset(_FIRST_WORDS.split())
_LETTERS = frozenset("QqHhFf")  # that figures stand behind
_LETTER = f"(?=[0-9])(?<=[{''.join(sorted(_LETTERS))}])"
# Where a word of time may start: words, figures and signs with what has to stand behind them.
_STARTS = (
    re.compile(
        word_start(
            _WORDS - {"the"},
            not_behind="A-Za-z.,;)",
            letters="TtFfCHhQq",
            more=rf"[Hh][Ee](?=\s+[Cc])|[YQ](?<=[FC].)|{_LETTER}",
        )
    ),
    re.compile(
        r"[0-9](?<![0-9][0-9])(?:[0-9]{3}(?![0-9])|[0-9]?(?:(?=[QHMqhm年月季]|\s+[A-Za-z])"
        r"|(?=[SsNnRrTt][TtDdHh]|\s*[-/~—至到年财会度月季上下])))"
    ),
    re.compile(
        r"[今去明上下前首全第一二三四春夏秋末同](?:(?<=[今去明全])年|(?<=[上下])半|(?<=同)期"
        r"|(?<=[前首])(?=\s*[一二两三四五六七八九十1-9季财])|(?<=第)(?=\s*[一二三四1-4])"
        r"|(?<=[一二三四末])(?=\s*[季财~—至到-])|(?<=[春夏秋])[季天])"
    ),
)
_GLUED = re.compile("(?<=[A-Za-z])[A-Za-z]+|(?<=[0-9])[0-9]+")


def tokens_of(text: str) -> Iterator[Token]:
    """The words of time of a folded text, in order and apart.

    >>> [(str(token.kind), token.text) for token in tokens_of("first half of FY26, 2025年1-9月")]
    [('part', 'first half'), ('fiscal', 'FY26'), ('year', '2025年'), ('part', '1-9月')]
    """
    starts = [
        (start.start(), start.group()) for pattern in _STARTS for start in pattern.finditer(text)
    ]
    starts.sort()
    reached = 0
    for start, found in starts:
        match = _match(text, start, found) if start >= reached else None
        while match:
            token = _token(match)
            yield token
            reached = token.end
            glued = _GLUED.match(text, reached)
            match = _match(text, reached, glued.group()) if glued else None


def _match(text: str, start: int, found: str) -> re.Match[str] | None:
    if found[0].isdecimal():
        return _FIGURES.match(text, start) or _LATIN.match(text, start)
    if not found.isascii():
        return _CHINESE.match(text, start)
    known = found in _LETTERS or found[:2] in _CODES
    known = known or found in _WORDS or found.lower() in _WORDS
    return _LATIN.match(text, start) if known else None


def _token(match: re.Match[str]) -> Token:
    group = match.lastgroup or ""
    kind, pieces = _GROUPS[group]
    found = {field: match[name] or "" for field, name in pieces.items()}
    if group == "zhalf":
        found["part"] += "年"
    if group == "zpart" and _ONE_MONTH.match(match.group()):
        kind = TimeWordKind.MONTH
    if group == "both":
        kind = TimeWordKind.FISCAL if found["part"][:1] in "Ff" else kind
        found["part"] = found["part"].rstrip("' /-").lstrip("Cc")
    return Token(
        kind=kind,
        start=match.start(),
        end=match.end(),
        text=match.group(),
        is_bare=group == "bare",
        **found,
    )


_CODES = frozenset(("FY", "CY", "FQ", "CQ"))
_ONE_MONTH = re.compile(r"(?:1[0-2]|0?[1-9])\s*月份?(?!\s*[-~—至到])")
# What each way of writing is, and which of its groups hold the year and the part.
_GROUPS: dict[str, tuple[TimeWordKind, dict[str, str]]] = {
    "length": (TimeWordKind.LENGTH, {"part": "length"}),
    "fy": (TimeWordKind.FISCAL, {"year": "fiscal", "second": "second"}),
    "zfy": (TimeWordKind.FISCAL, {"year": "fiscal", "second": "second"}),
    "zhalf": (TimeWordKind.FISCAL, {"year": "spanned", "part": "half"}),
    "zquarter": (TimeWordKind.FISCAL, {"year": "split", "part": "quarter"}),
    "cy": (TimeWordKind.YEAR, {"year": "calendar"}),
    "relative": (TimeWordKind.YEAR, {"year": "relative"}),
    "zrelative": (TimeWordKind.YEAR, {"year": "zrelative"}),
    "both": (TimeWordKind.YEAR, {"year": "attached", "part": "short"}),
    "zyear": (TimeWordKind.YEAR, {"year": "four"}),
    "zshort": (TimeWordKind.YEAR, {"year": "two"}),
    "before": (TimeWordKind.YEAR, {"year": "figures"}),
    "bare": (TimeWordKind.YEAR, {"year": "bare"}),
    "iso": (TimeWordKind.DATE, {"year": "isoyear", "part": "isomonth", "day": "isoday"}),
    "month": (TimeWordKind.MONTH, {"part": "name", "day": "day"}),
    "daymonth": (TimeWordKind.MONTH, {"part": "month", "day": "day"}),
    "part": (TimeWordKind.PART, {"part": "part"}),
    "zpart": (TimeWordKind.PART, {"part": "months", "day": "zday"}),
    "zsame": (TimeWordKind.PART, {"part": "zsame"}),
}
