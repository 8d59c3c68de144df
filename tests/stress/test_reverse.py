"""The least shock that ruins a party."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest

from caploop.clearing import eisenberg_noe
from caploop.core.errors import UsageError
from caploop.stress.reverse import least_loss, least_shocks

OWED = np.array(
    [[0, 6, 2, 0, 0], [0, 0, 5, 3, 0], [0, 0, 0, 4, 4], [3, 0, 0, 0, 2], [0, 0, 0, 0, 0.0]]
)
CASH = np.array([7.0, 2, 2, 1, 0])


def test_the_least_loss_is_no_larger_than_that_of_brute_force_on_five_parties() -> None:
    found = least_loss(OWED, CASH, party=3, short_usd=0.5)
    assert found is not None
    grid = np.array(list(product(*(np.arange(0, c + 0.25, 0.5) for c in CASH))))
    paid = eisenberg_noe(OWED, CASH - grid).paid_usd
    enough = paid[:, 3] <= OWED[3].sum() - 0.5 + 1e-9
    assert enough.any()
    assert found.sum() <= grid[enough].sum(axis=1).min() + 1e-6


def test_the_least_loss_leaves_the_party_short_by_what_was_asked() -> None:
    found = least_loss(OWED, CASH, party=3, short_usd=0.5)
    assert found is not None
    paid = eisenberg_noe(OWED, np.maximum(CASH - found, 0)).paid_usd
    assert paid[3] <= OWED[3].sum() - 0.5 + 1e-6


def test_a_party_that_owes_less_than_the_shortfall_cannot_be_short_by_it() -> None:
    assert least_loss(OWED, CASH, party=4, short_usd=0.5) is None


def test_a_shortfall_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="above 0"):
        least_loss(OWED, CASH, party=0, short_usd=0)


def fails(sizes: Mapping[str, float]) -> bool:
    return 2 * sizes.get("a", 0) + sizes.get("b", 0) >= 1


def test_the_edge_of_a_single_shock_is_found_with_its_distance() -> None:
    found = least_shocks(fails, {"a": 0.25, "b": 0.5})
    alone = next(r for r in found if set(r.sizes) == {"a"})
    assert alone.sizes["a"] == pytest.approx(0.5, abs=1e-3)
    assert alone.plausibility == pytest.approx(2, abs=1e-2)


def test_two_shocks_together_are_nearer_than_either_where_they_add_up() -> None:
    """The nearest point of 2a + b = 1 has a = 1/4, b = 1/2: one deviation each."""
    best = least_shocks(fails, {"a": 0.25, "b": 0.5})[0]
    assert set(best.sizes) == {"a", "b"}
    assert best.plausibility == pytest.approx(2**0.5, abs=1e-2)


def test_no_set_of_the_front_has_every_share_larger_than_another() -> None:
    rows = [r.sizes for r in least_shocks(fails, {"a": 0.25, "b": 0.5})]
    for one in rows:
        for other in rows:
            larger = all(other.get(n, 0) >= one.get(n, 0) for n in ("a", "b"))
            assert one is other or not larger


def test_what_never_fails_has_no_least_shock() -> None:
    assert least_shocks(lambda sizes: False, {"a": 1.0}) == ()
