"""Time expressions in running Chinese and English text, read to periods and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from caploop.core.period import FiscalYears, Period, Precision, length_period, months_period
from caploop.extraction.folding import fold
from caploop.extraction.times.lead import edges_of
from caploop.extraction.times.parts import count_of
from caploop.extraction.times.phrase import phrases_of
from caploop.extraction.times.reading import Context, read, remember
from caploop.extraction.times.tokens import tokens_of

_COUNT_ZH = "(?P<count>[1-9][0-9]?|[一二两三四五六七八九十])"
_COUNT_EN = "(?P<count>[1-9][0-9]?|one|two|three|four|five|six|seven|eight|nine|ten)"
_NEXT_EN = r"(?:the\s+)?(?:next|coming)\s+"
_AHEAD_ZH = re.compile(rf"(?:未来|今后|接下来)的?\s*{_COUNT_ZH}\s*年(?:之?[内间])?")
# Both start with a plain set of letters, which the search can skip to.
_AHEAD_EN = re.compile(
    r"[oOwWnNcC](?<![A-Za-z0-9_].)(?i:(?:(?<=o)ver|(?<=w)ithin)\s+"
    rf"(?:{_NEXT_EN})?|(?:(?<=n)ext|(?<=c)oming)\s+)"
    rf"(?i:{_COUNT_EN}\s+years?\b(?!\s+(?:to|ended|ending|through)\b))",
    re.ASCII,
)
_BEFORE_NEXT = re.compile(r"\b(?:(?:in|for|during)\s+(?:the\s+)?|the\s+)$", re.I | re.ASCII)
_NEAR = 40
_YEAR_END = re.compile(
    r"[bB](?<!\w.)(?i:y\s+(?:the\s+)?(?:end\s+of\s+the\s+year|year[\s-]end|year's\s+end))\b"
)
_Found = tuple[int, int, Period]


def find_periods(
    text: str, *, stated_on: date | None, calendar: FiscalYears | None
) -> tuple[tuple[int, int, Period], ...]:
    """Time expressions of the text in order: where each starts and ends, and its period.

    "By", "before", 到, 至 and 前 leave the start open and end with the last day they name, the
    widest reading. Relative words without `stated_on`, fiscal ones without `calendar`, and words
    beside a date that make it less than it says (late 2025, 2025年底, the rest of 2025) are found
    and left unresolved.

    >>> found = find_periods("到2030年, by 2030", stated_on=None, calendar=None)
    >>> [(a, b, p.label, str(p.end)) for a, b, p in found]
    [(0, 6, '到2030年', '2030-12-31'), (8, 15, 'by 2030', '2030-12-31')]
    """
    shadow = fold(text)
    folded = shadow.text
    ahead = [*_ahead(folded, stated_on)]
    found: list[_Found] = []
    for start, end, period in sorted((*_named(folded, stated_on, calendar), *ahead), key=_place):
        if not found or start >= found[-1][1]:
            found.append((start, end, period))
    return tuple(_as_given(text, shadow.back(start, end), one) for start, end, one in found)


def _place(found: _Found) -> tuple[int, int]:
    return found[0], -found[1]


def _as_given(text: str, span: tuple[int, int], period: Period) -> _Found:
    label = text[span[0] : span[1]]
    return (
        *span,
        Period(
            label=label,
            start=period.start,
            end=period.end,
            precision=period.precision,
            length_years=period.length_years,
        ),
    )


def _named(text: str, stated_on: date | None, calendar: FiscalYears | None) -> Iterator[_Found]:
    """The expressions that name a year or a part of one."""
    context = Context(stated_on, calendar)
    for phrase in phrases_of(text, [*tokens_of(text)]):
        edges = edges_of(text, phrase)
        period = read(phrase, edges, context)
        if period is not None:
            context = remember(context, phrase, period)
            yield edges.start, edges.end, period


def _ahead(text: str, stated_on: date | None) -> Iterator[_Found]:
    """The expressions that count from the day of the statement: 未来8年, by year-end."""
    for hit in _AHEAD_ZH.finditer(text) if "年" in text else ():
        yield *hit.span(), length_period("", count_of(hit["count"]), stated_on)
    for hit in _AHEAD_EN.finditer(text) if "year" in text else ():
        start = hit.start()
        if text[start] in "nNcC":
            before = _BEFORE_NEXT.search(text, max(0, start - _NEAR), start)
            start = before.start() if before else start
        yield start, hit.end(), length_period("", count_of(hit["count"]), stated_on)
    for hit in _YEAR_END.finditer(text) if "year" in text else ():
        end = months_period("", stated_on.year, (1, 12)).end if stated_on else None
        precision = Precision.YEAR if end else None
        yield *hit.span(), Period(label="", end=end, precision=precision)
