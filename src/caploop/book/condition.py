"""Conditions of tranches: small expressions over named quantities that can only come true.

Allowed are comparisons `quantity >= number`, joined by `and` and `or`. Nothing can be negated, so
more of a quantity never makes a tranche fall due later: executing is monotone by construction.
"""

from __future__ import annotations

import ast
from collections.abc import Container, Iterable, Mapping
from datetime import date
from decimal import Decimal
from keyword import iskeyword

from msgspec import Struct

from caploop.book.opening_rows import Fault, record_of, row_problem
from caploop.core.errors import InputInvalidError
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.extraction import number_fault

TODAY = "today"


class NamedQuantity(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quantity conditions may name: its unit, and what it counts. Events count from 0 to 1."""

    id: str
    unit: str
    definition: str


def quantities_from_rows(
    rows: Iterable[Mapping[str, object]], *, file: str
) -> tuple[list[NamedQuantity], list[Problem]]:
    """Quantities of a table's rows, and a problem for every row not taken; line 1 is the header."""
    quantities: dict[str, NamedQuantity] = {}
    problems: list[Problem] = []
    for line, row in enumerate(rows, start=2):
        place = Place(file=file, line=line)
        quantity, found = record_of(row, NamedQuantity, place=place)
        if quantity is not None and (fault := _name_fault(quantity.id, quantities)):
            found = [row_problem(quantity.id, fault, place=place)]
        elif quantity is not None:
            quantities[quantity.id] = quantity
        problems += found
    return list(quantities.values()), problems


def _name_fault(name: str, taken: Container[str]) -> Fault | None:
    if name in taken:
        return Fault("id-duplicate", "id", f"a second row for {name}", "keep one row")
    if not name.isidentifier() or name == TODAY or iskeyword(name):
        hint = "write a word that a condition can name, such as ipo_openai"
        return Fault("quantity-name", "id", f"{name!r} is no name of a quantity", hint)
    return None


def holds(condition: str | None, values: Mapping[str, Decimal], *, today: date) -> bool:
    """Whether a condition is met; one that names an unknown or missing quantity is not yet met.

    >>> holds("gw_x >= 1 and today >= '2026-07-01'", {"gw_x": Decimal(2)}, today=date(2026, 8, 1))
    True
    """
    if condition is None:
        return True
    known = {**values, TODAY: Decimal(today.toordinal())}
    return _truth(_parsed(condition, subject=condition), known)


def names(condition: str) -> frozenset[str]:
    """The quantities a condition names, `today` apart."""
    tree = _parsed(condition, subject=condition)
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return frozenset(found - {TODAY})


def check_condition(
    condition: str | None, quantities: Iterable[str], *, subject: str, place: Place
) -> list[Problem]:
    """A problem where the text is no condition, or names a quantity the registry lacks."""
    if condition is None:
        return []
    try:
        named = names(condition)
    except InputInvalidError as error:
        return [_placed(p, subject, place) for p in error.problems]
    known = list(quantities)
    return [
        _unknown(name, known, subject=subject, place=place) for name in sorted(named - {*known})
    ]


def _unknown(name: str, known: list[str], *, subject: str, place: Place) -> Problem:
    hint = offered(name, known, "add it to quantities.csv with its unit")
    return Problem(
        code="quantity-unknown",
        subject=subject,
        message=f"the condition names {name!r}, which nobody counts",
        hint=hint,
        place=Place(file=place.file, line=place.line, field="condition"),
    )


def _placed(problem: Problem, subject: str, place: Place) -> Problem:
    return Problem(
        code=problem.code,
        subject=subject,
        message=problem.message,
        hint=problem.hint,
        place=Place(file=place.file, line=place.line, field="condition"),
    )


def _parsed(condition: str, *, subject: str) -> ast.expr:
    try:
        tree = ast.parse(condition, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        said = getattr(error, "msg", None) or str(error) or type(error).__name__
        raise _refused(subject, f"{condition[:80]!r} cannot be read: {said}") from error
    _check_tree(tree, subject)
    return tree


def _check_tree(node: ast.expr, subject: str) -> None:
    if isinstance(node, ast.BoolOp):
        for part in node.values:
            _check_tree(part, subject)
        return
    if not isinstance(node, ast.Compare) or not _is_floor(node):
        raise _refused(subject, f"{ast.unparse(node)!r} is not of the form quantity >= number")
    _threshold(node.comparators[0], subject)


def _is_floor(node: ast.Compare) -> bool:
    one = len(node.ops) == 1 and isinstance(node.ops[0], ast.GtE)
    return one and isinstance(node.left, ast.Name)


def _threshold(node: ast.expr, subject: str) -> Decimal:
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, str):
        try:
            return Decimal(date.fromisoformat(value).toordinal())
        except ValueError as error:
            raise _refused(subject, f"{value!r} is not a day like '2026-07-01'") from error
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refused(subject, f"{ast.unparse(node)!r} is not a number or a day")
    number = Decimal(value) if isinstance(value, int) else Decimal(str(value))
    if fault := number_fault(number):
        raise _refused(subject, fault)
    return number


def _truth(node: ast.expr, values: Mapping[str, Decimal]) -> bool:
    if isinstance(node, ast.BoolOp):
        parts = [_truth(part, values) for part in node.values]
        return all(parts) if isinstance(node.op, ast.And) else any(parts)
    assert isinstance(node, ast.Compare)
    assert isinstance(node.left, ast.Name)
    have = values.get(node.left.id)
    return have is not None and have >= _threshold(node.comparators[0], node.left.id)


def _refused(subject: str, message: str) -> InputInvalidError:
    hint = "write `quantity >= number`, days as `today >= '2026-07-01'`, joined by and, or"
    problem = Problem(code="condition-invalid", subject=subject, message=message, hint=hint)
    return InputInvalidError([problem])
