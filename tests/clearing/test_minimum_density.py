"""Few links under totals: totals met, nobody pays itself, the least number where it is proven."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from caploop.clearing import minimum_density
from caploop.clearing.problem import Floats
from caploop.core.errors import UsageError


def margins(seed: int, *, parties: int = 6) -> tuple[Floats, Floats]:
    chance = np.random.default_rng(seed)
    flow = chance.integers(0, 9, (parties, parties)) * (1 - np.eye(parties))
    flow *= chance.random(flow.shape) < 0.5
    return flow.sum(axis=1), flow.sum(axis=0)


@given(st.integers(0, 10_000))
def test_totals_are_met_and_nobody_pays_itself(seed: int) -> None:
    paid, received = margins(seed)
    found = minimum_density(paid, received, seed=seed, tries=5)
    assert found.flow_usd is not None
    np.testing.assert_allclose(found.flow_usd.sum(axis=1), paid, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.flow_usd.sum(axis=0), received, rtol=0, atol=1e-9)
    assert (np.diag(found.flow_usd) == 0).all()
    assert (found.flow_usd >= 0).all()
    assert found.links_least <= found.links == np.count_nonzero(found.flow_usd)
    assert found.is_proven


def brute_force(paid: Floats, received: Floats) -> int:
    """The least number of links by trying every set of them."""
    cells = [(i, j) for i in range(len(paid)) for j in range(len(paid)) if i != j]
    for count in range(len(cells) + 1):
        for links in combinations(cells, count):
            rows = np.array([[i == p for i, _ in links] for p in range(len(paid))], float)
            columns = np.array([[j == p for _, j in links] for p in range(len(paid))], float)
            system, wanted = np.vstack([rows, columns]), np.concatenate([paid, received])
            if count == 0:
                if not wanted.any():
                    return 0
            elif linprog(np.zeros(count), A_eq=system, b_eq=wanted).status == 0:
                return count
    raise AssertionError("these totals cannot be met")


@pytest.mark.parametrize("seed", range(8))
def test_the_proven_least_is_that_of_trying_every_set_of_links(seed: int) -> None:
    paid, received = margins(seed, parties=3)
    assert minimum_density(paid, received, seed=0).links == brute_force(paid, received)


def test_the_seven_banks_of_the_paper_need_seven_links() -> None:
    found = minimum_density([7, 5, 3, 1, 3, 0, 1], [4, 5, 5, 0, 0, 2, 4], seed=0)
    assert (found.links, found.is_proven) == (7, True)


def test_uneven_totals_of_forty_parties_are_met() -> None:
    chance = np.random.default_rng(7)
    paid, received = chance.lognormal(0, 2, 40), chance.lognormal(0, 2, 40)
    received *= paid.sum() / received.sum()
    if (paid + received).max() > paid.sum():
        pytest.fail("these totals cannot be met; draw others")
    found = minimum_density(paid, received, seed=0, tries=20)
    assert found.flow_usd is not None
    np.testing.assert_allclose(found.flow_usd.sum(axis=1), paid, rtol=0, atol=1e-9 * paid.sum())
    np.testing.assert_allclose(found.flow_usd.sum(axis=0), received, rtol=0, atol=1e-9 * paid.sum())
    assert 40 <= found.links <= 79


def test_a_party_that_would_have_to_pay_itself_has_no_network_and_is_named() -> None:
    found = minimum_density([3, 1], [3, 1], seed=0)
    assert found.flow_usd is None
    assert "party 0 pays and receives more" in (found.reason or "")
    with pytest.raises(UsageError, match="paid is 3, received 2"):
        minimum_density([3, 0], [0, 2], seed=0)
