"""Two books of two days, and those between: one group of rows of the new in the old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from caploop.book import (
    Agreement,
    Book,
    KnownBook,
    Parameter,
    Scenario,
    Tranche,
    book_of,
    day_sheets,
    known_book,
    vintage_named,
    vintages,
)
from caploop.core.errors import UsageError
from caploop.evidence import read_vocabulary
from caploop.study.shared.open import open_book
from caploop.study.shared.scenario_settings import scenario_of

SCENARIO = "S0"
PLAN = "plan_vintage"
OF_MECHANISM = {"M3": "agreements", "M5": "suppliers", "M9": "rivals"}
"""Groups of parameters by mechanism: rounds stand with agreements; OpenAI's own with the plan."""


@dataclass(frozen=True, kw_only=True, eq=False)
class BookSide:
    """A book on its two dates with its first scenario."""

    known: KnownBook
    scenario: Scenario


def side_named(name: str) -> BookSide:
    """The side of a vintage by its name, or of a day. Raises UsageError for what is neither."""
    if name in {one.id for one in vintages()}:
        return side_of(known_book(open_book(book=Path(name))))
    try:
        day = date.fromisoformat(name)
    except ValueError as error:
        there = ", ".join(one.id for one in vintages())
        message = f"{name!r} is neither a day like 2026-08-01 nor a vintage; there are {there}"
        raise UsageError(message) from error
    sheets, places = day_sheets(day)
    return side_of(known_book(book_of(sheets, read_vocabulary(), places=places)))


def side_of(known: KnownBook) -> BookSide:
    """A book that is open already."""
    return BookSide(known=known, scenario=scenario_of(known.book, scenarios=[SCENARIO]))


def vintage_before(known: KnownBook) -> str:
    """The vintage before a book's own; raises UsageError where there is none."""
    own = [one.id for one in vintages()].index(vintage_named(known.vintage.id).id)
    if own == 0:
        raise UsageError(f"no vintage is before {known.vintage.id}; name a day: --since DAY")
    return vintages()[own - 1].id


def group_of(parameter: Parameter) -> str:
    """The group that a parameter is switched with."""
    return OF_MECHANISM.get(parameter.mechanism, "plan")


def switched(old: BookSide, new: BookSide, group: str) -> tuple[BookSide, int]:
    """The old side with one group of the new one's rows, and how many rows that are.

    Rows are taken as if they had been public on the old day, so that their being told later widens
    none. With the opening balances goes the day of knowledge: what was read ahead of its page, with
    wider a range, is public then.
    """
    parameters, count = _parameters(old, new, group)
    book = replace(old.known.book, parameters=parameters)
    known = KnownBook(book=book, as_of=old.known.as_of, known_at=old.known.known_at)
    scenario, more = _scenario(old, new, group)
    count += more
    if group == "agreements":
        agreements, more = _agreements(old.known, new.known)
        book = replace(book, agreements=agreements)
        known = KnownBook(book=book, as_of=new.known.as_of, known_at=old.known.known_at)
        count += more
    elif group == "opening":
        known, more = _opened(book, old.known, new.known)
        count += more
    elif group == "plan":
        known = _planned(known, new.known)
    return BookSide(known=known, scenario=scenario), count


def _parameters(old: BookSide, new: BookSide, group: str) -> tuple[tuple[Parameter, ...], int]:
    held = {p.symbol: p for p in old.known.book.parameters}
    moved = [
        p for p in new.known.book.parameters if group_of(p) == group and held.get(p.symbol) != p
    ]
    day = old.known.known_at
    held |= {p.symbol: replace(p, known_at=min(p.known_at, day)) for p in moved}
    return tuple(held.values()), len(moved)


def _scenario(old: BookSide, new: BookSide, group: str) -> tuple[Scenario, int]:
    """The plan of one world and the rest of the other, and how many changes differ."""
    if group not in {"plan", "share"}:
        return old.scenario, 0
    is_plan = group == "plan"
    kept = [c for c in old.scenario.changes if (c.name == PLAN) != is_plan]
    mine = [c for c in old.scenario.changes if (c.name == PLAN) == is_plan]
    other = [c for c in new.scenario.changes if (c.name == PLAN) == is_plan]
    apart = sum(c not in mine for c in other) + sum(
        c.name not in {d.name for d in other} for c in mine
    )
    return replace(old.scenario, changes=(*other, *kept)), apart


def _agreements(old: KnownBook, new: KnownBook) -> tuple[tuple[Agreement, ...], int]:
    """The new agreements as if they had been public on the old day."""
    held = {t.id: t for t in old.tranches}
    moved = [t for t in new.tranches if held.get(t.id) != t]
    return tuple(
        replace(a, tranches=tuple(_as_known(t, old.known_at) for t in a.tranches))
        for a in new.agreements
    ), len(moved)


def _as_known(tranche: Tranche, day: date) -> Tranche:
    ended = tranche.state_known_at or tranche.state_date or tranche.known_at
    return replace(
        tranche,
        known_at=min(tranche.known_at, day),
        state_known_at=None if tranche.state == "live" else min(ended, day),
    )


def _opened(book: Book, old: KnownBook, new: KnownBook) -> tuple[KnownBook, int]:
    """The old book with the new one's positions and opening day, on the old plan."""
    held = set(map(_identity, old.book.positions))
    moved = [p for p in new.book.positions if _identity(p) not in held]
    vintage = replace(new.vintage, plan=old.vintage.plan)
    sheets = replace(book.sheets, vintage=vintage)
    made = replace(book, positions=new.book.positions, sheets=sheets)
    ahead = [p for p in book.parameters if old.known_at < p.known_at <= new.known_at]
    known = KnownBook(book=made, as_of=old.as_of, known_at=new.known_at)
    return known, len(moved) + len(ahead)


def _identity(row: object) -> str:
    return repr(row)


def _planned(known: KnownBook, new: KnownBook) -> KnownBook:
    vintage = replace(known.vintage, plan=new.vintage.plan)
    book = replace(known.book, sheets=replace(known.book.sheets, vintage=vintage))
    return KnownBook(book=book, as_of=known.as_of, known_at=known.known_at)
