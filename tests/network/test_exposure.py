"""Exposure: both ways, one type at a time."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.core.errors import UsageError
from caploop.network import exposures

DEBT_USD = [[0, 4, 6], [0, 0, 5], [0, 0, 0]]
PURCHASES_USD = [[0, 0, 0], [9, 0, 0], [1, 0, 0]]


def test_if_a_debtor_fails_each_creditor_loses_what_it_is_owed() -> None:
    (debt,) = exposures({"debt": DEBT_USD})
    assert debt.loss_usd.tolist() == [[0, 0, 0], [4, 0, 0], [6, 5, 0]]
    assert debt.harm_usd.tolist() == DEBT_USD
    assert debt.total_loss_usd.tolist() == [0, 4, 11]
    assert debt.total_harm_usd.tolist() == [10, 5, 0]
    assert debt.worst_for.tolist() == [-1, 0, 0]


def test_types_stay_apart() -> None:
    found = exposures({"debt": DEBT_USD, "purchase": PURCHASES_USD})
    assert [(e.kind, e.total_loss_usd.sum()) for e in found] == [("debt", 15), ("purchase", 10)]


def test_a_party_without_a_base_has_no_share() -> None:
    (debt,) = exposures({"debt": DEBT_USD}, base_usd=[1, 0, 22])
    assert np.isnan(debt.loss_share[1]).all()
    assert debt.loss_share[2].tolist() == [6 / 22, 5 / 22, 0]


@pytest.mark.parametrize("parties", [0, 1, 2])
def test_where_nothing_is_at_stake_nothing_is_lost(parties: int) -> None:
    (debt,) = exposures({"debt": np.zeros((parties, parties))})
    assert debt.total_loss_usd.tolist() == [0.0] * parties
    assert debt.worst_for.tolist() == [-1] * parties


def test_types_of_different_size_are_refused() -> None:
    with pytest.raises(UsageError, match="different size"):
        exposures({"debt": DEBT_USD, "purchase": [[0.0]]})
