"""Scenarios: named lists of changes to the book and its parameters, the same for all draws."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct

from caploop.book.parameter import INSTANT, Parameter, converted, named, with_values
from caploop.core.errors import UsageError
from caploop.core.problem import Place, Problem
from caploop.extraction import TAKE_OUT, number_fault, text_fault, texts_in

Target = Literal["parameter", "agreement", "lever"]
Action = Literal["set", "scale", "add", "drop", "delay"]

ACTIONS: Mapping[Target, tuple[Action, ...]] = {
    "parameter": ("set", "scale", "add", "delay"),
    "agreement": ("set", "scale", "add", "drop", "delay"),
    "lever": ("set",),
}
QUARTERS_A_YEAR = 4
QUARTER = "qtr"


class Lever(Struct, frozen=True, kw_only=True):
    """A switch of the model: the words it takes, its default first, or the unit of its number."""

    meaning: str
    words: tuple[str, ...] = ()
    unit: str = ""


LEVERS: Mapping[str, Lever] = {
    "plan_vintage": Lever(
        meaning="which of the company's plans the run reads: V0 2025-09, V1 2025-11, V2 2026-02, "
        "V4 2026-09",
        words=("V2", "V1", "V0", "V4"),
    ),
    "funding_window": Lever(
        meaning="whether new rounds and loans can be agreed; what is agreed already is still paid",
        words=("open", "shut"),
    ),
    "new_funding": Lever(
        meaning="whether any equity or debt arrives, agreed already or not", words=("on", "off")
    ),
    "efficiency_break": Lever(
        meaning="one break of size jump_e in its first quarter, reaching rivals by diff_e",
        words=("off", "on"),
    ),
    "ad_arpu_ceiling": Lever(
        meaning="most that advertising and commerce earn per non-paying user and year",
        unit="USD/yr",
    ),
    "rating_downgrade": Lever(
        meaning="the party whose rating falls below investment grade, whatever its ratios say",
        words=("none", "oracle", "coreweave", "softbank"),
    ),
    "tax_credit": Lever(
        meaning="whether the credit at rate tau covers the share elig of capex", words=("off", "on")
    ),
    "guarantee": Lever(
        meaning="whether loans carry a public guarantee of the share cov", words=("off", "on")
    ),
    "own_compute": Lever(
        meaning="whether OpenAI owns the part of new capacity that is cheaper owned than let",
        words=("let", "own"),
    ),
    "support": Lever(
        meaning="whether the government can save OpenAI when its cash is out, as one of the exits",
        words=("off", "on"),
    ),
    "cerebras_loan": Lever(
        meaning="whether OpenAI lends Cerebras L_cb at r_cb in its first quarter, told later",
        words=("off", "on"),
    ),
    "revenue_share_regime": Lever(
        meaning="what Microsoft is paid: the effective net share m_eff, or the headline share m_s "
        "for ever or until Cap_ms is paid",
        words=("effective", "uncapped", "capped"),
    ),
}


class ScenarioChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One change, in force from the first to the last quarter named, both included.

    `name` is the symbol of a parameter, the id of an agreement or a lever. A number stands in
    `value` with its `unit` (a factor has none, a delay is in quarters), a lever's word in `word`.
    """

    target: Target
    name: str
    action: Action
    reason: str
    value: Decimal | None = None
    word: str | None = None
    unit: str | None = None
    from_quarter: str | None = None
    to_quarter: str | None = None


class OwnChange(ScenarioChange, frozen=True, kw_only=True):
    """A change of a file of one's own: who holds it since when, and a range where it has one.

    With `low` and `high` the parameter is drawn from `distribution`, `value` being its centre.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    distribution: str | None = None
    author: str = ""
    day: date | None = None
    source: str = ""


class Scenario(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named set of assumptions about the world: changes, applied in their order."""

    id: str
    title_en: str
    title_zh: str
    source: str
    changes: tuple[ScenarioChange, ...]


