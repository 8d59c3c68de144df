"""Widths are the amounts at one scale, and nothing stands on anything else."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caploop.charts.sankey.fit import Task, fitted, pinned
from caploop.charts.sankey.labels import meet
from caploop.charts.sankey.layout import Layout, trail
from caploop.charts.sankey.order import Arc

NAMES = st.sampled_from("abcdefg")
AMOUNT = st.floats(0.5, 200)
ARCS = st.lists(
    st.tuples(NAMES, NAMES, AMOUNT).filter(lambda a: a[0] != a[1]), min_size=1, max_size=12
)


def laid(arcs: list[Arc], width: int) -> Layout | None:
    names = {end for s, t, _ in arcs for end in (s, t)}
    return fitted(
        Task(
            order=pinned(None, arcs),
            arcs=tuple(arcs),
            ring=(True, *[False] * (len(arcs) - 1)),
            width=width,
            head=dict.fromkeys(names, 40.0),
            words=dict.fromkeys(names, 90.0),
        )
    )


@pytest.mark.parametrize("width", [390, 1240])
@settings(max_examples=60, deadline=None)
@given(arcs=ARCS)
def test_ribbons_fill_their_stations_at_one_scale(width: int, arcs: list[Arc]) -> None:
    layout = laid(arcs, width)
    if layout is None:
        return
    head = 0.0 if layout.tall else 40.0
    for name, (_, _, _, size) in layout.stations.items():
        sides = [sum(w for *ends, w in arcs if ends[side] == name) for side in (0, 1)]
        bar = max(sides) * layout.scale
        assert size == pytest.approx(max(bar, 90.0) if layout.tall else head + bar, rel=1e-6)


@pytest.mark.parametrize("width", [390, 1240])
@settings(max_examples=60, deadline=None)
@given(arcs=ARCS)
def test_ribbons_run_from_payer_to_receiver_side_by_side(width: int, arcs: list[Arc]) -> None:
    layout = laid(arcs, width)
    if layout is None:
        return
    for end in (0, 1):
        slots: dict[str, list[tuple[float, float]]] = {}
        for number, (*ends, weight) in enumerate(arcs):
            (x, y), _ = trail(layout, number)[-end]
            along, across = (y, x) if layout.tall else (x, y)
            start, top, thick, size = layout.stations[ends[end]]
            half = weight * layout.scale / 2
            assert along == pytest.approx(start if end else start + thick, abs=0.01)
            assert top - 0.2 <= across - half
            assert across + half <= top + size + 0.2
            slots.setdefault(ends[end], []).append((across - half, across + half))
        for found in slots.values():
            ordered = sorted(found)
            assert all(b[0] >= a[1] - 0.2 for a, b in pairwise(ordered))


@pytest.mark.parametrize("width", [390, 1240])
@settings(max_examples=60, deadline=None)
@given(arcs=ARCS)
def test_stations_stand_apart_and_ribbons_stay_on_the_page(width: int, arcs: list[Arc]) -> None:
    layout = laid(arcs, width)
    if layout is None:
        return
    boxes = [(x, y, x + w, y + h) for x, y, w, h in layout.stations.values()]
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]
    far = (layout.depth, layout.length) if layout.tall else (layout.length, layout.depth)
    assert far[0] <= width + 0.1
    for number, (_, _, weight) in enumerate(arcs):
        half = weight * layout.scale / 2 - 0.1
        for (x, y), _ in trail(layout, number):
            assert -1 <= x <= far[0] + 1
            assert -1 <= y <= far[1] + 1
        middle = trail(layout, number)[len(trail(layout, number)) // 2][0]
        assert middle[1 if not layout.tall else 0] + half <= layout.depth + 1
