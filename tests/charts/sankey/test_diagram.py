"""Circular Sankeys: nothing moves when a link breaks, labels stay apart, nothing goes untold."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caploop.charts.sankey.diagram import Node, Ribbon, circular_sankey
from caploop.charts.sankey.parts import ribbon_ids
from caploop.charts.sankey_style import circular_css
from caploop.charts.scene import Scene
from caploop.charts.style import SIZES
from caploop.charts.width import text_width

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]
IDS = "abcdefgh"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)
WIDTHS = [390, 1240]


@st.composite
def ribbons(draw: st.DrawFn) -> Ribbon:
    source, target = draw(st.sampled_from(IDS)), draw(st.sampled_from(IDS))
    return Ribbon(
        source=source,
        target=target,
        amount=draw(st.sampled_from([0.0, 0.5, 2.0, 30.0, 61.5]) | st.floats(0.01, 500)),
        kind=draw(st.sampled_from(["equity", "debt", "chips", "服务"])),
        firmness=draw(st.sampled_from(["firm", "letter", "talks"])),
        in_loop=draw(st.booleans()),
        label=draw(st.none() | WORDS),
    )


RIBBONS = st.lists(ribbons(), max_size=14)
NODES = st.tuples(*[WORDS] * len(IDS)).map(
    lambda labels: [Node(id=i, label=text) for i, text in zip(IDS, labels, strict=True)]
)
PARTIES = [Node(id=i, label=i.upper()) for i in IDS]


def drawn(
    parts: list[Ribbon], *, width: int = 1240, nodes: list[Node] | None = None, most: int = 30
) -> Scene:
    return circular_sankey(
        PARTIES if nodes is None else nodes,
        parts,
        title="t",
        description="d",
        unit_label="bn",
        width=width,
        most=most,
    )


def firm(ends: str, amount: float, **more: object) -> Ribbon:
    plain = Ribbon(source=ends[0], target=ends[1], amount=amount, kind="debt", firmness="firm")
    return replace(plain, **more)  # type: ignore[arg-type]


def groups(svg: str) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(svg)
    return {g.attrib["data-id"]: g for g in root.iter(f"{SVG}g") if "data-id" in g.attrib}


def places(svg: str) -> dict[str, list[dict[str, str]]]:
    """Where each party's bar and each ribbon is, by id."""
    found = {}
    for key, group in groups(svg).items():
        shapes = [*group.iter(f"{SVG}path"), *group.iter(f"{SVG}rect")]
        found[key] = [
            {k: v for k, v in s.attrib.items() if k in {"d", "x", "y", "width", "height"}}
            for s in shapes
        ]
    return found


def labels(svg: str) -> list[Box]:
    boxes = []
    for node in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        kind = node.attrib["class"].split()[0]
        x, y = float(node.attrib["x"]), float(node.attrib["y"])
        wide = text_width(node.text or "", kind)
        back = {"end": wide, "middle": wide / 2}.get(node.attrib.get("text-anchor", ""), 0.0)
        boxes.append((x - back, y - SIZES[kind] * 0.9, x - back + wide, y + 2))
    return boxes


def meet(one: Box, other: Box) -> bool:
    beside = one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2
    return not beside and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("width", WIDTHS)
@settings(max_examples=20, deadline=None)
@given(parts=RIBBONS, broken=st.sets(st.integers(0, 13)), fallen=st.sets(st.integers(0, 13)))
def test_nothing_unbroken_moves_when_links_break(
    width: int, parts: list[Ribbon], broken: set[int], fallen: set[int]
) -> None:
    changed = [
        replace(r, broken=n in broken)
        if n in broken or n not in fallen
        else replace(r, amount=0.0, before=r.amount)
        for n, r in enumerate(parts)
    ]
    before, after = places(drawn(parts, width=width).svg), places(drawn(changed, width=width).svg)
    same = {i for n, i in enumerate(ribbon_ids(parts)) if n not in broken | fallen}
    assert before.keys() == after.keys()
    assert all(before[k] == after[k] for k in before if k in same or k in IDS)


