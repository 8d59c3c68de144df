"""Shocks: changes forced on the state at one date, as data, and the file they are read from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, get_args

import msgspec

from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.model.terms import check_quarters, is_quarter
from caploop.stress.record import Shock, ShockKind

NAMED: Mapping[str, str] = {
    "withdraw": "agreement",
    "miss": "party",
    "revenue": "party",
    "mark": "party",
    "rating": "party",
}
WHOLE = ("miss", "rating", "window")


def shocks_from_toml(text: str, *, file: str) -> tuple[Shock, ...]:
    """The `[[shock]]` tables of a file, in their order.

    Raises InputInvalidError with line, field and remedy of every fault.
    """
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputInvalidError([_unreadable(error, text, file)]) from error
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[shock]]"]
    rows = read.get("shock", [])
    others = [key for key in read if key != "shock"]
    if others or not isinstance(rows, list) or not rows:
        what = f"{others[0]!r} is no table of a shock file" if others else "no [[shock]] in it"
        raise InputInvalidError([_problem(file, 1, field="shock", message=what)])
    made: list[Shock] = []
    problems: list[Problem] = []
    for row, line in zip(rows, [*lines, *[1] * len(rows)], strict=False):
        try:
            made.append(msgspec.convert(row, Shock))
        except msgspec.ValidationError as error:
            problems.append(_wrong(row, error, text=text, file=file, line=line))
    if problems:
        raise InputInvalidError(problems)
    return tuple(made)


def check_shocks(
    shocks: Sequence[Shock], *, agreements: Collection[str], parties: Collection[str]
) -> None:
    """Raises NotFoundError for an unknown agreement or party, with the nearest that exists, and
    UsageError for a size or quarter that cannot be and for two shocks that contradict each other.
    """
    known = {"agreement": agreements, "party": parties}
    for shock in shocks:
        kind = NAMED.get(shock.kind)
        if kind is None and shock.target:
            raise UsageError(f"{shock.kind} has no target; remove target = {shock.target!r}")
        if kind is not None and shock.target not in known[kind]:
            hint = offered(shock.target, known[kind], "see caploop book")
            raise NotFoundError(f"no {kind} is called {shock.target!r}; {hint}")
        _check_size(shock)
    _refuse_contradictions(shocks)


def _check_size(shock: Shock) -> None:
    if not 0 < shock.size <= 1:
        raise UsageError(f"the size of {shock.kind} is a share above 0 to 1, not {shock.size:g}")
    if shock.kind in WHOLE and shock.size != 1:
        raise UsageError(f"{shock.kind} has no part; remove size = {shock.size:g}")
    for quarter in (shock.from_quarter, shock.to_quarter):
        if quarter is not None and not is_quarter(quarter):
            raise UsageError(f"{quarter!r} is no quarter; write 2027Q1")
    first, last = shock.from_quarter, shock.to_quarter
    check_quarters(f"the shock {shock}", first, last)
    if first and last and first > last:
        raise UsageError(f"{shock.kind} ends in {last}, before it begins in {first}; swap them")


def _refuse_contradictions(shocks: Sequence[Shock]) -> None:
    for number, one in enumerate(shocks):
        for other in shocks[:number]:
            same = (one.kind, one.target) == (other.kind, other.target)
            meet = (one.from_quarter or "0") <= (other.to_quarter or "9") and (
                other.from_quarter or "0"
            ) <= (one.to_quarter or "9")
            if same and meet:
                raise UsageError(
                    f"{other} and {one} are about the same quarters; keep one, or part the quarters"
                )


def _unreadable(error: tomllib.TOMLDecodeError, text: str, file: str) -> Problem:
    found = re.search(r"line (\d+)", str(error))
    line = int(found[1]) if found else len(text.splitlines())
    return _problem(file, line, field=None, message=str(error))


def _wrong(row: Mapping[str, Any], error: Exception, *, text: str, file: str, line: int) -> Problem:
    found = re.search(r"`\$\.(\w+)`|unknown field `(\w+)`", str(error))
    field = next((part for part in (found.groups() if found else ()) if part), None)
    own = (n for n, t in enumerate(text.splitlines(), 1) if n >= line and _names(t, field))
    return _problem(file, next(own, line), field=field, message=str(error))


def _names(line: str, field: str | None) -> bool:
    return field is not None and re.match(rf"\s*{field}\s*=", line) is not None


def _problem(file: str, line: int, *, field: str | None, message: str) -> Problem:
    fields: Iterable[str] = Shock.__struct_fields__
    return Problem(
        code="shock-invalid",
        subject="shock",
        message=message,
        hint=f"write [[shock]] with {', '.join(fields)}; kind is one of "
        f"{', '.join(get_args(ShockKind))}",
        place=Place(file=file, line=line, field=field),
    )
