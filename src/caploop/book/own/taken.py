"""Rows of a file of one's own made into changes and amendments, checked against the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from msgspec.structs import asdict

from caploop.book.agreement import Agreement
from caploop.book.own.amend import AMOUNTS, FIELDS, Amendment, in_unit, tranche_named
from caploop.book.own.bounds import out_of_bounds
from caploop.book.own.rows import SPAN, AgreementRow, AmendRow, LeverRow, OwnRow, ParameterRow
from caploop.book.own.rows import quarters_of as span_of
from caploop.book.parameter import Parameter, converted
from caploop.book.scenario import LEVERS, Finder, OwnChange, change_problems, names_of
from caploop.core.errors import UsageError
from caploop.core.problem import Place, Problem
from caploop.distributions import family_of, fault_of
from caploop.extraction import TAKE_OUT, number_fault, text_fault, texts_in


class Against(NamedTuple):
    """What rows are checked against: parameters by symbol, and agreements as they are written."""

    parameters: Mapping[str, Parameter]
    agreements: tuple[Agreement, ...]

    def group(self, name: str) -> list[str]:
        """The agreements of a group by its name."""
        return [a.id for a in self.agreements if a.group == name]


def changes_of(
    row: OwnRow, against: Against, *, place: Place
) -> tuple[list[OwnChange], list[Problem]]:
    """The changes that a row makes, one an agreement of a group, and what is wrong with it."""
    finder = Finder(subject=row.name, file=place.file or "", line=place.line or 1)
    faults = list(_text_problems(row, finder))
    quarters = span_of(row.quarters)
    if quarters is None:
        said = f"{row.quarters!r} is no span of quarters"
        faults.append(finder.problem("quarter-wrong", "quarters", message=said, hint=SPAN))
    if faults or quarters is None:
        return [], faults
    if isinstance(row, ParameterRow):
        return _parameter(row, against, quarters=quarters, finder=finder)
    made = _lever(row, quarters) if isinstance(row, LeverRow) else _agreement(row, quarters)
    faults = _change_problems(made, against, finder)
    group = against.group(row.name) if made.target == "agreement" else []
    return ([] if faults else [_named(made, n) for n in (group or [row.name])]), faults


def amendment_of(
    row: AmendRow, against: Against, *, place: Place
) -> tuple[Amendment | None, list[Problem]]:
    """The amendment of a row in the book's units, and what is wrong with it."""
    finder = Finder(subject=row.name, file=place.file or "", line=place.line or 1)
    faults = list(_text_problems(row, finder))
    tranche = tranche_named(against.agreements, row.name)
    if isinstance(tranche, str):
        hint = "caploop book show AGREEMENT lists its tranches"
        return None, [*faults, finder.problem("name-unknown", "name", message=tranche, hint=hint)]
    values = {name: getattr(row, name) for name in FIELDS if getattr(row, name) is not None}
    if not values:
        hint = f"give one of {', '.join(FIELDS)}"
        faults.append(finder.problem("amend-empty", "name", message="amends nothing", hint=hint))
    for name in (n for n in AMOUNTS if n in values):
        try:
            values[name] = in_unit(values[name], unit=row.unit, tranche=tranche)
        except UsageError as error:
            hint = f"write the unit of the tranche, {tranche.unit}, or for dollars USD bn"
            faults.append(finder.problem("unit-wrong", "unit", message=str(error), hint=hint))
    if row.unit is not None and not any(name in values for name in AMOUNTS):
        hint = "leave it out, or give amount"
        faults.append(finder.problem("unit-wrong", "unit", message="no amount", hint=hint))
    made = Amendment(
        tranche=tranche.id,
        values=values,
        reason=row.reason,
        source=row.source,
        author=row.author,
        known_at=row.known_at,
    )
    return (None if faults else made), faults


def _text_problems(row: OwnRow | AmendRow, finder: Finder) -> Iterator[Problem]:
    for said in filter(None, map(text_fault, texts_in(asdict(row)))):
        yield finder.problem("text-wrong", "reason", message=said, hint=TAKE_OUT)
    if not row.reason.strip():
        hint = "say in one sentence why"
        yield finder.problem("reason-missing", "reason", message="the reason is empty", hint=hint)


def _parameter(
    row: ParameterRow,
    against: Against,
    *,
    quarters: tuple[str | None, str | None],
    finder: Finder,
) -> tuple[list[OwnChange], list[Problem]]:
    """The change in the book's unit of the parameter."""
    ranged = [n for n in ("low", "central", "high") if getattr(row, n) is not None]
    faults = list(_range_problems(row, ranged, quarters, finder=finder))
    if row.unit is None and row.name in against.parameters and row.action in {"set", "add"}:
        hint = f'write unit = "{against.parameters[row.name].unit}", or another of its kind'
        faults.append(finder.problem("unit-wrong", "unit", message="unit is missing", hint=hint))
    if faults:
        return [], faults
    made = OwnChange(
        target="parameter",
        name=row.name,
        action=row.action,
        value=row.central if ranged else row.value,
        unit=row.unit,
        low=row.low,
        high=row.high,
        distribution=row.distribution,
        **_told(row, quarters),
    )
    if faults := _change_problems(made, against, finder):
        return [], faults
    held = against.parameters[row.name]
    change = _in_own_unit(made, held)
    faults = list(_value_problems(change, held, finder))
    return ([] if faults else [change]), faults


