"""A register as a file: read and verified, and added to so that nothing of it can be lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from caploop.core.durable import locked, replaced
from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.study.register.entry import RegisterEntry, chained, entries_from, register_text
from caploop.study.register.reading import HOME

BUNDLED = HOME / "entries.jsonl"
"""The register that comes with the program."""

Entries = tuple[RegisterEntry, ...]


def read_register(path: Path) -> Entries:
    """The entries of a register. Raises NotFoundError without it, and InputInvalidError with every
    line that was edited, removed or moved since."""
    if not path.is_file():
        raise NotFoundError(f"there is no register {path}; begin one with --make")
    entries, problems = entries_from(path.read_bytes().decode("utf-8", "replace"), file=path.name)
    if problems:
        raise InputInvalidError(problems)
    return entries


def append(path: Path, made: Callable[[Entries], Iterable[RegisterEntry]]) -> Entries:
    """Adds to a register what is made of the entries that it has by then, and returns all.

    One process at a time: what another added meanwhile is seen. Raises InputInvalidError for a
    register that was tampered with, to which nothing is added.
    """
    with locked(path):
        before = read_register(path) if path.is_file() else ()
        every = chained(before, made(before))
        if len(every) > len(before) or not path.is_file():
            replaced(path, register_text(every))
        return every
