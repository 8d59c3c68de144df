"""Stacked amounts: heights on one axis, totals above, labels where there is room."""

from __future__ import annotations

import re

import pytest

from caploop.charts.stacks import Stacks, stacks

KINDS = ("commissioned", "powered", "announced")


def drawn(parts: tuple[tuple[float, ...], ...], width: int = 700) -> str:
    made = Stacks(
        title="States",
        description="what",
        periods=tuple(str(2026 + i) for i in range(len(parts))),
        kinds=KINDS,
        parts=parts,
        tick=lambda v: f"{v:g} GW",
        amount=lambda v: f"{v:.1f}",
    )
    return stacks(made, width=width, plot=200).svg


def test_heights_are_amounts_on_the_axis() -> None:
    svg = drawn(((10.0, 5.0, 5.0), (40.0, 0.0, 0.0)))
    heights = [float(h) for h in re.findall(r'height="([\d.]+)" class="st-', svg)]
    assert len(heights) == 4
    assert heights[0] == pytest.approx(heights[1] + heights[2], abs=0.1)
    assert heights[3] == pytest.approx(4 * heights[0], abs=0.3)
    assert max(heights) <= 200


def test_the_total_stands_above_its_column() -> None:
    assert ">20.0<" in drawn(((10.0, 5.0, 5.0),))


def test_a_thin_part_has_no_label_and_a_dark_one_a_pale_one() -> None:
    svg = drawn(((10.0, 0.1, 9.9),))
    assert ">0.1<" not in svg
    assert 'class="tick on pale">10.0<' in svg


def test_on_a_phone_labels_fit_or_are_left_out() -> None:
    assert ">9.9<" not in drawn(((10.0, 0.1, 9.9),) * 30, width=358)
