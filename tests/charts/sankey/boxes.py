"""Where the labels of a picture lie, and whether they meet."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

from caploop.charts.style import SIZES
from caploop.charts.width import text_width

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]


def size(svg: str) -> tuple[float, float]:
    _, _, width, height = ElementTree.fromstring(svg).attrib["viewBox"].split()
    return float(width), float(height)


def labels(svg: str) -> list[Box]:
    """Left, top, right and bottom of every text, its spans side by side."""
    return [_box(node) for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def _box(node: ElementTree.Element) -> Box:
    parts = list(node) or [node]
    kinds = [part.attrib["class"] for part in parts]
    wide = sum(text_width(p.text or "", k) for p, k in zip(parts, kinds, strict=True))
    x, y = float(node.attrib["x"]), float(node.attrib["y"])
    return x, y - max(SIZES[k] for k in kinds), x + wide, y + 2


def outside(svg: str) -> list[Box]:
    """Labels that are not wholly in the picture."""
    wide, high = size(svg)
    inside = [(-0.2, -0.2, wide + 0.2, high + 0.2)]
    (left, top, right, foot) = inside[0]
    return [b for b in labels(svg) if b[0] < left or b[1] < top or b[2] > right or b[3] > foot]


def meeting(svg: str) -> list[tuple[Box, Box]]:
    """Pairs of labels that lie on one another."""
    return [pair for pair in combinations(labels(svg), 2) if _meet(*pair)]


def _meet(one: Box, other: Box) -> bool:
    beside = one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2
    return not beside and one[1] < other[3] and other[1] < one[3]
