"""A file of one's own, or a scenario of the book, as rows: what it changes, from what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from caploop.book.book import Book
from caploop.book.own.amend import Amendment, amended_fields
from caploop.book.own.template import number_text
from caploop.book.parameter import Parameter
from caploop.book.scenario import LEVERS, OwnChange, Scenario, ScenarioChange

A_BILLION = 10**9
DOLLARS = "USD bn"


class ChangeRow(Struct, frozen=True, kw_only=True):
    """One change: the book's value and the file's own, in one unit, with reason and author.

    `kind` is parameter, agreement, lever or amend; `what` is the action, or the field amended.
    """

    kind: str
    name: str
    what: str
    quarters: str
    book: str
    own: str
    unit: str
    reason: str
    author: str
    day: date | None
    source: str


class RowPair(Struct, frozen=True, kw_only=True):
    """What is changed in one of two files alone, or otherwise in the other; empty where not."""

    kind: str
    name: str
    what: str
    quarters: str
    unit: str
    book: str
    a: str
    b: str


class Told(Struct, frozen=True, kw_only=True):
    """Who says so where a row does not say it itself."""

    author: str = ""
    day: date | None = None


def change_rows(
    book: Book,
    scenario: Scenario,
    amendments: Sequence[Amendment] = (),
    *,
    told: Told | None = None,
) -> tuple[ChangeRow, ...]:
    """Every change of a scenario and every field that amendments move, in their order."""
    head = told or Told()
    rows = [_row(book, change, head) for change in scenario.changes]
    return (*rows, *(row for each in amendments for row in _amended(book, each, head)))


def row_pairs(a: Sequence[ChangeRow], b: Sequence[ChangeRow]) -> tuple[RowPair, ...]:
    """What differs between the rows of two files; the last row of a name and quarters counts."""
    one, other = _by_key(a), _by_key(b)
    return tuple(
        RowPair(
            kind=key[0],
            name=key[1],
            what=key[2],
            quarters=key[3],
            unit=(one.get(key) or other[key]).unit,
            book=(one.get(key) or other[key]).book,
            a=one[key].own if key in one else "",
            b=other[key].own if key in other else "",
        )
        for key in dict.fromkeys((*one, *other))
        if key not in one or key not in other or one[key].own != other[key].own
    )


def _by_key(rows: Iterable[ChangeRow]) -> dict[tuple[str, str, str, str], ChangeRow]:
    return {(r.kind, r.name, r.what, r.quarters): r for r in rows}


def _row(book: Book, change: ScenarioChange, told: Told) -> ChangeRow:
    own = change if isinstance(change, OwnChange) else None
    held, said, unit = _values(book, change)
    return ChangeRow(
        kind=change.target,
        name=change.name,
        what=change.action,
        quarters=_quarters(change),
        book=held,
        own=said,
        unit=unit,
        reason=change.reason,
        author=(own.author if own else "") or told.author,
        day=(own.day if own else None) or told.day,
        source=own.source if own else "",
    )


def _quarters(change: ScenarioChange) -> str:
    first, last = change.from_quarter, change.to_quarter
    if first is None and last is None:
        return ""
    return first or "" if first == last else f"{first or ''}..{last or ''}"


def _values(book: Book, change: ScenarioChange) -> tuple[str, str, str]:
    """The book's value, the change's, and their unit."""
    if change.target == "lever":
        lever = LEVERS[change.name]
        own = change.word if change.value is None else number_text(change.value)
        return lever.words[0] if lever.words else "none", own or "", lever.unit
    if change.target == "agreement":
        amount = _due(book, change.name)
        factor = Decimal(0) if change.action == "drop" else change.value or Decimal(0)
        return number_text(amount), number_text(amount * factor), DOLLARS
    held = next(p for p in book.parameters if p.symbol == change.name)
    own = "" if change.value is None else number_text(change.value)
    if isinstance(change, OwnChange) and change.low is not None and change.high is not None:
        ends = f"{number_text(change.low)} to {number_text(change.high)}"
        own += f" ({ends}, {change.distribution})"
    before = {"scale": "x ", "add": "+ ", "delay": "+ "}.get(change.action, "")
    unit = held.unit if change.action in {"set", "add"} else change.unit or ""
    return _range(held), before + own, unit or held.unit


def _range(held: Parameter) -> str:
    central = number_text(held.central)
    if held.low == held.high:
        return central
    return f"{central} ({number_text(held.low)} to {number_text(held.high)}, {held.distribution})"


def _due(book: Book, name: str) -> Decimal:
    """What stands of an agreement in billions of dollars: amounts of its own tranches in force."""
    return sum(
        (
            (t.amount or Decimal(0)) / A_BILLION
            for a in book.agreements
            for t in a.tranches
            if name in {a.id, t.id} and t.state == "live" and t.role == "own" and t.unit == "USD"
        ),
        Decimal(0),
    )


def _amended(book: Book, amendment: Amendment, told: Told) -> Iterator[ChangeRow]:
    tranches = {t.id: t for a in book.sheets.agreements for t in a.tranches}
    old = tranches[amendment.tranche]
    for field, value in amended_fields(old, amendment.values).items():
        is_amount = field.startswith("amount")
        yield ChangeRow(
            kind="amend",
            name=old.id,
            what=field,
            quarters="",
            book=_said(getattr(old, field), old.unit if is_amount else ""),
            own=_said(value, old.unit if is_amount else ""),
            unit=(DOLLARS if old.unit == "USD" else old.unit) if is_amount else "",
            reason=amendment.reason,
            author=amendment.author or told.author,
            day=amendment.known_at or told.day,
            source=amendment.source,
        )


def _said(value: object, unit: str) -> str:
    if isinstance(value, Decimal | int):
        return number_text(Decimal(value) / A_BILLION if unit == "USD" else Decimal(value))
    return "none" if value is None else str(value)
