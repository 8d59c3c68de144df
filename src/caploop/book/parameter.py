"""Parameters of the model: three numbers with a unit, a distribution, a source and a date."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.period import last_day
from caploop.core.problem import Place, Problem
from caploop.distributions import Fit, family_of, fault_of, fitted, scaled
from caploop.extraction import TAKE_OUT, text_fault

MECHANISMS = frozenset(f"M{number}" for number in range(13))
UNITS: Mapping[str, tuple[str, Decimal]] = {
    **{unit: (unit, Decimal(1)) for unit in ("USD", "USD/mo", "USD/MWh", "USD/MW-day")},
    **{unit: (unit, Decimal(1)) for unit in ("GW", "GW/yr", "kW", "share", "1", "count")},
    **{unit: (unit, Decimal(1)) for unit in ("1/yr", "1/qtr", "1/mo", "1/day", "x/yr", "x/qtr")},
    **{unit: (unit, Decimal(1)) for unit in ("yr", "qtr", "mo", "day", "year")},
    "USD mn": ("USD", Decimal(10**6)),
    "USD bn": ("USD", Decimal(10**9)),
    "USD bn/yr": ("USD/yr", Decimal(10**9)),
    "USD bn/qtr": ("USD/qtr", Decimal(10**9)),
    "USD bn/GW": ("USD/GW", Decimal(10**9)),
    "USD mn/MW": ("USD/GW", Decimal(10**9)),
    "USD bn/GW-yr": ("USD/GW-yr", Decimal(10**9)),
    "per USD bn/GW-yr": ("GW-yr/USD", Decimal("1e-9")),
    "USD/1000": ("USD/view", Decimal("0.001")),
    "USD/MWh/pp": ("USD/MWh per 1", Decimal(100)),
    "mn": ("count", Decimal(10**6)),
    "%": ("share", Decimal("0.01")),
    "bp": ("share", Decimal("0.0001")),
    "bp/yr": ("1/yr", Decimal("0.0001")),
    "per pp": ("per 1", Decimal(100)),
    "per 10pp": ("per 1", Decimal(10)),
    "per 4 qtr": ("1/qtr", Decimal("0.25")),
}
WIDENED_BY = Decimal("1.5")
_LATER_PRIOR = "post-seed source"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = "year"
_TRUTH = {"true": True, "false": False}


class Parameter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One scalar of the model: P5, P50 and P95 in `unit`, or what `distribution` makes of them.

    `unit` is one of UNITS, `unit_as_written` the source's own. `note` is the source's, `remark`
    what was found on checking it; no number is changed for it. `assumption` says that the source
    is a judgement or a proposal. Instants are decimal years, a date counting at the end of its
    day.
    """

    id: str
    mechanism: str
    name: str
    symbol: str
    unit: str
    unit_as_written: str
    low: Decimal
    central: Decimal
    high: Decimal
    distribution: str
    fit: Fit
    source: str
    known_at: date
    assumption: bool
    url: str = ""
    seed_doc: str = ""
    note: str = ""
    remark: str = ""
    claims: tuple[str, ...] = ()


COLUMNS = tuple(field for field in Parameter.__struct_fields__ if field != "fit")
REQUIRED = frozenset(COLUMNS) - {"url", "seed_doc", "note", "remark", "claims"}
NUMBERS = ("low", "central", "high")


def parameters_from_rows(
    rows: Iterable[Mapping[str, str]], *, file: str
) -> tuple[list[Parameter], list[Problem]]:
    """Parameters of a table's rows under their header, and every fault of the rows not taken.

    A fault has the file, the line (the header is line 1), the field and what to do next.
    """
    parameters: list[Parameter] = []
    problems: list[Problem] = []
    taken: dict[tuple[str, str], int] = {}
    for line, row in enumerate(rows, start=2):
        faults = [*_faults(row), *_repeats(row, taken)]
        problems += (_problem(fault, row, Place(file=file, line=line)) for fault in faults)
        if not faults:
            parameters.append(_parameter(row))
        for field in ("id", "symbol"):
            taken.setdefault((field, row.get(field, "")), line)
    return parameters, problems


def known_parameters(parameters: Iterable[Parameter], *, known_at: date) -> list[Parameter]:
    """The parameters whose source was public by that day, so that nothing looks ahead."""
    return [parameter for parameter in parameters if parameter.known_at <= known_at]


