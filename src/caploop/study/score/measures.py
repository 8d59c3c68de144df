"""The closed set of measures: what a later fact may be compared with, from the series of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.model.rivals import DEVELOPERS
from caploop.model.terms import CHIPMAKERS, FIRMS, HOLDERS, INVESTORS, LESSORS
from caploop.study.shared.series import OWN

Floats = NDArray[np.float64]
Kind = Literal["flow", "stock", "level", "added", "prior", "event"]
OPENAI, SECTOR = ("openai",), ("sector",)
COST_OF_GW = "kappa"
"""The parameter that a measure reads, by its symbol: USD bn a GW."""


class Drawn(Struct, frozen=True, kw_only=True):
    """A run as measures read it: paths by series, and drawn parameters."""

    paths: Mapping[str, Floats]
    alive: Floats
    parameters: Mapping[str, Floats]

    def series(self, name: str, place: int | None = None) -> Floats:
        """A series by draw and quarter, of one party; OpenAI's own where it stands, else NaN."""
        values = self.paths[name] if place is None else self.paths[name][:, :, place]
        return np.where(self.alive > 0, values, np.nan) if name in OWN else values


Make = Callable[[Drawn, int], Floats]


class RunMeasure(Struct, frozen=True, kw_only=True):
    """What is compared: its unit, how a window of it is taken, of whom, from which series.

    A flow is added up over a window, quarters by the share of their days in it; a stock stands at
    the quarter's end nearest to the day; a level is that of the quarter that holds the day; what
    is added is the stock at the end less the one at the start; a prior is a parameter as drawn; an
    event is 1 where it comes in a window, told of draws in which it had not come before.
    """

    unit: str
    kind: Kind
    parties: tuple[str, ...]
    series: tuple[str, ...]
    make: Make


def _own(name: str, run: Drawn, _: int) -> Floats:
    return run.series(name)


def _of(name: str, run: Drawn, place: int) -> Floats:
    return run.series(name, place)


def _closing(name: str, run: Drawn, place: int | None) -> Floats:
    """A balance at the end of each quarter, which a run has as the opening one of the next."""
    opening = run.series(name, place)
    last = np.full_like(opening[:, :1], np.nan)
    return np.concatenate([opening[:, 1:], last], axis=1)


def _cash(run: Drawn, _: int) -> Floats:
    return _closing("cash", run, None)


def _run_rate(run: Drawn, _: int) -> Floats:
    return 4.0 * run.series("revenue")


def _by_quarter(name: str, run: Drawn, place: int) -> Floats:
    """A flow of each quarter from what it has come to in the calendar year so far."""
    so_far = run.series(name, place)
    before = np.concatenate([np.zeros_like(so_far[:, :1]), so_far[:, :-1]], axis=1)
    before[:, ::4] = 0.0
    quarter: Floats = so_far - before
    return quarter


def _net_cash(run: Drawn, place: int) -> Floats:
    return _closing("firm_cash", run, place) - _closing("firm_debt", run, place)


def _backlog(run: Drawn, place: int) -> Floats:
    return run.series("book_openai", place) + run.series("book_others", place)


def _developer(run: Drawn, place: int) -> Floats:
    return run.series("developer_revenue", place) / 4


def _cost_of_gw(run: Drawn, _: int) -> Floats:
    return run.parameters[COST_OF_GW]


def _openai(unit: str, kind: Kind, series: str, *, make: Make | None = None) -> RunMeasure:
    made = make or partial(_own, series)
    return RunMeasure(unit=unit, kind=kind, parties=OPENAI, series=(series,), make=made)


def _among(
    parties: tuple[str, ...], unit: str, kind: Kind, *series: str, make: Make | None = None
) -> RunMeasure:
    made = make or partial(_of, series[0])
    return RunMeasure(unit=unit, kind=kind, parties=parties, series=series, make=made)


def _flow_of_year(name: str) -> RunMeasure:
    return _among(FIRMS, BN, "flow", name, make=partial(_by_quarter, name))


BN = "USD bn"
MEASURES: Mapping[str, RunMeasure] = {
    "revenue": _openai(BN, "flow", "revenue"),
    "burn": _openai(BN, "flow", "burn"),
    "rent": _openai(BN, "flow", "rent_in_all"),
    "inference": _openai(BN, "flow", "inference_cost"),
    "run-rate": _openai(BN, "level", "revenue", make=_run_rate),
    "cash": _openai(BN, "stock", "cash", make=_cash),
    "users": _openai("mn", "stock", "users"),
    "payers": _openai("mn", "stock", "payers"),
    "round-price": _openai(BN, "stock", "mark"),
    "stake": _among(HOLDERS, "share", "stock", "owned"),
    "cheques": _among(INVESTORS, BN, "flow", "cheques"),
    "rent-paid": _among(LESSORS, BN, "flow", "rent_paid"),
    "gw-leased": _among(LESSORS, "GW", "stock", "gw"),
    "gw-of-chips": _among(CHIPMAKERS, "GW", "added", "chips_in_service"),
    "firm-revenue": _flow_of_year("firm_revenue_year"),
    "firm-capex": _among(FIRMS, BN, "flow", "firm_capex"),
    "firm-operating-cash": _flow_of_year("firm_operating_year"),
    "firm-free-cash": _flow_of_year("firm_free_year"),
    "firm-borrowed": _among(FIRMS, BN, "flow", "firm_borrowed"),
    "firm-cash": _among(FIRMS, BN, "stock", "firm_cash", make=partial(_closing, "firm_cash")),
    "firm-debt": _among(FIRMS, BN, "stock", "firm_debt", make=partial(_closing, "firm_debt")),
    "firm-net-cash": _among(FIRMS, BN, "stock", "firm_cash", "firm_debt", make=_net_cash),
    "backlog": _among(FIRMS, BN, "stock", "book_openai", "book_others", make=_backlog),
    "backlog-share": _among(FIRMS, "share", "stock", "book_share"),
    "loan-to-value": RunMeasure(
        unit="share",
        kind="stock",
        parties=("softbank",),
        series=("loan_to_value",),
        make=partial(_own, "loan_to_value"),
    ),
    "developer-revenue": _among(DEVELOPERS, BN, "flow", "developer_revenue", make=_developer),
    "developer-run-rate": _among(DEVELOPERS, BN, "level", "developer_revenue"),
    "cost-of-gw": _among(SECTOR, "USD bn/GW", "prior", make=_cost_of_gw),
}
YES = "yes"
"""Unit of an event: whether it comes."""
EVENTS: Mapping[str, RunMeasure] = {
    "listed": _openai(YES, "event", "listed"),
    "down-round": _openai(YES, "event", "down_round"),
    "downgraded": _among(FIRMS, YES, "event", "downgraded"),
}
"""What comes or does not: no fact of a table is scored on it, as it has no width."""
KEPT = tuple(dict.fromkeys(name for m in MEASURES.values() for name in m.series))
"""Series of a run that measures read."""
