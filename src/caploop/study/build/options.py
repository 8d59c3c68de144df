"""Options on capacity and chips: how much of each a run draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from caploop.book import Tranche, in_force
from caploop.model.terms import CHIPMAKERS, FIRST_YEAR
from caploop.study.build.record import Counted, OptionDrawn, Supplier
from caploop.study.shared.model_run import LEVELS, ModelRun
from caploop.study.shared.rows import QuantileRow

USER = "openai"
YEARS = (2030, 2035)
BN = 1e-9
GRID = (np.arange(400) + 0.5) / 400


def options_of(
    run: ModelRun, supply: Sequence[Supplier], counted: Sequence[Counted]
) -> tuple[OptionDrawn, ...]:
    """OpenAI's options with a size: on chips by maker, on capacity once what is signed is full.

    What a maker adds to the fleet of the first quarter beyond its signed gigawatts is drawn under
    its option. Capacity is drawn where
    the plan's money would buy more than all that is signed.
    """
    signed = next(c for c in counted if c.step == "signed").layers["compute"]
    rows = [r for r in supply if r.origin == "book" and r.optional and r.gw and r.layer == "chips"]
    chips = [_of_chips(run, row, supply) for row in rows]
    held = [_of_capacity(run, t, signed) for t in _on_capacity(run.known.tranches, run)]
    return (*chips, *held)


def _on_capacity(tranches: Iterable[Tranche], run: ModelRun) -> list[Tranche]:
    return [
        t
        for t in tranches
        if t.payer == USER
        and t.kind == "option"
        and t.capacity_w is not None
        and in_force(t, run.known.as_of)
    ]


def _of_chips(run: ModelRun, row: Supplier, supply: Iterable[Supplier]) -> OptionDrawn:
    firm = sum(
        r.gw or 0.0
        for r in supply
        if r.origin == "book"
        and not r.optional
        and (r.layer, r.supplier) == ("chips", row.supplier)
    )
    place = CHIPMAKERS.index(row.supplier)
    fleet = run.mean("chips_in_service")[:, place]
    in_service = {y: float(fleet[_end(y)] - fleet[0]) for y in YEARS}
    return OptionDrawn(
        tranche=row.refs[0],
        supplier=row.supplier,
        layer="chips",
        firmness=row.firmness,
        gw=round(row.gw or 0.0, 6),
        after=round(float(firm), 6),
        drawn=drawn(in_service, gw=row.gw or 0.0, after=firm),
    )


def _of_capacity(run: ModelRun, tranche: Tranche, signed: float) -> OptionDrawn:
    gw = round(float(tranche.capacity_w or 0) * BN, 6)
    rows = {y: run.rows("gw_wanted")[_end(y)] for y in YEARS}
    return OptionDrawn(
        tranche=tranche.id,
        supplier=tranche.payee,
        layer="compute",
        firmness=tranche.firmness,
        gw=gw,
        after=round(signed, 6),
        drawn={str(y): round(called(row, gw=gw, after=signed), 6) for y, row in rows.items()},
    )


def drawn(in_service: Mapping[int, float], *, gw: float, after: float) -> dict[str, float]:
    """GW drawn by the end of each year: what is beyond the signed, at most the option.

    >>> drawn({2030: 2.5, 2035: 9.0}, gw=5.0, after=1.0)
    {'2030': 1.5, '2035': 5.0}
    """
    return {str(y): round(min(max(v - after, 0.0), gw), 6) for y, v in in_service.items()}


def called(wanted: QuantileRow, *, gw: float, after: float) -> float:
    """GW drawn on average where capacity wanted lies between the row's levels on straight lines."""
    shares = [int(name[1:]) / 100 for name in LEVELS]
    levels = np.interp(GRID, shares, [getattr(wanted, name) for name in LEVELS])
    return float(np.clip(levels - after, 0.0, gw).mean())


def _end(year: int) -> int:
    return 4 * (year - FIRST_YEAR) + 3
