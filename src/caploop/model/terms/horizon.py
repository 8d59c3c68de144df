"""The quarters that a run goes through."""

from __future__ import annotations

from caploop.core.errors import UsageError
from caploop.model.terms.parties import QUARTERS, period_of, quarter_name


def check_quarters(what: str, first: str | None, last: str | None, *, opens: int = 1) -> None:
    """Raises UsageError where something that holds in some quarters holds in none of a run, which
    begins with the period `opens`."""
    run = f"a run goes from {quarter_name(opens)} to {quarter_name(QUARTERS)}; name quarters in it"
    if first is not None and period_of(first) > QUARTERS:
        raise UsageError(f"{what} begins in {first}, too late to change anything: {run}")
    if last is not None and period_of(last) < opens:
        raise UsageError(f"{what} ends in {last}, too early to change anything: {run}")
