"""Outcomes that drivers are asked of, by name: one number a draw from the paths of a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.core.errors import NotFoundError, UsageError
from caploop.core.message import Message, message
from caploop.core.names import offered
from caploop.model.terms import FIRMS, FIRST_YEAR, STAGES
from caploop.study.shared.model_run import STANDING
from caploop.study.shared.series import OWN

Floats = NDArray[np.float64]
Paths = Mapping[str, Floats]
LAST_YEAR = FIRST_YEAR + 9
FULL_NEWS = 2028
"""The year whose revenue over plan, and by whose end a listing, stand for the way to later ones."""
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "runway": (
        *("cash-out-by-2030", "cash-out-by-2028", "bankrupt-by-2030", "need-2030"),
        "burn-2026-2029",
    ),
    "earn": ("revenue-2030", "revenue-2027", "payers-2030", "burn-2026-2029"),
    "run": (
        *("gw-2030", "gw-2027", "leverage-oracle-2030", "leverage-coreweave-2030"),
        "coverage-2030",
    ),
    "value": ("value-2030", "value-2028", "listed-by-2028"),
}


class Outcome(Struct, frozen=True, kw_only=True):
    """One number a draw: an amount in `unit`, or an event, 1 where it happens.

    `series` are the model's, `year` the last year it looks at.
    """

    name: str
    title: Message
    unit: str
    is_event: bool
    series: tuple[str, ...]
    year: int
    measure: Callable[[Paths], Floats]


class OutcomeFamily(Struct, frozen=True, kw_only=True):
    """A family of outcomes; `firm` is the one it is about, `measure` takes paths and the years."""

    code: str
    unit: str
    series: tuple[str, ...]
    measure: Callable[[Paths, tuple[int, int]], Floats]
    is_event: bool = False
    sums: bool = False
    firm: str | None = None

    def title(self, first: int, last: int) -> Message:
        """What the outcome of these years is called."""
        when = message("years", first=first, last=last) if first < last else last
        firm = {} if self.firm is None else {"firm": self.firm}
        return message(self.code, when=when, **firm)


def _at(series: str, paths: Paths, years: tuple[int, int]) -> Floats:
    """Where a series stands at the end of the last year."""
    return np.asarray(paths[series][:, _end(years[1])])


def _in_stage(stage: str, paths: Paths, years: tuple[int, int]) -> Floats:
    return np.asarray(paths["in_stage"][:, _end(years[1]), STAGES.index(stage)])


def _summed(series: str, paths: Paths, years: tuple[int, int]) -> Floats:
    """What years add up to, of a series that adds up over each of them."""
    ends = [_end(y) for y in range(years[0], years[1] + 1)]
    return np.asarray(paths[series][:, ends].sum(axis=1))


def _leverage(firm: str, paths: Paths, years: tuple[int, int]) -> Floats:
    return np.asarray(paths["leverage"][:, _end(years[1]), FIRMS.index(firm)])


def _end(year: int) -> int:
    """Place of a year's last quarter."""
    return 4 * (year - FIRST_YEAR) + 3


def _event(code: str, series: str) -> OutcomeFamily:
    share = "share of draws"
    measure = partial(_at, series)
    return OutcomeFamily(code=code, unit=share, series=(series,), measure=measure, is_event=True)


def _amount(code: str, unit: str, series: str, *, sums: bool = False) -> OutcomeFamily:
    measure = partial(_summed if sums else _at, series)
    return OutcomeFamily(code=code, unit=unit, series=(series,), measure=measure, sums=sums)


