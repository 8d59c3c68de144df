"""The palette law: flows stay apart for every eye, and stand out on both grounds."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from caploop.charts.style import DARK, FLOWS, LIGHT, scene_css

Colour = tuple[float, ...]
APART = 28.0
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
EYES: dict[str, tuple[Colour, Colour, Colour]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> Colour:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)


def contrast(one: str, other: str) -> float:
    lights = [sum(w * c for w, c in zip(WEIGHTS, linear(x), strict=True)) for x in (one, other)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


WEIGHTS = (0.2126, 0.7152, 0.0722)
TO_XYZ = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)


def turned(matrix: tuple[Colour, Colour, Colour], colour: Colour) -> Colour:
    return tuple(sum(m * c for m, c in zip(row, colour, strict=True)) for row in matrix)


def lab(colour: str, eye: str) -> Colour:
    seen = tuple(min(1.0, max(0.0, c)) for c in turned(EYES[eye], linear(colour)))
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in turned(TO_XYZ, seen))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_black_and_white_are_one_hundred_apart() -> None:
    assert math.dist(lab("#000000", "usual"), lab("#ffffff", "usual")) == pytest.approx(100, 0.01)


@pytest.mark.parametrize("eye", EYES)
def test_flow_colours_stay_apart_for_every_eye(eye: str) -> None:
    gaps = {(a, b): math.dist(lab(FLOWS[a], eye), lab(FLOWS[b], eye)) for a, b in PAIRS}
    assert min(gaps.values()) > APART, min(gaps, key=lambda pair: gaps[pair])


PAIRS = list(combinations(FLOWS, 2))


@pytest.mark.parametrize("ground", [LIGHT["paper"], DARK["paper"]])
def test_flow_colours_stand_out_on_both_grounds(ground: str) -> None:
    assert min(contrast(colour, ground) for colour in FLOWS.values()) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("ink", ["ink", "muted", "red"])
def test_text_can_be_read_on_both_grounds(theme: dict[str, str], ink: str) -> None:
    assert contrast(theme[ink], theme["paper"]) >= 4.5


def test_every_font_family_of_several_words_is_quoted() -> None:
    families = scene_css().split("font-family:")[1].split(";")[0].split(",")
    assert all(" " not in name.strip() or name.strip().startswith('"') for name in families)
