"""Network valuation: every rule in one solver, greatest and least, against slow solvers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from caploop.clearing import debtrank, furfine_cascade, network_value
from caploop.clearing.worth import (
    AbstractWorth,
    BlackCoxWorth,
    EisenbergNoeWorth,
    FurfineWorth,
    LinearWorth,
    MertonWorth,
)
from caploop.core.errors import UsageError
from tests.clearing.books import books, relabelled, slow_clearing

RULES = (
    EisenbergNoeWorth(),
    FurfineWorth(0.4),
    MertonWorth(0.2, 1.0),
    MertonWorth(0.2, 0.5),
    BlackCoxWorth(0.2, 0.4),
)


@given(books())
def test_with_the_rule_of_eisenberg_and_noe_it_is_their_clearing(book: dict[str, Any]) -> None:
    given_ = {"owed_outside_usd": book["beyond"], "worth": EisenbergNoeWorth()}
    found = network_value(book["owed"], book["outside"], **given_)
    debts = book["owed"].sum(axis=1) + book["beyond"]
    paid = slow_clearing(book["owed"], book["outside"], book["beyond"])
    np.testing.assert_allclose(found.worth * debts, paid, rtol=0, atol=1e-8)
    assert found.is_converged


@given(books())
def test_with_the_linear_rule_it_is_differential_debtrank(book: dict[str, Any]) -> None:
    owed, equity, shock = book["owed"], book["equity"], book["shock"]
    beyond = owed.sum(axis=0)
    outside = equity + owed.sum(axis=1)
    found = network_value(
        owed,
        np.maximum(outside - shock * equity, 0),
        owed_outside_usd=beyond,
        worth=LinearWorth(equity),
    )
    rank = debtrank(owed, equity, shock=shock, tolerance=1e-11)
    near = {"rtol": 0, "atol": 1e-6}
    np.testing.assert_allclose(1 - found.equity_usd / equity, rank.pressure, **near)


def test_where_claims_multiply_rounding_does_not_grow_into_losses() -> None:
    chance = np.random.default_rng(2)
    owed = chance.random((5, 5)) * (1 - np.eye(5)) * 30
    beyond = owed.sum(axis=0)
    outside = 0.1 + owed.sum(axis=1)
    rule = LinearWorth(np.full(5, 0.1))
    found = network_value(owed, outside, owed_outside_usd=beyond, worth=rule)
    np.testing.assert_allclose(found.equity_usd, 0.1, rtol=0, atol=1e-12)


@given(books())
def test_with_the_rule_of_furfine_the_same_parties_fail(book: dict[str, Any]) -> None:
    owed, equity = book["owed"], book["equity"]
    first = book["shock"][0] > 0.3
    outside = np.where(first, 0, equity) + owed.sum(axis=1)
    beyond = owed.sum(axis=0) + first
    found = network_value(owed, outside, owed_outside_usd=beyond, worth=FurfineWorth(0.4))
    cascade = furfine_cascade(owed, np.where(first, -1, equity), failed=first, recovery=0.4)
    assert (found.worth < 1).tolist() == (cascade.failed_in_round >= 0).tolist()


@pytest.mark.parametrize("worth", RULES)
@given(books())
def test_greatest_is_not_below_least_and_both_are_solutions(
    worth: AbstractWorth, book: dict[str, Any]
) -> None:
    debts = book["owed"].sum(axis=1) + book["beyond"]
    equities = []
    for solution in ("greatest", "least"):
        found = network_value(
            book["owed"],
            book["outside"],
            owed_outside_usd=book["beyond"],
            worth=worth,
            solution=solution,  # type: ignore[arg-type]
        )
        again = worth.share(found.equity_usd, owed_usd=debts, outside_usd=book["outside"])
        balance = book["outside"] + again @ book["owed"] - debts
        if found.is_converged:
            np.testing.assert_allclose(balance, found.equity_usd, rtol=0, atol=1e-8)
        assert ((found.worth >= 0) & (found.worth <= 1)).all()
        equities.append(found.equity_usd)
    assert (equities[0] >= equities[1] - 1e-8).all()


@pytest.mark.parametrize("worth", RULES)
@given(books())
def test_more_outside_assets_never_lower_an_equity_and_order_does_not_matter(
    worth: AbstractWorth, book: dict[str, Any]
) -> None:
    outside = np.array([book["outside"], book["outside"] * 1.5])
    found = network_value(book["owed"], outside, owed_outside_usd=book["beyond"], worth=worth)
    assert (found.equity_usd[1] >= found.equity_usd[0] - 1e-8).all()
    order = book["order"]
    other = network_value(
        relabelled(book["owed"], order),
        outside[:, order],
        owed_outside_usd=book["beyond"][order],
        worth=worth,
    )
    np.testing.assert_allclose(other.equity_usd, found.equity_usd[:, order], rtol=0, atol=1e-8)


def test_promises_without_cash_are_worth_all_or_nothing() -> None:
    loop = {"owed_outside_usd": [0, 0], "worth": EisenbergNoeWorth()}
    assert network_value([[0, 1], [1, 0]], [0, 0], **loop).worth.tolist() == [1, 1]
    least = network_value([[0, 1], [1, 0]], [0, 0], **loop, solution="least")
    assert least.worth.tolist() == [0, 0]


def test_each_party_is_valued_by_its_own_equity() -> None:
    found = network_value(
        [[0, 0, 1], [0, 0, 1], [0, 0, 0]],
        [2, 10, 1],
        owed_outside_usd=[0, 0, 0],
        worth=LinearWorth([4, 18, 3]),
    )
    assert found.worth.tolist() == pytest.approx([1 / 4, 1 / 2, (1 + 3 / 4) / 3])


def test_too_few_rounds_and_unknown_solutions_are_told() -> None:
    slow = {"owed_outside_usd": [0.01, 0], "worth": EisenbergNoeWorth()}
    assert not network_value([[0, 1], [1, 0]], [0, 0], **slow, rounds_most=3).is_converged
    with pytest.raises(UsageError, match="say 'greatest' or 'least'"):
        network_value([[0, 1], [1, 0]], [0, 0], **slow, solution="best")  # type: ignore[arg-type]
