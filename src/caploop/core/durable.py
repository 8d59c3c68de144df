"""Files that are added to: one process at a time, and whole on disk whatever ends it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Within it no other process is within it for a file of the same folder; others wait.

    The system lets go of the lock when a process ends, however it does.
    """
    folder = path.absolute().parent
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        handle = os.open(folder / f".{path.name}.lock", os.O_RDWR | os.O_CREAT)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def replaced(path: Path, content: bytes) -> None:
    """Puts content in the place of a file: at any moment the old one is there whole, or the new."""
    folder = path.absolute().parent
    handle, aside = mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(aside, path.stat().st_mode & 0o777)
        else:
            os.chmod(aside, 0o644)
        os.replace(aside, path)
    finally:
        Path(aside).unlink(missing_ok=True)
    if sys.platform != "win32":
        seen = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(seen)
        finally:
            os.close(seen)
