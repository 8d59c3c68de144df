"""Changed files of a book are taken whole or refused in words.

`python -m tools.fuzz_files` runs for as long as asked; what it found is kept in the corpus.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from tools.fuzz_files import (
    HOW,
    MUTATIONS,
    VALUES,
    Mutation,
    answered,
    files_of,
    outcome,
    small_book,
)

CORPUS = Path(__file__).parents[1] / "cases" / "fuzz_corpus.jsonl"
KEPT = [json.loads(line) for line in CORPUS.read_text("utf-8").split("\n") if line]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with small_book() as place:
        yield place


def test_the_book_to_be_changed_has_no_fault_of_its_own(home: Path) -> None:
    assert answered(home) == "taken"
    assert len(files_of(home)) == 11


@pytest.mark.parametrize("kept", KEPT, ids=[row["name"] for row in KEPT])
def test_what_was_found_once_stays_found(home: Path, kept: dict[str, object]) -> None:
    path = home / str(kept["file"])
    raw = path.read_bytes()
    text = raw.decode()
    old, new = str(kept["old"]), str(kept["new"])
    assert old in text
    try:
        path.write_bytes(text.replace(old, new, 1).encode())
        assert answered(home) == kept["outcome"]
    finally:
        path.write_bytes(raw)


@settings(max_examples=25)
@given(mutations=MUTATIONS)
def test_a_changed_book_is_taken_or_refused(home: Path, mutations: list[Mutation]) -> None:
    assert outcome(home, mutations) in {"taken", "refused", "same"}


def test_every_kind_of_change_is_tried() -> None:
    text = '[[a]]\nname = "b"\nc = 1\n'
    changed = {how for how in HOW if HOW[how](text, Mutation(0, 0.3, how, 0)) != text}
    assert changed == set(HOW)
    assert len(set(VALUES)) == len(VALUES)
