"""A circular Sankey as SVG: ribbons, stations, labels, the scale key and the caption."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from caploop.charts.sankey.labels import Box, CoveredArea, Spot, Trail, Wish, spots
from caploop.charts.sankey.layout import Layout, trail
from caploop.charts.sankey.page import Page
from caploop.charts.sankey.parts import Ribbon
from caploop.charts.sankey.path import middle, outline
from caploop.charts.sankey.stations import Station, station, station_svg
from caploop.charts.sankey.words import number
from caploop.charts.style import SIZES
from caploop.charts.svg import Markup, element
from caploop.charts.width import wrap

MARGIN = 2.0
PITCH = 110.0
ARROW = 7.0
THIN = 9.0
CLEAR = 16.0
KEY = 60.0


def sentence(said: Sequence[str], width: float) -> tuple[list[Markup], float]:
    """Words in place of a picture."""
    lines = wrap(" ".join(said), "value", width=width - 2 * MARGIN)
    drawn_lines = [
        element("text", line, x=MARGIN, y=20 + 24 * n, class_="value")
        for n, line in enumerate(lines)
    ]
    return drawn_lines, 8 + 24.0 * max(1, len(lines))


def drawn(page: Page, layout: Layout, said: Sequence[str]) -> tuple[list[Markup], float]:
    """Everything, and how high it is."""
    high = layout.length if layout.tall else layout.depth
    stations = [station(page, layout, n) for n in page.nodes if n.id in layout.stations]
    trails = {n: trail(layout, n) for n in layout.courses}
    taken = [b for s in stations for b in (s.bar, s.words)]
    labels = _places(page, layout, trails=trails, taken=taken, high=high)
    ribbons = [_ribbon(page, layout, n, trails=trails, labels=labels) for n in _order(page, trails)]
    parties = [_party(page, s) for s in stations]
    texts = [_label(page, n, spot) for n, spot in labels.items()]
    tail, bottom = _caption(page, layout, [*_unlabelled(page, labels), *said], high=high)
    return [*ribbons, *parties, *texts, *tail], bottom


def _party(page: Page, found: Station) -> Markup:
    sums = page.sums(found.node, page.drawn())
    return station_svg(found, page.teller.node(found.node, *sums))


def _order(page: Page, trails: Mapping[int, Trail]) -> list[int]:
    """What is drawn first lies under the rest: large under small, broken and the loop on top."""
    ribbons = page.drawn()
    return sorted(
        trails, key=lambda n: (ribbons[n].broken, ribbons[n].in_loop, -ribbons[n].room(), n)
    )


def _places(
    page: Page,
    layout: Layout,
    *,
    trails: Mapping[int, Trail],
    taken: Sequence[Box],
    high: float,
) -> dict[int, Spot]:
    """Where labels stand, the same whether a ribbon is broken or not."""
    ribbons = page.drawn()
    ground = CoveredArea((n, t, ribbons[n].room() * layout.scale) for n, t in trails.items())
    wishes = [
        Wish(
            number=n,
            trail=trails[n],
            width=ribbons[n].room() * layout.scale,
            texts=tuple(_texts(page, ribbons[n])),
            must=ribbons[n].in_loop,
        )
        for n in sorted(trails, key=lambda n: (not ribbons[n].in_loop, -ribbons[n].room(), n))
    ]
    canvas = (MARGIN, MARGIN, page.width - MARGIN, high)
    found = dict(spots(wishes, taken, canvas=canvas, ground=ground))
    late = [w for w in wishes if ribbons[w.number].broken and w.number not in found]
    boxes = [*taken, *(s.box for s in found.values())]
    marks = [_marked(page, w) for w in late]
    return found | dict(spots(marks, boxes, canvas=canvas, ground=ground))


def _marked(page: Page, wish: Wish) -> Wish:
    """Where a broken ribbon has no label, its word alone."""
    word = (("word", page.teller.broken()),)
    return Wish(number=wish.number, trail=wish.trail, width=wish.width, texts=word, must=True)


def _texts(page: Page, ribbon: Ribbon) -> list[tuple[str, str]]:
    """All that may come to stand on a ribbon."""
    kind = "value" if ribbon.in_loop else "note"
    amounts = {ribbon.amount, ribbon.room()}
    plain = [(kind, page.teller.label(ribbon, amount)) for amount in sorted(amounts)]
    return [*plain, ("word", page.teller.broken())]


def _label(page: Page, ribbon_number: int, spot: Spot) -> Markup:
    ribbon = page.drawn()[ribbon_number]
    kind = "word" if ribbon.broken else "value" if ribbon.in_loop else "note"
    label = page.teller.label(ribbon, ribbon.amount)
    text = page.teller.broken() if ribbon.broken else label
    y = (spot.box[1] + spot.box[3]) / 2 + SIZES[kind] * 0.36
    inside = spot.on and not ribbon.broken and ribbon.amount == ribbon.room()
    classes = f"{kind} on" if inside else f"{kind} over"
    return element("text", text, x=spot.middle(), y=y, class_=classes, text_anchor="middle")


def _unlabelled(page: Page, labels: Mapping[int, Spot]) -> list[str]:
    """Sentences for ribbons whose word found no place."""
    words, teller = page.teller.words, page.teller
    bare = [r for n, r in enumerate(page.drawn()) if n not in labels]
    broken = [teller.ends(r) for r in bare if r.broken]
    loop = [f"{teller.ends(r)} {number(r.amount)}" for r in bare if r.in_loop and not r.broken]
    said = [words.broken_also.format(names=", ".join(broken))] if broken else []
    return said + ([words.loop_also.format(names=", ".join(loop))] if loop else [])


def _ribbon(
    page: Page,
    layout: Layout,
    number_: int,
    *,
    trails: Mapping[int, Trail],
    labels: Mapping[int, Spot],
) -> Markup:
    ribbon, course = page.drawn()[number_], layout.courses[number_]
    about, width = page.teller.ribbon(ribbon), ribbon.paid() * layout.scale
    ring = " ring" if ribbon.in_loop else ""
    boxes = [spot.box for spot in labels.values()]
    if width:
        shape = outline(course, width)
        turns = ribbon.in_loop or any(abs(m.angle) > 1.57 for m in course.moves)
        arrows = _arrows(trails[number_], width, boxes=boxes) if turns else []
        kind = f"ribbon {ribbon.firmness}{ring}"
    else:
        shape, arrows, kind = middle(course), [], f"ribbon {'cut' if ribbon.broken else 'nil'}"
    return element(
        "g",
        element("title", about),
        element("path", d=shape, class_=kind),
        *arrows,
        class_=f"hue-{page.hue(ribbon)}",
        role="img",
        aria_label=about,
        data_id=page.ids[page.shown[number_]],
    )


def _arrows(points: Trail, width: float, *, boxes: Sequence[Box]) -> list[Markup]:
    """Arrowheads along a ribbon, clear of labels, bends and ends; beside thin ribbons too."""
    thin = width < THIN
    size = ARROW * 0.7 if thin else min(ARROW, width * 0.3)
    pitch = PITCH * 2 if thin else PITCH
    found, run = list[Markup](), pitch / 2
    for (start, was), (at, heading) in pairwise(points):
        run += math.dist(start, at)
        even = abs(heading - was) < 1e-6 and _straight(points, at, heading)
        if run >= pitch and even and not _near(at, boxes):
            found.append(_arrow(at, heading, size=size, thin=thin))
            run = 0.0
    return found


def _straight(points: Trail, at: tuple[float, float], heading: float) -> bool:
    """Whether a ribbon keeps its heading for some way before and after a point."""
    near = [h for p, h in points if math.dist(p, at) < CLEAR]
    ends = min(math.dist(points[0][0], at), math.dist(points[-1][0], at))
    return ends > CLEAR * 1.5 and all(abs(h - heading) < 0.05 for h in near)


def _near(at: tuple[float, float], boxes: Sequence[Box]) -> bool:
    room = 22.0
    return any(
        b[0] - room < at[0] < b[2] + room and b[1] - room < at[1] < b[3] + room for b in boxes
    )


def _arrow(at: tuple[float, float], heading: float, *, size: float, thin: bool) -> Markup:
    along = math.cos(heading) * size * 0.6, math.sin(heading) * size * 0.6
    aside = -math.sin(heading) * size, math.cos(heading) * size
    tip = (at[0] + along[0], at[1] + along[1])
    ends = [(at[0] - along[0] + s * aside[0], at[1] - along[1] + s * aside[1]) for s in (1, -1)]
    steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in (ends[0], tip, ends[1]))
    return element("polyline", points=steps, class_="arrow thin" if thin else "arrow")


def _caption(
    page: Page, layout: Layout, said: Sequence[str], *, high: float
) -> tuple[list[Markup], float]:
    """The scale key, and below it what the picture cannot show."""
    words = page.teller.words
    soft = any(r.firmness != "firm" for r in page.drawn())
    told = " ".join([*([words.edges] if soft else []), *said])
    amount = _round(KEY / layout.scale / 2)
    size = amount * layout.scale
    text = words.key.format(amount=number(amount), unit=page.teller.unit)
    top = high + 20
    lines = wrap(told, "tick", width=page.width - 2 * MARGIN)
    step = max(size, 16.0) + 18
    key = [
        element("rect", x=MARGIN, y=top, width=10, height=size, class_="station"),
        element("text", text, x=MARGIN + 18, y=top + size / 2 + 4, class_="tick"),
    ]
    tail = [
        element("text", line, x=MARGIN, y=top + step + 16 * n, class_="tick")
        for n, line in enumerate(lines)
    ]
    return [*key, *tail], top + step + 16 * len(lines)


def _round(amount: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not above an amount."""
    power = 10.0 ** math.floor(math.log10(amount))
    return next(s * power for s in (5, 2, 1) if s * power <= amount * (1 + 1e-9))
