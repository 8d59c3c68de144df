"""A scene as a picture of its own: light ground, heading above, source line below."""

from __future__ import annotations

import re

from caploop.charts.scene import Scene
from caploop.charts.style import LIGHT, SERIF, scene_css, variables
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import wrap

MARGIN = 24.0
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def picture(scene: Scene, *, heading: str, foot: str) -> str:
    """The scene with a heading and a foot line, as SVG text that needs nothing else."""
    found = _SIZE.search(scene.svg)
    width, height = (float(n) for n in found.groups()) if found else (0.0, 0.0)
    titles = wrap(heading, "value", width=width * 0.58)
    top = MARGIN + 32 * len(titles)
    notes = wrap(foot, "tick", width=width)
    total = top + height + 16 * len(notes) + 2 * MARGIN
    head = [
        element("text", t, x=MARGIN, y=MARGIN + 22 + 32 * n, class_="heading")
        for n, t in enumerate(titles)
    ]
    tail = [
        element("text", t, x=MARGIN, y=top + height + MARGIN + 16 * (n + 1), class_="tick")
        for n, t in enumerate(notes)
    ]
    inner = element("g", Markup(scene.svg), transform=f"translate({MARGIN:g} {top + 8:g})")
    rules = (
        f".scene{{{variables(LIGHT)}}}{scene_css()}"
        f".scene .heading{{font-family:{SERIF};font-size:26px;font-weight:600}}"
    )
    return canvas(
        element("style", Markup(rules.replace("&", "&amp;"))),
        element("rect", width="100%", height="100%", fill=LIGHT["paper"]),
        *head,
        inner,
        *tail,
        width=width + 2 * MARGIN,
        height=total,
        name="picture",
        about=(scene.title, scene.description),
    )
