"""A book made of its sheets, with every fault that is found in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace

from caploop.book.agreement import Agreement, in_dollars
from caploop.book.book import Book, Made, Row, Sheets, numbered_place
from caploop.book.checks.source import check_sources
from caploop.book.checks.whole import check_agreements
from caploop.book.condition import quantities_from_rows
from caploop.book.opening_items import items_from_rows
from caploop.book.parameter import NUMBERS, parameters_from_rows
from caploop.book.party import Party, parties_from_rows
from caploop.book.position import Position, positions_from_rows
from caploop.book.position_scale import check_scale, check_shares
from caploop.book.scenario import scenarios_from_rows
from caploop.core.errors import InputInvalidError
from caploop.core.problem import Place, Problem
from caploop.evidence import Vocabulary, removed
from caploop.evidence.checks import check_batch
from caploop.extraction import number_fault


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
