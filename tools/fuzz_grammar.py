"""Writes figures and periods in every style beside words of every kind, and reads them back.

Run `python -m tools.fuzz_grammar --minutes 15`. What breaks a law is printed with its text, to be
kept as a line of `tests/extraction/corpus.jsonl`, which the tests replay.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase

from caploop.core.errors import InputInvalidError
from caploop.extraction.quantity import find_quantities, parse_quantity, refused_quantities
from caploop.extraction.times.words import find_periods
from tools.figure_styles import MAY, STATED_ON, Dated, Written, figures, periods

WIDTH = 400  # of a line that reports a break
BEFORE = (
    "",
    "It paid ",
    "a deal of ",
    "for ",
    "(",
    "total: ",
    "about ",
    "up to ",
    "公司投资",
    "约",
    "总额为",
    "—",
)
BEHIND = (
    "",
    " this year.",
    ", it said",
    ")",
    " in cash",
    "。",
    "，为期五年",
    "左右",
    " or more",
    " a year",
    "的订单",
)
BELONGS = (
    "½",
    " ½",
    "'000",
    ",000",
    ".5",
    " point five",
    "万",
    " crore",
    " lakh",
    " Mrd.",
    " zillion",
    "조",
)
_LATIN = (
    "5|12|1,000|3.5|1 000|-|,|.|(|)|$|€|¥|₹|/|'|%|one|two|twenty|hundred|half|a|of|and|point"
    "|quarter|million|billion|crore|lakh|Mrd.|bn|m|k|dollars|GW|x|2025|25|Q3|H1|FY26|fiscal|first"
    "|nine months|to|ended|September|users"
)
_CHINESE = (
    "一|两|三|十|百|千|万|亿|兆|零|点|多|余|半|个|成|分之|几|数|约|超过|元|美元|年|月|上半年|财年|季度"
    "|前|至|到|截至|底|倍|½"
)
WORDS = (*_LATIN.split("|"), *_CHINESE.split("|"), " ", " ", " ", "\n", "\u200b", "\u202f")


def is_whole_or_nothing(text: str, span: tuple[int, int], written: Written) -> bool:
    """Whether what is read inside the span is the whole figure, or nothing."""
    inside = [q for q in find_quantities(text) if q.start < span[1] and q.end > span[0]]
    return not inside or [(abs(q.value or 0), q.unit) for q in inside] == [
        (written.value, written.unit)
    ]


def is_dated_or_unresolved(text: str, span: tuple[int, int], dated: Dated) -> bool:
    """Whether the days read inside the span are those of the whole period, or none."""
    found = find_periods(text, stated_on=STATED_ON, calendar=MAY)
    read = [
        p for start, end, p in found if start < span[1] and end > span[0] and (p.start or p.end)
    ]
    return not read or [(p.start, p.end) for p in read] == [(dated.start, dated.end)]


def holds_together(text: str) -> bool:
    """Whether the text is read without an error, in order, apart, and the same way twice."""
    found = find_quantities(text)
    spans = [(q.start, q.end) for q in found]
    times = [
        (start, end) for start, end, _ in find_periods(text, stated_on=STATED_ON, calendar=MAY)
    ]
    refused_quantities(text)
    with suppress(InputInvalidError):
        parse_quantity(text)
    apart = all(a[1] <= b[0] for one in (spans, times) for a, b in pairwise(one))
    ordered = all(q.low is None or q.high is None or q.low <= q.high for q in found)
    return apart and ordered and all(text[q.start : q.end] == q.text for q in found)


def a_figure_is_whole_or_nothing(written: Written, before: str, behind: str) -> None:
    """Between any neighbouring words a figure is read whole or not at all."""
    text = before + written.text + behind
    assert is_whole_or_nothing(text, (len(before), len(before) + len(written.text)), written), text


def what_belongs_is_looked_at(written: Written, rest: str) -> None:
    """A figure that ends with a number or a scale is not read alone where more of it follows."""
    text = written.text + rest
    if written.text[-1].isdigit():
        found = [
            q
            for q in find_quantities(text)
            if q.value == written.value and q.end <= len(written.text)
        ]
        assert not found, text


def a_period_is_whole_or_unresolved(dated: Dated, before: str, behind: str) -> None:
    """Between any neighbouring words a period has its own days or none."""
    text = before + dated.text + behind
    assert is_dated_or_unresolved(text, (len(before), len(before) + len(dated.text)), dated), text


def any_words_are_read_without_an_error(text: str) -> None:
    """Any row of words of the grammar is read, in order and apart."""
    assert holds_together(text), text


Law = Callable[..., None]
LAWS: tuple[tuple[Law, tuple[st.SearchStrategy[Any], ...]], ...] = (
    (a_figure_is_whole_or_nothing, (figures(), st.sampled_from(BEFORE), st.sampled_from(BEHIND))),
    (what_belongs_is_looked_at, (figures(), st.sampled_from(BELONGS))),
    (
        a_period_is_whole_or_unresolved,
        (periods(), st.sampled_from(BEFORE[:3]), st.sampled_from(BEHIND[:4])),
    ),
    (
        any_words_are_read_without_an_error,
        (st.lists(st.sampled_from(WORDS), max_size=24).map("".join),),
    ),
)


def fuzz(minutes: float, *, examples: int = 2000) -> int:
    """The number of rounds run and of breaks found, printed; the breaks are what comes back."""
    end, rounds, breaks = time.monotonic() + 60 * minutes, 0, 0
    chosen = settings(
        max_examples=examples,
        database=InMemoryExampleDatabase(),
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    while time.monotonic() < end:
        for law, texts in LAWS:
            try:
                chosen(given(*texts)(law))()
            except Exception as error:  # a traceback is a finding like any other
                breaks += 1
                print(f"{law.__name__}: {type(error).__name__}: {error}"[:WIDTH], flush=True)
            rounds += 1
    print(f"{rounds} rounds of {examples} texts, {breaks} breaks", flush=True)
    return breaks


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=15)
    sys.exit(1 if fuzz(parser.parse_args().minutes) else 0)
