"""Agreements on paper: read with their lines, written to the byte, refused with every fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from errno import ENOSPC
from pathlib import Path

import pytest
from msgspec.structs import replace

from caploop.book.agreement import Agreement, Tranche
from caploop.book.book import Sheets
from caploop.book.store import (
    agreements_text,
    init_sheets,
    read_agreements,
    read_sheets,
    write_sheets,
)
from caploop.core.errors import InputInvalidError
from caploop.evidence.claim import Batch
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


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    return read_sheets(BUNDLED)[0]


def test_what_goes_out_comes_back_and_goes_out_to_the_byte(sheets: Sheets, tmp_path: Path) -> None:
    write_sheets(sheets, tmp_path / "out")
    again, _ = read_sheets(tmp_path / "out")
    assert again == sheets
    write_sheets(again, tmp_path / "again")
    for path in (tmp_path / "out").rglob("*.*"):
        same = tmp_path / "again" / path.relative_to(tmp_path / "out")
        assert same.read_bytes() == path.read_bytes()


def test_a_book_without_evidence_goes_out_and_comes_back(sheets: Sheets, tmp_path: Path) -> None:
    init_sheets(tmp_path / "new", as_of=date(2026, 3, 1), known_at=date(2026, 3, 1))
    empty, _ = read_sheets(tmp_path / "new")
    write_sheets(empty, tmp_path / "again")
    assert read_sheets(tmp_path / "again")[0] == empty
    bare = replace(sheets, evidence=Batch())
    write_sheets(bare, tmp_path / "bare")
    assert read_sheets(tmp_path / "bare")[0] == bare


@pytest.mark.parametrize("name", ["agreement.toml", "Positions.csv", "new_parties.TOML"])
def test_a_table_under_a_name_that_nobody_reads_is_told(tmp_path: Path, name: str) -> None:
    init_sheets(tmp_path / "new", as_of=date(2026, 3, 1), known_at=date(2026, 3, 1))
    (tmp_path / "new" / "book" / name).write_text("", "utf-8")
    with pytest.raises(InputInvalidError) as caught:
        read_sheets(tmp_path / "new")
    assert [(p.code, p.subject) for p in caught.value.problems] == [("file-unknown", name)]
    assert "move it away" in caught.value.problems[0].hint


def test_marks_and_line_ends_of_other_systems_are_no_part_of_a_book(
    sheets: Sheets, tmp_path: Path
) -> None:
    write_sheets(sheets, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    again, _ = read_sheets(tmp_path / "out")
    assert again == sheets


@pytest.mark.parametrize("form", ["utf-16", "gb18030", "latin-1"])
def test_a_table_of_another_encoding_is_named_as_such(tmp_path: Path, form: str) -> None:
    init_sheets(tmp_path / "new", as_of=date(2026, 3, 1), known_at=date(2026, 3, 1))
    path = tmp_path / "new" / "book" / "parties.toml"
    path.write_bytes(('# "é"\n' if form == "latin-1" else "# 英伟达\n").encode(form))
    with pytest.raises(InputInvalidError, match=r"encoding-wrong: parties\.toml"):
        read_sheets(tmp_path / "new")


ODD = 'one\u2028two\u0085three\rfour\n five "six", \u200b\ufeff\x1f'


def test_notes_of_any_letters_go_out_and_come_back(sheets: Sheets, tmp_path: Path) -> None:
    first = sheets.agreements[0]
    noted = replace(first.tranches[0], note=ODD)
    rows = sheets.tables["positions.csv"]
    odd = replace(
        sheets,
        agreements=(replace(first, tranches=(noted, *first.tranches[1:])), *sheets.agreements[1:]),
        tables={**sheets.tables, "positions.csv": ({**rows[0], "note": ODD}, *rows[1:])},
        evidence=replace(
            sheets.evidence,
            claims=(replace(sheets.evidence.claims[0], note=ODD), *sheets.evidence.claims[1:]),
        ),
    )
    write_sheets(odd, tmp_path / "out")
    assert read_sheets(tmp_path / "out")[0] == odd


def test_an_export_that_fails_leaves_nothing(
    sheets: Sheets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("caploop.core.folder.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_sheets(sheets, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    write_sheets(sheets, tmp_path / "out")
    assert read_sheets(tmp_path / "out")[0] == sheets
