"""Words right before and behind a time that open an end of it or make it a part of itself."""

from __future__ import annotations

import re

from msgspec import Struct

from caploop.extraction.times.parts import count_of
from caploop.extraction.times.phrase import Phrase
from caploop.extraction.times.tokens import TimeWordKind


class PhraseEdges(Struct, frozen=True, kw_only=True, gc=False):
    """What stands around a phrase, and where the whole expression starts and ends.

    `until` and `since` open an end. `is_part` says that words beside it make it less than it
    says, `last_day` that its last day is meant, `marks_year` that bare figures are a year.
    """

    start: int
    end: int
    until: bool = False
    since: bool = False
    is_part: bool = False
    last_day: bool = False
    marks_year: bool = False
    after_year: bool = False
    counts_quarters: bool = False
    months: int = 0  # how many months end with the phrase: 截至9月30日止九个月


_VAGUE = (
    r"(?P<vague>(?:(?:very\s)?(?:early|mid|late)[\s-]+(?:in\s+)?"
    r"|(?:the\s+)?(?:end|start|beginning|close)\s+of\s+|end-))?"
)
_LEAD = re.compile(
    r"\b(?:(?P<until>by|before|until|till)|(?P<since>since)|in|at|during|throughout)\s+"
    rf"{_VAGUE}(?:the\s+)?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|in|during|between)\s+$", re.IGNORECASE)