def known_or_widened(parameters: Iterable[Parameter], *, known_at: date) -> list[Parameter]:
    """What was known by that day, with wider priors for the judgements that were not.

    A later judgement, or a structural prior from a later page, comes back with both sides widened
    by half and as an assumption; any other later figure is left out (specification of the model,
    knowledge cut-off).
    """
    return [
        parameter if parameter.known_at <= known_at else widened(parameter)
        for parameter in parameters
        if parameter.known_at <= known_at or is_prior(parameter)
    ]


def is_prior(parameter: Parameter) -> bool:
    """Whether the row is a judgement or a structural prior, not a figure of its date."""
    return parameter.assumption or _LATER_PRIOR in parameter.note


def widened(parameter: Parameter) -> Parameter:
    """The parameter with both sides of its range half as long again, inside its support."""
    low, central, high = (getattr(parameter, name) for name in NUMBERS)
    word = parameter.distribution.partition("(")[0]
    family = family_of(word)
    if family in {"lognormal", "gamma"}:
        wide = (central * (low / central) ** WIDENED_BY, central * (high / central) ** WIDENED_BY)
    else:
        wide = (central - (central - low) * WIDENED_BY, central + (high - central) * WIDENED_BY)
    floor = Decimal(0) if low >= 0 else wide[0]
    is_share = family == "beta" or (parameter.unit == "share" and high <= 1)
    ceiling = Decimal(1) if is_share else wide[1]
    three = (max(wide[0], floor), central, min(wide[1], ceiling))
    return replace(with_values(parameter, three, distribution=word), assumption=True)


def with_values(
    parameter: Parameter, three: tuple[Decimal, Decimal, Decimal], *, distribution: str
) -> Parameter:
    """The parameter with other numbers in the same unit, fitted anew.

    Raises UsageError where the distribution cannot hold them.
    """
    low, central, high = three
    fit = _fit(three, distribution=distribution, symbol=parameter.symbol)
    return replace(
        parameter, low=low, central=central, high=high, distribution=distribution, fit=fit
    )


def in_base_units(parameter: Parameter) -> Parameter:
    """The parameter in the base unit of UNITS: money in USD, people in persons, bp in shares."""
    base, factor = UNITS[parameter.unit]
    low, central, high = (getattr(parameter, name) * factor for name in NUMBERS)
    fit = scaled(parameter.fit, float(factor))
    return replace(parameter, unit=base, low=low, central=central, high=high, fit=fit)


def converted(value: Decimal, *, unit: str, to: str) -> Decimal:
    """A value in another unit of the same base; raises UsageError where the bases differ.

    >>> converted(Decimal("0.5"), unit="USD bn", to="USD mn")
    Decimal('500.0')
    """
    missing = [name for name in (unit, to) if name not in UNITS and name not in _BASES]
    if missing:
        raise UsageError(f"unit {missing[0]!r} is unknown; the units are: {', '.join(UNITS)}")
    (base, factor), (other, per) = (UNITS.get(name, (name, Decimal(1))) for name in (unit, to))
    if base != other:
        raise UsageError(f"{unit} and {to} do not measure the same: {base} and {other}")
    ratio = factor / per
    return value * (ratio.quantize(Decimal(1)) if ratio == ratio.to_integral() else ratio)


def unread(parameters: Iterable[Parameter], used_symbols: Container[str]) -> list[Parameter]:
    """The parameters that no mechanism reads, in their order."""
    return [parameter for parameter in parameters if parameter.symbol not in used_symbols]


def named(parameters: Sequence[Parameter], symbol: str) -> Parameter:
    """The parameter with that symbol; raises NotFoundError that offers the nearest one."""
    found = {parameter.symbol: parameter for parameter in parameters}
    if symbol not in found:
        near = get_close_matches(symbol, found, n=1, cutoff=0.0)
        offer = f"; did you mean {near[0]!r}?" if near else ""
        raise NotFoundError(f"no parameter has the symbol {symbol!r}{offer}")
    return found[symbol]


_BASES = frozenset(base for base, _ in UNITS.values())


class _Fault(NamedTuple):
    code: str
    field: str
    message: str
    hint: str


def _problem(fault: _Fault, row: Mapping[str, str], place: Place) -> Problem:
    return Problem(
        code=fault.code,
        subject=row.get("id") or row.get("symbol") or "row",
        message=fault.message,
        hint=fault.hint,
        place=Place(file=place.file, line=place.line, field=fault.field),
    )


