"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from caploop.cli.output import write_whole


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", "亿\n")
    assert (tmp_path / "a" / "b.txt").read_text("utf-8") == "亿\n"


def test_a_failure_leaves_the_old_file_and_no_neighbour(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
