"""Axes are chosen by the spread of the figures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.scale import fitting

FIGURES = st.lists(st.floats(-1e15, 1e15, allow_nan=False), min_size=1, max_size=9)


def test_figures_of_one_size_stand_on_an_axis_from_zero() -> None:
    scale = fitting([20, 100])
    assert (scale.low, scale.high, scale.logarithmic) == (0, 100, False)


def test_figures_thirty_times_apart_stand_on_a_logarithmic_axis() -> None:
    assert fitting([1, 30]).logarithmic
    assert not fitting([1, 29]).logarithmic


def test_figures_close_together_stand_on_an_axis_that_does_not_begin_at_zero() -> None:
    assert fitting([830, 850]).low > 0


def test_an_axis_with_figures_on_both_sides_has_its_zero() -> None:
    for figures in ([-260, 130], [-300, 100], [-5, 1], [-0.4, 90], [-30, 70]):
        assert 0.0 in fitting(figures).ticks


@given(FIGURES)
def test_every_figure_lies_on_its_axis(figures: list[float]) -> None:
    scale = fitting(figures)
    assert all(scale.low - 1e-9 <= v <= scale.high + 1e-9 for v in figures)
    assert all(0 <= scale.share(v) <= 1 for v in figures)
    assert 2 <= len(scale.ticks) <= 9
