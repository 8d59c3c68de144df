"""Step lines: labels inside the picture and apart, and words where there is no line to draw."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.marks import Mark
from caploop.charts.step_line import Story, step_line
from caploop.charts.style import SIZES
from caploop.charts.width import text_width

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=24)
DAYS = st.integers(0, 900).map(lambda n: date(2024, 1, 1) + timedelta(days=n))


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    day = draw(DAYS)
    low, value, high = sorted(draw(st.tuples(*[st.floats(0, 1e12)] * 3)))
    return Mark(
        day=day,
        day_text=day.isoformat(),
        value=value,
        value_text=draw(WORDS),
        low=low,
        high=high,
        shape=draw(st.sampled_from(["point", "up_to", "at_least", "range", "order"])),
        stroke=draw(st.sampled_from(["firm", "soft", "loose"])),
        notes=tuple(draw(st.lists(WORDS, max_size=2))),
        word=draw(st.sampled_from(["", "denied", "后被否认"])),
        aside=draw(st.booleans()),
        checked=draw(st.booleans()),
        href=draw(st.sampled_from(["", "#c-1"])),
    )


def mark(day: date, value: float, **more: str | bool) -> Mark:
    return Mark(day=day, day_text=day.isoformat(), value=value, value_text=f"${value}", **more)


def story(*steps: Mark) -> Story:
    return Story(title="t", description="d", marks=steps, tick=lambda v: f"${v:g}")


def size(svg: str) -> tuple[float, float]:
    _, _, width, height = ElementTree.fromstring(svg).attrib["viewBox"].split()
    return float(width), float(height)


def labels(svg: str) -> list[Box]:
    """Left, top, right and bottom of every line of text."""
    boxes = []
    for node in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        kind = node.attrib["class"]
        x, y = float(node.attrib["x"]), float(node.attrib["y"])
        wide = text_width(node.text or "", kind)
        left = x - wide if node.attrib.get("text-anchor") == "end" else x
        boxes.append((left, y - SIZES[kind], left + wide, y + 2))
    return boxes


def meet(one: Box, other: Box) -> bool:
    beside = one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2
    return not beside and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("width", [358, 592, 720, 1240])
@given(steps=st.lists(marks(), max_size=12))
def test_labels_lie_inside_the_picture_and_never_meet(width: int, steps: list[Mark]) -> None:
    svg = step_line(story(*steps), width=width).svg
    wide, high = size(svg)
    boxes = labels(svg)
    assert all(b[0] >= -0.2 and b[1] >= 0 and b[2] <= wide + 0.2 and b[3] <= high for b in boxes)
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]


@pytest.mark.parametrize("width", [358, 1240])
@given(steps=st.lists(marks(), min_size=2, max_size=8))
def test_every_step_has_its_dot_inside_the_picture(width: int, steps: list[Mark]) -> None:
    svg = step_line(story(*steps), width=width).svg
    wide, high = size(svg)
    dots = list(ElementTree.fromstring(svg).iter(f"{SVG}circle"))
    assert len(dots) == len(steps)
    places = [(float(d.attrib["cx"]), float(d.attrib["cy"])) for d in dots]
    assert all(6 <= x <= wide - 6 and 6 <= y <= high - 6 for x, y in places)


def test_no_step_gives_a_sentence() -> None:
    assert "no figure to draw" in step_line(story(), width=358).svg


def test_one_step_gives_a_sentence_with_its_figure_and_day() -> None:
    svg = step_line(story(mark(date(2025, 9, 30), 100)), width=1240).svg
    assert "one figure only: $100, 2025-09-30" in svg


def test_two_steps_of_one_day_and_one_value_are_drawn() -> None:
    twice = mark(date(2025, 9, 30), 0)
    assert step_line(story(twice, twice), width=1240).svg.count("<circle") == 2


def test_the_line_says_how_firm_each_figure_is() -> None:
    first = mark(date(2025, 9, 30), 100, stroke="soft")
    svg = step_line(story(first, mark(date(2026, 2, 27), 30)), width=1240).svg
    assert svg.count("line soft") == 1
    assert svg.count("line firm") == 1


def test_what_was_denied_has_a_red_dash_and_a_word() -> None:
    denied = mark(date(2025, 9, 30), 100, word="denied later")
    svg = step_line(story(denied, mark(date(2026, 2, 27), 30)), width=1240).svg
    assert svg.count('class="strike"') == 1
    assert "— denied later" in svg


def test_a_denial_does_not_move_the_line() -> None:
    denial = mark(date(2026, 2, 5), 100, aside=True)
    steps = (mark(date(2025, 9, 30), 30), denial, mark(date(2026, 2, 27), 30))
    svg = step_line(story(*steps), width=1240).svg
    lines = list(ElementTree.fromstring(svg).iter(f"{SVG}polyline"))
    heights = {p.split(",")[1] for n in lines for p in n.attrib["points"].split()}
    assert len(heights) == 1


def test_labels_that_do_not_fit_side_by_side_run_down_instead() -> None:
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(20)]
    svg = step_line(story(*(mark(d, n + 1.0) for n, d in enumerate(days))), width=1240).svg
    assert size(svg)[1] > 900


def test_a_logarithmic_axis_says_so() -> None:
    svg = step_line(story(mark(date(2025, 1, 1), 1), mark(date(2025, 2, 1), 900)), width=1240).svg
    assert "Logarithmic scale." in svg


def test_a_picture_has_a_name_and_a_description() -> None:
    root = ElementTree.fromstring(step_line(story(), width=358, name="p").svg)
    names = {n.attrib["id"]: n.text for n in root if "id" in n.attrib}
    assert names == {root.attrib["aria-labelledby"]: "t", root.attrib["aria-describedby"]: "d"}


def test_a_notebook_shows_the_picture() -> None:
    scene = step_line(story(), width=358)
    assert scene._repr_html_() == scene.svg
