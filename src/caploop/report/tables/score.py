"""The answer of `caploop score` as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caploop.report.tables.cell import (
    AnswerTable,
    Capacity,
    Cell,
    DataWord,
    Enumeration,
    Estimate,
    Joined,
    Money,
    Number,
    PartyName,
    Quantity,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import weak_points
from caploop.study.score import GroupScore, ScoredFact, ScoreRecord

SUM, SECTOR = "+", "sector"
WHOLE_YEAR = ("01-01", "12-31")
PARTS = {
    ("01-01", "03-31"): "Q1",
    ("04-01", "06-30"): "Q2",
    ("07-01", "09-30"): "Q3",
    ("10-01", "12-31"): "Q4",
    ("01-01", "06-30"): "H1",
}


def score_tables(record: ScoreRecord) -> tuple[AnswerTable, ...]:
    """Groups, facts, their scores and sources, what is not scored, what was read later, notes."""
    return (
        groups(record),
        facts(record),
        sources(record),
        not_scored(record),
        hindsight(record),
        weak_points(record.notes),
    )


def groups(record: ScoreRecord) -> AnswerTable:
    """A row a group, and one of all: counts, width, and the score beside naive forecasts."""
    columns = (
        "score_group",
        "score_facts",
        "score_inside",
        "share_inside",
        "mean_width",
        "mean_crps",
        "naive_value",
        "naive_growth",
    )
    values = {"draws": f"{record.draws:,}", "day": record.known_at.isoformat()}
    return table("score_groups", columns, map(_group, record.groups), values=values)


def _group(group: GroupScore) -> tuple[Cell, ...]:
    value = (group.crps_last_value, group.crps_beside_last_value, group.facts_last_value)
    growth = (group.crps_last_growth, group.crps_beside_last_growth, group.facts_last_growth)
    return (
        DataWord("score_group", group.group),
        Number(group.facts),
        Number(group.inside),
        Share(group.inside / group.facts),
        Number(group.width, 2),
        Number(group.crps, 2),
        _beside(*value),
        _beside(*growth),
    )


def _beside(naive: float | None, ours: float | None, count: int) -> Cell:
    if naive is None or ours is None:
        return None
    return Joined((Number(naive, 2), Number(ours, 2), Number(count)), " · ", ("", "model", "facts"))


def facts(record: ScoreRecord) -> AnswerTable:
    """Each fact against the draws; those that fall out first in each group."""
    columns = (
        "fact",
        "score_measure",
        "firm",
        "period",
        "came",
        "model_says",
        "percentile",
        "inside",
        "width_over_outcome",
        "why_missed",
    )
    return table("score_facts", columns, map(_fact, record.facts))


def _fact(fact: ScoredFact) -> tuple[Cell, ...]:
    middle, low, high = (amount_of(fact, v) for v in (fact.q50, fact.q05, fact.q95))
    return (
        fact.id,
        DataWord("score_measure", fact.measure),
        party(fact.party),
        period(fact.start, fact.end),
        amount_of(fact, fact.outcome),
        Estimate(middle, low, high),
        Number(round(100 * fact.percentile, 4)),
        Text("answer.yes" if fact.inside else "answer.no"),
        Number(fact.width, 2),
        None if fact.reason is None else DataWord("score_reason", fact.reason),
    )


def period(start: date | None, end: date) -> str:
    """The days of a fact: one alone, calendar years, a half or a quarter, or from one to another.

    >>> period(date(2026, 4, 1), date(2026, 6, 30))
    '2026Q2'
    """
    if start is None:
        return end.isoformat()
    ends = (f"{start:%m-%d}", f"{end:%m-%d}")
    if ends == WHOLE_YEAR:
        return "–".join(str(y) for y in dict.fromkeys((start.year, end.year)))
    if ends in PARTS and start.year == end.year:
        return f"{start.year}{PARTS[ends]}"
    return f"{start.isoformat()} – {end.isoformat()}"


def party(name: str) -> Cell:
    """Whose fact it is: one party, several added up, or the sector."""
    if name == SECTOR:
        return Text("score.sector")
    names = name.split(SUM)
    return PartyName(name) if len(names) == 1 else Enumeration(tuple(map(PartyName, names)))


def sources(record: ScoreRecord) -> AnswerTable:
    """The score of each fact beside both naive forecasts, and where the fact is from."""
    columns = (
        "fact",
        "score_nature",
        "published",
        "publisher",
        "crps",
        "crps_last_value",
        "crps_last_growth",
        "known_from",
    )
    rows = (
        (
            f.id,
            DataWord("score_nature", f.nature),
            f.published.isoformat(),
            f.publisher,
            *(
                None if v is None else amount_of(f, v)
                for v in (f.crps, f.crps_last_value, f.crps_last_growth)
            ),
            " ".join(f.known_from) or None,
        )
        for f in record.facts
    )
    return table("score_sources", columns, rows)


def not_scored(record: ScoreRecord) -> AnswerTable:
    """Facts of the same sources that are not scored, by reason."""
    found: dict[str, list[str]] = {}
    for one in record.not_scored:
        found.setdefault(one.reason, []).append(one.id)
    rows = sorted(found.items(), key=lambda item: -len(item[1]))
    return _ids("score_not_scored", ("why_not", "count", "facts"), rows, kind="score_unscored")


def hindsight(record: ScoreRecord) -> AnswerTable:
    """Rows of the book whose page is of a later day, by kind."""
    found: dict[str, list[str]] = {}
    for one in record.hindsight:
        found.setdefault(one.kind, []).append(one.id)
    rows = list(found.items())
    return _ids("score_hindsight", ("kind", "count", "rows"), rows, kind="score_later")


def _ids(
    name: str, columns: Sequence[str], rows: Sequence[tuple[str, list[str]]], *, kind: str
) -> AnswerTable:
    made = ((DataWord(kind, code), Number(len(ids)), " ".join(ids)) for code, ids in rows)
    return table(name, columns, made)


def amount_of(fact: ScoredFact, value: float) -> Quantity:
    return amount(fact.unit, value)


def amount(unit: str, value: float) -> Quantity:
    """A number in the unit of a measure."""
    if unit == "USD bn":
        return Money(value, stated=True)
    if unit == "share":
        return Share(value, 1)
    if unit == "GW":
        return Capacity(value, 2)
    return Number(value, 1)
