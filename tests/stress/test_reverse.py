"""The least shock that ruins a party."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from caploop.clearing import eisenberg_noe
from caploop.core.errors import UsageError
from caploop.stress.reverse import least_loss, least_shocks, nearest_loss

OWED = np.array(
    [[0, 6, 2, 0, 0], [0, 0, 5, 3, 0], [0, 0, 0, 4, 4], [3, 0, 0, 0, 2], [0, 0, 0, 0, 0.0]]
)
CASH = np.array([7.0, 2, 2, 1, 0])
SPREADS = np.array([2.0, 0.5, 1.0, 0.4, 1.0])


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


@pytest.mark.parametrize(
    ("owed", "cash", "party", "told"),
    [
        ([[0, -1], [0, 0]], [1, 1], 0, "negative at row 0"),
        ([[1, 1], [0, 0]], [1, 1], 0, "bound to itself"),
        ([[0, np.nan], [0, 0]], [1, 1], 0, "not a number"),
        ([[0, 1], [0, 0]], [1, 1, 1], 0, "has 2 parties"),
        ([[0, 1], [0, 0]], [1, 1], 2, "party is 2; give 0 to 1"),
    ],
)
def test_debts_that_cannot_be_have_no_least_nor_nearest_loss(
    owed: list[list[float]], cash: list[float], party: int, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        least_loss(owed, cash, party=party, short_usd=0.5)
    with pytest.raises(UsageError, match=told):
        nearest_loss(owed, cash, party=party, short_usd=0.5, spread_usd=np.ones(len(cash)))


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


def sloped(sizes: Mapping[str, float]) -> tuple[float, Mapping[str, float]]:
    return 1 - 2 * sizes.get("a", 0) - sizes.get("b", 0) - sizes.get("c", 0), {
        "a": -2.0,
        "b": -1.0,
        "c": -1.0,
    }


def test_slopes_lead_to_the_nearest_of_all_shocks_together() -> None:
    """2a + b + c = 1 is nearest at 1 over the root of 1/4 + 1/4 + 1/4."""
    spreads = {"a": 0.25, "b": 0.5, "c": 0.5}
    found = least_shocks(lambda s: sloped(s)[0] <= 1e-9, spreads, margin=sloped)
    assert found[0].plausibility == pytest.approx(1 / 0.75**0.5, abs=1e-4)
    assert found[0].sizes == pytest.approx({"a": 1 / 6, "b": 1 / 3, "c": 1 / 3}, abs=2e-5)
    pair = next(r for r in found if set(r.sizes) == {"b", "c"})
    assert pair.plausibility == pytest.approx(2**0.5, abs=1e-4)


def test_where_the_margin_has_no_slope_the_search_stands() -> None:
    spreads = {"a": 0.25, "b": 0.5}

    def jumps(sizes: Mapping[str, float]) -> tuple[float, None]:
        return (-1.0 if fails(sizes) else 1.0), None

    assert least_shocks(fails, spreads, margin=jumps) == least_shocks(fails, spreads)


def test_the_nearest_loss_is_no_farther_than_that_of_brute_force_on_five_parties() -> None:
    found = nearest_loss(OWED, CASH, party=3, short_usd=0.5, spread_usd=SPREADS)
    assert found is not None
    assert eisenberg_noe(OWED, CASH - found).paid_usd[3] <= OWED[3].sum() - 0.5 + 1e-6
    grid = np.array(list(product(*(np.arange(0, c + 0.25, 0.5) for c in CASH))))
    paid = eisenberg_noe(OWED, CASH - grid).paid_usd
    enough = paid[:, 3] <= OWED[3].sum() - 0.5 + 1e-9
    far = np.linalg.norm(grid / SPREADS, axis=1)
    assert np.linalg.norm(found / SPREADS) < far[enough].min()


def nearest_of_every_failing_set(
    owed: NDArray[np.float64], cash: NDArray[np.float64], *, party: int, enough: float
) -> float:
    """The least distance over all sets of failing parties, a convex problem for each."""
    n, total = cash.size, owed.sum(axis=1)
    passed = np.divide(owed, total[:, None], out=np.zeros_like(owed), where=total[:, None] > 0)
    best = np.inf
    for failing in product((0.0, 1.0), repeat=n):
        failed = np.array(failing)
        system = np.eye(n) - failed[:, None] * passed.T
        if abs(np.linalg.det(system)) < 1e-9:
            continue
        inverse = np.linalg.inv(system)
        by_loss = -(inverse * failed)[party]
        at_nothing = float((inverse @ (failed * cash + (1 - failed) * total))[party])
        if at_nothing + float(by_loss @ cash) > enough:
            continue
        solved = minimize(
            lambda x: float((x / SPREADS[:n]) @ (x / SPREADS[:n])),
            cash / 2,
            jac=lambda x: 2 * x / SPREADS[:n] ** 2,
            bounds=[(0, c) for c in cash],
            constraints={
                "type": "ineq",
                "fun": lambda x, a=at_nothing, s=by_loss: enough - a - float(s @ x),
                "jac": lambda x, s=by_loss: -s,
            },
        )
        if solved.success:
            best = min(best, float(np.linalg.norm(solved.x / SPREADS[:n])))
    return best


@pytest.mark.parametrize("seed", [2, 3, 5, 6, 8, 9, 10, 13])
def test_it_is_the_nearest_over_every_set_of_failing_parties(seed: int) -> None:
    chance = np.random.default_rng(seed)
    owed = np.round(chance.lognormal(1, 1, (4, 4)) * (chance.random((4, 4)) < 0.6), 2)
    np.fill_diagonal(owed, 0)
    cash = np.round(chance.lognormal(1, 1, 4), 2)
    enough = owed[0].sum() - 0.5
    found = nearest_loss(owed, cash, party=0, short_usd=0.5, spread_usd=SPREADS[:4])
    best = nearest_of_every_failing_set(owed, cash, party=0, enough=enough)
    if found is None:
        assert np.isinf(best)
    else:
        assert np.linalg.norm(found / SPREADS[:4]) <= best * (1 + 1e-5)
