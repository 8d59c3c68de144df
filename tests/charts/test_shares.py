"""Columns of shares: heights that add up, labels where there is room."""

from __future__ import annotations

import re

import pytest

from caploop.charts.shares import Shares, shares

KINDS = ("normal", "distress", "bankrupt")


def drawn(parts: tuple[tuple[float, ...], ...], width: int = 700) -> str:
    periods = tuple(str(2026 + i) for i in range(len(parts)))
    made = Shares(title="States", description="what", periods=periods, kinds=KINDS, parts=parts)
    return shares(made, width=width, plot=200).svg


def test_the_heights_of_a_column_add_up_to_the_plot() -> None:
    svg = drawn(((0.5, 0.3, 0.2), (1.0, 0.0, 0.0)))
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" class="st-', svg)]
    assert sum(heights) == pytest.approx(400, abs=0.5)
    assert len(heights) == 4


def test_a_thin_share_has_no_label() -> None:
    svg = drawn(((0.97, 0.02, 0.01),))
    assert ">97%<" in svg
    assert ">2%<" not in svg


def test_on_a_phone_labels_fit_their_columns_or_are_left_out() -> None:
    svg = drawn(((0.5, 0.3, 0.2),) * 30, width=358)
    assert "50%" not in svg
