"""Figures stand where the claims say: the small articles here, the five there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from caploop.core.errors import InputInvalidError
from caploop.evidence.store import read_bundled
from caploop.study.book.check import check_figures
from tests.study.claims.test_answer import SMALL


def test_every_figure_of_the_small_book_stands_at_its_range() -> None:
    checked = check_figures(SMALL, SMALL / "texts")
    assert checked.problems == ()
    assert (checked.claims, checked.compared, checked.without_text) == (16, 15, 1)
    assert "15 stand at their place" in checked.summary


def test_every_figure_of_the_five_articles_stands_at_its_range(shared_folder: Path) -> None:
    checked = check_figures(documents=shared_folder / "documents")
    assert checked.problems == ()
    assert checked.compared == 325


def test_none_of_the_negatives_is_a_claim(shared_folder: Path) -> None:
    text = (shared_folder / "data" / "seed-negatives.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    assert len(rows) == 24
    batch, _ = read_bundled()
    figures = {(c.document, c.start, c.end) for c in batch.claims if c.figure}
    quotes = {(c.document, c.quote_start, c.quote_end) for c in batch.claims}
    for row in rows:
        place = (row["doc"], row["start"], row["end"])
        assert place not in figures, row["id"]
        assert place not in quotes, row["id"]


def test_a_moved_figure_is_found_with_file_and_line(tmp_path: Path) -> None:
    book = Path(shutil.copytree(SMALL, tmp_path / "book"))
    path = book / "evidence" / "claims.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows[0]["start"] += 1
    rows[0]["figure"] = rows[0]["figure"][:-1]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, "utf-8")
    (problem,) = check_figures(book, SMALL / "texts").problems
    assert problem.code == "figure-not-at-range"
    assert (problem.subject, problem.place.line, problem.place.field) == ("z-01", 1, "start")


def test_an_edited_copy_of_a_document_counts_as_absent(tmp_path: Path) -> None:
    texts = Path(shutil.copytree(SMALL / "texts", tmp_path / "texts"))
    (texts / "lantern-zh.txt").write_text("灯塔智能", "utf-8")
    checked = check_figures(SMALL, texts)
    assert checked.compared == 7


def test_records_that_are_not_well_formed_are_refused(tmp_path: Path) -> None:
    book = Path(shutil.copytree(SMALL, tmp_path / "book"))
    path = book / "evidence" / "claims.jsonl"
    path.write_text(path.read_text("utf-8").replace('"revenue"', '"revenu"', 1), "utf-8")
    with pytest.raises(InputInvalidError, match="did you mean 'revenue'"):
        check_figures(book)
