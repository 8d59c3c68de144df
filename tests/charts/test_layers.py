"""Layered bars: the largest behind, none wider than its room, words after the end."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.layers import layers, shared_scale
from caploop.charts.width import text_width
from tests.charts.sankey.boxes import SVG

AMOUNTS = st.lists(st.floats(0, 1e12), min_size=4, max_size=4).map(
    lambda found: sorted(found, reverse=True)
)


TEXTS = ["$9bn", "$44.8bn → $22.4bn", "2480亿美元 → 0美元"]


def drawn(svg: str) -> ElementTree.Element:
    named = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(named)


@given(found=st.lists(st.tuples(AMOUNTS, st.sampled_from(TEXTS)), min_size=1, max_size=6))
def test_bars_of_one_scale_and_their_words_stay_inside(
    found: list[tuple[list[float], str]],
) -> None:
    scale = shared_scale([(values[0], text) for values, text in found], width=300)
    for values, text in found:
        root = drawn(layers(values, scale=scale, width=300, text=text))
        widths = [float(r.attrib["width"]) for r in root.iter(f"{SVG}rect")]
        assert widths == sorted(widths, reverse=True)
        words = next(root.iter(f"{SVG}text"))
        assert float(words.attrib["x"]) + text_width(text, "value") <= 300.1


def test_twice_the_money_is_twice_the_bar_whatever_the_words() -> None:
    ends = [(200.0, "$200bn → $0"), (100.0, "$100bn")]
    scale = shared_scale(ends, width=300)
    bars = [drawn(layers([v], scale=scale, width=300, text=t)) for v, t in ends]
    widths = [float(next(b.iter(f"{SVG}rect")).attrib["width"]) for b in bars]
    assert abs(widths[0] - 2 * widths[1]) <= 0.2


def test_less_than_a_cent_leaves_the_scale_finite() -> None:
    assert shared_scale([(5e-324, "$0")], width=300) < 300 * 100


def test_what_is_nothing_has_no_bar() -> None:
    only = layers([5, 0, 0, 0], scale=1.0, width=300, text="$5bn")
    assert only.count("<rect") == 1
    assert "gross" in only
    assert "<rect" not in layers([0, 0, 0, 0], scale=0.0, width=300, text="$0")
    assert shared_scale([(0.0, "$0")], width=300) == 0
