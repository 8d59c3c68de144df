"""What every measure of clearing owes its caller: laws of payments, and no silent bad input.

Each measure has tests of its own; here stand the demands on all of them side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from caploop.clearing import (
    clear_by_rank,
    clear_quarters,
    clearing_payments,
    communicability,
    cross_ownership,
    debtrank,
    dependency_matrix,
    eisenberg_noe,
    fire_sale,
    furfine_cascade,
    network_value,
    payment_slopes,
    production_cascade,
    rogers_veraart,
    single_hit_debtrank,
)
from caploop.clearing.problem import Floats
from caploop.clearing.worth import EisenbergNoeWorth
from caploop.core.errors import UsageError
from tests.clearing.debts import Case, cases, share, total

Measure = Callable[[Any, Any], Any]
Payments = Callable[[Any, Any], Floats]


def _quarter(owed: ArrayLike, cash: ArrayLike) -> Any:
    nothing = np.zeros_like(np.asarray(cash, dtype=float))
    return clear_quarters([[owed]], [cash], opening_usd=nothing).quarters[0]


MEASURES: dict[str, tuple[Measure, str]] = {
    "eisenberg_noe": (eisenberg_noe, "paid_usd"),
    "rogers_veraart": (lambda m, v: rogers_veraart(m, v, alpha=0.7, beta=0.8), "paid_usd"),
    "clear_by_rank": (lambda m, v: clear_by_rank([m], v), "paid_usd"),
    "clear_quarters": (_quarter, "cash_usd"),
    "payment_slopes": (lambda m, v: payment_slopes(m, v, weights=v), "by_cash"),
    "debtrank": (lambda m, v: debtrank(m, v, shock=_first(v)), "distress"),
    "single_hit": (lambda m, v: single_hit_debtrank(m, v, shock=_first(v)), "distress"),
    "furfine": (lambda m, v: furfine_cascade(m, v, failed=_first(v), recovery=0.4), "loss_usd"),
    "network_value": (
        lambda m, v: network_value(m, v, owed_outside_usd=_first(v), worth=EisenbergNoeWorth()),
        "equity_usd",
    ),
    "communicability": (communicability, "susceptibility"),
}
LEVERED = ("debtrank", "single_hit", "furfine", "communicability")


def _first(values: ArrayLike) -> Floats:
    """1 for the first party, 0 for all others."""
    return np.eye(1, np.asarray(values).shape[-1])[0]


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(
    ("matrix", "values", "told"),
    [
        ([[0, -1], [0, 0]], [1, 1], "negative at row 0, column 1"),
        ([[0, 1], [0, 1]], [1, 1], "bound to itself at row 1, column 1"),
        ([[0, 1], [np.nan, 0]], [1, 1], "not a number at row 1, column 0"),
        ([[0, np.inf], [0, 0]], [1, 1], "not a number at row 0, column 1"),
        ([[0, 1, 1], [0, 0, 1]], [1, 1], "2 rows and 3 columns"),
        ([[0, 1], [0, 0]], [1, 1, 1], r"shape \((1, )?3,?\).*2"),
        ([[0, 1], [0, 0]], [np.nan, 1], "not a number at"),
    ],
    ids=["negative", "self-loop", "nan", "infinite", "rows", "length", "nan amount"],
)
def test_no_measure_takes_debts_that_cannot_be(
    name: str, matrix: Any, values: Any, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        MEASURES[name][0](matrix, values)


@pytest.mark.parametrize("name", LEVERED)
def test_no_measure_takes_equity_below_0_without_a_word(name: str) -> None:
    with pytest.raises(UsageError, match=r"equity.*(negative|below 0|of -2)"):
        MEASURES[name][0]([[0, 1, 0], [0, 0, 1], [0, 0, 0]], [1, -2, 1])


HOLDERS: dict[str, Callable[[Any], Any]] = {
    "cross_ownership": lambda held: cross_ownership(
        [1, 1], equity_held=held, debt_held=[np.zeros((2, 2))], debt_usd=[[1, 1]]
    ),
    "dependency_matrix": dependency_matrix,
    "production_cascade": lambda supplied: production_cascade(
        supplied, sector=[0, 1], essential=np.ones((2, 2)), capacity=[1, 1]
    ),
}


@pytest.mark.parametrize("name", HOLDERS)
def test_holdings_of_oneself_and_holdings_that_are_no_number_are_refused_too(name: str) -> None:
    with pytest.raises(UsageError, match="bound to itself at row 0, column 0"):
        HOLDERS[name]([[0.5, 0], [0, 0]])
    with pytest.raises(UsageError, match="not a number at row 0, column 1"):
        HOLDERS[name]([[0, np.nan], [0, 0]])
    with pytest.raises(UsageError, match="negative at row 0, column 1"):
        HOLDERS[name]([[0, -0.5], [0, 0]])


def test_the_compiled_payments_check_nothing_and_pass_nan_on_as_they_say() -> None:
    assert np.isnan(clearing_payments([[0.0, np.nan], [0, 0]], [1.0, 1])).any()


@pytest.mark.parametrize("name", MEASURES)
@settings(max_examples=15)
@given(cases)
def test_a_party_tied_to_nobody_changes_nothing_for_the_others(name: str, case: Case) -> None:
    owed, _, cash = case
    measure, field = MEASURES[name]
    alone = np.asarray(getattr(measure(owed, cash + 1), field))
    beside = measure(np.pad(owed, (0, 1)), np.append(cash + 1, 3.0))
    wider = np.asarray(getattr(beside, field))
    assert np.isfinite(wider).all()
    np.testing.assert_allclose(wider[..., :-1], alone, rtol=0, atol=1e-6)


def test_each_measure_says_what_a_party_tied_to_nobody_has() -> None:
    chain = [[0, 4, 0], [0, 0, 0], [0, 0, 0]]
    found = {name: measure(chain, [3, 2, 7]) for name, (measure, _) in MEASURES.items()}
    for name in ("eisenberg_noe", "rogers_veraart", "clear_by_rank"):
        assert found[name].is_disconnected.tolist() == [False, False, True]
    ends = {name: np.asarray(getattr(found[name], MEASURES[name][1])).ravel()[-1] for name in found}
    paid = dict.fromkeys(("eisenberg_noe", "rogers_veraart", "clear_by_rank"), 0.0)
    spread = dict.fromkeys(("debtrank", "single_hit", "furfine", "communicability"), 0.0)
    worth = {"clear_quarters": 7.0, "payment_slopes": 0.0, "network_value": 7.0}
    assert ends == {**paid, **spread, **worth}


def test_a_pure_loop_without_assets_has_a_stated_answer() -> None:
    """Each owes the other 1 and nobody has anything: all is paid, or nothing is."""
    loop, nothing = [[0, 1], [1, 0]], [0, 0]
    for name in ("eisenberg_noe", "rogers_veraart", "clear_by_rank"):
        found = MEASURES[name][0](loop, nothing)
        assert found.paid_usd.ravel().tolist() == [1, 1]
        assert found.least_paid_usd.ravel().tolist() == [0, 0]
        assert not found.is_unique
    slopes = payment_slopes(loop, nothing, weights=[1, 1])
    assert slopes.is_at_kink.all()
    quarter = _quarter(loop, nothing)
    assert quarter.paid_usd[0].tolist() == [1, 1]
    assert quarter.cash_usd.tolist() == [0, 0]
    assert quarter.is_greatest
    for name in ("debtrank", "single_hit"):
        with pytest.raises(UsageError, match="equity of 0"):
            MEASURES[name][0](loop, nothing)


def _with_costs(case: Case, cash: ArrayLike) -> Any:
    return rogers_veraart(case[0], cash, alpha=0.6, beta=0.7, outside_usd=case[1])


def _in_ranks(case: Case, cash: ArrayLike) -> Any:
    owed, outside, _ = case
    ranks = [owed, np.roll(owed, 1, axis=0) * (1 - np.eye(len(owed)))]
    return clear_by_rank(ranks, cash, outside_usd=[outside, outside / 2])


def _by_party(found: Any, name: str, parties: int) -> Floats:
    """Payments of each party over its ranks, axes scenario (where given), party."""
    paid = np.asarray(getattr(found, name))
    return paid if paid.shape[:-1] == found.is_unique.shape else paid.sum(axis=-2)


@pytest.mark.parametrize("solve", [_with_costs, _in_ranks])
@given(cases, st.integers(0, 6), st.floats(0.01, 10))
def test_with_costs_and_ranks_too_more_cash_never_lowers_a_payment(
    solve: Any, case: Case, who: int, more: float
) -> None:
    cash = case[2]
    richer = cash + more * (np.arange(cash.size) == who % cash.size)
    found = solve(case, [cash, richer])
    for name in ("paid_usd", "least_paid_usd"):
        paid = _by_party(found, name, cash.size)
        assert (paid[1] >= paid[0] - 1e-7).all()


@pytest.mark.parametrize("solve", [_with_costs, _in_ranks])
@given(cases)
def test_with_costs_and_ranks_too_nobody_pays_more_than_it_owes_or_has(
    solve: Any, case: Case
) -> None:
    found = solve(case, case[2])
    paid, owed = np.atleast_2d(found.paid_usd), np.atleast_2d(found.owed_usd)
    assert ((paid >= -1e-9) & (paid <= owed + 1e-9)).all()
    first = np.asarray(case[0])
    matrices = [first, np.roll(first, 1, axis=0) * (1 - np.eye(len(first)))][: len(paid)]
    received = sum(
        np.divide(p, o, out=np.zeros_like(p), where=o > 0) @ m
        for p, o, m in zip(paid, owed, matrices, strict=True)
    )
    assert (paid.sum(axis=0) <= case[2] + received + 1e-7).all()
    low = _by_party(found, "least_paid_usd", len(first))
    assert (low <= paid.sum(axis=0) + 1e-9).all()


@given(cases, st.integers(0, 1_000))
def test_names_of_parties_do_not_matter_with_costs_nor_for_slopes_and_single_hits(
    case: Case, seed: int
) -> None:
    owed, outside, cash = case
    order = np.random.default_rng(seed).permutation(cash.size)
    moved = (owed[np.ix_(order, order)], outside[order], cash[order])
    found, other = _with_costs(case, cash), _with_costs(moved, moved[2])
    np.testing.assert_allclose(other.paid_usd, found.paid_usd[order], atol=1e-7)
    np.testing.assert_allclose(other.least_paid_usd, found.least_paid_usd[order], atol=1e-7)
    assert other.rounds.tolist() == found.rounds[order].tolist()
    weights = np.arange(1.0, cash.size + 1)
    slope = payment_slopes(owed, cash, weights=weights, outside_usd=outside)
    there = payment_slopes(moved[0], moved[2], weights=weights[order], outside_usd=moved[1])
    if not slope.is_at_kink.any():
        np.testing.assert_allclose(there.by_cash, slope.by_cash[order], atol=1e-7)
    shock = np.linspace(0, 0.9, cash.size)
    hit = single_hit_debtrank(owed, cash + 1, shock=shock).distress
    again = single_hit_debtrank(moved[0], moved[2] + 1, shock=shock[order]).distress
    np.testing.assert_allclose(again, hit[order], atol=1e-12)


@given(cases)
def test_every_creditor_gets_its_share_of_what_is_paid(case: Case) -> None:
    """Cash, receipts and payments balance for each party where receipts are in proportion."""
    owed, outside, cash = case
    found = eisenberg_noe(owed, cash, outside_usd=outside)
    left = cash + found.paid_usd @ share(owed, outside) - found.paid_usd
    assert (left >= -1e-6).all()
    is_short = found.paid_usd < total(owed, outside) - 1e-6
    np.testing.assert_allclose(left[is_short], 0, atol=1e-6)
    to_outside = (found.paid_usd * (1 - share(owed, outside).sum(axis=1)))[total(owed, outside) > 0]
    assert left.sum() == pytest.approx(cash.sum() - to_outside.sum(), abs=1e-5)


@settings(max_examples=20)
@given(st.integers(0, 1_000))
def test_the_order_of_parties_does_not_matter_in_a_fire_sale(seed: int) -> None:
    chance = np.random.default_rng(seed)
    holding = chance.lognormal(2, 1, (4, 3))
    debt = holding.sum(axis=1) * chance.uniform(0.3, 0.9, 4)
    market: dict[str, Any] = {"price_shock": [0.1, 0.2, 0], "depth_usd": [[100.0] * 3]}
    sold = []
    for order in (np.arange(4), chance.permutation(4)):
        found = fire_sale(
            holding[order],
            other_usd=np.zeros(4),
            debt_usd=debt[order],
            leverage_most=np.full(4, 8.0),
            **market,
        )
        sold.append(found.sold_usd[0][np.argsort(order)])
    np.testing.assert_allclose(sold[1], sold[0], rtol=1e-6, atol=1e-6)
