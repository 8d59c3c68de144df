"""The folded copy matches what was meant, and its map leads back to what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.extraction.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("５０亿（约）", "50亿(约)"),
        ("1\u00a0200亿", "1,200亿"),
        ("5\u00a0GW", "5 GW"),
        ("3–5年", "3-5年"),
        ("億萬兩", "亿万两"),
        ("5％¹", "5%¹"),
        ("③ 7亿", "③ 7亿"),
        ("㎿", "MW"),
        ("8\u200b亿", "8亿"),
        ("１，２００", "1,200"),
        ("到2030，850亿", "到2030，850亿"),
    ],
)
def test_width_spaces_dashes_and_old_forms_are_folded(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(st.text())
def test_every_folded_character_comes_from_a_place_in_the_original(text: str) -> None:
    shadow = fold(text)
    assert len(shadow.origin) == len(shadow.text)
    assert list(shadow.origin) == sorted(shadow.origin)
    assert all(0 <= place < len(text) for place in shadow.origin)
