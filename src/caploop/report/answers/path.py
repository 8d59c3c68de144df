"""A path as a line of blocks: how high each period's number lies between the least and the most."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caploop.report.tables.cell import AnswerTable, Estimate, Quantity
from caploop.report.tables.plain import plain

BLOCKS = "▁▂▃▅▇"
PERIOD = re.compile(r"20\d\d(Q[1-4])?")
SHORTEST = 3
MEDIAN = "median"


def sparkline(values: list[float]) -> str:
    """A block for each value, the least lowest; all of one height where they are the same.

    >>> sparkline([0, 1, 2, 3, 4]), sparkline([7, 7])
    ('▁▂▃▅▇', '▃▃')
    """
    low, high = min(values), max(values)
    if high == low:
        return BLOCKS[len(BLOCKS) // 2] * len(values)
    top = len(BLOCKS) - 1
    return "".join(BLOCKS[round((v - low) / (high - low) * top)] for v in values)


def periods(table: AnswerTable) -> tuple[str, str] | None:
    """First and last period of a table with a row a period; None for any other."""
    names = [row[0] for row in table.rows]
    told = [n for n in names if isinstance(n, str) and PERIOD.fullmatch(n)]
    if not told or len(told) != len(names):
        return None
    return told[0], told[-1]


def paths(table: AnswerTable) -> Iterator[tuple[int, list[float]]]:
    """Place and numbers of each column that a picture is made of: medians of a row a period."""
    names = [row[0] for row in table.rows]
    if periods(table) is None or len(set(names)) != len(names) or len(names) < SHORTEST:
        return
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        if column == MEDIAN and all(isinstance(c, Quantity) for c in cells):
            yield place, [float(plain(c)) for c in cells]
        elif cells and all(isinstance(c, Estimate) for c in cells):
            yield place, [float(plain(c.middle)) for c in cells if isinstance(c, Estimate)]
