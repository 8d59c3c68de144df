"""Bars on one axis: where they begin and end, what is open, and words that stay inside."""

from __future__ import annotations

import re

import pytest

from caploop.charts.ranges import EDGE, Range, Ranges, ranges
from caploop.charts.width import text_width

BARS = (
    Range(value="10", note="stated", low=0, high=10),
    Range(value="5 – 20", note="spread", low=5, high=20, middle=12, kind="spread", first=True),
    Range(value="-4", note="falls", low=-4, high=0),
)


def drawn(bars: tuple[Range, ...] = BARS, width: float = 700) -> str:
    shown = Ranges(title="T", description="d", bars=bars, tick=lambda v: f"{v:g}")
    return ranges(shown, width=width).svg


def rectangles(svg: str) -> list[tuple[float, float]]:
    found = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    return [(float(x), float(w)) for x, w in found]


def test_lengths_are_in_proportion() -> None:
    (_, ten), (_, fifteen), (_, four) = rectangles(drawn())
    assert fifteen / ten == pytest.approx(1.5, abs=0.01)
    assert four / ten == pytest.approx(0.4, abs=0.01)


def test_what_falls_ends_where_what_rises_begins() -> None:
    (zero, _), _, (left, wide) = rectangles(drawn())
    assert left + wide == pytest.approx(zero, abs=0.2)


def test_a_bar_without_an_upper_end_has_an_arrow_and_stays_inside() -> None:
    svg = drawn((Range(value="≥ 3", note="", low=3, high=None), BARS[0]))
    assert svg.count("<polyline") == 1
    x, wide = rectangles(svg)[0]
    assert x + wide <= 700 - EDGE


def test_a_bar_without_a_lower_end_begins_at_nothing() -> None:
    open_below = Range(value="≤ 10", note="", low=None, high=10)
    assert rectangles(drawn((open_below,))) == rectangles(drawn((BARS[0],)))


@pytest.mark.parametrize("width", [1240, 720, 358])
def test_words_stay_inside_at_every_width(width: float) -> None:
    long = Range(value="-14%", note="compute spend to 2030: 600 → 516", low=18, high=20)
    svg = drawn((*BARS, long), width=width)
    for x, inner in re.findall(r'<text x="([\d.]+)" y="[\d.]+">(.*?)</text>', svg):
        pieces = re.findall(r'class="(\w+)">([^<]*)', inner)
        assert float(x) + sum(text_width(text, kind) for kind, text in pieces) <= width


def test_a_bar_leads_to_its_evidence() -> None:
    assert 'href="#c-1"' in drawn((Range(value="1", note="", low=0, high=1, href="#c-1"),))


def test_the_median_is_marked() -> None:
    assert drawn().count('class="cap"') == 1
