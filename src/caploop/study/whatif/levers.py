"""The levers: which parameters each moves together, and where its settings lie in their priors."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from caploop.book import Parameter
from caploop.model.terms import factor_of
from caploop.sfc.running import Warm
from caploop.study.whatif.record import LeverInput, LeverStop, WhatIfLever

STOPS = (5, 25, 50, 75, 95)
"""Percentiles of the priors at which each lever is run."""
DIGITS = 6


class Moves(Struct, frozen=True, kw_only=True):
    """Symbols that a lever moves with it, the first giving its unit, and those it moves against."""

    up: tuple[str, ...]
    down: tuple[str, ...] = ()

    def shares(self, percent: float) -> dict[str, float]:
        """Where each input's prior is cut, the lever being at a percentile."""
        share = percent / 100
        return {**dict.fromkeys(self.up, share), **dict.fromkeys(self.down, 1 - share)}


LEVERS: Mapping[str, Moves] = {
    "token-price": Moves(up=("g_ptok",)),
    "token-use": Moves(up=("g_tokv", "eps_tok")),
    "compute-price": Moves(up=("ell",)),
    "advertising": Moves(up=("Ads_30",)),
    "share": Moves(up=("s_C30", "s_E30")),
    "churn": Moves(up=("chi_Plus", "chi_Go", "chi_E")),
    "investors": Moves(up=("b0", "dtol", "K_mkt", "psi")),
    "power": Moves(up=("dD", "sh_power"), down=("T_build",)),
    "efficiency": Moves(up=("lam_e", "jump_e")),
    "debt-cost": Moves(up=("s_oai", "r_base", "s_spv")),
}
"""Each moves its inputs alone: the plan stays as it was made, and the world turns out otherwise.

The last two are there because people ask for them: they hardly move anything.
"""


def pins_at(base: Warm, name: str, percent: float) -> dict[str, float]:
    """What each input of a lever is in all draws, in the model's units."""
    return {
        symbol: float(base.quantiles(symbol, np.array([share]))[0])
        for symbol, share in LEVERS[name].shares(percent).items()
    }


def lever_of(base: Warm, name: str, rows: Mapping[str, Parameter]) -> WhatIfLever:
    """A lever with its settings in the book's units."""
    moves = LEVERS[name]
    inputs = tuple(_input(rows[s], against=s in moves.down) for s in (*moves.up, *moves.down))
    stops = []
    for percent in STOPS:
        pins = pins_at(base, name, percent)
        values = (pins[i.symbol] / float(factor_of(rows[i.symbol])) for i in inputs)
        stops.append(
            LeverStop(
                percent=percent,
                values=tuple(round(v, DIGITS) for v in values),
                run=stop_id(name, percent),
            )
        )
    return WhatIfLever(name=name, inputs=inputs, stops=tuple(stops))


def stop_id(name: str, percent: int) -> str:
    """The id of the run with a lever at one of its settings."""
    return f"lever-{name}-{percent}"


def _input(row: Parameter, *, against: bool) -> LeverInput:
    return LeverInput(
        symbol=row.symbol,
        name=row.name,
        unit=row.unit,
        against=against,
        assumption=row.assumption,
    )
