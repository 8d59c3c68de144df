"""Keys that look the same are the same."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.letters import folded, is_plain, made_visible, twins_in


@pytest.mark.parametrize(
    "odd",
    [
        "cafe\u0301 compute",
        "caf\u00e9\u200b compute",
        "caf\u00e9 compute ",
        "caf\u00e9\u00a0compute",
        "caf\u00e9\u3000compute",
        "caf\u00e9  compute",
        "caf\u00e9\tcompute\n",
        "\ufeffcaf\u00e9 compute",
        "ca\u00adf\u00e9 com\u200dpute",
        "caf\u00e9\u2028compute",
        "caf\u00e9\ufe0f compute",
        "caf\u00e9\u3164compute",
        "cafe\u200b\u0301 compute",
        "\u202acaf\u00e9 compute\u202c",
    ],
)
def test_what_looks_the_same_is_one_key(odd: str) -> None:
    assert folded(odd) == "caf\u00e9 compute"
    assert not is_plain(odd)
    assert made_visible(odd).isprintable()


@pytest.mark.parametrize(("one", "other"), [("Quay", "quay"), ("a.b", "ab"), ("量子", "量 子")])
def test_what_can_be_seen_to_differ_stays_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert normalize("NFC", once) == once
    assert is_plain(once)


@given(st.text())
def test_composed_and_taken_apart_are_one_key(text: str) -> None:
    assert folded(normalize("NFD", text)) == folded(normalize("NFC", text))


def test_letters_of_another_script_that_pass_for_latin_are_found() -> None:
    assert twins_in("l\u0430ntern") == "\u0430"
    assert twins_in("caf\u00e9") == twins_in("\u042f\u043d\u0434\u0435\u043a\u0441") == ""
