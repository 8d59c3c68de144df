"""Reading quantities and periods in running text."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from benchmarks.timing import line, seconds
from caploop.extraction.quantity import find_quantities
from caploop.extraction.times.words import find_periods

PARAGRAPH = (
    "灯塔智能2025年收入为12.5亿美元,低于此前预计的14亿美元;其每周活跃用户约4000万人。"
    "北网电力最多将投资30亿美元(约合人民币210亿元)。In 2026 it expects revenue of $2 billion to "
    "$2.4 billion, up 62%, and up to 300 MW by 2030.\n"
)
PROSE = (
    "The board met twice before it agreed to the plan, and nobody would say who had asked first. ",
    "Analysts doubt that the plants can be built as quickly as the makers of turbines promised. ",
    "What was announced is a frame, said a person who knows the talks; much can be put off. ",
    "双方没有披露更多细节,市场则在等待监管机构对这笔交易的进一步说明,并关注后续融资安排。",
    "多位受访者认为,电力供应和设备交付将决定扩张的速度,而不是资金本身,这与公司的说法不同。",
    "该公司强调自己仍将保持独立运营,董事会也会继续监督管理层,合作伙伴对此表示欢迎。\n",
)
STATED_ON = date(2026, 1, 20)
MEGABYTE = 10**6


def press(size: int, seed: int = 0) -> str:
    """About so many characters of made-up news in both languages; no figure comes twice on purpose.

    A figure or a date stands in every second sentence, which is denser than in the articles that
    the claims were taken from.
    """
    chance, pieces, length = random.Random(seed), [], 0
    while length < size:
        number, part = chance.uniform(1, 900), chance.randint(1, 4)
        year = chance.randint(2019, 2035)
        said = (
            f"It will pay ${number:.1f} billion by {year} for up to {part}.{part} GW. ",
            f"{year}年第{part}季度收入为{number:.2f}亿美元,同比增长{number / 9:.1f}%。",
            f"In the first half of {year} sales rose {number / 9:.0f}% to about €{number:.0f}m. ",
            f"到{year}年,公司计划投入约{number:.0f}亿元,未来{part}年内建成。",
        )
        piece = chance.choice(PROSE) + chance.choice((*said, *PROSE, *PROSE[:2]))
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)


def rate(read: Callable[[str], object], text: str, runs: int = 3) -> float:
    """Megabytes of UTF-8 read in a second of one core's time, the best of some runs."""
    times: list[float] = []
    for _ in range(runs):
        started = time.process_time()
        for start in range(0, len(text), 20_000):
            read(text[start : start + 20_000])
        times.append(time.process_time() - started)
    return len(text.encode()) / MEGABYTE / min(times)


def grammar_times() -> Iterator[str]:
    """Seconds for a text of about 15,000 characters, and megabytes a second for made-up news."""
    text = PARAGRAPH * (15_000 // len(PARAGRAPH))
    target = "< 0.2 s"
    yield line(
        "find_quantities in 15,000 characters",
        seconds(partial(find_quantities, text), runs=9),
        target,
    )
    periods = partial(find_periods, stated_on=STATED_ON, calendar=None)
    yield line("find_periods in 15,000 characters", seconds(partial(periods, text), runs=9), "")
    news = press(300_000)
    for name, read, least in (
        ("find_quantities", find_quantities, "> 2"),
        ("find_periods", periods, "> 2"),
        ("both", lambda text: (find_quantities(text), periods(text)), "> 2"),
    ):
        found = rate(read, news)
        yield f"{f'{name}, MB of news a second of one core':<58}{found:>12.2f}{'':24}  {least}"
