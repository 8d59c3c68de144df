"""How far headlines move between two books, and by which rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.core.message import Message, message
from caploop.model.terms import FIRMS, FIRST_YEAR
from caploop.study.changes.record import HeadlineMove
from caploop.study.drivers.outcome import Paths, outcome_of

Floats = NDArray[np.float64]
OUTCOMES = (
    *("cash-out-by-2030", "bankrupt-by-2030", "need-2030", "burn-2026", "burn-2027"),
    *("revenue-2026", "revenue-2030", "value-2030", "gw-2030"),
)
FAILING, LAST = ("oracle", "coreweave"), 2030
FAILED = "firm_failed"


class Headline(Struct, frozen=True, kw_only=True):
    """A number of a run: one value a draw by `measure`, from the model's `series`."""

    name: str
    title: Message
    unit: str
    is_event: bool
    series: tuple[str, ...]
    measure: Callable[[Paths], Floats]


def headlines() -> tuple[Headline, ...]:
    """The numbers that are followed from one book to the other."""
    named = [outcome_of(name) for name in OUTCOMES]
    told = [
        Headline(
            name=one.name,
            title=one.title,
            unit=one.unit,
            is_event=one.is_event,
            series=one.series,
            measure=one.measure,
        )
        for one in named
    ]
    return (*told, *(_failing(firm) for firm in FAILING))


def _failing(firm: str) -> Headline:
    return Headline(
        name=f"failed-{firm}-{LAST}",
        title=message("failed-by", firm=firm, when=LAST),
        unit="share of draws",
        is_event=True,
        series=(FAILED,),
        measure=partial(_failed, FIRMS.index(firm)),
    )


def _failed(place: int, paths: Paths) -> Floats:
    return np.asarray(paths[FAILED][:, 4 * (LAST - FIRST_YEAR) + 3, place])


def kept_series() -> tuple[str, ...]:
    """The series that the headlines are measured on, the same for every run."""
    return tuple(dict.fromkeys(name for one in headlines() for name in one.series))


def level(one: Headline, paths: Paths) -> float | None:
    """A share of draws for an event, else the middle of those that tell it; none where none does.

    >>> one = Headline(name="n", title=message("m"), unit="USD bn", is_event=False, series=("s",),
    ...                measure=lambda paths: paths["s"])
    >>> level(one, {"s": np.array([1.0, 4.0, 2.0, np.nan])})
    2.0
    """
    values = one.measure(paths)
    told = values[np.isfinite(values)]
    if not len(told):
        return None
    return round(float(np.mean(told) if one.is_event else np.median(told)), 6)


def move_of(
    one: Headline, *, since: float | None, until: float | None, alone: Mapping[str, float | None]
) -> HeadlineMove:
    """A headline's way from one book to the other: what each group alone does in the older book,
    and as interaction what all do together beyond the sum of these."""
    parts = {group: _less(value, since) for group, value in alone.items()}
    whole = _less(until, since)
    told = [part for part in parts.values() if part is not None]
    rest = None
    if whole is not None and len(told) == len(parts):
        rest = round(whole - sum(told), 6) + 0.0
    return HeadlineMove(
        name=one.name,
        title=one.title,
        unit=one.unit,
        since=since,
        until=until,
        difference=whole,
        parts=parts,
        interaction=rest,
    )


def _less(value: float | None, base: float | None) -> float | None:
    return None if value is None or base is None else round(value - base, 6) + 0.0


def moves(
    since: Paths, until: Paths, alone: Mapping[str, Paths], *, among: Sequence[Headline]
) -> tuple[HeadlineMove, ...]:
    """Every headline's way, from the paths of both books and of each group switched alone."""
    return tuple(
        move_of(
            one,
            since=level(one, since),
            until=level(one, until),
            alone={group: level(one, paths) for group, paths in alone.items()},
        )
        for one in among
    )
