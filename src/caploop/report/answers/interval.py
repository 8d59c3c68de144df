"""The interval of each finding: from where to where the draws lie, or what is not disclosed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from caploop.core.share import wilson
from caploop.report.answers.shown import ShownAnswer
from caploop.report.tables.cell import (
    Between,
    Capacity,
    Cell,
    Money,
    Number,
    PartyName,
    Share,
    Text,
)
from caploop.report.tables.shown import shown
from caploop.report.text.words import say

BN = 1e9
LAST, LAST_YEAR = "2030Q4", "2030"
REVENUE_YEAR = 2030
Told = tuple[str, dict[str, Cell]]


def interval(answer: ShownAnswer) -> str:
    """The interval of the finding in a sentence; "" where the record has none."""
    made = _OF.get(answer.question)
    told = made(answer.record) if made is not None else None
    if told is None:
        return ""
    name, values = told
    said = {key: shown(cell, answer.reader) for key, cell in values.items()}
    return say(f"interval.{name}", answer.language, **said)


def _runway(record: Any) -> Told:
    """How sure the chance is as a share of so many draws, and the dates of nine draws of ten."""
    name, dates = _cash_out(record)
    low, high = wilson(record.cash_out.by_quarter[LAST], record.draws)
    ends: dict[str, Cell] = {"low": Share(low), "high": Share(high), "draws": Number(record.draws)}
    return "chance", {**ends, "date": Text(f"interval.{name}", dates)}


def _whatif(record: Any) -> Told:
    """How sure the base's chance is as a share of so many draws."""
    row = record.runs[0].outcomes[0]
    ends = {"low": Share(row.low), "high": Share(row.high)}
    return "chance_of_base", {**ends, "draws": Number(record.draws)}


def _cash_out(record: Any) -> tuple[str, dict[str, Cell]]:
    low, high = (record.cash_out.quantiles[level] for level in ("q05", "q95"))
    if high is None:
        return ("cash_lasts", {}) if low is None else ("cash_out_open", {"low": low})
    return "cash_out", {"low": low, "high": high}


def _at(rows: Any, period: str) -> Any:
    return next((row for row in rows if row.period == period), rows[-1])


def _row(name: str, row: Any, kind: Callable[[float], Cell]) -> Told:
    what = Text(f"interval.{name}")
    return "sum", {"what": what, **_levels((row.q50, row.q05, row.q95), kind)}


def _levels(values: tuple[float, float, float], kind: Callable[[float], Cell]) -> dict[str, Cell]:
    middle, low, high = map(kind, values)
    return {"middle": middle, "low": low, "high": high}


def _run(record: Any) -> Told | None:
    rows = [d for d in record.suppliers.dependence if str(d.year) == LAST_YEAR]
    if not rows:
        return None
    most = max(rows, key=lambda d: d.raised)
    what = Text("interval.debt", {"firm": PartyName(most.party), "year": LAST_YEAR})
    levels = _levels((most.raised, most.raised_q05, most.raised_q95), Money)
    return "mean", {"what": what, **levels}


def _drivers(record: Any) -> Told:
    first = record.outcomes[0]
    levels = _levels((first.value, first.low, first.high), lambda v: _outcome(first, v))
    return "fit", {"what": first.title, **levels}


def _outcome(outcome: Any, value: float) -> Cell:
    return Share(value, 1) if outcome.is_event else _in_unit(value, outcome.unit)


def _in_unit(value: float, unit: str, *, signed: bool = False) -> Cell:
    from caploop.report.tables.spans import in_unit

    return in_unit(value, unit, signed=signed)


def _build(record: Any) -> Told:
    year = next(y for y in record.capacity if str(y.year) == LAST_YEAR)
    return _row("gw", year.in_service, Capacity)


def _policy(record: Any) -> Told:
    low, high = record.additional_all
    ends = {"low": Share(1 - high), "high": Share(1 - low)}
    return "elastic", {"what": Text("interval.credit"), **ends}


def _plan(record: Any) -> Told | None:
    known = [s for s in record.sets if s.coherent is not None]
    if not known:
        return None
    worst = max(known, key=lambda s: (not s.coherent, s.share))
    if worst.coherent:
        return None
    gap, least = (Money(abs(v), stated=True) for v in (worst.gap, worst.least))
    return "least", {"gap": gap, "least": least}


def _compare(record: Any) -> Told | None:
    rows = (r for r in record.rows if r.series == "revenue_year" and r.year == REVENUE_YEAR)
    row = next(rows, None)
    if row is None:
        return None
    what = Text("interval.revenue_apart", {"a": record.a, "b": record.b})
    levels = _levels((row.q50, row.q05, row.q95), lambda v: _in_unit(v, row.unit, signed=True))
    return "sum", {"what": what, **levels}


def _calibrate(record: Any) -> Told | None:
    scored = [one for fit in record.fits for one in fit.scored]
    if not scored:
        return None
    inside = sum(one.inside for one in scored)
    return "coverage", {"inside": Number(inside), "count": Number(len(scored))}


def _score(record: Any) -> Told:
    every = record.groups[-1]
    return "coverage", {"inside": Number(every.inside), "count": Number(every.facts)}


def _changes(record: Any) -> Told:
    """How sure the chance of each book is as a share of so many draws."""
    first = record.moves[0]
    ends = (wilson(share or 0.0, record.draws) for share in (first.since, first.until))
    low, high = (Between(Share(a, 1), Share(b, 1)) for a, b in ends)
    return "moved", {"low": low, "high": high}


def _register(record: Any) -> Told | None:
    if not record.rows:
        return None
    most = max(max(r.high - r.probability, r.probability - r.low) for r in record.rows)
    return "by_draws", {"most": Share(most, 1)}


def _stress(record: Any) -> Told:
    before, after = (quarter or Text("stress.never") for quarter in record.first_short)
    return "short", {"before": before, "after": after}


def _loop(record: Any) -> Told | None:
    if not getattr(record, "self_funded", ()):
        return None
    first = record.self_funded[0]
    what = Text("interval.own", {"party": PartyName(first.party)})
    low, high = (Money(v / BN, stated=True) for v in (first.min, first.max))
    return "bounds", {"what": what, "low": low, "high": high}


_OF: Mapping[str, Callable[[Any], Told | None]] = {
    "loop": _loop,
    "runway": _runway,
    "earn": lambda record: _row("revenue", _at(record.revenue_years, LAST_YEAR), Money),
    "value": lambda record: _row("value", _at(record.value, LAST), Money),
    "rivals": lambda record: _row("viable", _at(record.viable, LAST_YEAR), Number),
    "run": _run,
    "drivers": _drivers,
    "build": _build,
    "plan": _plan,
    "compare": _compare,
    "whatif": _whatif,
    "policy": _policy,
    "calibrate": _calibrate,
    "score": _score,
    "changes": _changes,
    "register": _register,
    "stress": _stress,
}
