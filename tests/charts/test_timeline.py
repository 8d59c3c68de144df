"""Timelines: labels inside and apart, firmness by line, ends told, words where nothing is known."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.bar import Bar
from caploop.charts.timeline import Timeline, TimelineRow, timeline
from tests.charts.sankey.boxes import SVG, labels, meeting, outside, size

TODAY = date(2026, 3, 1)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40)
DAYS = st.integers(-2000, 4000).map(lambda n: TODAY + timedelta(days=n))


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    start = draw(DAYS)
    end = draw(st.none() | st.integers(0, 4000).map(lambda n: start + timedelta(days=n)))
    return Bar(
        start=start,
        end=end,
        value=draw(WORDS),
        note=draw(st.just("") | WORDS),
        word=draw(st.sampled_from(["", "denied", "已被否认"])),
        stroke=draw(st.sampled_from(["firm", "soft", "loose"])),
        cut=draw(st.booleans()),
        checked=draw(st.booleans()),
        href=draw(st.sampled_from(["", "#t-1"])),
    )


ROWS = st.builds(TimelineRow, title=WORDS, bars=st.lists(bars(), max_size=5).map(tuple), note=WORDS)


def shown(*rows: TimelineRow) -> Timeline:
    return Timeline(
        title="t",
        description="d",
        rows=rows,
        today=TODAY,
        today_text="1 Mar 2026",
        tick=lambda day: f"{day:%b %Y}",
        nothing="nothing is known",
        scale_note="Two scales.",
    )


def bar(start: date, end: date | None, **more: str | bool) -> Bar:
    return Bar(start=start, end=end, value="$1bn", **more)


def row(*found: Bar) -> TimelineRow:
    return TimelineRow(title="A → B", bars=found)


@pytest.mark.parametrize("width", [358, 720, 1240])
@given(rows=st.lists(ROWS, max_size=5))
def test_labels_lie_inside_the_picture_and_never_meet(width: int, rows: list[TimelineRow]) -> None:
    svg = timeline(shown(*rows), width=width).svg
    assert not outside(svg)
    assert not meeting(svg)


@pytest.mark.parametrize("width", [358, 1240])
@given(rows=st.lists(ROWS, max_size=3))
def test_every_bar_lies_inside_the_picture(width: int, rows: list[TimelineRow]) -> None:
    svg = timeline(shown(*rows), width=width).svg
    wide, high = size(svg)
    root = ElementTree.fromstring(svg)
    lines = [p.attrib["points"].split() for p in root.iter(f"{SVG}polyline")]
    points = [tuple(map(float, p.split(","))) for found in lines for p in found]
    points += [(float(c.attrib["cx"]), float(c.attrib["cy"])) for c in root.iter(f"{SVG}circle")]
    assert all(0 <= x <= wide and 0 <= y <= high for x, y in points)
    assert svg.count("<circle") == sum(len(r.bars) for r in rows)


def test_no_row_gives_a_sentence() -> None:
    assert "nothing is known" in timeline(shown(), width=358).svg
    assert "nothing is known" in timeline(shown(row()), width=1240).svg


def test_one_bar_is_drawn() -> None:
    svg = timeline(shown(row(bar(date(2025, 9, 22), date(2027, 1, 1)))), width=1240).svg
    assert svg.count("line firm") == 1
    assert "$1bn" in svg


def test_the_line_says_how_firm_a_promise_is() -> None:
    start, end = date(2025, 1, 1), date(2026, 1, 1)
    found = [bar(start, end, stroke=s) for s in ("firm", "soft", "loose")]
    svg = timeline(shown(row(*found)), width=1240).svg
    assert [svg.count(f"line {s}") for s in ("firm", "soft", "loose")] == [1, 1, 1]


def test_what_was_denied_is_struck_in_red_with_a_word_and_what_was_replaced_is_not() -> None:
    start, end = date(2025, 1, 1), date(2026, 1, 1)
    denied = timeline(shown(row(bar(start, end, cut=True, word="denied"))), width=1240).svg
    replaced = timeline(shown(row(bar(start, end, cut=True))), width=1240).svg
    assert (denied.count("strike"), denied.count("— denied")) == (1, 1)
    assert (replaced.count("strike"), replaced.count('class="cap"')) == (0, 1)


def test_an_end_without_a_date_fades_beyond_today() -> None:
    svg = timeline(shown(row(bar(date(2025, 1, 1), None))), width=1240).svg
    assert all(f"fade{n}" in svg for n in (1, 2, 3))


def test_today_has_an_upright_line_and_its_name() -> None:
    svg = timeline(shown(row(bar(date(2025, 1, 1), None))), width=358).svg
    assert svg.count('class="today"') == 1
    assert "1 Mar 2026" in svg


def test_the_narrow_picture_puts_names_above_bars() -> None:
    drawn = row(bar(date(2025, 1, 1), None))
    heads = [
        next(b for b in labels(timeline(shown(drawn), width=w).svg) if b[0] == 0)
        for w in (358, 1240)
    ]
    values = [
        max(labels(timeline(shown(drawn), width=w).svg)[1:-1], key=lambda b: b[1])
        for w in (358, 1240)
    ]
    assert values[0][1] > heads[0][3]
    assert values[1][1] < heads[1][3]