_UNTIL_ZH = re.compile(r"(?:(?<!截)至|(?<![止至截])到)\s*$")
_AS_OF = re.compile(
    r"(?:截[至止到]|截止到|\bas\s(?:of|at)\s+(?:the\s+)?(?:end\s+of\s+|end-))\s*$", re.I
)
_LEFT_OVER = re.compile(
    r"(?:\b(?:YTD|year-to-date)|\b(?:half|halves|thirds?|quarters?|months?|weeks?|days?|years?"
    r"|part|most|rest|remainder|much|bulk|middle|start|beginning|end|close|portion|balance)"
    r"\s+(?:of|to|in|into|ended|ending|through)"
    r"|\b(?:early|mid|late|end))[\s-]+(?:in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_FIGURE_BEFORE = re.compile(r"(?:[0-9]\s*(?:[-~—至到/]|to)|[QH][1-4]\s*[-/])\s*$")
_TAIL_ZH = re.compile(
    r"(?P<before>\s*年?[底末]?[以之]?前(?![0-9一二两三四五六七八九十半]))|(?P<since>\s*以来)"
    r"|(?P<last>\s*[年月]?[底末])|(?P<vague>\s*年?[初中](?!国|心|期|间|小|美|的|式|共|央|步|创|始|次|级))"
)
_LENGTH_ZH = re.compile(
    r"\s*(?:止|[的之])\s*[的之]?\s*(?:(?P<count>十[一二]?|[一二两三四五六七八九]|1[0-2]|[1-9])\s*个月"
    r"|(?P<half>半(?:财|个财政)?年)|(?P<quarter>(?:财政?)?季度?)|(?:财政?|会计)?年度?|(?:上个)?财年)"
)
_LENGTH_OF_MONTH = re.compile(
    r"\s(?P<quarter>quarter)\b|\s(?P<half>half(?:[\s-]year)?)\b|期(?![间货权第])"
)
_AS_OF_ZH = re.compile(r"截[至止到]\s*(?:到|至)?\s*$")
_RANGE_TAIL = re.compile("之?间|期间")
_REST = re.compile(
    r"期第|\s?[/-]\s?(?:[0-9]{1,4}(?![0-9]*\s?[亿万%])|[QH][1-4]\b)|\s?-\s?[0-9]"
    r"|\s*(?:[0-9]{1,2}\s*)?[-~—至到]\s*[0-9]{1,2}\s*[日号]"
)
_COUNTS = frozenset("前十续近去每下上这本后")
_NEAR = 40
# The last signs of what is searched for before a phrase: what ends otherwise need not be.
_TO_ZH = frozenset("至止到")
_TO_FIGURE = frozenset("-~—至到/o")


def edges_of(text: str, phrase: Phrase) -> PhraseEdges:
    """What stands around a phrase of a folded text.

    >>> from caploop.extraction.times.phrase import phrases_of
    >>> from caploop.extraction.times.tokens import tokens_of
    >>> text = "the rest of FY26"
    >>> phrase, = phrases_of(text, [*tokens_of(text)])
    >>> edges_of(text, phrase).is_part
    True
    """
    rest = _REST.match(text, phrase.end)
    if phrase.last is not None:
        return _around_range(text, phrase, rest)
    floor, year, length = max(0, phrase.start - _NEAR), phrase.first.year, phrase.first.length
    is_apart, sign = _end_of(text[floor : phrase.start])
    lead = _LEAD.search(text, floor, phrase.start) if is_apart and length is None else None
    until_zh = _UNTIL_ZH.search(text, floor, phrase.start) if sign in _TO_ZH else None
    is_fiscal = year is not None and year.kind is TimeWordKind.FISCAL
    is_open = lead is not None and bool(lead["until"] or lead["since"])
    if lead and is_fiscal and not is_open and not lead["vague"]:
        lead = None
    tail = _TAIL_ZH.match(text, phrase.end) if _is_chinese(phrase) else None
    may_be_as_of = is_apart or sign in _TO_ZH
    as_of = _AS_OF.search(text, floor, phrase.start) if may_be_as_of else None
    opening = lead or until_zh
    until = bool(until_zh or (lead and lead["until"]) or (tail and tail["before"]))
    is_last = bool(as_of and ((tail and tail["last"]) or "end" in as_of.group().lower()))
    is_vague = bool((lead and lead["vague"]) or (tail and (tail["last"] or tail["vague"])))
    may_be_left = is_apart and not (opening or is_last)
    left = _LEFT_OVER.search(text, floor, phrase.start) if may_be_left else None
    may_be_figure = sign in _TO_FIGURE and length is None
    figure = _FIGURE_BEFORE.search(text, floor, phrase.start) if may_be_figure else None
    end = tail.end() if tail else phrase.end
    before = left or figure or (opening if year else None)
    if up_to := _length_behind(text, phrase, floor):
        (start, end_of_length), months = up_to
        return PhraseEdges(start=start, end=end_of_length, months=months)
    return PhraseEdges(
        start=before.start() if before else phrase.start,
        end=rest.end() if rest and not tail else end,
        until=until,
        since=bool((lead and lead["since"]) or (tail and tail["since"])),
        is_part=bool((is_vague and not is_last) or left or rest or figure),
        last_day=is_last,
        marks_year=lead is not None or is_last,
        after_year=text[phrase.start - 1 : phrase.start] in ("年", *"0123456789"),
        counts_quarters=text[phrase.start - 1 : phrase.start] in _COUNTS and phrase.start > 0,
    )


def _end_of(before: str) -> tuple[bool, str]:
    """Whether the words before a phrase stand apart from it, and their last sign."""
    return before[-1:].isspace() or before[-1:] == "-", before.rstrip()[-1:]


def _length_behind(text: str, phrase: Phrase, floor: int) -> tuple[tuple[int, int], int] | None:
    """Where 截至 … 止九个月 starts and ends, and its months."""
    month = _LENGTH_OF_MONTH.match(text, phrase.end) if _is_month(phrase) else None
    if month:
        months = 6 if month["half"] else 3 if month["quarter"] else 12
        return (phrase.start, month.end()), months
    opening = _AS_OF_ZH.search(text, floor, phrase.start)
    found = (
        _LENGTH_ZH.match(text, phrase.end) if opening or text[phrase.end :][:1] == "止" else None
    )
    if found is None:
        return None
    months = 6 if found["half"] else 3 if found["quarter"] else count_of(found["count"] or "12")
    return (opening.start() if opening else phrase.start, found.end()), months


def _is_month(phrase: Phrase) -> bool:
    """Whether the phrase is one month of a year that may name what ends with it."""
    parts = phrase.first.parts
    is_one = len(parts) == 1 and parts[0].kind is TimeWordKind.MONTH and not parts[0].day
    return is_one and phrase.first.year is not None and phrase.first.length is None


def _around_range(text: str, phrase: Phrase, rest: re.Match[str] | None) -> PhraseEdges:
    floor = max(0, phrase.start - _NEAR)
    opening, tail = _FROM.search(text, floor, phrase.start), _RANGE_TAIL.match(text, phrase.end)
    left = _LEFT_OVER.search(text, floor, phrase.start)
    return PhraseEdges(
        start=opening.start() if opening else phrase.start,
        end=tail.end() if tail else phrase.end,
        is_part=left is not None or rest is not None,
    )


def _is_chinese(phrase: Phrase) -> bool:
    year, parts = phrase.first.year, phrase.first.parts
    last = parts[-1] if parts else year
    return last is not None and (not last.text.isascii() or last.kind is TimeWordKind.DATE)
