"""What one broken link does to the loop, and how long until half of it is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from msgspec import Struct

from caploop.book.book import Book
from caploop.book.scenario import Change, Scenario, joined
from caploop.core.errors import NotFoundError
from caploop.core.names import offered
from caploop.model.parties import quarter_name
from caploop.study import shown
from caploop.study.simulated import Simulated, simulated

LINK = "nvidia-openai-2026-round"
KEPT = shown.BREAK
SHOWN = ("value", "cash", "rent_in_all", "revenue")
LEAST = 1e-6


class Response(Struct, frozen=True, kw_only=True):
    """How one series, in USD bn, answers to a broken link: difference of means to the unbroken run.

    The largest difference and its quarter; `half_life` is the number of quarters until no more
    than half of it is left, none where that does not happen by the end of the run.
    """

    series: str
    largest: float
    quarter: str | None
    half_life: int | None


class BrokenLink(Struct, frozen=True, kw_only=True):
    """An agreement that is never paid, with common draws, and the loop's gain beside it.

    `damped` says that the gain stays below 1: a shock then loses force round by round.
    """

    link: str
    responses: tuple[Response, ...]
    largest_gain: float
    damped: bool


def half_life(difference: Sequence[float]) -> tuple[int, int | None]:
    """The place of the largest difference, and the steps until at most half of it is left for good.

    >>> half_life([0, -8, -6, -5, -4, -1])
    (1, 3)
    >>> half_life([0, 1, 2, 4])
    (3, None)
    """
    size = np.abs(np.asarray(difference, dtype=float))
    peak = int(np.argmax(size))
    above = np.flatnonzero(size[peak:] > size[peak] / 2)
    steps = int(above[-1]) + 1 if len(above) else 0
    return peak, steps if peak + steps < len(size) else None


def broken_link(
    book: Book, run: Simulated, *, as_of: date, known_at: date, link: str = LINK
) -> BrokenLink:
    """The run again without one agreement, compared; `run` kept `KEPT`.

    Raises NotFoundError for an agreement that is not in the book, with the nearest that is.
    """
    ids = [agreement.id for agreement in book.agreements]
    if link not in ids:
        raise NotFoundError(f"no agreement is called {link!r}; {offered(link, ids, 'see book')}")
    broken = simulated(
        book,
        joined([run.scenario, without(link)]),
        keep=KEPT,
        as_of=as_of,
        known_at=known_at,
        draws=run.draws,
        seed=run.seed,
    )
    gain = float(run.mean("loop_gain").max())
    return BrokenLink(
        link=link,
        responses=tuple(_response(run, broken, name) for name in SHOWN),
        largest_gain=gain,
        damped=gain < 1,
    )


def without(link: str) -> Scenario:
    """A scenario in which an agreement is never paid."""
    change = Change(target="agreement", name=link, action="drop", reason="the link that is broken")
    title = f"without {link}"
    return Scenario(
        id=title, title_en=title, title_zh=f"没有{link}", source="command line", changes=(change,)
    )


def _response(run: Simulated, broken: Simulated, name: str) -> Response:
    difference = broken.mean(name) - run.mean(name)
    peak, steps = half_life(difference.tolist())
    nothing = abs(difference[peak]) < LEAST
    return Response(
        series=name,
        largest=0.0 if nothing else round(float(difference[peak]), 6),
        quarter=None if nothing else quarter_name(peak + 1),
        half_life=None if nothing else steps,
    )
