"""A picture that stands alone carries its style, its heading and its foot."""

from __future__ import annotations

from xml.etree import ElementTree

from caploop.charts.picture import Around, picture
from caploop.charts.scene import Scene
from caploop.charts.step_line import Story, step_line


def drawn(heading: str) -> str:
    told = Story(title="t", description="d", marks=(), tick=str)
    scene: Scene = step_line(told, width=600)
    return picture(scene, Around(heading=heading, foot="not investment advice"))


def test_a_picture_is_well_formed_with_any_heading() -> None:
    root = ElementTree.fromstring(drawn('a < b & "c"'))
    assert 'a < b & "c"' in "".join(root.itertext())


def test_a_picture_loads_nothing() -> None:
    text = drawn("h").replace("http://www.w3.org/2000/svg", "")
    assert "http" not in text
    assert "url(" not in text


def test_a_picture_needs_no_variables() -> None:
    text = drawn("h")
    assert "var(" not in text
    assert ".hue-debt .line{fill:none;stroke:#1188dd" in text


def test_what_colours_stand_for_and_the_unit_stand_under_the_heading() -> None:
    told = Story(title="t", description="d", marks=(), tick=str)
    around = Around(heading="h", foot="f", under="USD bn", key=(("bankrupt", "破产"),))
    words = list(ElementTree.fromstring(picture(step_line(told, width=600), around)).itertext())
    assert words.index("h") < words.index("USD bn") < words.index("破产") < words.index("f")
