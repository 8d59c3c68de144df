"""Checks of single fields: numbers that are finite and can be, days, places, names seen whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import astuple

from caploop.core.letters import folded, is_plain, made_visible, twins_in
from caploop.core.problem import Place, Problem
from caploop.evidence.claim import Batch, Claim, name_of
from caploop.evidence.fields import fields_of
from caploop.evidence.measure import UNITS, Dimension
from caploop.extraction import (
    DIGITS,
    FIRST_DAY,
    LARGEST_POSITION,
    LAST_DAY,
    SMALLEST_POWER,
    TAKE_OUT,
    UNHEARD_OF,
    day_fault,
    number_fault,
    text_fault,
)

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
SEEN = ("party", "counterparty", "agreement")
_named, _seen = attrgetter(*NAMED), attrgetter(*SEEN)
_ENOUGH = Decimal(10) ** 12
"""Below this no unit's limit is looked up: most figures are."""


def check_fields(record: Struct, *, place: Place) -> list[Problem]:
    """A problem for each field that no source can have meant: not finite, out of all proportion,
    a day of another age, a place before the text or beyond any, half a letter, a name of nothing.
    """
    problems: list[Problem] = []
    if not _is_usual(record):
        for field in record.__struct_fields__:
            problems.extend(_faults(record, field, place))
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


def _is_usual(record: Struct) -> bool:
    """Whether one sweep over each kind of field finds nothing to look at."""
    fields = fields_of(type(record))
    values = astuple(record)
    try:
        texts = "".join([values[i] for i in fields.texts if values[i] is not None])
        if not texts.isascii() or "\0" in texts:
            return False
        days = [values[i] for i in fields.days if values[i] is not None]
        if not all(type(day) is date and FIRST_DAY <= day <= LAST_DAY for day in days):
            return False
        places = [values[i] for i in fields.places if values[i] is not None]
        if places and not (min(places) >= 0 and max(places) <= LARGEST_POSITION):
            return False
        return all(_is_usual_number(n) for i in fields.numbers if (n := values[i]) is not None)
    except (TypeError, AttributeError):
        return False


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
            yield _problem(("text-wrong", field, fault), record, place, hint=TAKE_OUT)
    elif isinstance(value, int) and not 0 <= value <= LARGEST_POSITION:
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


def _key_faults(claim: Claim, place: Place) -> list[Problem]:
    names, seen = _named(claim), _seen(claim)
    if (
        all(map(str.strip, names))
        and "".join(names).isascii()
        and all(name is None or name.isascii() for name in seen)
    ):
        return []
    problems = []
    for field, name in zip(NAMED, names, strict=True):
        if not folded(name):
            said = f"{field} is empty"
            fault = "field-empty", field, said
            problems.append(_problem(fault, claim, place, hint=f"give {field}"))
    for field, name in zip(SEEN, seen, strict=True):
        if name and (twins := twins_in(name)):
            said = f"{name!r} has letters of another script that look Latin: {twins!a}"
            fault = "letters-mixed", field, said
            problems.append(_problem(fault, claim, place, hint="write it in one script"))
    return problems


def _problem(fault: tuple[str, str, str], record: Struct, place: Place, *, hint: str) -> Problem:
    code, field, message = fault
    where = Place(file=place.file, line=place.line, field=field)
    return Problem(code=code, subject=name_of(record), message=message, hint=hint, place=where)
