"""What a world is settled of, and a record that was made with other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from caploop.book.book import FileHash
from caploop.core.errors import CheckFailedError
from caploop.study.shared.own_files import refuse_other_files
from caploop.study.shared.scenario_settings import names_in


def test_names_are_parted_at_a_plus_that_is_not_part_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a+b.toml"
    path.write_text("", "utf-8")
    assert names_in([str(path)]) == [str(path)]
    assert names_in(["S3+S4", "S7+x.toml"]) == ["S3", "S4", "S7", "x.toml"]
    assert names_in([]) == ["S0"]


def test_a_record_made_with_another_file_or_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('title = "mine"\n', "utf-8")
    for made_with in ((), (FileHash(name="mine", hash="0" * 12),)):
        with pytest.raises(CheckFailedError, match="was made with"):
            refuse_other_files(made_with, [str(path)])
    refuse_other_files((FileHash(name="other", hash="0" * 12),), ["S0"])