def scenarios_from_rows(
    rows: Iterable[Mapping[str, Any]],
    *,
    symbols: Mapping[str, str],
    agreements: Collection[str],
    file: str,
) -> tuple[list[Scenario], list[Problem]]:
    """Scenarios of a file's tables, and every fault of those not taken.

    `symbols` gives the unit of each parameter. A name that does not exist is refused with the
    nearest that does. The line of a problem is the number of the scenario in the file.
    """
    names = names_of(symbols, agreements)
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for line, row in enumerate(rows, start=1):
        finder = Finder(subject=str(row.get("id", "scenario")), file=file, line=line)
        scenario, found = _scenario(row, finder)
        if any(other.id == finder.subject for other in scenarios):
            found.append(finder.problem("id-duplicate", "id", **_TWICE))
        for number, change in enumerate(scenario.changes if scenario else ()):
            found += change_problems(change, names, symbols, finder=finder.at(number))
        problems += found
        if scenario and not found:
            scenarios.append(scenario)
    return scenarios, problems


def names_of(
    symbols: Collection[str], agreements: Collection[str]
) -> dict[Target, Collection[str]]:
    """What a change may name, by the kind of its target."""
    return {"parameter": symbols, "agreement": agreements, "lever": LEVERS}


def change_problems(
    change: ScenarioChange,
    names: Mapping[Target, Collection[str]],
    symbols: Mapping[str, str],
    *,
    finder: Finder,
) -> list[Problem]:
    """Every fault of one change; of its unit only where there is no other."""
    return list(_change_problems(change, names, finder)) or list(
        _unit_problems(change, symbols, finder)
    )


def applied(
    parameters: Sequence[Parameter], scenario: Scenario, *, quarter: str
) -> list[Parameter]:
    """The parameters as the scenario has them in a quarter such as 2027Q1, in their order.

    Changes act one after another, each on what the one before left: set makes the number certain,
    scale and add move all three numbers and fit anew, delay moves an instant. Changes to
    agreements and levers are left to the book and the model.

    Raises NotFoundError for a symbol that does not exist, UsageError for a value that the
    parameter's distribution or unit cannot hold.
    """
    changed = {parameter.symbol: parameter for parameter in parameters}
    for change in changes_in(scenario, target="parameter", quarter=quarter):
        parameter = named(list(changed.values()), change.name)
        changed[change.name] = _moved(parameter, change)
    return list(changed.values())


def changes_in(scenario: Scenario, *, target: Target, quarter: str) -> list[ScenarioChange]:
    """The scenario's changes to targets of one kind that are in force in a quarter."""
    if not _is_quarter(quarter):
        raise UsageError(f"{quarter!r} is no quarter; write 2027Q1")
    return [
        change
        for change in scenario.changes
        if change.target == target
        and (change.from_quarter or quarter) <= quarter <= (change.to_quarter or quarter)
    ]


def lever_settings(scenario: Scenario, *, quarter: str) -> dict[str, str | Decimal | None]:
    """What every lever says in a quarter: a word, a number in the lever's unit, or `None`."""
    settings: dict[str, str | Decimal | None] = {
        name: lever.words[0] if lever.words else None for name, lever in LEVERS.items()
    }
    for change in changes_in(scenario, target="lever", quarter=quarter):
        settings[change.name] = change.word if change.value is None else change.value
    return settings


def joined(scenarios: Sequence[Scenario]) -> Scenario:
    """One scenario of several: their changes one after another, so that the last word counts."""
    if not scenarios:
        raise UsageError("no scenario to join; name at least one")
    return Scenario(
        id="+".join(scenario.id for scenario in scenarios),
        title_en=" + ".join(scenario.title_en for scenario in scenarios),
        title_zh=" + ".join(scenario.title_zh for scenario in scenarios),
        source="; ".join(dict.fromkeys(scenario.source for scenario in scenarios)),
        changes=tuple(change for scenario in scenarios for change in scenario.changes),
    )


