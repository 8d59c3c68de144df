"""Vintages of the program's own book: their names, days and first quarters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caploop.book.book import BookVintage
from caploop.book.vintage.named import VARIABLE, first_vintage, is_vintage, vintage_named, vintages
from caploop.core.errors import NotFoundError


@pytest.mark.parametrize(
    ("opened", "quarter"),
    [
        (date(2025, 12, 31), "2026Q1"),
        (date(2026, 3, 31), "2026Q2"),
        (date(2026, 6, 30), "2026Q3"),
        (date(2026, 9, 30), "2026Q4"),
    ],
)
def test_a_run_begins_in_the_quarter_after_its_opening(opened: date, quarter: str) -> None:
    assert BookVintage(id="", opened=opened, plan="V2").first_quarter == quarter


def test_the_first_is_what_a_book_without_an_opening_has() -> None:
    assert first_vintage().first_quarter == "2026Q1"
    assert vintages()[0].id == "2026-03"


def test_each_opens_after_the_one_before_and_before_it_is_known() -> None:
    found = vintages()
    assert [one.opened for one in found] == sorted({one.opened for one in found})
    assert all(one.opened < one.known_at for one in found)


def test_none_is_the_newest_or_what_the_variable_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert vintage_named("") == vintages()[-1]
    monkeypatch.setenv(VARIABLE, vintages()[0].id)
    assert vintage_named("") == vintages()[0]
    assert vintage_named("2026-06").id == "2026-06"


def test_a_wrong_name_is_told_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="2026-03"):
        vintage_named("2026-3")


def test_a_folder_of_the_name_goes_before_the_vintage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert is_vintage(Path("2026-03"))
    (tmp_path / "2026-03").mkdir()
    assert not is_vintage(Path("2026-03"))
