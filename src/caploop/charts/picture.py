"""A scene as a picture of its own: light ground, heading above, source line below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from caploop.charts.scene import Scene
from caploop.charts.style import LIGHT, SERIF, flat, scene_css
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import text_width, wrap

MARGIN = 24.0
TITLE, LINE, SWATCH, APART = 32.0, 18.0, 12.0, 18.0
BEHIND = 6.0
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


class Around(Struct, frozen=True, kw_only=True):
    """What stands around a scene: a heading, what is drawn and in which unit, what the colours of
    kinds stand for, and a foot line."""

    heading: str
    foot: str
    under: str = ""
    key: tuple[tuple[str, str], ...] = ()


def picture(scene: Scene, around: Around) -> str:
    """The scene with a heading and a foot line, as SVG text that needs nothing else."""
    found = _SIZE.search(scene.svg)
    width, height = (float(n) for n in found.groups()) if found else (0.0, 0.0)
    above, top = _above(around, width)
    notes = wrap(around.foot, "tick", width=width)
    inner = element("g", Markup(scene.svg), transform=f"translate({MARGIN:g} {top + 8:g})")
    rules = flat(scene_css(), LIGHT) + (
        f".scene .heading{{font-family:{SERIF};font-size:26px;font-weight:600}}"
    )
    return canvas(
        element("style", Markup(rules.replace("&", "&amp;"))),
        element("rect", width="100%", height="100%", fill=LIGHT["paper"]),
        *above,
        inner,
        *_lines(notes, "tick", top=top + height + MARGIN),
        width=width + 2 * MARGIN,
        height=top + height + LINE * len(notes) + 2 * MARGIN,
        name="picture",
        about=(scene.title, scene.description),
    )


def _above(around: Around, width: float) -> tuple[list[Markup], float]:
    """Heading, line under it and key of colours, and where the scene begins."""
    titles = wrap(around.heading, "value", width=width * 0.58)
    drawn = [
        element("text", t, x=MARGIN, y=MARGIN + 22 + TITLE * n, class_="heading")
        for n, t in enumerate(titles)
    ]
    top = MARGIN + TITLE * len(titles)
    under = wrap(around.under, "note", width=width) if around.under else []
    drawn += _lines(under, "note", top=top)
    top += LINE * len(under)
    key, tall = _key(around.key, top + SWATCH, width=width)
    return drawn + key, top + tall


def _lines(texts: Sequence[str], kind: str, *, top: float) -> list[Markup]:
    return [
        element("text", t, x=MARGIN, y=top + LINE * (n + 1), class_=kind)
        for n, t in enumerate(texts)
    ]


def _key(
    kinds: Sequence[tuple[str, str]], top: float, *, width: float
) -> tuple[list[Markup], float]:
    """A square of its colour and a word for each kind, in as many rows as they take."""
    drawn: list[Markup] = []
    x, y = MARGIN, top
    for kind, word in kinds:
        wide = SWATCH + BEHIND + text_width(word, "note")
        if x > MARGIN and x + wide > MARGIN + width:
            x, y = MARGIN, y + LINE
        box = {"x": x, "y": y, "width": SWATCH, "height": SWATCH}
        drawn.append(element("rect", **box, class_=f"st-{kind}"))
        at = x + SWATCH + BEHIND
        drawn.append(element("text", word, x=at, y=y + SWATCH - 1, class_="note"))
        x += wide + APART
    return drawn, y - top + LINE + SWATCH if kinds else 0.0
