"""How far probabilities were from what came: Brier's score, by group, beside the base rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import fmean

from caploop.study.register.record import BrierRow, RegisteredRow

ALL = "all"


def squared(probability: float, state: str) -> float | None:
    """Brier (1950): the squared distance from 1 where it came true, from 0 where not.

    >>> squared(0.75, "true"), squared(0.75, "false"), squared(0.75, "open")
    (0.0625, 0.5625, None)
    """
    came = {"true": 1.0, "false": 0.0}.get(state)
    return None if came is None else round((probability - came) ** 2, 6)


def by_group(rows: Sequence[RegisteredRow]) -> tuple[BrierRow, ...]:
    """A row a group in the order in which they come, and one of all."""
    return (*_groups(rows), brier_row(ALL, rows))


def _groups(rows: Sequence[RegisteredRow]) -> Iterator[BrierRow]:
    for name in dict.fromkeys(row.statement.group for row in rows):
        yield brier_row(name, [row for row in rows if row.statement.group == name])


def brier_row(name: str, rows: Sequence[RegisteredRow]) -> BrierRow:
    """Counts by state, and means over the statements that were decided."""
    states = Counter(row.state for row in rows)
    return BrierRow(
        group=name,
        statements=len(rows),
        **{state: states[state] for state in ("open", "true", "false", "void", "overdue")},
        brier=_mean([row.brier for row in rows]),
        brier_last=_mean([row.brier_last for row in rows]),
        brier_base=_mean([row.brier_base for row in rows]),
    )


def _mean(scores: Sequence[float | None]) -> float | None:
    found = [score for score in scores if score is not None]
    return round(fmean(found), 6) if found else None
