"""Checks of single fields: numbers that are finite and can be, days, places, names seen whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from caploop.core.letters import folded, is_plain, made_visible, twins_in
from caploop.core.problem import Place, Problem
from caploop.core.sane import (
    DIGITS,
    FIRST_DAY,
    LARGEST_POSITION,
    LAST_DAY,
    SMALLEST_POWER,
    UNHEARD_OF,
    day_fault,
    number_fault,
    text_fault,
)
from caploop.evidence.claim import Batch, Claim, name_of
from caploop.evidence.measure import UNITS, Dimension

_LARGEST: Mapping[Dimension, tuple[int, str]] = {
    "money": (19, "the world's product of a year is about 1.1E+14 dollars"),
    "power": (15, "the world uses about 2E+13 W"),
    "energy": (19, "the world uses about 2E+17 Wh a year"),
    "ratio": (9, "a share is at most 1; a multiple of a billion is none"),
    "count": (16, "there are about 8E+9 people"),
    "time": (6, "a million is the most in any unit of time"),
    "rate": (12, "a million millions is the most"),
}
_LIKE_A_DOLLAR = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SGD"})
_LARGEST_DOLLARS = 16
LIMITS: Mapping[str, tuple[Decimal, str]] = {
    unit: (Decimal(10) ** (_LARGEST_DOLLARS if unit in _LIKE_A_DOLLAR else power), why)
    for dimension, (power, why) in _LARGEST.items()
    for unit in UNITS[dimension]
}
NAMED = ("id", "document", "party", "measure", "speaker", "origin")
KEYS = ("party", "counterparty", "agreement")
_ENOUGH = Decimal(10) ** 12
"""Below this no unit's limit is looked up: most figures are."""


def check_fields(record: Struct, *, place: Place) -> list[Problem]:
    """A problem for each field that no source can have meant: not finite, out of all proportion,
    a day of another age, a place before the text or beyond any, half a letter, a name of nothing.
    """
    fields = record.__struct_fields__
    odd = [i for i, value in enumerate(astuple(record)) if not _is_usual(value)]
    problems = [problem for i in odd for problem in _faults(record, fields[i], place)]
    if isinstance(record, Claim):
        problems += _key_faults(record, place)
    return problems


def check_names(batch: Batch, places: Mapping[str, Place]) -> list[Problem]:
    """A problem for each id that is empty, or has a letter or blank that cannot be seen."""
    named: list[tuple[str, Struct]] = [(d.id, d) for d in batch.documents]
    named += [(c.id, c) for c in batch.claims]
    named += [(check.id, check) for check in batch.crosschecks]
    return [
        _problem(
            ("id-unseen", "id", f"the id {made_visible(name)} does not show what it is"),
            record,
            places.get(name, Place()),
            hint=f"write it {folded(name)!r}" if folded(name) else "give it a name",
        )
        for name, record in named
        if not name or not is_plain(name)
    ]


def _is_usual(value: Any) -> bool:
    kind = type(value)
    if value is None or kind is bool:
        return True
    if kind is str:
        return bool(value.isascii()) and "\0" not in value
    if kind is date:
        return bool(FIRST_DAY <= value <= LAST_DAY)
    if kind is Decimal:
        return _is_usual_number(value)
    return kind is int and bool(0 <= value <= LARGEST_POSITION)


def _is_usual_number(number: Decimal) -> bool:
    finite = number.is_finite() and SMALLEST_POWER <= number.adjusted() <= DIGITS
    return finite and number.copy_abs() < _ENOUGH and len(str(number)) <= DIGITS


def _faults(record: Struct, field: str, place: Place) -> Iterator[Problem]:
    value = getattr(record, field)
    if isinstance(value, Decimal):
        yield from _number_problems(record, field, value, place=place)
    elif isinstance(value, date):
        hint = "write a day of this age, YYYY-MM-DD"
        if fault := day_fault(value):
            yield _problem(("day-wrong", field, fault), record, place, hint=hint)
    elif isinstance(value, str):
        if fault := text_fault(value):
            hint = "take the letter out"
            yield _problem(("text-wrong", field, fault), record, place, hint=hint)
    elif isinstance(value, int):
        said = f"{value} is no place in a text"
        hint = "count code points from 0"
        yield _problem(("range-wrong", field, said), record, place, hint=hint)
    elif isinstance(value, float):
        said = f"{value} is a binary number"
        hint = "give a Decimal: figures are kept digit by digit"
        yield _problem(("field-invalid", field, said), record, place, hint=hint)


def _number_problems(
    record: Struct, field: str, value: Decimal, *, place: Place
) -> Iterator[Problem]:
    unit = getattr(record, "unit", None)
    limit, why = LIMITS.get(unit or "", (UNHEARD_OF, ""))
    fault = number_fault(value, limit=limit)
    if fault is not None:
        code = "value-beyond" if value.is_finite() else "value-infinite"
        hint = "give the figure as it is printed, or leave it out" + (f"; {why}" if why else "")
        said = fault if unit is None or not value.is_finite() else f"{fault} of {unit}"
        yield _problem((code, field, said), record, place, hint=hint)


def _key_faults(claim: Claim, place: Place) -> Iterator[Problem]:
    for field in NAMED:
        if not folded(getattr(claim, field)):
            said = f"{field} is empty"
            yield _problem(("field-empty", field, said), claim, place, hint=f"give {field}")
    for field in KEYS:
        twins = twins_in(getattr(claim, field) or "")
        if twins:
            name = getattr(claim, field)
            said = f"{name!r} has letters of another script that look Latin: {twins!a}"
            hint = "write it in one script"
            yield _problem(("letters-mixed", field, said), claim, place, hint=hint)


def _problem(fault: tuple[str, str, str], record: Struct, place: Place, *, hint: str) -> Problem:
    code, field, message = fault
    where = Place(file=place.file, line=place.line, field=field)
    return Problem(code=code, subject=name_of(record), message=message, hint=hint, place=where)
