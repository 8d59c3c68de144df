"""A picture as PNG is twice its size, and a missing library or font is told with a remedy."""

from __future__ import annotations

import sys

import pytest

from caploop.charts import png
from caploop.core.errors import UsageError

BOX = '<rect width="10" height="5"/>'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5">{BOX}</svg>'


def test_a_pixel_of_the_picture_is_two_of_the_file() -> None:
    made = png(SVG)
    assert made.startswith(b"\x89PNG")
    sizes = tuple(int.from_bytes(made[n : n + 4], "big") for n in (16, 20))
    assert sizes == (20, 10)


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(UsageError, match=r"pip install 'caploop\[files\]', or write .svg"):
        png(SVG)
