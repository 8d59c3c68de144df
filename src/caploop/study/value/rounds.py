"""Rounds of a run by year: how often they are asked for and refused, and how they clear."""

from __future__ import annotations

import numpy as np

from caploop.study.shared.paths import Paths
from caploop.study.value.record import RoundYear

YEARS = range(2026, 2031)
QUARTERS = 4


def rounds_of(kept: Paths) -> tuple[RoundYear, ...]:
    """Every year to 2030; what a round brings is the mean over those that come, none where none
    does."""
    values = kept.values
    rows = []
    for n, year in enumerate(YEARS):
        asked, failed, filled, discount, debt = (
            values[name][:, QUARTERS * n : QUARTERS * (n + 1)]
            for name in (
                *("round_asked", "round_failed", "round_filled", "round_discount"),
                "debt_raised",
            )
        )
        equity = values["round_cheques"][:, QUARTERS * n : QUARTERS * (n + 1)].sum(axis=-1)
        came = (asked - failed) > 0
        each = (filled, discount, equity, debt)
        means = (float(np.mean(v[came])) if came.any() else None for v in each)
        part, below, shares, owed = means
        rows.append(
            RoundYear(
                year=year,
                asked=float(asked.sum(axis=1).mean()),
                refused=float(failed.sum(axis=1).mean()),
                filled=part,
                discount=below,
                equity=shares,
                debt=owed,
            )
        )
    return tuple(rows)
