"""What moves a result as tables: the inputs of a page's section, and the answer of `drivers`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caploop.report.tables.cell import (
    AnswerTable,
    Cell,
    DataWord,
    Estimate,
    Joined,
    Number,
    PartyName,
    Quantity,
    Share,
    Text,
    table,
)
from caploop.report.tables.shown import Reader, shown
from caploop.report.tables.spans import in_unit, weak_points, words_of
from caploop.report.text.words import is_text
from caploop.study.drivers import OUTCOMES, Driver, DriversRecord, Moved, Third

SHOWN, ON_PAGE = 10, 5
CHANCE = "*"
"""Behind a rank correlation that chance explains."""
LEVERAGE = "leverage-"
NAME = re.compile(r"([a-z-]+?)-(20\d\d)(?:-(20\d\d))?")


def drivers_tables(record: DriversRecord) -> tuple[AnswerTable, ...]:
    """The outcomes, then for each its first inputs and what lies on the way, then notes."""
    return (
        outcomes(record),
        *(made for moved in record.outcomes for made in _of_outcome(moved)),
        weak_points(record.notes),
    )


def _of_outcome(moved: Moved) -> tuple[AnswerTable, ...]:
    return (
        _ranked("drivers_inputs", moved, moved.drivers[:SHOWN]),
        _ranked("drivers_way", moved, moved.on_the_way),
        *((pinned(moved),) if moved.pinned else ()),
        *((parts(moved),) if moved.parts else ()),
    )


def moving(name: str, record: DriversRecord) -> AnswerTable:
    """The first inputs of the record's first outcome: rank correlation, and both thirds."""
    moved = record.outcomes[0]
    rows = (
        (
            input_of(d),
            _prior(d, unit=d.unit),
            _correlation(d, digits=2, mark="" if d.beyond else CHANCE),
            *(amount(moved, t.value) for t in (d.lowest, d.highest)),
        )
        for d in first_of(moved)
    )
    values = {
        "value": amount(moved, moved.value),
        "draws": Number(moved.draws),
        "beyond": Number(moved.beyond),
        "tested": Number(moved.tested),
        "floor": Number(moved.floor, 2),
        "explained": None if moved.explained is None else Share(moved.explained),
    }
    columns = ("input", "prior", "correlation", "in_lowest", "in_highest")
    return table(name, columns, rows, values=values)


def first_of(moved: Moved) -> tuple[Driver, ...]:
    """The inputs that a section of the page shows."""
    return moved.drivers[:ON_PAGE]


def amount(moved: Moved, value: float, *, signed: bool = False) -> Quantity:
    """A value of the outcome in its unit."""
    return in_unit(value, moved.unit, signed=signed)


def input_of(driver: Driver) -> Cell:
    """The input in the reader's language; in the book's words where it has no text."""
    key = f"input.{driver.symbol}"
    return Text(key) if is_text(key) else driver.name


def outcome(name: str) -> Text:
    """What an outcome is called, by the name that it is asked for."""
    found = NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"{name} is not the name of an outcome and its years")
    kind, first, last = found.groups()
    when = Text("moved.years", {"first": first, "last": last}) if last else first
    if kind.startswith(LEVERAGE):
        return Text(
            "moved.leverage", {"firm": PartyName(kind.removeprefix(LEVERAGE)), "when": when}
        )
    return Text(f"moved.{kind}", {"when": when})


def outcome_list(language: str, *, year: int = 2030) -> str:
    """Names that `--outcome` takes, each with what it stands for, one a line."""
    names = [
        *(f"{kind}-{year}" for kind in OUTCOMES),
        f"burn-2026-{year}",
        f"{LEVERAGE}oracle-{year}",
    ]
    wide = max(map(len, names)) + 2
    return "\n".join(f"{n:{wide}}{shown(outcome(n), Reader(language))}" for n in names)


