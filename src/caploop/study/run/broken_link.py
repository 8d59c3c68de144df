"""What one broken link does to the loop, and how long until half of it is gone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caploop.book import Scenario, ScenarioChange, joined
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.names import offered
from caploop.model.terms import FIRST_YEAR
from caploop.stress import Shock, next_link
from caploop.study.run.record import BrokenLink, SeriesResponse
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import ModelRun, run_model

KEPT = shown.BREAK
SHOWN = ("value", "cash", "rent_in_all", "revenue")
LEAST = 1e-6
YEARS = (2026, 2028, 2030)
FROM = 2028
"""The end of which year the half-life counts from: fixed, as a largest difference picks noise."""


def half_life(difference: Sequence[float]) -> int | None:
    """Steps until at most half of the first difference is left for good; none if it never is.

    >>> half_life([-8, -6, -5, -4, -1])
    3
    >>> half_life([1, 2, 4]) is None
    True
    """
    size = np.abs(np.asarray(difference, dtype=float))
    above = np.flatnonzero(size > size[0] / 2)
    steps = int(above[-1]) + 1 if len(above) else 0
    return steps if steps < len(size) else None


def broken_link(run: ModelRun, *, link: str | None = None) -> BrokenLink:
    """The run again without one agreement, compared; `run` kept `KEPT`.

    Where none is named it is the one that brings OpenAI the largest sum still to come. Raises
    UsageError where none does, and NotFoundError for an agreement that is not in the book, with the
    nearest that is.
    """
    gone = _largest(run) if link is None else Shock(kind="withdraw", target=link)
    ids = [agreement.id for agreement in run.known.book.agreements]
    if gone.target not in ids:
        hint = offered(gone.target, ids, "see book")
        raise NotFoundError(f"no agreement is called {gone.target!r}; {hint}")
    broken = run_model(
        run.known,
        joined([run.scenario, without(gone)]),
        keep=KEPT,
        draws=run.draws,
        seed=run.seed,
    )
    gain = float(run.mean("loop_gain").max())
    return BrokenLink(
        link=gone.target,
        responses=tuple(_response(run, broken, name) for name in SHOWN),
        largest_gain=gain,
        damped=gain < 1,
    )


def _largest(run: ModelRun) -> Shock:
    found = next_link(run.known)
    if found is None:
        said = "no money that is agreed for OpenAI is still to come, so there is no link to break"
        raise UsageError(f"{said} unless you name one: --break AGREEMENT")
    return found


def without(gone: Shock) -> Scenario:
    """A scenario in which an agreement is not paid, from the shock's first quarter on if it has
    one."""
    link = gone.target
    change = ScenarioChange(
        target="agreement",
        name=link,
        action="drop",
        from_quarter=gone.from_quarter,
        reason="the link that is broken",
    )
    title = f"without {link}"
    return Scenario(
        id=title, title_en=title, title_zh=f"没有{link}", source="command line", changes=(change,)
    )


def _response(run: ModelRun, broken: ModelRun, name: str) -> SeriesResponse:
    difference = broken.mean(name) - run.mean(name)
    difference = np.where(np.abs(difference) < LEAST, 0.0, difference)
    after = difference[_end(FROM) :]
    return SeriesResponse(
        series=name,
        differences={str(y): round(float(difference[_end(y)]), 6) for y in YEARS},
        half_life=half_life(after.tolist()) if after[0] else None,
    )


def _end(year: int) -> int:
    """The place of the last quarter of a year."""
    return 4 * (year - FIRST_YEAR) + 3
