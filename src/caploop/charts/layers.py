"""A layered bar: what was announced, what counts once, what binds, what binds unconditionally."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.charts.svg import Markup, element
from caploop.charts.width import text_width

HEIGHT = 26.0
TALL = 16.0
SPACE = 8.0
LEAST = 1.0
CENT = 0.01
KINDS = ("gross", "net", "binding", "free")


def shared_scale(ends: Sequence[tuple[float, str]], *, width: float) -> float:
    """Pixels per dollar at which every bar, given by its largest value and words, has room.

    Less than a cent is drawn as a cent would be: pixels per dollar stay finite.
    """
    rooms = [
        (width - text_width(text, "value") - 2 * SPACE) / max(value, CENT)
        for value, text in ends
        if value > 0
    ]
    return max(0.0, min(rooms, default=0.0))


def layers(values: Sequence[float], *, scale: float, width: float, text: str) -> Markup:
    """Bars over one another from the same foot, the largest behind, with words after their end.

    `values` are gross, net, binding and unconditional; `scale` is shared by bars to be compared.
    """
    top = (HEIGHT - TALL) / 2
    drawn = [
        element(
            "rect",
            x=1,
            y=top,
            width=max(LEAST, value * scale),
            height=TALL,
            class_=f"layer {kind}",
        )
        for kind, value in zip(KINDS, values, strict=False)
        if value > 0
    ]
    end = max(LEAST, max(values, default=0.0) * scale) + SPACE
    drawn.append(element("text", text, x=end, y=HEIGHT / 2 + 5, class_="value"))
    inner = element("g", *drawn, class_="hue-purchase")
    return element(
        "svg",
        inner,
        viewBox=f"0 0 {width:g} {HEIGHT:g}",
        width=width,
        height=HEIGHT,
        class_="scene",
        aria_hidden="true",
    )