def _faults(row: Mapping[str, str]) -> Iterator[_Fault]:
    for field in row:
        if field not in COLUMNS:
            hint = f"the columns are: {', '.join(COLUMNS)}"
            yield _Fault("field-unknown", str(field), f"no column is called {field!r}", hint)
    for field in COLUMNS:
        if field in REQUIRED and not row.get(field):
            yield _Fault("field-missing", field, f"{field} is missing", _MISSING[field])
    for field in COLUMNS:
        if said := text_fault(row.get(field) or ""):
            yield _Fault("text-wrong", field, said, TAKE_OUT)
    yield from _word_faults(row)
    yield from _number_faults(row)


_MISSING = dict.fromkeys(REQUIRED, "fill it in") | {
    "unit": f"give one of: {', '.join(UNITS)}",
    "known_at": "give the day the source was public, or the month or year if no more is known",
    "assumption": "write true for a judgement or proposal, else false",
}


def _word_faults(row: Mapping[str, str]) -> Iterator[_Fault]:
    words: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("mechanism-unknown", "mechanism", MECHANISMS),
        ("unit-unknown", "unit", UNITS),
        ("field-invalid", "assumption", _TRUTH),
    )
    for code, field, allowed in words:
        word = row.get(field)
        if word and word not in allowed:
            near = get_close_matches(word, allowed, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"use: {', '.join(sorted(allowed))}"
            yield _Fault(code, field, f"{field} {word!r} is unknown", hint)
    if row.get("known_at"):
        try:
            last_day(row["known_at"])
        except InputInvalidError as error:
            first = error.problems[0]
            yield _Fault("field-invalid", "known_at", first.message, first.hint)


def _number_faults(row: Mapping[str, str]) -> Iterator[_Fault]:
    numbers = {field: _number(row[field]) for field in NUMBERS if row.get(field)}
    if row.get("unit") != INSTANT:
        for field in (f for f, n in numbers.items() if n and _DAY.fullmatch(row[f])):
            message = f"{row[field]} is a day, and {row.get('unit')} counts none"
            hint = f"write a number, or give the unit {INSTANT}"
            yield _Fault("number-invalid", field, message, hint)
    for field, number in numbers.items():
        if number is None:
            message = f"{row[field]!r} is no number"
            yield _Fault("number-invalid", field, message, "write digits with a decimal point")
    low, central, high = (numbers.get(field) for field in NUMBERS)
    if low is None or central is None or high is None:
        return
    word = row.get("distribution", "")
    if not low <= central <= high:
        hint = "put them in order, or correct the one that is wrong"
        yield _Fault("order-wrong", "central", f"{low} <= {central} <= {high} fails", hint)
    elif word and family_of(word) is None:
        hint = (
            "use a word of caploop.distributions.fit.WORDS, such as normal, beta, triangular, fixed"
        )
        yield _Fault("distribution-unknown", "distribution", f"no distribution is {word!r}", hint)
    elif fault := word and fault_of(word, (float(low), float(central), float(high))):
        hint = "correct the number, or choose a distribution with the right support"
        yield _Fault("support-wrong", "low", fault, hint)


def _repeats(row: Mapping[str, str], taken: Mapping[tuple[str, str], int]) -> Iterator[_Fault]:
    for field in ("id", "symbol"):
        value = row.get(field)
        if value and (field, value) in taken:
            message = f"{field} {value!r} stands already in line {taken[(field, value)]}"
            yield _Fault(f"{field}-duplicate", field, message, f"give one another {field}")


def _number(text: str) -> Decimal | None:
    if _DAY.fullmatch(text):
        return _decimal_year(text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _decimal_year(text: str) -> Decimal | None:
    try:
        day = last_day(text)
    except InputInvalidError:
        return None
    passed, days = (d.timetuple().tm_yday for d in (day, last_day(str(day.year))))
    return day.year + Decimal(passed) / days


@lru_cache(maxsize=4096)
def _fit(three: tuple[Decimal, ...], *, distribution: str, symbol: str) -> Fit:
    low, central, high = (float(value) for value in three)
    return fitted(low, central, high, distribution=distribution, symbol=symbol)


def _parameter(row: Mapping[str, str]) -> Parameter:
    numbers = {field: _number(row[field]) or Decimal(0) for field in NUMBERS}
    three = tuple(numbers.values())
    texts: dict[str, Any] = {
        field: row.get(field) or ""
        for field in COLUMNS
        if field not in (*NUMBERS, "known_at", "assumption", "claims")
    }
    return Parameter(
        **texts,
        low=numbers["low"],
        central=numbers["central"],
        high=numbers["high"],
        fit=_fit(three, distribution=row["distribution"], symbol=row["symbol"]),
        known_at=last_day(row["known_at"]),
        assumption=_TRUTH[row["assumption"]],
        claims=tuple((row.get("claims") or "").replace(";", " ").split()),
    )
