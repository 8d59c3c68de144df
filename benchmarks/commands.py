"""Whole processes, as a user starts them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.timing import line, seconds

COMMANDS = (
    (("--help",), "< 0.3 s", 9),
    (("claims", "--json"), "< 1 s", 9),
    (("claims", "show", "004-16"), "", 9),
    (("report", "-o", "out/bench-report.html"), "", 3),
)


def command_times() -> Iterator[str]:
    """Wall time of each command; a bare interpreter first, for the ratio."""
    bare = seconds(partial(_run, [sys.executable, "-c", ""]), runs=9)
    yield line("python -c '' (for comparison)", bare, "")
    for words, target, runs in COMMANDS:
        times = seconds(partial(_run, [sys.executable, "-m", "caploop", *words]), runs=runs)
        yield line(f"caploop {' '.join(words)}", times, target)


def _run(words: list[str]) -> None:
    subprocess.run(words, check=True, capture_output=True)