_TWICE = {"message": "the id is used twice", "hint": "give one of the two another id"}


class Finder(NamedTuple):
    """Where faults are found: the scenario and, while one is looked at, its change."""

    subject: str
    file: str
    line: int
    prefix: str = ""

    def at(self, number: int) -> Finder:
        """The place of a change by its number."""
        return self._replace(prefix=f"changes[{number}].")

    def problem(self, code: str, field: str, *, message: str, hint: str) -> Problem:
        """A problem of one field there."""
        place = Place(file=self.file, line=self.line, field=f"{self.prefix}{field}")
        return Problem(code=code, subject=self.subject, message=message, hint=hint, place=place)


def _scenario(row: Mapping[str, Any], finder: Finder) -> tuple[Scenario | None, list[Problem]]:
    problems = [
        finder.problem("text-wrong", "scenario", message=said, hint=TAKE_OUT)
        for said in filter(None, map(text_fault, texts_in(row)))
    ]
    changes: list[ScenarioChange] = []
    listed = row.get("changes", ())
    for number, raw in enumerate(listed if isinstance(listed, list | tuple) else [listed]):
        try:
            changes.append(msgspec.convert(raw, ScenarioChange))
        except (msgspec.ValidationError, ValueError) as error:
            problems.append(_unreadable(error, finder.at(number), ScenarioChange))
    try:
        scenario = msgspec.convert({**row, "changes": ()}, Scenario)
    except (msgspec.ValidationError, ValueError) as error:
        return None, [_unreadable(error, finder, Scenario), *problems]
    return msgspec.structs.replace(scenario, changes=tuple(changes)), problems


def _unreadable(error: Exception, finder: Finder, kind: type[Struct]) -> Problem:
    field = re.search(r"`(?:\$\.)?(\w+)`$", str(error))
    hint = f"the fields are: {', '.join(kind.__struct_fields__)}"
    return finder.problem(
        "row-invalid", field[1] if field else kind.__name__.lower(), message=str(error), hint=hint
    )


def _change_problems(
    change: ScenarioChange, names: Mapping[Target, Collection[str]], finder: Finder
) -> Iterator[Problem]:
    if change.value is not None and (fault := number_fault(change.value)):
        hint = "give a number that can be"
        yield finder.problem("value-infinite", "value", message=fault, hint=hint)
        return
    if change.name not in names[change.target]:
        near = get_close_matches(change.name, names[change.target], n=1, cutoff=0.0)
        message = f"no {change.target} is called {change.name!r}"
        hint = f"did you mean {near[0]!r}?" if near else f"the book has no {change.target}"
        yield finder.problem("name-unknown", "name", message=message, hint=hint)
    if change.action not in ACTIONS[change.target]:
        message = f"{change.action} is nothing a {change.target} takes"
        hint = f"it takes: {', '.join(ACTIONS[change.target])}"
        yield finder.problem("action-wrong", "action", message=message, hint=hint)
    quarters = {"from_quarter": change.from_quarter, "to_quarter": change.to_quarter}
    for field, quarter in quarters.items():
        if quarter is not None and not _is_quarter(quarter):
            message = f"{quarter!r} is no quarter"
            yield finder.problem("quarter-wrong", field, message=message, hint="write 2027Q1")
    first, last = quarters.values()
    if first and last and first > last:
        message = f"it ends in {last}, before it begins in {first}"
        yield finder.problem("quarter-wrong", "to_quarter", message=message, hint="swap them")
    if change.target == "lever" and change.name in LEVERS:
        yield from _lever_problems(change, LEVERS[change.name], finder)
    elif change.target != "lever":
        yield from _value_problems(change, finder)


