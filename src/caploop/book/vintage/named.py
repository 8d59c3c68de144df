"""Vintages of the book that comes with the program: which there are, and where their runs begin."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from caploop.book.book import BookVintage
from caploop.core.errors import NotFoundError
from caploop.core.names import nearest
from caploop.evidence import BUNDLED

LIST = BUNDLED / "vintages.toml"
VARIABLE = "CAPLOOP_BOOK"
"""Of the environment: the vintage that is asked where none is named."""


class DatedVintage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A vintage of the program's own book, and the two days it is read at."""

    id: str
    as_of: date
    known_at: date
    opened: date
    plan: str


@cache
def vintages() -> tuple[DatedVintage, ...]:
    """The vintages of the program's own book, oldest first."""
    rows = tomllib.loads(LIST.read_text("utf-8"))["vintage"]
    return tuple(msgspec.convert(row, DatedVintage) for row in rows)


def first_vintage() -> BookVintage:
    """Where the runs of a book begin that says nothing about it."""
    return opening_of(vintages()[0])


def vintage_named(name: str) -> DatedVintage:
    """The vintage of a name, for none that of CAPLOOP_BOOK or else the newest; raises NotFoundError
    with those there are."""
    held = {one.id: one for one in vintages()}
    name = name or os.environ.get(VARIABLE, "")
    if not name:
        return vintages()[-1]
    if name not in held:
        there = ", ".join(held)
        said = f"no vintage is called {name!r}{nearest(name, held)}"
        raise NotFoundError(f"{said}; there are {there}")
    return held[name]


def is_vintage(path: Path | None) -> bool:
    """Whether a path, or none, names a vintage and no folder or file."""
    return path is None or (str(path) in {one.id for one in vintages()} and not path.exists())


def reach_of(one: DatedVintage) -> date:
    """The day up to which a vintage has rows; the newest has all, whose days tell them apart."""
    return date.max if one == vintages()[-1] else one.known_at


def opening_of(one: DatedVintage) -> BookVintage:
    """Where the runs of a vintage begin."""
    return BookVintage(id=one.id, opened=one.opened, plan=one.plan)
