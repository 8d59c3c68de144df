"""SVG text stays well-formed whatever the words are."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.svg import Markup, element


def test_angle_brackets_ampersands_and_quotes_are_escaped() -> None:
    drawn = element("text", '<b> & "c"', title='a"<&')
    assert drawn == '<text title="a&quot;&lt;&amp;">&lt;b&gt; &amp; &quot;c&quot;</text>'


def test_markup_is_not_escaped_again() -> None:
    assert element("g", Markup("<path/>")) == "<g><path/></g>"


@given(st.text())
def test_any_text_reads_back_as_well_formed_xml(words: str) -> None:
    ElementTree.fromstring(element("text", words, title=words))