def _lever_problems(change: ScenarioChange, lever: Lever, finder: Finder) -> Iterator[Problem]:
    if lever.words and (change.word not in lever.words or change.value is not None):
        message = f"{change.name} takes a word, not {change.word or change.value}"
        hint = f"write word as one of: {', '.join(lever.words)}"
        yield finder.problem("value-wrong", "word", message=message, hint=hint)
    if lever.unit and (change.value is None or change.word is not None):
        hint = f"write value as a number of {lever.unit}"
        message = f"{change.name} takes a number"
        yield finder.problem("value-wrong", "value", message=message, hint=hint)
    if change.value is not None and change.value < 0:
        message = f"{change.name} is 0 or more, not {change.value}"
        yield finder.problem("value-wrong", "value", message=message, hint="leave the sign out")
    if (change.unit or "") != lever.unit:
        message = f"{change.name} is in {lever.unit or 'no unit'}, not {change.unit or 'none'}"
        yield finder.problem("unit-wrong", "unit", message=message, hint="correct the unit")


def _value_problems(change: ScenarioChange, finder: Finder) -> Iterator[Problem]:
    if change.word is not None:
        message = f"a {change.target} takes a number, not a word"
        yield finder.problem("value-wrong", "word", message=message, hint="write value instead")
    if (change.value is None) != (change.action == "drop"):
        message = f"{change.action} {'takes no' if change.action == 'drop' else 'needs a'} value"
        yield finder.problem("value-wrong", "value", message=message, hint="correct the value")
    elif change.action == "scale" and change.value is not None and change.value <= 0:
        message = f"a factor is above 0, not {change.value}"
        yield finder.problem("value-wrong", "value", message=message, hint="drop what is to go")


def _unit_problems(
    change: ScenarioChange, symbols: Mapping[str, str], finder: Finder
) -> Iterator[Problem]:
    if change.target == "lever":
        return
    fixed = {"scale": None, "drop": None, "delay": QUARTER}
    if change.action in fixed:
        if change.unit != fixed[change.action]:
            message = (
                f"{change.action} is in {fixed[change.action] or 'no unit'}, not {change.unit}"
            )
            yield finder.problem("unit-wrong", "unit", message=message, hint="correct the unit")
        if change.action == "delay" and symbols.get(change.name, INSTANT) != INSTANT:
            message = f"{change.name} is no instant, so it cannot be late"
            yield finder.problem("action-wrong", "action", message=message, hint="add to it")
        return
    wanted = symbols.get(change.name) if change.target == "parameter" else change.unit
    try:
        converted(Decimal(1), unit=change.unit or "", to=wanted or change.unit or "")
    except UsageError as error:
        hint = f"write the unit of {change.name}, {wanted}" if wanted else "write its unit"
        yield finder.problem("unit-wrong", "unit", message=str(error), hint=hint)


def _is_quarter(text: str) -> bool:
    return re.fullmatch(r"20[0-9]{2}Q[1-4]", text) is not None


def _moved(parameter: Parameter, change: ScenarioChange) -> Parameter:
    value = change.value
    if value is None or change.action == "drop":
        raise UsageError(f"{change.action} of {change.name} needs a number and a parameter")
    three = parameter.low, parameter.central, parameter.high
    if change.action == "scale":
        low, central, high = (number * value for number in three)
    elif change.action == "delay":
        low, central, high = (number + value / QUARTERS_A_YEAR for number in three)
    else:
        moved = converted(value, unit=change.unit or "", to=parameter.unit)
        if change.action == "set" and isinstance(change, OwnChange) and change.distribution:
            ends = (change.low or Decimal(0), change.high or Decimal(0))
            low, high = (converted(e, unit=change.unit or "", to=parameter.unit) for e in ends)
            word = change.distribution
            return with_values(parameter, (low, moved, high), distribution=word)
        if change.action == "set":
            return with_values(parameter, (moved, moved, moved), distribution="fixed")
        low, central, high = (number + moved for number in three)
    word = parameter.distribution.partition("(")[0]
    return with_values(parameter, (low, central, high), distribution=word)
