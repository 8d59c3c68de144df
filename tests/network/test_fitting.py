"""Fitting amounts: totals are met on edges that can carry them, and it is said where not."""

from __future__ import annotations

import numpy as np

from caploop.network.fitting import fit
from caploop.network.swaps import Support


def test_edges_that_can_carry_the_totals_get_them() -> None:
    flow = np.array([[0.0, 0, 7, 2], [0, 0, 1, 90], [0, 0, 0, 0], [0, 0, 0, 0]])
    support = Support.of(flow)
    amount, good = fit(support, support.payee[None, :])
    assert good.tolist() == [True]
    assert abs(amount[0, :2].sum() - 9) < 1e-9
    assert abs(amount[0, [0, 2]].sum() - 8) < 1e-9


def test_edges_that_cannot_carry_the_totals_are_not_good() -> None:
    support = Support.of(np.array([[0.0, 0, 5, 0], [0, 0, 0, 9], [0, 0, 0, 0], [0, 0, 0, 0]]))
    _, good = fit(support, np.array([[3, 2]]))
    assert good.tolist() == [False]


def test_nearly_separate_parts_are_fitted_to_1e_10() -> None:
    flow = np.zeros((8, 8))
    flow[:4, 4:] = 1e-3
    flow[0, 4] = flow[1, 5] = 1e3
    flow[2, 6] = flow[3, 7] = 1e2
    support = Support.of(flow)
    amount, good = fit(support, support.payee[None, :])
    assert good.tolist() == [True]
    np.testing.assert_allclose(amount.reshape(4, 4).sum(axis=1), support.out_usd[:4], rtol=1e-10)
