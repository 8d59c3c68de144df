"""Circularity as it is asked of from options: of the book's money, or of a run's payments."""

from __future__ import annotations

from caploop.book import KnownBook
from caploop.core.errors import UsageError
from caploop.study.loop.answer import loop
from caploop.study.loop.record import LoopRecord
from caploop.study.options import LoopOptions
from caploop.study.shared.kept import kept


@kept("loop", LoopRecord)
def loop_asked(known: KnownBook, options: LoopOptions) -> LoopRecord:
    """The answer on the book's money; raises UsageError for a window that is none."""
    return loop(
        known,
        window=_years(options.window),
        firmness=options.firmness,
        perimeter=options.perimeter,
        seed=options.seed,
        hub=options.hub,
    )


def _years(window: str | None) -> tuple[int, int] | None:
    if window is None:
        return None
    first, _, last = window.partition("-")
    if not (first.isdigit() and last.isdigit() and len(first) == len(last) == 4):
        raise UsageError(f"{window!r} is no window; write it like 2026-2030")
    return int(first), int(last)
