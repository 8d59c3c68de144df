"""Whole or the recovery, with nothing in between."""

from __future__ import annotations

import numpy as np

from caploop.clearing.worth import FurfineWorth


def test_recovery_may_differ_by_party_and_holds_below_0_alone() -> None:
    equity = np.array([[-1e-9, -5.0], [0.0, 2.0]])
    of = {"owed_usd": np.ones(2), "outside_usd": np.ones(2)}
    assert FurfineWorth([0.4, 0.1]).share(equity, **of).tolist() == [[0.4, 0.1], [1, 1]]
