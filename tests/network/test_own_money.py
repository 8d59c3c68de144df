"""Purses: cash is carried over, and what the data cannot explain is shown."""

from __future__ import annotations

import numpy as np

from caploop.network.own_money import Payments, dated, purses


def test_cash_is_carried_from_period_to_period() -> None:
    payments = Payments(period=[0, 1], payer=[0, 1], payee=[1, 0], amount_usd=[30, 45])
    inflow = np.array([[50.0, 10.0], [0.0, 0.0]])
    nothing = np.zeros((2, 2))
    paid = dated(payments, 0, inflow.shape)
    purse = purses(paid, inflow=inflow, outflow=nothing, opening=np.array([0.0, 1.0]))
    assert purse.cash_usd.tolist() == [[20, 41], [65, 0]]
    assert purse.unexplained_usd.tolist() == [[0, 0], [0, 4]]
    assert purse.available_usd.tolist() == [[50, 41], [65, 45]]
