"""Cross-ownership: seniority, one solution, derivatives against differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caploop.clearing import cross_ownership, cross_ownership_greeks
from caploop.clearing.problem import Floats
from caploop.core.errors import UsageError
from tests.clearing.books import relabelled


def held(chance: np.random.Generator, firms: int) -> Floats:
    shares = chance.random((firms, firms)) * (1 - np.eye(firms))
    return shares / shares.sum(axis=0) * chance.random(firms) * 0.95


def system(seed: int, *, firms: int = 4) -> tuple[Floats, dict[str, Any]]:
    chance = np.random.default_rng(seed)
    return chance.lognormal(0, 1, firms), {
        "equity_held": held(chance, firms),
        "debt_held": [held(chance, firms), held(chance, firms)],
        "debt_usd": chance.lognormal(0, 1, (2, firms)),
    }


@given(st.integers(0, 1_000))
def test_seniority_is_absolute_and_the_accounts_balance(seed: int) -> None:
    assets, claims = system(seed)
    found = cross_ownership(assets, **claims)
    senior, junior = found.debt_usd
    is_whole = senior >= claims["debt_usd"][0] - 1e-9
    assert ((junior <= 1e-9) | is_whole).all()
    assert ((found.equity_usd <= 1e-9) | (junior >= claims["debt_usd"][1] - 1e-9)).all()
    holdings = claims["equity_held"] @ found.equity_usd
    holdings += claims["debt_held"][0] @ senior + claims["debt_held"][1] @ junior
    np.testing.assert_allclose(found.value_usd, assets + holdings, rtol=0, atol=1e-9)
    np.testing.assert_allclose(senior + junior + found.equity_usd, found.value_usd, atol=1e-9)
    assert found.is_converged


@given(st.integers(0, 1_000))
def test_derivatives_are_those_of_differences_away_from_kinks(seed: int) -> None:
    assets, claims = system(seed)
    here = cross_ownership(assets, **claims)
    assume(here.kink_usd > 1e-3)
    greeks = cross_ownership_greeks(assets, **claims)
    step = 1e-5
    moved = np.array([assets + step * row for row in np.eye(4)])
    up = cross_ownership(moved, **claims)
    slope = {"rtol": 1e-5, "atol": 1e-5}
    np.testing.assert_allclose(((up.value_usd - here.value_usd) / step).T, greeks.value, **slope)
    np.testing.assert_allclose(((up.equity_usd - here.equity_usd) / step).T, greeks.equity, **slope)
    of_debt = np.moveaxis((up.debt_usd - here.debt_usd) / step, 0, -1)
    np.testing.assert_allclose(of_debt, greeks.debt, **slope)


@given(st.integers(0, 1_000))
def test_more_assets_never_lower_a_value_and_order_does_not_matter(seed: int) -> None:
    assets, claims = system(seed)
    found = cross_ownership(np.array([assets, 1.3 * assets]), **claims)
    assert (found.value_usd[1] >= found.value_usd[0]).all()
    assert (found.debt_usd[1] >= found.debt_usd[0] - 1e-9).all()
    order = np.random.default_rng(seed).permutation(4)
    other = cross_ownership(
        assets[order],
        equity_held=relabelled(claims["equity_held"], order),
        debt_held=[relabelled(m, order) for m in claims["debt_held"]],
        debt_usd=claims["debt_usd"][:, order],
    )
    np.testing.assert_allclose(other.value_usd, found.value_usd[0, order], rtol=1e-9)


def test_the_same_dollar_stands_in_two_equities() -> None:
    greeks = cross_ownership_greeks(
        [5, 5], equity_held=[[0, 0.5], [0.5, 0]], debt_held=[np.zeros((2, 2))], debt_usd=[[1, 1]]
    )
    assert greeks.equity.sum(axis=0).tolist() == pytest.approx([2, 2])


def test_holdings_of_99_9999_percent_are_solved_in_few_rounds() -> None:
    almost = 1 - 1e-6
    found = cross_ownership(
        [1, 1],
        equity_held=[[0, almost], [almost, 0]],
        debt_held=[np.zeros((2, 2))],
        debt_usd=[[0, 0]],
    )
    assert found.value_usd == pytest.approx([1e6, 1e6], rel=1e-8)
    assert found.is_converged
    assert found.rounds < 100


def test_a_class_held_wholly_inside_is_refused() -> None:
    with pytest.raises(UsageError, match="column 0 of equity_held adds up to 1"):
        cross_ownership(
            [1, 1], equity_held=[[0, 0], [1, 0]], debt_held=[np.zeros((2, 2))], debt_usd=[[1, 1]]
        )
    with pytest.raises(UsageError, match="one row for each matrix"):
        cross_ownership([1], equity_held=[[0]], debt_held=[[[0]]], debt_usd=[[1], [1]])
