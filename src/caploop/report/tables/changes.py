"""The answer of `caploop changes` as tables."""

from __future__ import annotations

from caploop.report.tables.cell import (
    AnswerTable,
    Capacity,
    Cell,
    DataWord,
    Date,
    Money,
    Number,
    PartyName,
    Quantity,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import in_unit, weak_points
from caploop.study.changes import GROUPS, Changed, ChangesRecord, HeadlineMove, NeedsReview

NAMED = 6
"""Changes that a field's row names; the record has all."""
BN = 1e9


def changes_tables(record: ChangesRecord) -> tuple[AnswerTable, ...]:
    """Headlines of both books, what moves them, rows switched, what changed, what needs review."""
    return (
        headlines(record),
        parts(record),
        switched(record),
        changed(record),
        reviews(record),
        weak_points(record.notes),
    )


def headlines(record: ChangesRecord) -> AnswerTable:
    """A row a headline: what it is in either book, and how far apart."""
    rows = (
        (m.title, *(_of(v, m.unit) for v in (m.since, m.until)), _of(m.difference, m.unit, True))
        for m in record.moves
    )
    columns = ("changes_headline", *_days(record), "changes_apart")
    return table("changes_headlines", columns, rows, values={"draws": f"{record.draws:,}"})


def parts(record: ChangesRecord) -> AnswerTable:
    """A row a headline: by how much each group of rows alone moves it, and the rest."""
    groups = [group for group in GROUPS if record.switched.get(group)]
    columns = (
        "changes_headline",
        "changes_apart",
        *(DataWord("changes_group", group) for group in groups),
        "changes_interaction",
    )
    values = {"vintage": record.since_vintage}
    rows = (_parts(move, groups) for move in record.moves)
    return table("changes_parts", columns, rows, values=values)


def _parts(move: HeadlineMove, groups: list[str]) -> tuple[Cell, ...]:
    told = (move.difference, *(move.parts.get(g) for g in groups), move.interaction)
    return move.title, *(_of(value, move.unit, True) for value in told)


def switched(record: ChangesRecord) -> AnswerTable:
    """A row a group: how many rows of the book were switched with it."""
    rows = ((DataWord("changes_group", g), Number(n)) for g, n in record.switched.items())
    return table("changes_switched", ("changes_group", "changes_rows"), rows)


def changed(record: ChangesRecord) -> AnswerTable:
    """What became known and was read, oldest first: its tier, and what it stands against."""
    columns = (
        "changes_day",
        "changes_kind",
        "changes_id",
        "party",
        "what",
        "tier_of_document",
        "changes_against",
        "changes_was",
        "changes_is",
        "unit",
        "claims",
    )
    return table("changes_changed", columns, map(_changed, record.changed))


def _changed(one: Changed) -> tuple[Cell, ...]:
    kinds = {"tranche": "changes_turn", "parameter": "", "position": "item"}
    kind = kinds.get(one.kind, "measure")
    return (
        Date(one.day),
        DataWord("changes_kind", one.kind),
        one.id,
        PartyName(";".join(p for p in (one.party, one.counterparty) if p)) if one.party else None,
        DataWord(kind, one.what) if kind else one.what,
        DataWord("changes_tier", one.tier) if one.tier else None,
        one.against,
        _amount(one.before, one.unit),
        _amount(one.after, one.unit),
        one.unit or None,
        " ".join(one.claims) or None,
    )


def reviews(record: ChangesRecord) -> AnswerTable:
    """A row a field that needs review: of which question, and because of which changes."""
    columns = ("changes_question", "changes_field", "changes_count", "changes_because")
    return table("changes_reviews", columns, map(_review, record.reviews))


def _review(one: NeedsReview) -> tuple[Cell, ...]:
    named = " ".join(one.because[:NAMED])
    more = len(one.because) - NAMED
    because = Text("changes.more", {"named": named, "count": Number(more)}) if more > 0 else named
    return one.question, one.field, Number(len(one.because)), because


def _days(record: ChangesRecord) -> tuple[Text, Text]:
    sides = (record.since_vintage, record.since), (record.until_vintage, record.until)
    since, until = (Text("changes.book", {"vintage": n, "day": d.isoformat()}) for n, d in sides)
    return since, until


def _of(value: float | None, unit: str, signed: bool = False) -> Cell:
    if value is None:
        return None
    if unit == "GW":
        return Capacity(value, note=" GW", signed=signed)
    return Money(value, figures=3) if unit == "USD bn" else in_unit(value, unit, signed=signed)


def _amount(value: float | None, unit: str) -> Quantity | None:
    if value is None:
        return None
    if unit == "USD" or unit.startswith("USD bn"):
        return Money(value / BN if unit == "USD" else value, stated=True)
    if unit == "W":
        return Capacity(value / BN, None, note=" GW")
    if unit in {"share", "fraction"}:
        return Share(value, 1)
    return Number(value, figures=4) if abs(value) >= BN else Number(value, None)
