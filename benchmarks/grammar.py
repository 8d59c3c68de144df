"""Reading quantities and periods in running text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from benchmarks.timing import line, seconds
from caploop.core.quantity import find_quantities
from caploop.core.time_words import find_periods

PARAGRAPH = (
    "灯塔智能2025年收入为12.5亿美元,低于此前预计的14亿美元;其每周活跃用户约4000万人。"
    "北网电力最多将投资30亿美元(约合人民币210亿元)。In 2026 it expects revenue of $2 billion to "
    "$2.4 billion, up 62%, and up to 300 MW by 2030.\n"
)


def grammar_times() -> Iterator[str]:
    """Seconds for a text of about 15,000 characters."""
    text = PARAGRAPH * (15_000 // len(PARAGRAPH))
    target = "< 0.2 s"
    yield line(
        "find_quantities in 15,000 characters",
        seconds(partial(find_quantities, text), runs=9),
        target,
    )
    found = partial(find_periods, text, stated_on=date(2026, 1, 20), calendar=None)
    yield line("find_periods in 15,000 characters", seconds(found, runs=9), "")
