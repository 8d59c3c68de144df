"""Rows that records of several questions have, and the digest that a record is known by."""

from __future__ import annotations

import hashlib
from datetime import date
from importlib.metadata import PackageNotFoundError, version

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from caploop.book import Book, FileHash, first_vintage
from caploop.core.message import message

WEAK_POINTS = (
    message("terms-undisclosed"),
    message("plan-years-interpolated"),
    message("rents-turned-up"),
    message("probabilities-of-priors"),
    message("revenue-on-training"),
    message("valuation-a-process"),
)


class Versions(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a record was made with: the program and a digest of the book's contents.

    `files` are those of one's own that `--scenario` named; without any the field is left out.
    `vintage` is the book's where its runs begin later than those of the first, `opened` the day of
    their opening balances and `first_quarter` the first that is no history.
    """

    caploop: str
    book: str
    files: tuple[FileHash, ...] = ()
    vintage: str = ""
    opened: date | None = None
    first_quarter: str = ""


class PriorRow(Struct, frozen=True, kw_only=True):
    """A parameter as the run read it: three numbers in its unit, where from; `rests_on` is what
    that source is worth, "" where it was not told."""

    symbol: str
    name: str
    unit: str
    low: float
    central: float
    high: float
    source: str
    assumption: bool
    claims: tuple[str, ...]
    rests_on: str = ""


class QuantileRow(Struct, frozen=True, kw_only=True):
    """Mean and quantiles in one quarter or year, over the share `told` of all draws.

    OpenAI's own flows and cash are told of the draws in which it is not bankrupt; nought stands
    where none is left. All else is told of all draws.
    """

    period: str
    mean: float
    q05: float
    q10: float
    q25: float
    q50: float
    q75: float
    q90: float
    q95: float
    told: float


def versions(book: Book) -> Versions:
    """The program's version and the first twelve hexadecimal digits of the book's SHA-256."""
    content = (book.parameters, book.agreements, book.positions, book.scenarios, book.parties)
    digest = hashlib.sha256(msgspec.json.encode(content, order="deterministic"))
    if book.joint is not None:
        digest.update(msgspec.json.encode(book.joint, order="deterministic"))
    try:
        own = version("caploop")
    except PackageNotFoundError:
        own = "unknown"
    made = Versions(caploop=own, book=digest.hexdigest()[:12], files=book.files)
    one = book.sheets.vintage
    if one is None or one.opened == first_vintage().opened:
        return made
    return replace(made, vintage=one.id, opened=one.opened, first_quarter=one.first_quarter)


def digest(record: Struct) -> str:
    """Sixteen hexadecimal digits over a record's content without its own `hash`."""
    bare = msgspec.structs.replace(record, hash="")
    text = msgspec.json.encode(bare, order="deterministic")
    return hashlib.sha256(text).hexdigest()[:16]


class FieldSources(Struct, frozen=True, kw_only=True):
    """What the numbers of one field rest on.

    `series` are the model's series they are moments of; `parameters` the symbols these are computed
    from in the quarter itself (their rows, with sources, are in `priors`); `claims` and `positions`
    the ids behind those; `assumption` where any of them is a judgement. `carried` are last
    quarter's series they go on from, whose own basis adds to theirs.
    """

    field: str
    series: tuple[str, ...]
    parameters: tuple[str, ...]
    claims: tuple[str, ...]
    positions: tuple[str, ...]
    assumption: bool
    carried: tuple[str, ...]


class Hindsight(Struct, frozen=True, kw_only=True):
    """A row whose page is of a later day than what was asked about, and how it was taken.

    A position stands in as a prior, its number unchanged, where no earlier page of the last year
    tells of the same; a parameter comes with both sides of its range half as long again.
    """

    id: str
    kind: str
    known_at: date
