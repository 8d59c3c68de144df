"""A fan: bands around a median, a plan beside it, words that do not meet."""

from __future__ import annotations

import re

import pytest

from caploop.charts.fan import Fan, fan

SPANS = ((1.0, 2.0, 3.0, 4.0, 5.0), (2.0, 4.0, 6.0, 8.0, 10.0), (0.0, 5.0, 9.0, 12.0, 20.0))


def shown(**changed: object) -> Fan:
    given: dict[str, object] = {
        "title": "Revenue",
        "description": "2026 – 2028",
        "periods": ("2026", "2027", "2028"),
        "spans": SPANS,
        "plan": (3.0, 6.0, 9.5),
        "tick": lambda v: f"{v:g}",
        "ends": ("median", "plan"),
    }
    return Fan(**{**given, **changed})  # type: ignore[arg-type]


def numbers(svg: str, kind: str) -> list[tuple[float, float]]:
    found = re.search(rf'<poly\w+ points="([^"]+)" class="{kind}"', svg)
    assert found
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in found[1].split())]


@pytest.mark.parametrize("width", [358, 700, 1100])
def test_the_wider_band_holds_the_darker_one(width: int) -> None:
    svg = fan(shown(), width=width).svg
    wide, half = numbers(svg, "band"), numbers(svg, "half")
    assert len(wide) == len(half) == 6
    assert all(w[1] <= h[1] for w, h in zip(wide[:3], half[:3], strict=True))
    assert all(w[1] >= h[1] for w, h in zip(wide[3:], half[3:], strict=True))
    assert max(x for x, _ in wide) < width


def test_the_ends_of_two_near_lines_are_moved_apart() -> None:
    svg = fan(shown(), width=700).svg
    places = [float(y) for y in re.findall(r'y="([\d.]+)" class="note"', svg)]
    assert len(places) == 2
    assert abs(places[0] - places[1]) >= 15


def test_without_a_plan_there_is_one_line_and_one_name() -> None:
    svg = fan(shown(plan=(), ends=("median", "")), width=700).svg
    assert 'class="plan"' not in svg
    assert svg.count('class="note"') == 1


def test_many_periods_are_named_where_there_is_room() -> None:
    periods = tuple(f"20{26 + i // 4}Q{i % 4 + 1}" for i in range(20))
    svg = fan(shown(periods=periods, spans=SPANS[:1] * 20, plan=()), width=358).svg
    named = svg.count('class="day"')
    assert 3 <= named < 20
    assert "2026Q1" in svg
