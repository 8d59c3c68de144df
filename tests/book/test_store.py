"""Agreements on paper: read with their lines, written to the byte, refused with every fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caploop.book.agreement import Agreement, Tranche
from caploop.book.store import agreements_text, read_agreements
from caploop.core.errors import InputInvalidError
from caploop.evidence.store import BUNDLED

HOME = BUNDLED / "book" / "agreements.toml"


def text_of(agreements: tuple[Agreement, ...]) -> str:
    tranches = [t for a in agreements for t in a.tranches]
    return agreements_text(tranches, {a.id: a.group for a in agreements})


def test_reading_and_writing_the_bundled_book_gives_its_bytes(
    bundled_agreements: tuple[Agreement, ...],
) -> None:
    assert text_of(bundled_agreements) == HOME.read_text("utf-8")


def test_writing_and_reading_is_the_identity(
    tranche: Callable[..., Tranche], tmp_path: Path
) -> None:
    odd = tranche(note='灯塔 "said" \\ 100 %', condition="gw >= 0.5", capacity_w=None)
    path = tmp_path / "agreements.toml"
    path.write_text(agreements_text([odd], {odd.agreement: "g"}), "utf-8")
    (back,), places = read_agreements(path)
    assert back.tranches == (odd,)
    assert places[odd.id].line == 6


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('kind = "equity"', 'kind = "gift"', "field-invalid"),
        ("known_at = 2026-01-01", 'known_at = "soon"', "field-invalid"),
        ('payer = "northgrid"', 'pays = "northgrid"', "field-missing"),
        ('id = "northgrid-lantern-2026/equity/all"', 'id = "elsewhere/equity/all"', "id-misplaced"),
        ("amount = ", "amount", "file-unreadable"),
    ],
)
def test_each_fault_of_the_file_is_named(
    tranche: Callable[..., Tranche], tmp_path: Path, old: str, new: str, code: str
) -> None:
    made = tranche()
    text = agreements_text([made], {made.agreement: "g"})
    assert old in text
    path = tmp_path / "agreements.toml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(InputInvalidError) as caught:
        read_agreements(path)
    problems = [p for p in caught.value.problems if p.code == code]
    assert problems
    assert problems[0].place.file == str(path)
    assert problems[0].hint
