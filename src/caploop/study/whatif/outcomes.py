"""Outcomes of a run, and results on the way to them: one number a draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.core.message import Message, message
from caploop.model.terms import FIRST_YEAR
from caploop.study.drivers.outcome import Outcome, outcome_of, told
from caploop.study.shared.model_run import STANDING
from caploop.study.whatif.record import Middle

Floats = NDArray[np.float64]
Paths = Mapping[str, Floats]
LAST = 2030
END = 4 * (LAST - FIRST_YEAR) + 3
"""Place of the last quarter of the last year that outcomes look at."""
NAMES = (
    *("cash-out-by-2030", "revenue-2030", "burn-2027", "burn-2030", "need-2030"),
    *("leverage-oracle-2028", "gw-2030"),
)
ON_THE_WAY = ("users-2030", "payers-2030")
SEGMENTS: Mapping[str, tuple[str, ...]] = {
    "way-advertising": ("advertising",),
    "way-subscriptions": ("subscriptions",),
    "way-tokens": ("api_revenue", "agents_revenue"),
    "way-enterprise": ("seats_revenue", "custom_revenue"),
    "way-rent": ("rent_in_all",),
}
"""What adds up over the last year, by the code of its title."""
WAY = "way-"
COST = ("credit_year", "public_paid", "public_fees")


class Result(Struct, frozen=True, kw_only=True):
    """A number a draw from the paths of a run, by its name, and how its draws are summed up."""

    name: str
    title: Message
    unit: str
    measure: Middle
    series: tuple[str, ...]
    of: Callable[[Paths], Floats]


def _result(outcome: Outcome) -> Result:
    return Result(
        name=outcome.name,
        title=outcome.title,
        unit=outcome.unit,
        measure="share" if outcome.is_event else "median",
        series=outcome.series,
        of=outcome.measure,
    )


def _made(
    code: str, series: tuple[str, ...], of: Callable[[Paths], Floats], *, unit: str = "USD bn"
) -> Result:
    return Result(
        name=f"{code.removeprefix(WAY)}-{LAST}",
        title=message(code, when=LAST),
        unit=unit,
        measure="median",
        series=(*series, STANDING),
        of=of,
    )


def _in_last_year(series: tuple[str, ...]) -> Callable[[Paths], Floats]:
    def of(paths: Paths) -> Floats:
        standing = told(paths)
        every = [standing[n][:, END - 3 : END + 1].sum(axis=1) for n in series]
        return np.asarray(np.sum(every, axis=0))

    return of


def _so_far(series: str) -> Callable[[Paths], Floats]:
    """What has come by the end of the last year, over all members."""

    def of(paths: Paths) -> Floats:
        values = paths[series][:, : END + 1]
        return np.asarray(values.reshape(len(values), -1).sum(axis=1))

    return of


def _cost(paths: Paths) -> Floats:
    """Credits and calls on a guarantee less its fees."""
    credit = paths["credit_year"][:, 3 : END + 1 : 4].sum(axis=1)
    return np.asarray(credit + paths["public_paid"][:, END] - paths["public_fees"][:, END])


PUBLIC = Result(
    name=f"public-cost-{LAST}",
    title=message("public-cost", when=LAST),
    unit="USD bn",
    measure="mean",
    series=COST,
    of=_cost,
)
"""Nothing where there is neither; a mean, as in most draws nobody calls."""
SHOWN = (*(_result(outcome_of(name)) for name in NAMES), PUBLIC)
WAYS = (
    *(_result(outcome_of(name)) for name in ON_THE_WAY),
    *(_made(code, series, _in_last_year(series)) for code, series in SEGMENTS.items()),
    _made("way-new-equity", ("cheques",), _so_far("cheques")),
    _made("way-rounds-refused", ("round_failed",), _so_far("round_failed"), unit="1"),
)
SERIES = tuple(
    dict.fromkeys((*(s for one in (*SHOWN, *WAYS) for s in one.series), "cash", "revenue_year"))
)
"""Series of the model that a run keeps."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "runs.outcomes": tuple(dict.fromkeys(s for one in SHOWN for s in one.series)),
    "runs.first_short": ("cash_out",),
    "runs.cash": ("cash", STANDING),
    "runs.revenue": ("revenue_year", STANDING),
    "runs.ways": tuple(dict.fromkeys(s for one in WAYS for s in one.series)),
}
