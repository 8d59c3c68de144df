"""Pictures as PNG, with the fonts of the machine."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from caploop.core.errors import UsageError

SANS, SERIF = "DejaVu Sans", "DejaVu Serif"
"""What free systems have where they have no other."""
CLEAR = 2.0
"""Pixels of the file for one of the picture."""
NO_LETTER = "\U000f0000"
HAN = "现"
LATIN = "n"


def png(svg: str) -> bytes:
    """The picture at twice its size.

    Raises UsageError where the library that draws it, or a font with its letters, is missing.
    """
    if "<text" in svg:
        check_fonts(chinese=any(unicodedata.name(c, "").startswith("CJK UNIFIED") for c in svg))
    return bytes(_draw()(svg_string=svg, zoom=CLEAR, **_FONTS))


def check_fonts(*, chinese: bool) -> None:
    """Raises UsageError where PNG cannot be made: no library, or no font with these letters."""
    draw = _draw()
    for letter, script in ((LATIN, "Latin"), *(((HAN, "Chinese"),) if chinese else ())):
        if _drawn(draw, letter) in {_drawn(draw, " "), _drawn(draw, NO_LETTER)}:
            raise UsageError(
                f"no font on this machine has {script} letters, which PNG needs: install Noto "
                "Sans (for Chinese Noto Sans CJK), or write .svg"
            )


def _draw() -> Callable[..., Any]:
    try:
        import resvg_py  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise UsageError(
            "PNG needs resvg, which is not installed: pip install 'caploop[files]', or write .svg"
        ) from error
    drawn: Callable[..., Any] = resvg_py.svg_to_bytes
    return drawn


_FONTS = {"sans_serif_family": SANS, "serif_family": SERIF}


def _drawn(draw: Callable[..., Any], letter: str) -> bytes:
    """A letter alone, to see whether any font has it."""
    text = f'<text x="4" y="24" font-size="20" font-family="sans-serif">{letter}</text>'
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">{text}</svg>'
    return bytes(draw(svg_string=frame, **_FONTS))
