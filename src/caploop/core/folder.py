"""Folders of files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp


@contextmanager
def whole_folder(home: Path) -> Iterator[Path]:
    """A folder beside `home` to write into; at the end of the block it is on disk and becomes it.

    Where the block or the disk fails, nothing is left of it and `home` is as it was. `home` must
    not exist yet, or be an empty folder; what another puts there meanwhile stays (OSError).
    """
    home = home.absolute()
    home.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=f".{home.name}.", suffix=".part", dir=home.parent))
    try:
        yield aside
        aside.chmod(_usual_mode())
        for folder, _, names in os.walk(aside):
            for name in names:
                _to_disk(Path(folder, name))
            _to_disk(Path(folder))
        os.rename(aside, home)  # refused where `home` holds anything
        _to_disk(home.parent)
    finally:
        rmtree(aside, ignore_errors=True)


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o777 & ~mask


def _to_disk(path: Path) -> None:
    """Waits until what was written is on disk; folders cannot be opened on some systems."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
