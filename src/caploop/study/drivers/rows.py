"""Rows of the drivers of one outcome: what an input is, how it ranks, what its thirds show."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.book import Book
from caploop.model.terms import factor_of
from caploop.sfc.running import level, standard_error, thirds
from caploop.study.drivers.outcome import Waypoint
from caploop.study.drivers.record import Driver, Third
from caploop.study.shared.model_run import ModelRun

Floats = NDArray[np.float64]
LUCK = "luck"
DIGITS = 6
NOTHING = 1e-12


class Known(Struct, frozen=True, kw_only=True):
    """What an input is in words; `factor` takes its unit to the model's."""

    symbol: str
    name: str
    kind: str
    unit: str
    distribution: str
    assumption: bool
    factor: float


def known_of(book: Book, run: ModelRun, symbols: Iterable[str]) -> dict[str, Known]:
    """Each drawn input by symbol: a row of the book, or luck that no row describes."""
    rows = {p.symbol: p for p in book.parameters}
    joined = () if run.inputs.joint is None else run.inputs.joint.names
    found = {}
    for symbol in symbols:
        row = rows.get(symbol)
        found[symbol] = Known(
            symbol=symbol,
            name=_luck(symbol) if row is None else row.name,
            kind=LUCK if row is None else "input",
            unit="1" if row is None else row.unit,
            distribution=_word(row.distribution) if row and symbol not in joined else _made(symbol),
            assumption=row is not None and row.assumption,
            factor=1.0 if row is None else float(factor_of(row)),
        )
    return found


def _word(distribution: str) -> str:
    return distribution.partition("(")[0]


def _made(symbol: str) -> str:
    return {"loi_luck": "uniform"}.get(symbol, "normal" if symbol.startswith("luck_") else "fitted")


def _luck(symbol: str) -> str:
    """Words for a draw that no row describes."""
    if symbol == "loi_luck":
        return "luck of the old letter of intent"
    return f"luck of building, {symbol.removeprefix('luck_')}"


def passing(way: Waypoint) -> Known:
    """A result on the way in the same words."""
    return Known(
        symbol=way.name,
        name=way.title,
        kind="on the way",
        unit=way.unit,
        distribution="simulated",
        assumption=False,
        factor=1.0,
    )


class Ranked(Struct, frozen=True, kw_only=True):
    """An outcome's numbers by draw, and the |rank correlation| that chance reaches."""

    values: Floats
    is_event: bool
    floor: float


def driver_of(known: Known, given: Floats, of: Ranked, *, rho: float) -> Driver:
    """An input's row: rank correlation with its error, and the outcome in both thirds."""
    split = thirds(given)
    assert split is not None
    low, middle, high = np.quantile(given, [0.05, 0.5, 0.95]) / known.factor
    edges = given[split[0]].max(), given[split[1]].min()
    ends = [
        _third(edge / known.factor, of.values[side], is_event=of.is_event)
        for edge, side in zip(edges, split, strict=True)
    ]
    return Driver(
        symbol=known.symbol,
        name=known.name,
        kind=known.kind,
        unit=known.unit,
        q05=short(low),
        q50=short(middle),
        q95=short(high),
        distribution=known.distribution,
        assumption=known.assumption,
        rank_correlation=round(rho, DIGITS),
        standard_error=round(standard_error(given, of.values), DIGITS),
        beyond=abs(rho) > of.floor,
        lowest=ends[0],
        highest=ends[1],
    )


def _third(edge: float, values: Floats, *, is_event: bool) -> Third:
    found = level(values, is_event=is_event)
    return Third(
        edge=short(edge),
        draws=len(values),
        value=short(found.value),
        low=short(found.low),
        high=short(found.high),
    )


def short(value: float) -> float:
    """Six significant digits; what rounding alone has left is nothing."""
    return 0.0 if abs(value) < NOTHING else float(f"{value:.{DIGITS}g}")