def outcomes(record: DriversRecord) -> AnswerTable:
    """Each outcome with its interval, and how far inputs go with it."""
    rows = (
        (
            outcome(m.outcome),
            Estimate(*(amount(m, v) for v in (m.value, m.low, m.high))),
            Number(m.beyond),
            Number(m.tested),
            Number(m.floor, 3),
            Number(m.most, 2),
            Text("drivers.not_said") if m.explained is None else Share(m.explained),
        )
        for m in record.outcomes
    )
    values = {
        **words_of(record.draws, record.plan_vintage),
        "scenario": record.scenario,
    }
    columns = (
        "outcome",
        "share_or_median",
        "beyond_chance",
        "tested",
        "chance_reaches",
        "at_most",
        "explained",
    )
    return table("drivers_outcomes", columns, rows, values=values)


def _ranked(name: str, moved: Moved, drivers: Sequence[Driver]) -> AnswerTable:
    rows = (
        (
            input_of(d),
            d.symbol,
            d.unit,
            _prior(d),
            DataWord("distribution", d.distribution),
            DataWord("rests_on", _rests_on(d)),
            _correlation(d, digits=3),
            Text("answer.yes" if d.beyond else "answer.no"),
            *_third(moved, d.lowest),
            *_third(moved, d.highest),
        )
        for d in drivers
    )
    columns = (
        "input",
        "symbol",
        "unit",
        "prior",
        "distribution",
        "rests_on",
        "correlation",
        "is_beyond",
        "lowest_to",
        "in_lowest",
        "highest_from",
        "in_highest",
    )
    return table(name, columns, rows, values={"outcome": outcome(moved.outcome)})


def pinned(moved: Moved) -> AnswerTable:
    """The outcome with each input pinned, all else of every draw as it was."""
    rows = {d.symbol: d for d in moved.drivers}
    made = (
        (
            input_of(rows[p.symbol]),
            p.symbol,
            rows[p.symbol].unit,
            *(Number(v, figures=4) for v in (p.low, p.high)),
            *(amount(moved, v) for v in (p.at_low, p.at_high)),
            Estimate(
                *(amount(moved, v, signed=True) for v in (p.change, p.change_low, p.change_high))
            ),
        )
        for p in moved.pinned
    )
    columns = (
        "input",
        "symbol",
        "unit",
        "pinned_low",
        "pinned_high",
        "at_low",
        "at_high",
        "moved_by",
    )
    return table("drivers_pinned", columns, made, values={"outcome": outcome(moved.outcome)})


def parts(moved: Moved) -> AnswerTable:
    """Shares of the variance of the outcome's rank: of an input, of all others, of luck."""
    inputs = {d.symbol: input_of(d) for d in moved.drivers}
    rows = (
        (
            inputs.get(p.source, DataWord("variance_of", p.source)),
            _half_width(p.first, p.first_95),
            _half_width(p.total, p.total_95),
        )
        for p in moved.parts
    )
    values = {"outcome": outcome(moved.outcome)}
    return table("drivers_parts", ("input", "by_itself", "has_a_hand"), rows, values=values)


def _prior(driver: Driver, *, unit: str = "1") -> Joined:
    """Its levels as drawn; the unit stands behind them, but for 1."""
    behind = "" if unit == "1" else f" {unit}"
    levels = (
        Number(driver.q05, figures=3),
        Number(driver.q50, figures=3),
        Number(driver.q95, figures=3, note=behind),
    )
    return Joined(levels, " – ", ("q05", "q50", "q95"))


def _correlation(driver: Driver, *, digits: int, mark: str = "") -> Joined:
    pair = (
        Number(driver.rank_correlation, digits, signed=True),
        Number(driver.standard_error, digits, note=mark),
    )
    return Joined(pair, " ± ", ("", "error"))


def _third(moved: Moved, third: Third) -> tuple[Number, Estimate]:
    levels = (amount(moved, v) for v in (third.value, third.low, third.high))
    return Number(third.edge, figures=4), Estimate(*levels)


def _half_width(share: float, half: float) -> Joined:
    return Joined((Share(share), Share(half)), " ± ", ("", "half_width"))


def _rests_on(driver: Driver) -> str:
    if driver.assumption:
        return "judgement"
    return "source" if driver.kind == "input" else driver.kind
