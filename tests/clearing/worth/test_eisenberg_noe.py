"""Assets over debts, no more and no less."""

from __future__ import annotations

import numpy as np

from caploop.clearing.worth import EisenbergNoeWorth


def test_creditors_share_what_there_is_and_never_more_than_all() -> None:
    equity, owed = np.array([-12.0, -4.0, 3.0, -1.0]), np.array([10.0, 10.0, 10.0, 0.0])
    share = EisenbergNoeWorth().share(equity, owed_usd=owed, outside_usd=np.zeros(4))
    assert share.tolist() == [0, 0.6, 1, 1]
