"""A line on the terminal for work that takes longer than a second, gone when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from caploop.core.progress import Progress, listening

PATIENCE = 1.0
"""Seconds without a word."""
AGAIN = 0.2


@contextmanager
def progress_line(*, quiet: bool) -> Iterator[None]:
    """Within it a terminal shows how far the draws have come; a file or a pipe sees nothing."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    line = ProgressLine()
    try:
        with listening(line.show):
            yield
    finally:
        line.clear()


class ProgressLine:
    """One line of stderr, written over and over."""

    def __init__(self) -> None:
        self.started = self.shown = time.monotonic()
        self.width = 0

    def show(self, at: Progress) -> None:
        """Writes the line where it is time for it."""
        now = time.monotonic()
        if now - self.started < PATIENCE or now - self.shown < AGAIN:
            return
        self.shown = now
        self._write(line_of(at, spent=now - self.started))

    def clear(self) -> None:
        """Takes the line away."""
        if self.width:
            self._write("")
            sys.stderr.write("\r")
            self.width = 0

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r{text.ljust(self.width)}")
        sys.stderr.flush()
        self.width = len(text)


def line_of(at: Progress, *, spent: float) -> str:
    """What is done, of how much, and how many seconds are left if it goes on so.

    >>> line_of(Progress("draws", 2_500, 10_000), spent=2.0)
    '2,500 of 10,000 draws, 6 s left'
    """
    told = f"{at.done:,} of {at.total:,} {at.kind}"
    if not 0 < at.done < at.total:
        return told
    return f"{told}, {spent * (at.total - at.done) / at.done:.0f} s left"
