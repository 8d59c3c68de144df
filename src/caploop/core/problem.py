"""Problems are values: what is wrong, where, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the input something stands: file, line (from 1) and field, as far as known."""

    file: str | None = None
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        where = self.file or "input"
        where = f"{where}:{self.line}" if self.line is not None else where
        return f"{where} [{self.field}]" if self.field else where


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One finding: a stable code, the subject's id or text, what is wrong, what to do next.

    >>> str(Problem(code="unit-unknown", subject="x-01", message="unit 'MW'", hint="use W"))
    "unit-unknown: x-01: unit 'MW' (input); next: use W"
    """

    code: str
    subject: str
    message: str
    hint: str
    place: Place = Place()

    def __str__(self) -> str:
        return f"{self.code}: {self.subject}: {self.message} ({self.place}); next: {self.hint}"
