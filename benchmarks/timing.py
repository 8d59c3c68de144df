"""Medians of repeated runs."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter


def seconds(action: Callable[[], object], *, runs: int) -> list[float]:
    """Wall seconds of each of `runs` calls, after one that is not counted."""
    action()
    times = []
    for _ in range(runs):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return times


def line(what: str, times: list[float], target: str, *, unit: str = "s", scale: float = 1) -> str:
    """One printed row: median, least and greatest, and the target."""
    figures = [median(times) * scale, min(times) * scale, max(times) * scale]
    shown = "".join(f"{figure:>10.3g} {unit}" for figure in figures)
    return f"{what:<58}{shown}  {target}"