@pytest.mark.parametrize("width", WIDTHS)
@settings(max_examples=30, deadline=None)
@given(parts=RIBBONS, nodes=NODES, broken=st.booleans())
def test_labels_lie_inside_the_picture_and_never_meet(
    width: int, parts: list[Ribbon], nodes: list[Node], broken: bool
) -> None:
    parts = [replace(r, broken=broken and n % 2 == 0) for n, r in enumerate(parts)]
    svg = drawn(parts, width=width, nodes=nodes).svg
    _, _, wide, high = map(float, ElementTree.fromstring(svg).attrib["viewBox"].split())
    boxes = labels(svg)
    assert all(b[0] >= -0.2 and b[1] >= -0.2 and b[2] <= wide and b[3] <= high for b in boxes)
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]


@pytest.mark.parametrize("width", WIDTHS)
@settings(max_examples=20, deadline=None)
@given(parts=RIBBONS)
def test_every_ribbon_is_drawn_or_told_in_the_table(width: int, parts: list[Ribbon]) -> None:
    scene = drawn(parts, width=width)
    shown = [i for i, row in zip(ribbon_ids(parts), scene.rows, strict=True) if row[-1] == "shown"]
    assert set(shown) == groups(scene.svg).keys() - set(IDS)
    cut = sum(row[-1] == "not shown" for row in scene.rows)
    said = " ".join(t.text or "" for t in ElementTree.fromstring(scene.svg).iter(f"{SVG}text"))
    assert not cut or f"the {cut} smallest of {len(parts)}" in said
    assert len(scene.rows) == len(parts)


@settings(max_examples=15, deadline=None)
@given(parts=RIBBONS)
def test_the_same_input_gives_the_same_bytes(parts: list[Ribbon]) -> None:
    assert drawn(parts).svg == drawn(parts).svg


def test_a_loop_is_one_turn_back_and_all_its_ribbons_are_labelled() -> None:
    svg = drawn([firm(e, 9, in_loop=True) for e in ("ab", "bc", "ca")]).svg
    arcs = [
        g.find(f"{SVG}path").attrib["d"].count("A")
        for g in groups(svg).values()
        if "hue" in g.attrib["class"]
    ]  # type: ignore[union-attr]
    assert sorted(arcs) == [0, 0, 8]
    assert svg.count(">9 debt<") == 3
    assert svg.count("ribbon firm ring") == 3


@pytest.mark.parametrize("width", WIDTHS)
@settings(max_examples=15, deadline=None)
@given(amounts=st.lists(st.floats(0.1, 90), min_size=1, max_size=8))
def test_drawn_widths_are_as_the_amounts(width: int, amounts: list[float]) -> None:
    parts = [firm(f"{IDS[n % 7]}{IDS[n % 7 + 1]}", a) for n, a in enumerate(amounts)]
    scene = drawn(parts, width=width)
    pixels = {key: _start_width(group) for key, group in groups(scene.svg).items()}
    largest = max(amounts)
    scale = max(pixels.values()) / largest
    for key, ribbon in zip(ribbon_ids(parts), parts, strict=True):
        assert key not in pixels or pixels[key] == pytest.approx(ribbon.amount * scale, abs=0.03)


def _start_width(group: ElementTree.Element) -> float:
    """How far apart a ribbon's two edges begin; 0 for a party."""
    shape = group.find(f"{SVG}path")
    if shape is None:
        return 0.0
    points = [tuple(map(float, p.split()[-2:])) for p in re.split("[MLAZ]", shape.attrib["d"]) if p]
    return math.dist(points[0], points[-1])


def test_a_broken_ribbon_has_a_dash_and_a_word() -> None:
    svg = drawn([firm("ab", 9, broken=True), firm("bc", 9)]).svg
    assert svg.count("— broken<") == 1
    assert svg.count('class="ribbon cut"') == 1


def test_the_edge_says_how_firm() -> None:
    parts = [firm("ab", 9, firmness="letter"), firm("bc", 9, firmness="talks"), firm("cd", 9)]
    svg = drawn(parts).svg
    assert [svg.count(f'"ribbon {f}"') for f in ("letter", "talks", "firm")] == [1, 1, 1]
    assert "9 debt, letter of intent" in svg
    assert "9 debt, in talks" in svg


