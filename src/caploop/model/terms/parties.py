"""Who is in the model, in the order of its arrays."""

from __future__ import annotations

import re

MARKETS = ("US_CA", "DEV", "IN", "ROW")
LESSORS = ("microsoft", "oracle", "coreweave", "amazon", "google", "cerebras", "vehicles")
CHIPMAKERS = ("nvidia", "amd", "broadcom")
FIRMS = (*LESSORS, *CHIPMAKERS, "softbank")
"""Those whose money is followed through the loop, apart from OpenAI."""
INVESTORS = (*FIRMS, "market")
"""Who writes cheques; `market` stands for all investors outside the loop."""
HOLDERS = (*INVESTORS, "foundation", "employees", "government")
ORIGINS = ("outside", "market", "debt", "government", *FIRMS)
STAGES = ("normal", "constrained", "distress", "rescued", "renegotiated", "acquired", "bankrupt")
GROUPS = ("free", "go", "api", "paid")
"""Who is served, the least earned by a unit of compute first; `paid` are Plus, Pro and business."""
LIMITS = ("wanted", "shell", "power", "chips", "finance")

FIRST_YEAR = 2026
QUARTERS = 40
"""Of a run."""
FLEET_YEARS = 3
"""Years before the run from which capacity is told by when it was built."""
AXES = {
    "quarter": QUARTERS,
    "lessor": len(LESSORS),
    "chipmaker": len(CHIPMAKERS),
    "supplier": len(LESSORS) + len(CHIPMAKERS),
    "firm": len(FIRMS),
    "investor": len(INVESTORS),
    "holder": len(HOLDERS),
    "origin": len(ORIGINS),
    "stage": len(STAGES),
    "limit": len(LIMITS),
    "group": len(GROUPS),
    "fleet_year": FLEET_YEARS,
    "fleet_quarter": 4 * FLEET_YEARS + QUARTERS,
}
"""Length of each axis that series of several mechanisms have."""


def quarter_name(number: int) -> str:
    """The calendar quarter of a period of the model, which counts from 1.

    >>> quarter_name(1), quarter_name(8)
    ('2026Q1', '2027Q4')
    """
    return f"{FIRST_YEAR + (number - 1) // 4}Q{(number - 1) % 4 + 1}"


def is_quarter(text: str) -> bool:
    """Whether a text names a calendar quarter of this century, such as 2027Q1."""
    return re.fullmatch(r"20\d\dQ[1-4]", text) is not None


def period_of(quarter: str) -> int:
    """The period of a calendar quarter; 0 and below lie before the first one.

    >>> period_of("2027Q4")
    8
    """
    return 4 * (int(quarter[:4]) - FIRST_YEAR) + int(quarter[-1])
