"""Folders of evidence: read whole, written back the same, refused with every fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.evidence.claim import Batch
from caploop.evidence.store import (
    read_bundled,
    read_dates,
    read_folder,
    read_texts,
    read_vocabulary,
    write_folder,
)
from tests.evidence.conftest import SMALL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL / "evidence", tmp_path / "evidence"))


def test_writing_and_reading_is_the_identity(small_batch: Batch, tmp_path: Path) -> None:
    write_folder(small_batch, tmp_path / "out")
    assert read_folder(tmp_path / "out")[0] == small_batch


def test_writing_twice_gives_the_same_bytes(small_batch: Batch, tmp_path: Path) -> None:
    write_folder(small_batch, tmp_path / "one")
    write_folder(read_folder(tmp_path / "one")[0], tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_each_id_is_remembered_with_its_line() -> None:
    _, places = read_folder(SMALL / "evidence")
    assert places["z-03"].line == 3
    assert str(places["z-03"].file).endswith("claims.jsonl")


def test_a_file_in_another_encoding_is_named_with_line_and_byte(folder: Path) -> None:
    path = folder / "documents.jsonl"
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    with pytest.raises(InputInvalidError, match="not UTF-8") as caught:
        read_folder(folder)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == (
        "encoding-wrong",
        str(path),
        1,
    )
    assert "GB18030" in problem.hint


def test_a_truncated_file_is_named_with_its_last_line(folder: Path) -> None:
    path = folder / "claims.jsonl"
    text = path.read_text("utf-8")
    path.write_text(text[:-40], "utf-8")
    with pytest.raises(InputInvalidError, match="cut off") as caught:
        read_folder(folder)
    assert caught.value.problems[0].place.line == len(text.splitlines())


def test_a_file_whose_name_says_nothing_is_refused(folder: Path) -> None:
    (folder / "stuff.jsonl").write_text("{}", "utf-8")
    with pytest.raises(InputInvalidError, match="begin it with one of documents"):
        read_folder(folder)


@pytest.mark.parametrize("name", ["links.json", "overrides-late.ndjson", "claims-more.JSONL"])
def test_records_under_an_ending_that_nobody_reads_are_told(folder: Path, name: str) -> None:
    for path in folder.glob(f"{name.partition('.')[0]}*.jsonl"):
        path.unlink()
    (folder / name).write_text("{}", "utf-8")
    with pytest.raises(InputInvalidError, match=r"end it with \.jsonl"):
        read_folder(folder)


def test_an_answer_saved_beside_the_records_is_none_of_them(folder: Path) -> None:
    before = read_folder(folder)
    (folder / "claims.json").write_text("{}", "utf-8")
    assert read_folder(folder) == before


def test_a_folder_without_records_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no \.jsonl file"):
        read_folder(tmp_path)
    with pytest.raises(NotFoundError, match="gives no dates"):
        read_dates(tmp_path)


def test_texts_are_found_by_their_bytes_not_their_names(tmp_path: Path) -> None:
    for path in (SMALL / "texts").iterdir():
        shutil.copy(path, tmp_path / f"renamed-{path.name}")
    assert read_texts(tmp_path).keys() == read_texts(SMALL / "texts").keys()


def test_every_word_of_both_sources_leads_to_a_measure() -> None:
    words = read_vocabulary()
    batch, _ = read_bundled()
    assert {w.measure for w in words.words.values()} <= words.measures.keys()
    for claim in batch.claims:
        source = "claims" if claim.id[0].isdigit() else "facts"
        if claim.measure_word is not None:
            assert (source, claim.measure_word) in words.words, claim.id


def test_nothing_goes_out_and_comes_back(tmp_path: Path) -> None:
    write_folder(Batch(), tmp_path / "out")
    assert read_folder(tmp_path / "out") == (Batch(), {})


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("as_of = 2026-03-01T00:00:00\nknown_at = 2026-03-01\n", "day-wrong", "as_of"),
        ('as_of = 2026-03-01\nknown_at = "2026-03-01"\n', "day-wrong", "known_at"),
        ("as_of = 0202-03-01\nknown_at = 2026-03-01\n", "day-wrong", "as_of"),
        ("as_off = 2026-03-01\nknown_at = 2026-03-01\n", "table-unknown", "as_off"),
        ("as_of = 2026-02-30\n", "file-unreadable", None),
    ],
)
def test_a_day_that_is_none_is_told_with_its_field(
    tmp_path: Path, text: str, code: str, field: str | None
) -> None:
    (tmp_path / "book.toml").write_text(text, "utf-8")
    with pytest.raises(InputInvalidError) as caught:
        read_dates(tmp_path)
    problem = caught.value.problems[0]
    assert (problem.code, problem.place.field) == (code, field)
    assert problem.hint


def test_marks_and_line_ends_of_other_systems_are_no_part_of_the_text(folder: Path) -> None:
    plain, _ = read_folder(folder)
    for path in folder.iterdir():
        text = path.read_text("utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_folder(folder)[0] == plain


def test_a_file_of_two_bytes_a_letter_is_named_as_such(folder: Path) -> None:
    path = folder / "claims.jsonl"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    with pytest.raises(InputInvalidError, match="encoding-wrong"):
        read_folder(folder)
