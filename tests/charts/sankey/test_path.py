"""Ribbons end where they should and are as wide as they should be, all the way."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.sankey.path import Course, Move, middle, outline, points, swerve


@given(st.floats(20, 500), st.floats(-600, 600), st.floats(5, 200))
def test_a_swerve_ends_where_it_should_and_heads_as_it_began(
    run: float, drop: float, radius: float
) -> None:
    course = Course(start=(3, 4), moves=tuple(swerve(run, drop, radius=radius)))
    (x, y), heading = points(course)[-1]
    assert (x, heading) == (pytest.approx(3 + run), pytest.approx(0, abs=1e-6))
    assert y == pytest.approx(4 + drop, abs=0.06)


@given(st.floats(1, 60), st.floats(-200, 200))
def test_a_ribbon_is_even_in_width_at_both_ends_and_between(width: float, drop: float) -> None:
    course = Course(start=(0, 0), moves=tuple(swerve(200, drop, radius=width / 2 + 9)))
    ends = [
        tuple(map(float, p))
        for p in re.findall(
            r"(?:[ML]|A\S+ \S+ 0 0 [01] )(\S+) ([^\sAMLZ]+)", outline(course, width)
        )
    ]
    there, back = ends[: len(ends) // 2], ends[len(ends) // 2 :][::-1]
    for one, other in zip(there, back, strict=True):
        assert math.dist(one, other) == pytest.approx(width, abs=0.03)


def test_a_turned_course_changes_its_axes() -> None:
    moves = (Move(length=10), Move(radius=5, angle=math.pi / 2), Move(length=3))
    assert points(Course(start=(0, 0), moves=moves))[-1][0] == pytest.approx((15, 8))
    assert points(Course(start=(0, 0), moves=moves, turned=True))[-1][0] == pytest.approx((8, 15))
    assert middle(Course(start=(0, 0), moves=moves)).count(" 0 0 1 ") == 1
    assert middle(Course(start=(0, 0), moves=moves, turned=True)).count(" 0 0 0 ") == 1
