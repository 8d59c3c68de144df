"""The answer of `caploop plan` as tables: room and need, least change, each in turn, results."""

from __future__ import annotations

from collections.abc import Iterator

from caploop.consistency import FigureChange
from caploop.report.tables.cell import (
    AnswerTable,
    Cell,
    Date,
    Enumeration,
    NameInBoth,
    Number,
    Share,
    Text,
    table,
)
from caploop.report.tables.plan.figures import (
    amount,
    between,
    figures,
    identities,
    middle,
    reach,
    set_name,
    solved,
    term_name,
    tested,
    units_of,
    verdicts,
)
from caploop.report.tables.plan.results import result_tables
from caploop.report.tables.spans import weak_points
from caploop.study.plan import PlanRecord, SetVerdict

LEAST_SHOWN = 5e-4
CASH = "cash"


def plan_tables(record: PlanRecord) -> tuple[AnswerTable, ...]:
    """Verdicts, room and need, least change, each in turn, all figures, results, priors, notes."""
    worst = telling(record)
    parts = () if worst is None else (pulls(record, worst), turn(record, worst))
    found = record.results
    results: tuple[AnswerTable, ...] = (
        (no_results(record),) if found is None else result_tables(record, found)
    )
    return (
        verdicts(record),
        room(record),
        *parts,
        identities(record),
        figures(record),
        solved(record),
        *results,
        priors(record),
        weak_points(record.notes),
    )


def telling(record: PlanRecord) -> SetVerdict | None:
    """The set that parts most, or the last one tested where none does."""
    known = [s for s in record.sets if s.coherent is not None]
    return max(known, key=lambda s: (not s.coherent, s.share), default=None)


def room(record: PlanRecord) -> AnswerTable:
    """What the stated figures leave for all cost but compute, and what it takes."""
    rows = (
        (
            set_name(s.id),
            middle(test.stated),
            between(test.implied.low, test.implied.high),
            Share(test.holds),
            Text(f"holds.{s.coherent}"),
        )
        for s in record.sets
        if (test := tested(s, CASH))
    )
    columns = ("set", "leaves", "takes", "closes", "holds")
    return table("plan_room", columns, rows, values={"tail": Share(record.tail)})


def moved(worst: SetVerdict) -> list[FigureChange]:
    """Figures that the least change moves, the most first."""
    found = [c for c in worst.changes if c.before and abs(part_of(c)) > LEAST_SHOWN]
    return sorted(found, key=lambda c: -abs(part_of(c)))


def part_of(change: FigureChange) -> float:
    """The change of a figure as a part of it."""
    return change.after / change.before - 1


def moved_by(change: FigureChange, unit: str) -> Cell:
    """A change in percent; of a share in percentage points, as a percent of a percent misleads."""
    if unit == "share":
        points = (change.after - change.before) * 100
        return Number(points, 1, signed=True, unit="amount.points")
    return Share(part_of(change), 1, signed=True)


def pulls(record: PlanRecord, worst: SetVerdict) -> AnswerTable:
    """The least change that makes the figures of a set one."""
    units = units_of(worst)
    rows = (
        (
            term_name(record, c.term),
            *(amount(v, units[c.term]) for v in (c.before, c.after)),
            moved_by(c, units[c.term]),
            Number(c.pull, 2, signed=True),
        )
        for c in moved(worst)
    )
    errors = {p.symbol: Share(p.central) for p in record.priors if p.symbol.startswith("sd_")}
    values = {
        "plan": errors["sd_plan"],
        "company": errors["sd_company"],
        "press": errors["sd_press"],
        "most": _most(record, worst),
    }
    columns = ("figure_of", "before", "after", "change", "pull")
    return table("plan_pulls", columns, rows, values=values)


def _most(record: PlanRecord, worst: SetVerdict) -> Cell:
    """The figure that moves most, as a sentence begins with it."""
    if worst.moved_most is None:
        return "—"
    named = term_name(record, worst.moved_most)
    return NameInBoth(*(text[:1].upper() + text[1:] for text in (named.en, named.zh)))


def turn(record: PlanRecord, worst: SetVerdict) -> AnswerTable:
    """What each figure that has not happened would have to be alone."""
    units = units_of(worst)
    happened = {f.term for f in worst.figures if f.origin == "claim" and f.vintage is None}
    rows = (
        (
            term_name(record, s.term),
            amount(s.stated, units[s.term]),
            middle(s, units[s.term]),
            reach(s, units[s.term]),
        )
        for s in worst.solved
        if s.identity == worst.identity and s.stated is not None and s.term not in happened
    )
    columns = ("figure_of", "before", "would", "reach")
    return table("plan_turn", columns, rows, values={"nine": Text("plan.nine")})


def no_results(record: PlanRecord) -> AnswerTable:
    """Why there are no results."""
    return table("plan_none", ("why",), [(record.no_results,)])


def words_of_priors(record: PlanRecord) -> dict[str, object]:
    """The day of knowledge, and the parameters without a source by then."""
    later = tuple(p.name for p in record.priors if p.symbol in record.later)
    return {"day": Date(record.known_at), "later": Enumeration(later, none="nought")}


def priors(record: PlanRecord) -> AnswerTable:
    """Every parameter behind the tests and draws, with its range."""
    rows = (
        (
            p.symbol,
            p.unit,
            *(Number(v, None) for v in (p.low, p.central, p.high)),
            " ".join(p.claims) or p.source,
            Enumeration(tuple(_remarks(record, p.symbol, assumed=p.assumption))),
        )
        for p in record.priors
    )
    columns = (
        "parameter",
        "plan_unit",
        "plan_low",
        "plan_central",
        "plan_high",
        "source",
        "remark",
    )
    return table("plan_priors", columns, rows, values=words_of_priors(record))


def _remarks(record: PlanRecord, symbol: str, *, assumed: bool) -> Iterator[Text]:
    if assumed:
        yield Text("assumption")
    if symbol in record.later:
        yield Text("plan.later")
