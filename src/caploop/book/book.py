"""The book: everything agreed, known and assumed, read from its tables and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from caploop.book.agreement import Agreement, in_dollars
from caploop.book.checks.source import check_sources
from caploop.book.checks.whole import check_agreements
from caploop.book.condition import NamedQuantity, quantities_from_rows
from caploop.book.execute import known_agreements
from caploop.book.opening_items import items_from_rows
from caploop.book.parameter import NUMBERS, Parameter, parameters_from_rows
from caploop.book.party import Party, parties_from_rows
from caploop.book.position import Position, positions_from_rows
from caploop.book.position_scale import check_scale, check_shares
from caploop.book.posterior import Joint
from caploop.book.scenario import Scenario, scenarios_from_rows
from caploop.core.errors import InputInvalidError
from caploop.core.problem import Place, Problem
from caploop.evidence import Batch, Claim, Vocabulary, decisions, removed, standings
from caploop.evidence.checks import check_batch
from caploop.extraction import number_fault

Row = Mapping[str, Any]
Made = TypeVar("Made")

TABLES = ("items.csv", "parameters.csv", "positions.csv", "quantities.csv")


class Sheets(Struct, frozen=True, kw_only=True):
    """A book as it is written: rows of its tables, before anything is made of them.

    Tables of the names in `TABLES` are rows of text, so that writing them back gives the same
    bytes; parties and scenarios are the rows of their TOML files.
    """

    as_of: date
    known_at: date
    evidence: Batch
    agreements: tuple[Agreement, ...]
    parties: tuple[Row, ...]
    scenarios: tuple[Row, ...]
    tables: Mapping[str, tuple[Mapping[str, str], ...]]
    columns: Mapping[str, tuple[str, ...]]


class FileHash(Struct, frozen=True, kw_only=True):
    """A file of one's own that a run was told: its name and a digest of what it says.

    The digest is the first twelve hexadecimal digits of SHA-256; comments and layout are no part.
    """

    name: str
    hash: str


class Book(Struct, frozen=True, kw_only=True):
    """A checked book: records that refer to each other by ids that exist.

    `joint` is there once a calibration was put in place of priors, `files` names the files of
    one's own that stand beside the book in a run.
    """

    sheets: Sheets
    agreements: tuple[Agreement, ...]
    parties: tuple[Party, ...]
    quantities: tuple[NamedQuantity, ...]
    parameters: tuple[Parameter, ...]
    positions: tuple[Position, ...]
    scenarios: tuple[Scenario, ...]
    joint: Joint | None = None
    files: tuple[FileHash, ...] = ()

    @property
    def as_of(self) -> date:
        """The day in the world the book is read at by default."""
        return self.sheets.as_of

    @property
    def known_at(self) -> date:
        """The day of knowledge the book is read at by default."""
        return self.sheets.known_at

    def public(self, known_at: date) -> tuple[Agreement, ...]:
        """The agreements as they were known on a day, resting on claims public by then."""
        later = [c.id for c in self.sheets.evidence.claims if c.known_at > known_at]
        return known_agreements(self.agreements, known_at=known_at, unpublished=later)

    def standing(self, known_at: date) -> list[Claim]:
        """The claims known by a day that stood under the links and decisions known by then."""
        evidence = self.sheets.evidence
        gone = removed(evidence.overrides)
        seen = {c.id: c for c in evidence.claims if c.known_at <= known_at and c.id not in gone}
        decided = decisions(o for o in evidence.overrides if o.known_at <= known_at)
        found = standings(seen, evidence.links)
        standing = (c for c in seen.values() if found[c.id].state == "live")
        return [c for c in standing if c.id not in decided.left_out]


def book_of(sheets: Sheets, vocabulary: Vocabulary, *, places: Mapping[str, Place]) -> Book:
    """The book its sheets make. Raises InputInvalidError with everything that was found."""
    book, problems = examined(sheets, vocabulary, places=places)
    if problems:
        raise InputInvalidError(problems)
    return book


def examined(
    sheets: Sheets, vocabulary: Vocabulary, *, places: Mapping[str, Place]
) -> tuple[Book, list[Problem]]:
    """The book its sheets make, without the rows that have faults, and the faults."""
    problems = check_batch(sheets.evidence, vocabulary, places=places)
    tables = sheets.tables
    parties = _kept(
        parties_from_rows(sheets.parties, calendars=vocabulary.calendars, file="parties.toml"),
        problems,
    )
    positions = _positions(tables, parties, problems)
    problems += _not_numbers(tables["parameters.csv"], file="parameters.csv")
    told = [_sane(row) for row in tables["parameters.csv"]]
    parameters = _kept(parameters_from_rows(told, file="parameters.csv"), problems)
    quantities = _kept(
        quantities_from_rows(tables["quantities.csv"], file="quantities.csv"), problems
    )
    scenarios = _kept(
        scenarios_from_rows(
            sheets.scenarios,
            symbols={p.symbol: p.unit for p in parameters},
            agreements=[a.id for a in sheets.agreements],
            file="scenarios.toml",
        ),
        problems,
    )
    gone = removed(sheets.evidence.overrides)
    said = {c.id: c for c in sheets.evidence.claims if c.id not in gone}
    problems += check_sources(parties, parameters, claims=said, places=_rows_of(sheets))
    faults = check_agreements(
        sheets.agreements,
        parties=[p.id for p in parties],
        claims=said.values(),
        quantities=[q.id for q in quantities],
        places=places,
    )
    problems += faults
    problems = [_on_line(problem, places) for problem in problems]
    book = Book(
        sheets=sheets,
        agreements=sheets.agreements if faults else _in_dollars(sheets.agreements),
        parties=parties,
        quantities=quantities,
        parameters=parameters,
        positions=positions,
        scenarios=scenarios,
    )
    return book, problems


def numbered_place(file: str, number: int, field: str) -> str:
    """The key under which places of a book hold a field of a file's table by its number."""
    return f"{file}#{number}#{field}"


