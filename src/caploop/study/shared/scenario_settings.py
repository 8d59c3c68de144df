"""Which world a run assumes: scenarios of the book joined, and single settings on top."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from caploop.book import LEVERS, Book, Parameter, Scenario, ScenarioChange, joined
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.names import offered
from caploop.model.terms import check_quarters

_SETTING = re.compile(r"([A-Za-z]\w*)=([^@]+)(?:@(20\d\dQ[1-4])(?:\.\.(20\d\dQ[1-4]))?)?")
_UNSIGNED = {"year"}


def scenario_of(book: Book, *, scenarios: Sequence[str], settings: Sequence[str] = ()) -> Scenario:
    """Scenarios of the book joined in their order, then the settings, each a reasoned change.

    A setting is `symbol=number` in the parameter's unit or `lever=word`, for the whole run or for
    quarters: `funding_window=shut@2027Q1..2027Q4`. Raises NotFoundError for a name that does not
    exist, with the nearest that does, UsageError for a value out of bounds and for two settings of
    one name in the same quarters.
    """
    known = {scenario.id: scenario for scenario in book.scenarios}
    chosen = []
    for name in (part for given in scenarios or ("S0",) for part in given.split("+")):
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
    _within(parameter, value)
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


def _within(parameter: Parameter, value: Decimal) -> None:
    """Refuses what the parameter cannot be: a share outside 0 to 1, a negative amount."""
    share = parameter.unit == "share" and parameter.high <= 1
    low = Decimal(0) if parameter.low >= 0 else None
    high = Decimal(1) if share else None
    above = parameter.low > 0 and parameter.unit not in {"share", "USD bn"}
    if above and value <= 0:
        raise UsageError(
            f"{parameter.symbol} ({parameter.name}) is above 0 {parameter.unit}, not {value}; its "
            f"range is {parameter.low} to {parameter.high}"
        )
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = "between 0 and 1" if share else "0 or more"
        raise UsageError(
            f"{parameter.symbol} ({parameter.name}) is {bounds} {parameter.unit}, not {value}; "
            f"its range is {parameter.low} to {parameter.high}"
        )


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