def _change_problems(change: OwnChange, against: Against, finder: Finder) -> list[Problem]:
    """Faults that a change of the book's own scenarios may have too, by this file's names."""
    units = {s: p.unit for s, p in against.parameters.items()}
    groups = dict.fromkeys(a.group for a in against.agreements)
    names = names_of(units, [*(a.id for a in against.agreements), *groups])
    return [_renamed(p) for p in change_problems(change, names, units, finder=finder)]


def _range_problems(
    row: ParameterRow,
    ranged: list[str],
    quarters: tuple[str | None, str | None],
    *,
    finder: Finder,
) -> Iterator[Problem]:
    if ranged and row.value is not None:
        said = "it has a value and a range"
        hint = "keep value, or low, central and high"
        yield finder.problem("value-wrong", "value", message=said, hint=hint)
    elif ranged and len(ranged) < 3:
        said = f"of low, central and high only {' and '.join(ranged)} is given"
        yield finder.problem("value-wrong", ranged[0], message=said, hint="give all three")
    elif ranged and row.action != "set":
        said = f"{row.action} takes one value, not a range"
        yield finder.problem("action-wrong", "action", message=said, hint="leave action out")
    elif ranged and quarters != (None, None):
        said = "a range is drawn once, for the whole run"
        hint = "leave the quarters out, or give one value for them"
        yield finder.problem("quarter-wrong", "quarters", message=said, hint=hint)
    elif not ranged and row.distribution is not None:
        said = "a distribution without low, central and high"
        hint = "give all three, or leave the distribution out"
        yield finder.problem("value-wrong", "distribution", message=said, hint=hint)
    elif not ranged and row.value is None:
        said = f"{row.action} needs a number"
        hint = "give value, or low, central and high"
        yield finder.problem("value-wrong", "value", message=said, hint=hint)


def _in_own_unit(change: OwnChange, held: Parameter) -> OwnChange:
    """The change with its numbers in the unit of the book's row, and the distribution named."""
    if change.action not in {"set", "add"}:
        return change
    three = (change.low, change.value, change.high)
    low, value, high = (
        None if n is None else converted(n, unit=change.unit or "", to=held.unit) for n in three
    )
    word = change.distribution
    if low is not None and word is None:
        word = held.distribution.partition("(")[0]
    made = {**asdict(change), "low": low, "value": value, "high": high, "unit": held.unit}
    return OwnChange(**{**made, "distribution": word})


def _value_problems(change: OwnChange, held: Parameter, finder: Finder) -> Iterator[Problem]:
    if change.action != "set":
        return
    numbers = {"low": change.low, "value": change.value, "high": change.high}
    for field, number in numbers.items():
        if number is not None and (said := number_fault(number) or out_of_bounds(held, number)):
            where = "central" if field == "value" and change.low is not None else field
            hint = "correct the number, or its unit"
            yield finder.problem("value-wrong", where, message=said, hint=hint)
            return
    if change.low is None or change.value is None or change.high is None:
        return
    three = (change.low, change.value, change.high)
    if not change.low <= change.value <= change.high:
        said = f"{change.low} <= {change.value} <= {change.high} fails"
        hint = "put them in order"
        yield finder.problem("order-wrong", "central", message=said, hint=hint)
        return
    word = change.distribution or ""
    if family_of(word) in {None, "point"}:
        said = f"{word!r} is no distribution of a range"
        hint = "write distribution as normal, lognormal, beta, gamma, triangular or uniform"
        yield finder.problem("distribution-unknown", "distribution", message=said, hint=hint)
    elif fault := fault_of(word, (float(three[0]), float(three[1]), float(three[2]))):
        hint = "correct the number, or choose a distribution with the right support"
        yield finder.problem("support-wrong", "low", message=fault, hint=hint)


def _agreement(row: OwnRow, quarters: tuple[str | None, str | None]) -> OwnChange:
    assert isinstance(row, AgreementRow)
    return OwnChange(
        target="agreement",
        name=row.name,
        action=row.action,
        value=row.value,
        **_told(row, quarters),
    )


def _lever(row: LeverRow, quarters: tuple[str | None, str | None]) -> OwnChange:
    """The lever's word, or its number: what kind it takes the lever itself says."""
    lever = LEVERS.get(row.name)
    number = None if lever is None or lever.words else _number(row.value)
    return OwnChange(
        target="lever",
        name=row.name,
        action="set",
        value=number,
        word=None if number is not None else str(row.value),
        unit=row.unit if row.unit is not None else (lever.unit or None if lever else None),
        **_told(row, quarters),
    )


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _told(row: OwnRow, quarters: tuple[str | None, str | None]) -> dict[str, Any]:
    return {
        "reason": row.reason,
        "author": row.author,
        "day": row.date,
        "source": row.source,
        "from_quarter": quarters[0],
        "to_quarter": quarters[1],
    }


def _named(change: OwnChange, name: str) -> OwnChange:
    return OwnChange(**{**asdict(change), "name": name})


def _renamed(problem: Problem) -> Problem:
    """The problem under the name that its field has in such a file."""
    names = {"word": "value", "from_quarter": "quarters", "to_quarter": "quarters"}
    place = problem.place
    field = names.get(place.field or "", place.field)
    return Problem(
        code=problem.code,
        subject=problem.subject,
        message=problem.message,
        hint=problem.hint.replace("write word as", "write value as"),
        place=Place(file=place.file, line=place.line, field=field),
    )
