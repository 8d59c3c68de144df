"""Whole processes, as a user starts them: a machine's first question, others, the same again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.timing import line, seconds

BEFORE = {
    "first question": "52",
    "another question": "27 to 40",
    "the same again": "16 to 20",
    "loop": "7",
    "plan": "7",
    "book check": "2",
}
"""Seconds at commit 9ac7468 on two quiet cores, as an analyst measured them then."""
FIRST, OTHERS, AGAIN, LARGE = "≤ 15 s", "≤ 1.5 s", "≤ 0.4 s", "≤ 3 s"
RUNWAY = ("runway", "--draws", "1000")
COMMANDS = (
    (("--help",), "< 0.3 s", 9),
    (("claims", "--json"), "≤ 1 s", 5),
    (("claims", "show", "004-16"), "≤ 1 s", 5),
    (("book", "check"), "≤ 1 s", 5),
    (("loop", "--fresh"), "≤ 1 s", 5),
    (("plan", "--fresh"), "≤ 1 s", 5),
)


def command_times() -> Iterator[str]:
    """Wall time of each command; a bare interpreter first, for the ratio."""
    with TemporaryDirectory() as folder:
        run = partial(_run, cache=folder)
        yield line(
            "python -c '' (for comparison)", seconds(partial(run, ["-c", ""]), runs=9), target=""
        )
        yield _of("first question", [_once(run, RUNWAY)], target=FIRST)
        yield from _questions(run)
        for words, target, runs in COMMANDS:
            times = seconds(partial(run, ["-m", "caploop", *words]), runs=runs)
            yield _of(" ".join(w for w in words if w != "--fresh"), times, target=target)
        report = ["-m", "caploop", "report", "-o", "out/bench-report.html"]
        yield _of("report, its runs kept", seconds(partial(run, report), runs=3), target="")


def _questions(run: partial[None]) -> Iterator[str]:
    """Questions of a machine that has answered one before: others, the same, one of many draws."""
    number = count(1)

    def other(draws: int) -> None:
        run(["-m", "caploop", "earn", "--draws", str(draws), "--set", f"m_30=0.05{next(number)}"])

    yield _of("another question", seconds(partial(other, 1_000), runs=5), target=OTHERS)
    again = seconds(partial(run, ["-m", "caploop", *RUNWAY]), runs=9)
    yield _of("the same again", again, target=AGAIN)
    yield _of("another, of 10,000 draws", seconds(partial(other, 10_000), runs=3), target=LARGE)


def _once(run: partial[None], words: tuple[str, ...]) -> float:
    """What is measured once, as the machine is not the same after it."""
    start = perf_counter()
    run(["-m", "caploop", *words])
    return perf_counter() - start


def _of(what: str, times: list[float], *, target: str) -> str:
    before = f"; {BEFORE[what]} s at 9ac7468" if what in BEFORE else ""
    return line(f"caploop: {what}", times, target=f"{target}{before}")


def _run(words: list[str], *, cache: str) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as a user has it
    subprocess.run([sys.executable, *words], check=True, capture_output=True, env=environment)
