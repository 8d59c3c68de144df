"""Which world a run assumes: scenarios of the book joined, and single settings on top."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from caploop.book import (
    LEVERS,
    Book,
    Parameter,
    Scenario,
    ScenarioChange,
    far_off,
    is_own,
    joined,
    out_of_bounds,
)
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.names import offered
from caploop.model.terms import check_quarters

LOG = logging.getLogger(__name__)
_SETTING = re.compile(r"([A-Za-z]\w*)=([^@]+)(?:@(20\d\dQ[1-4])(?:\.\.(20\d\dQ[1-4]))?)?")
_UNSIGNED = {"year"}


NO_FILES: Mapping[str, Scenario] = {}


def names_in(scenarios: Sequence[str]) -> list[str]:
    """The names and files of a list in which some are joined with +; S0 where there is none.

    >>> names_in(["S3+S4", "own/a.toml"])
    ['S3', 'S4', 'own/a.toml']
    """
    found: list[str] = []
    for given in scenarios or ("S0",):
        found += [given] if is_own(given) and Path(given).is_file() else given.split("+")
    return found


def scenario_of(
    book: Book,
    *,
    scenarios: Sequence[str],
    settings: Sequence[str] = (),
    files: Mapping[str, Scenario] = NO_FILES,
) -> Scenario:
    """Scenarios of the book joined in their order, then the settings, each a reasoned change.

    `files` are scenarios of one's own by the path they are named by; `world_of` reads them.

    A setting is `symbol=number` in the parameter's unit or `lever=word`, for the whole run or for
    quarters: `funding_window=shut@2027Q1..2027Q4`. Raises NotFoundError for a name that does not
    exist, with the nearest that does, UsageError for a value out of bounds and for two settings of
    one name in the same quarters.
    """
    known = {**{scenario.id: scenario for scenario in book.scenarios}, **files}
    chosen = []
    for name in names_in(scenarios):
        if not known:
            raise NotFoundError(
                f"the book has no scenario, and a run needs {name!r}: runs read the parameters and "
                "scenarios of the program's own book; begin with a copy: caploop book export FOLDER"
            )
        if name not in known:
            message = f"no scenario is called {name!r}; "
            raise NotFoundError(message + offered(name, known, f"there are {', '.join(known)}"))
        chosen.append(known[name])
    made = joined(chosen)
    for change in made.changes:
        check_quarters(f"{change.name} of {made.id}", change.from_quarter, change.to_quarter)
    if not settings:
        return made
    changes = [_change(text, book.parameters) for text in settings]
    _refuse_contradictions(changes)
    own = Scenario(
        id=",".join(settings),
        title_en=", ".join(settings),
        title_zh=", ".join(settings),
        source="command line",
        changes=tuple(changes),
    )
    return joined([made, own])


def _change(text: str, parameters: Iterable[Parameter]) -> ScenarioChange:
    found = _SETTING.fullmatch(text.strip())
    if found is None:
        example = "symbol=number or lever=word, for some quarters with @2027Q1..2027Q4"
        raise UsageError(f"{text!r} is no setting; write {example}")
    name, said, first, last = found[1], found[2].strip(), found[3], found[4] or found[3]
    check_quarters(f"--set {text}", first, last)
    if first is not None and last is not None and last < first:
        raise UsageError(f"--set {text} ends before it begins; swap the quarters")
    if name in LEVERS:
        return _lever(name, said, quarters=(first, last))
    symbols = {p.symbol: p for p in parameters}
    if name not in symbols:
        message = f"no parameter or lever is called {name!r}; "
        raise NotFoundError(message + offered(name, [*symbols, *LEVERS], "see book show"))
    parameter, value = symbols[name], _number(name, said)
    if told := out_of_bounds(parameter, value):
        raise UsageError(told)
    if told := far_off(parameter, value):
        LOG.warning(told)
    return ScenarioChange(
        target="parameter",
        name=name,
        action="set",
        value=value,
        unit=parameter.unit,
        from_quarter=first,
        to_quarter=last,
        reason="set on the command line",
    )


def _lever(name: str, said: str, *, quarters: tuple[str | None, str | None]) -> ScenarioChange:
    lever = LEVERS[name]
    if lever.words and said not in lever.words:
        raise UsageError(f"{name} is one of {', '.join(lever.words)}, not {said!r}")
    value = None if lever.words else _number(name, said)
    if value is not None and value < 0:
        raise UsageError(f"{name} is 0 or more {lever.unit}, not {said}")
    return ScenarioChange(
        target="lever",
        name=name,
        action="set",
        value=value,
        word=said if lever.words else None,
        unit=lever.unit or None,
        from_quarter=quarters[0],
        to_quarter=quarters[1],
        reason="set on the command line",
    )


def _number(name: str, said: str) -> Decimal:
    try:
        value = Decimal(said)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise UsageError(f"{name} takes a number, not {said!r}")
    return value


def _refuse_contradictions(changes: Sequence[ScenarioChange]) -> None:
    for number, one in enumerate(changes):
        for other in changes[:number]:
            if one.name != other.name or (one.value, one.word) == (other.value, other.word):
                continue
            if _from(one) <= _to(other) and _from(other) <= _to(one):
                said = " and ".join(str(c.word or c.value) for c in (other, one))
                raise UsageError(f"{one.name} is set to {said} at once; keep one, or part quarters")


def _from(change: ScenarioChange) -> str:
    return change.from_quarter or "0"


def _to(change: ScenarioChange) -> str:
    return change.to_quarter or "9"
