"""A folder appears whole or not at all."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from caploop.core.folder import whole_folder


def test_what_was_written_is_there_at_the_end(tmp_path: Path) -> None:
    home = tmp_path / "new" / "book"
    with whole_folder(home) as aside:
        (aside / "a.txt").write_text("x", "utf-8")
        assert not home.exists()
    assert [p.name for p in home.iterdir()] == ["a.txt"]
    assert list(home.parent.iterdir()) == [home]
    assert home.stat().st_mode & 0o777 == 0o777 & ~_mask()


def test_an_empty_folder_is_filled_and_a_full_one_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "book"
    home.mkdir()
    with whole_folder(home) as aside:
        (aside / "a.txt").write_text("x", "utf-8")
    with pytest.raises(OSError, match="not empty"), whole_folder(home) as aside:
        (aside / "b.txt").write_text("y", "utf-8")
    assert [p.name for p in home.iterdir()] == ["a.txt"]
    assert list(tmp_path.iterdir()) == [home]


def test_after_a_full_disk_nothing_is_left(tmp_path: Path) -> None:
    home = tmp_path / "book"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(OSError, match="large"), whole_folder(home) as aside:
            (aside / "a.txt").write_bytes(b"x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)
    assert list(tmp_path.iterdir()) == []


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