def test_all_talks_are_drawn() -> None:
    assert drawn([firm("ab", 9, firmness="talks")] * 2).svg.count('"ribbon talks"') == 2


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], "No payment to draw."),
        ([firm("aa", 7)], "A pays itself 7 bn."),
        ([firm("ab", 0)], "Not drawn: 1 of amount zero."),
        ([firm("ab", 1)], "Without a payment shown: C, D"),
    ],
)
def test_what_cannot_be_drawn_is_said(parts: list[Ribbon], words: str) -> None:
    said = " ".join(
        t.text or "" for t in ElementTree.fromstring(drawn(parts).svg).iter(f"{SVG}text")
    )
    assert words in said


def test_no_party_at_all_is_a_sentence() -> None:
    assert "No payment to draw." in drawn([], nodes=[]).svg


def test_two_circles_apart_are_both_drawn() -> None:
    assert len(groups(drawn([firm(e, 5) for e in ("ab", "ba", "cd", "dc")]).svg)) == 8


@pytest.mark.parametrize("width", WIDTHS)
def test_sixty_parties_show_the_largest_and_count_the_rest(width: int) -> None:
    nodes = [Node(id=f"p{n}", label=f"Party {n}") for n in range(60)]
    parts = [
        Ribbon(
            source=f"p{n * 7 % 60}",
            target=f"p{(n * 11 + 1) % 60}",
            amount=1 + n * 37 % 101,
            kind="debt",
            firmness="firm",
        )
        for n in range(200)
    ]
    scene = drawn(parts, width=width, nodes=nodes)
    shown = [r for r, row in zip(parts, scene.rows, strict=True) if row[-1] == "shown"]
    hidden = [r for r, row in zip(parts, scene.rows, strict=True) if row[-1] == "not shown"]
    assert len(shown) > 8
    assert min(r.amount for r in shown) >= max(r.amount for r in hidden)
    assert f"the {len(hidden)} smallest of 200" in scene.svg


def test_words_are_escaped() -> None:
    nodes = [Node(id="a", label='<b> & "c"'), Node(id="b", label="</svg>", note="<i>")]
    root = ElementTree.fromstring(drawn([firm("ab", 1, label="<u>")], nodes=nodes).svg)
    said = "".join(root.itertext())
    assert all(text in said for text in ('<b> & "c"', "</svg>", "<i>", "<u>"))


def test_every_party_and_ribbon_has_a_title_of_its_own() -> None:
    found = groups(drawn([firm("ab", 3, in_loop=True, id="claim-7")]).svg)
    titles = {key: g.findtext(f"{SVG}title") for key, g in found.items()}
    assert titles["claim-7"] == "A pays B 3 bn, debt, firm, part of the loop"
    assert titles["a"] == "A: receives 0, pays 3 bn"


def test_the_order_given_decides_what_turns_back() -> None:
    parts = [firm("ab", 9), firm("ba", 1)]
    plain = places(drawn(parts).svg)
    pinned = circular_sankey(
        PARTIES, parts, title="t", description="d", unit_label="bn", order=["b", "a"]
    )
    assert places(pinned.svg)["a"] != plain["a"]
    assert "A" in places(pinned.svg)["a>b:debt"][0]["d"]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (firm("az", 1), "no party has the id 'z'"),
        (firm("ab", -1), "not a finite number"),
        (firm("ab", float("nan")), "not a finite number"),
        (firm("ab", 1, firmness="sure"), "use firm, letter or talks"),
    ],
)
def test_a_bad_ribbon_is_an_error_that_says_what_to_do(bad: Ribbon, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        drawn([bad])


def test_a_party_given_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="given twice: a"):
        drawn([], nodes=[*PARTIES, PARTIES[0]])


def test_red_is_for_broken_only() -> None:
    rules = circular_css().split("}")
    assert [r.split("{")[0] for r in rules if "--red" in r] == [".scene .ribbon.cut"]
