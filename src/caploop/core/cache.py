"""Where files are kept that can be made again at any time."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple

DIGEST = hashlib.sha256().digest_size


def cache_folder() -> Path:
    """The user's folder for them: below XDG_CACHE_HOME, or where the system keeps such files."""
    given = os.environ.get("XDG_CACHE_HOME")
    if given:
        return Path(given) / "caploop"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "caploop"
    if os.name == "nt" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "caploop" / "cache"
    return Path.home() / ".cache" / "caploop"


class Kept(NamedTuple):
    """A folder of what can be made again: how many files it holds, and their size in bytes."""

    folder: Path
    files: int
    size: int


def kept_folders() -> tuple[Kept, ...]:
    """The folders there are, by name."""
    home = cache_folder()
    if not home.is_dir():
        return ()
    folders = sorted(p for p in home.iterdir() if p.is_dir())
    sizes = [[p.stat().st_size for p in f.rglob("*") if p.is_file()] for f in folders]
    return tuple(Kept(f, len(s), sum(s)) for f, s in zip(folders, sizes, strict=True))


def kept_bytes(path: Path) -> bytes | None:
    """What `keep_bytes` wrote, or nothing where it is not there or not whole any more."""
    try:
        held = path.read_bytes()
    except OSError:
        return None
    content = held[DIGEST:]
    if hashlib.sha256(content).digest() != held[:DIGEST]:
        return None
    with suppress(OSError):
        os.utime(path)  # what is used stays longest
    return content


def keep_bytes(path: Path, content: bytes, *, most: int) -> None:
    """Writes aside and then moves, so that nobody reads half; drops what was not used for longest.

    `most` is how many bytes the folder may hold. Where it cannot be written nothing is kept, as all
    of it can be made again.
    """
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, aside = mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest())
                file.write(content)
            os.replace(aside, path)
        finally:
            Path(aside).unlink(missing_ok=True)
        _drop_oldest(path.parent, most=most)


def _drop_oldest(folder: Path, *, most: int) -> None:
    held = [(p, p.stat()) for p in folder.iterdir() if p.is_file()]
    held.sort(key=lambda pair: pair[1].st_mtime, reverse=True)
    size = 0
    for path, stat in held:
        size += stat.st_size
        if size > most:
            path.unlink(missing_ok=True)


def code_digest(folders: Iterable[Path]) -> str:
    """Hexadecimal digest of every Python file and table below some folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.csv")]):
            digest.update(f"{path.relative_to(folder.parent)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def stamp(folder: Path) -> str:
    """Hexadecimal digest of the names, sizes and times of all files of a program below a folder.

    A copy of the program has other times and so another stamp: what was kept is then made again,
    and never the other way round.
    """
    digest = hashlib.sha256()
    for path, size, time in sorted(_files(str(folder))):
        digest.update(f"{path}\0{size}\0{time}\0".encode())
    return digest.hexdigest()[:32]


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Every file with its size and time; what Python compiles at its side is left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                told = entry.stat()
                yield entry.path, told.st_size, told.st_mtime_ns
