"""Maximum entropy: margins are met, nobody pays itself, and the impossible is said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from caploop.core.errors import UsageError
from caploop.network import maximum_entropy
from caploop.network.arrays import Floats
from tests.network.conftest import networks


@given(networks(6, least=2))
def test_the_totals_of_a_real_network_are_met_without_paying_oneself(flow: Floats) -> None:
    found = maximum_entropy(flow.sum(axis=1), flow.sum(axis=0), tolerance=1e-6)
    if found.flow_usd is None:
        assert "loosen the tolerance" in (found.reason or "")
        return
    scale = flow.max() + 1
    np.testing.assert_allclose(found.flow_usd.sum(axis=1), flow.sum(axis=1), atol=1e-4 * scale)
    np.testing.assert_allclose(found.flow_usd.sum(axis=0), flow.sum(axis=0), atol=1e-4 * scale)
    assert (np.diag(found.flow_usd) == 0).all()


def test_a_hub_that_meets_everyone_leaves_the_others_no_choice() -> None:
    found = maximum_entropy([5, 1, 4], [5, 2, 3])
    assert found.flow_usd is not None
    np.testing.assert_allclose(found.flow_usd, [[0, 2, 3], [1, 0, 0], [4, 0, 0]], atol=1e-8)


def test_totals_that_force_a_party_to_pay_itself_have_no_matrix() -> None:
    found = maximum_entropy([9, 1], [9, 1])
    assert found.flow_usd is None
    assert "party 0 pays and receives more" in (found.reason or "")


def test_totals_of_0_give_a_matrix_of_0() -> None:
    found = maximum_entropy([0, 0], [0, 0])
    assert found.flow_usd is not None
    assert found.flow_usd.tolist() == [[0, 0], [0, 0]]


def test_sums_that_differ_are_refused() -> None:
    with pytest.raises(UsageError, match="add a party for the difference"):
        maximum_entropy([1, 2], [1, 1])
