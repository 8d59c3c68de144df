"""Labels of periods: quarters such as 2026Q1, or years."""

from __future__ import annotations

import re

from caploop.core.errors import UsageError

QUARTER = re.compile(r"(\d{4})Q([1-4])")
YEAR = re.compile(r"\d{4}")


def labels(start: str, periods: int, *, freq: str) -> tuple[str, ...]:
    """`periods` labels from `start`.

    >>> labels("2026Q4", 2, freq="Q")
    ('2026Q4', '2027Q1')
    """
    if freq == "Y" and YEAR.fullmatch(start):
        return tuple(f"{int(start) + i:04d}" for i in range(periods))
    found = QUARTER.fullmatch(start)
    if freq == "Q" and found:
        first = int(found[1]) * 4 + int(found[2]) - 1
        return tuple(f"{q // 4:04d}Q{q % 4 + 1}" for q in range(first, first + periods))
    wanted = "2026Q1" if freq == "Q" else "2026"
    raise UsageError(f"start {start!r} is no period of this model; write it like {wanted!r}")
