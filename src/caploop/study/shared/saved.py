"""Records saved as JSON, read back and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import msgspec

from caploop.core.errors import NotFoundError, UsageError
from caploop.study.shared.rows import digest


class Saved(Protocol):
    """What a record that can be saved has: the hash of its content."""

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits over the rest of the record."""


Record = TypeVar("Record", bound=Saved)


def reopened(path: Path, kind: type[Record], *others: type[Record]) -> Record:
    """A record saved with --json and -o, of one of these kinds, checked against its own hash.

    Raises NotFoundError for no file, UsageError for another command's record and where a number
    was changed since.
    """
    if not path.is_file():
        raise NotFoundError(f"no file {path}; save a run with --json -o {path}")
    found: list[msgspec.DecodeError] = []
    for each in (kind, *others):
        try:
            record = msgspec.json.decode(path.read_bytes(), type=each, strict=False)
        except msgspec.DecodeError as error:
            found.append(error)
        else:
            return _unchanged(record, path)
    message = f"{path} is no saved {kind.__name__.removesuffix('Record').lower()}: {found[0]}"
    raise UsageError(f"{message}; save one with --json -o") from found[0]


def _unchanged(record: Record, path: Path) -> Record:
    if digest(cast(Any, record)) != record.hash:
        raise UsageError(f"{path} was changed after it was saved: its hash does not fit; run again")
    return record