def _on_line(problem: Problem, places: Mapping[str, Place]) -> Problem:
    """The problem of a table told by its number, at the line where it stands if that is known."""
    place = problem.place
    field = place.field or ""
    prefix = field[: field.rfind(".") + 1]
    for name in (field, prefix, ""):
        found = places.get(numbered_place(place.file or "", place.line or 0, name))
        if found is not None:
            at = Place(file=found.file, line=found.line, field=place.field)
            return Problem(
                code=problem.code,
                subject=problem.subject,
                message=problem.message,
                hint=problem.hint,
                place=at,
            )
    return problem


def with_agreements(
    book: Book, agreements: tuple[Agreement, ...], *, places: Mapping[str, Place]
) -> Book:
    """The book with other agreements, as they are written, checked against all else it holds.

    Raises InputInvalidError with every fault.
    """
    gone = removed(book.sheets.evidence.overrides)
    faults = check_agreements(
        agreements,
        parties=[p.id for p in book.parties],
        claims=[c for c in book.sheets.evidence.claims if c.id not in gone],
        quantities=[q.id for q in book.quantities],
        places=places,
    )
    if faults:
        raise InputInvalidError(faults)
    sheets = replace(book.sheets, agreements=agreements)
    return replace(book, sheets=sheets, agreements=_in_dollars(agreements))


def _positions(
    tables: Mapping[str, Sequence[Mapping[str, str]]],
    parties: Sequence[Party],
    problems: list[Problem],
) -> tuple[Position, ...]:
    items, found = items_from_rows(tables["items.csv"], file="items.csv")
    rows, file = tables["positions.csv"], "positions.csv"
    positions, faults = positions_from_rows(rows, parties=parties, items=items, file=file)
    lines = _lines(rows, file=file, start=2)
    problems += [*found, *faults]
    problems += check_scale(positions, parties=parties, items=items, places=lines)
    problems += check_shares(positions, places=lines)
    return tuple(positions)


def _rows_of(sheets: Sheets) -> dict[str, Place]:
    """Where each party and parameter stands: the number of its table, the line of its row."""
    parameters = _lines(sheets.tables["parameters.csv"], file="parameters.csv", start=2)
    return {**_lines(sheets.parties, file="parties.toml", start=1), **parameters}


def _lines(rows: Iterable[Row], *, file: str, start: int) -> dict[str, Place]:
    numbered = enumerate(rows, start=start)
    return {str(row.get("id", "")): Place(file=file, line=line) for line, row in numbered}


def _not_numbers(rows: Iterable[Mapping[str, str]], *, file: str) -> Iterator[Problem]:
    """A problem for each cell of a parameter with a number out of all proportion."""
    for line, row in enumerate(rows, start=2):
        for field in NUMBERS:
            if said := _number_fault(row.get(field, "")):
                yield Problem(
                    code="value-infinite",
                    subject=row.get("id", "row"),
                    message=said,
                    hint="write the figure as the source has it",
                    place=Place(file=file, line=line, field=field),
                )


def _number_fault(text: str) -> str | None:
    try:
        return number_fault(Decimal(text))
    except InvalidOperation:
        return None  # no number at all: the table's own checks say so


def _sane(row: Mapping[str, str]) -> Mapping[str, str]:
    """The row with ones for numbers that were told already, so that it is still looked at."""
    wrong = {field: "1" for field in NUMBERS if _number_fault(row.get(field, ""))}
    return {**row, **wrong} if wrong else row


def _in_dollars(agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """The agreements with the money of every tranche in US dollars, at the rate it states."""
    return tuple(
        replace(a, tranches=tuple(in_dollars(t) for t in a.tranches))
        if any(t.usd_per_unit is not None for t in a.tranches)
        else a
        for a in agreements
    )


def _kept(
    made: tuple[Sequence[Made], Iterable[Problem]], problems: list[Problem]
) -> tuple[Made, ...]:
    problems.extend(made[1])
    return tuple(made[0])