KINDS: Mapping[str, OutcomeFamily] = {
    "cash-out-by": _event("cash-out-by", "cash_out"),
    "least-cash-by": _event("least-cash-by", "ever_constrained"),
    "listed-by": _event("listed-by", "listed"),
    "bankrupt-by": OutcomeFamily(
        code="bankrupt-by",
        unit="share of draws",
        series=("in_stage",),
        measure=partial(_in_stage, "bankrupt"),
        is_event=True,
    ),
    "need": _amount("need", "USD bn", "funding_gap"),
    "burn": _amount("burn", "USD bn", "burn_year", sums=True),
    "revenue": _amount("revenue", "USD bn", "revenue_year", sums=True),
    "gw": _amount("gw", "GW", "gw_in_all"),
    "value": _amount("value", "USD bn", "value"),
    "users": _amount("users", "mn", "users"),
    "payers": _amount("payers", "mn", "payers"),
    "coverage": _amount("coverage", "1", "coverage"),
    **{
        f"leverage-{firm}": OutcomeFamily(
            code="leverage",
            unit="1",
            series=("leverage",),
            measure=partial(_leverage, firm),
            firm=firm,
        )
        for firm in FIRMS
    },
}
_NAME = re.compile(r"([a-z-]+?)-(20\d\d)(?:-(20\d\d))?")


def outcome_of(name: str) -> Outcome:
    """The outcome that a name such as `cash-out-by-2030` or `burn-2026-2029` stands for.

    Raises NotFoundError for a kind that does not exist, with the nearest that does, UsageError for
    years outside the run and a span of years of what does not add up.
    """
    found = _NAME.fullmatch(name)
    kind = KINDS.get(found[1]) if found else None
    if name in KINDS:
        raise UsageError(f"{name} of which year? write {name}-{FIRST_YEAR + 4}")
    if found is None or kind is None:
        asked = name if found is None else found[1]
        hint = offered(asked, KINDS, f"there are {', '.join(KINDS)}")
        raise NotFoundError(f"no outcome is called {name!r}; {hint} (with a year behind it)")
    last = int(found[3] or found[2])
    first = int(found[2]) if found[3] else last
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise UsageError(f"{name}: a run goes from {FIRST_YEAR} to {LAST_YEAR}, earlier year first")
    if found[3] and not kind.sums:
        raise UsageError(f"{name}: {found[1]} does not add up over years; name one year")
    return Outcome(
        name=name,
        title=kind.title(first, last),
        unit=kind.unit,
        is_event=kind.is_event,
        series=(*kind.series, STANDING),
        year=last,
        measure=lambda paths: kind.measure(told(paths), (first, last)),
    )


def told(paths: Paths) -> Paths:
    """Paths with OpenAI's own figures left out where it is bankrupt: it is not followed there."""
    stands = paths[STANDING] > 0
    return {n: np.where(stands, v, np.nan) if n in OWN else v for n, v in paths.items()}


class Waypoint(Struct, frozen=True, kw_only=True):
    """A result on the way to an outcome: what it is called, and one number a draw."""

    name: str
    title: str
    unit: str
    values: Floats


def on_the_way(outcome: Outcome, paths: Paths) -> tuple[Waypoint, ...]:
    """Results of the run that come before an outcome and share no series with it."""
    news = min(outcome.year, FULL_NEWS)
    years = slice(_end(news) - 3, _end(news) + 1)
    until = _end(outcome.year) + 1
    every: list[tuple[str, str, str, str, Callable[[], Floats]]] = [
        (
            *("rounds-failed", f"rounds that fail to the end of {outcome.year}", "1"),
            *("round_failed", lambda: paths["round_failed"][:, :until].sum(axis=1)),
        ),
        (
            *("surprise", f"log of revenue over plan, mean of {news}", "1"),
            *("surprise", lambda: paths["surprise"][:, years].mean(axis=1)),
        ),
        (
            *("listed", f"listed by the end of {news}", "1"),
            *("listed", lambda: paths["listed"][:, _end(news)]),
        ),
        (
            *("burn-first-year", f"burn of {FIRST_YEAR}", "USD bn"),
            *("burn_year", lambda: paths["burn_year"][:, _end(FIRST_YEAR)]),
        ),
        (
            *("gw-next-year", f"compute in service at the end of {FIRST_YEAR + 1}", "GW"),
            *("gw_in_all", lambda: paths["gw_in_all"][:, _end(FIRST_YEAR + 1)]),
        ),
    ]
    return tuple(
        Waypoint(name=name, title=title, unit=unit, values=np.asarray(made()))
        for name, title, unit, series, made in every
        if series not in outcome.series and (name != "gw-next-year" or outcome.year > FIRST_YEAR)
    )
