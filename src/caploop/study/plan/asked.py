"""The plans as they are asked of from options: claims and figures to try, read from text."""

from __future__ import annotations

import math

from caploop.book import KnownBook
from caploop.core.errors import UsageError
from caploop.study.options import PlanOptions
from caploop.study.plan.answer import plan
from caploop.study.plan.record import PlanRecord
from caploop.study.shared.kept import kept


@kept("plan", PlanRecord)
def plan_asked(known: KnownBook, options: PlanOptions) -> PlanRecord:
    """The answer on the plans under options; raises UsageError for text that says no figure."""
    return plan(
        known,
        claims=listed(options.claims),
        figures=dict(map(_tried, options.figures)),
        vintage=options.vintage,
        draws=options.draws,
        seed=options.seed,
    )


def listed(text: str | None) -> tuple[str, ...]:
    """Ids in a list with commas, each once. Raises UsageError for a list of nothing."""
    if text is None:
        return ()
    ids = tuple(dict.fromkeys(i.strip() for i in text.split(",") if i.strip()))
    if not ids:
        raise UsageError("--claims names no claim; write it like 001-15,001-16,004-53")
    return ids


def _tried(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not (name and math.isfinite(value) and value > 0):
        hint = "write it like compute_26_30=450, money in USD bn, above 0"
        raise UsageError(f"{text!r} is no figure to try; {hint}")
    return name.strip(), value
