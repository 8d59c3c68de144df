"""The surface of pairs: every number is there, filled where enough, the line between."""

from __future__ import annotations

import pytest

from caploop.charts.surface import Grid, surface

SHOWN = Grid(
    title="t",
    description="d",
    across="margin",
    up="growth",
    columns=("10%", "20%"),
    rows=("40%", "50%"),
    texts=(("101", "202"), ("303", "404")),
    enough=((False, False), (False, True)),
)


@pytest.mark.parametrize("width", [1240.0, 358.0])
def test_each_number_stands_once_and_only_enough_is_filled(width: float) -> None:
    svg = surface(SHOWN, width=width).svg
    assert [svg.count(f">{n}<") for n in (101, 202, 303, 404)] == [1, 1, 1, 1]
    assert svg.count('class="half"') == 1
    assert svg.count('class="band"') == 3


def test_the_line_runs_round_what_is_enough() -> None:
    assert surface(SHOWN, width=600).svg.count('class="cap"') == 2


def test_more_growth_is_higher() -> None:
    svg = surface(SHOWN, width=600).svg
    assert svg.index(">40%<") < svg.index(">50%<")
    places = [float(svg.split(f">{t}<")[0].rsplit(' y="', 1)[1].split('"')[0]) for t in (101, 303)]
    assert places[0] > places[1]
