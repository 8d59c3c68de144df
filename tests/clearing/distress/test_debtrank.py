"""Differential DebtRank: against its own recursion, at its limits, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from caploop.clearing import debtrank
from caploop.core.errors import UsageError
from tests.clearing.books import books, relabelled, slow_distress


@given(books())
def test_distress_is_the_end_of_its_recursion(book: dict[str, Any]) -> None:
    found = debtrank(book["owed"], book["equity"], shock=book["shock"])
    for row, shock in zip(found.distress, book["shock"], strict=True):
        slow = slow_distress(book["owed"], book["equity"], shock)
        np.testing.assert_allclose(row, slow, rtol=0, atol=2e-9)
    assert found.is_converged.all()
    assert (found.distress >= book["shock"]).all()
    assert (found.distress <= 1).all()
    assert (found.pressure >= found.distress - 1e-12).all()


@given(books())
def test_a_larger_shock_never_lowers_distress(book: dict[str, Any]) -> None:
    low = debtrank(book["owed"], book["equity"], shock=book["shock"]).distress
    high = debtrank(book["owed"], book["equity"], shock=np.sqrt(book["shock"])).distress
    assert (high >= low - 1e-9).all()


@given(books())
def test_the_order_of_parties_does_not_matter(book: dict[str, Any]) -> None:
    order = book["order"]
    found = debtrank(book["owed"], book["equity"], shock=book["shock"])
    other = debtrank(
        relabelled(book["owed"], order), book["equity"][order], shock=book["shock"][:, order]
    )
    np.testing.assert_allclose(other.distress, found.distress[:, order], rtol=0, atol=2e-9)
    assert other.spectral_radius == pytest.approx(found.spectral_radius, abs=1e-8)


def test_a_loop_multiplies_distress_by_one_over_one_less_its_gain() -> None:
    found = debtrank([[0, 1], [1, 0]], [2, 2], shock=[0.3, 0])
    assert found.distress == pytest.approx([0.4, 0.2], abs=1e-9)
    assert found.spectral_radius == pytest.approx(0.5)
    assert not found.is_saturated


def test_a_loop_with_gain_above_1_saturates_and_says_so() -> None:
    found = debtrank([[0, 3], [3, 0]], [2, 2], shock=[[0.01, 0], [0, 0]])
    assert found.distress[0].tolist() == [1, 1]
    assert found.is_saturated.tolist() == [True, False]
    assert found.saturated_share.tolist() == [1, 0]
    assert found.spectral_radius == pytest.approx(1.5)


def test_a_loop_that_would_need_a_million_rounds_is_solved() -> None:
    gain = 1 - 1e-6
    found = debtrank([[0, gain], [1, 0]], [1, 1], shock=[1e-7, 0])
    assert found.distress == pytest.approx([0.1, 0.1], rel=1e-4)
    assert found.is_converged
    assert found.rounds <= 1_000


def test_too_few_rounds_are_told() -> None:
    found = debtrank([[0, 0.9], [0.9, 0]], [1, 1], shock=[0.05, 0], rounds_most=5)
    assert not found.is_converged
    assert found.gap > 0.05


def test_many_pieces_give_the_same_as_one_scenario_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(4)
    owed = chance.random((30, 30)) * (1 - np.eye(30)) / 40
    shock = chance.random((50, 30)) / 2
    alone = np.array([debtrank(owed, np.ones(30), shock=row).distress for row in shock])
    monkeypatch.setattr("caploop.clearing.batch.CELLS_AT_ONCE", 90)
    found = debtrank(owed, np.ones(30), shock=shock)
    np.testing.assert_allclose(found.distress, alone, rtol=0, atol=2e-9)


def test_a_party_without_equity_is_refused_unless_the_caller_says_what_it_is() -> None:
    book = {"owed_usd": [[0, 1, 0], [0, 0, 1], [0, 0, 0]], "equity_usd": [-1, 4, 4]}
    with pytest.raises(UsageError, match=r"party 0 has equity of -1.*negative_equity"):
        debtrank(**book, shock=[0, 0, 0])
    with pytest.raises(UsageError, match="negative_equity is 'ignore'"):
        debtrank(**book, shock=[0, 0, 0], negative_equity="ignore")  # type: ignore[arg-type]
    failed = debtrank(**book, shock=[0, 0, 0], negative_equity="failed")
    assert failed.distress.tolist() == [1, 0.25, 0.0625]
    silent = debtrank(**book, shock=[0, 0, 0], negative_equity="written_off")
    assert silent.distress.tolist() == [1, 0, 0]


def test_equity_of_exactly_0_is_refused_too() -> None:
    with pytest.raises(UsageError, match="equity of 0"):
        debtrank([[0, 1], [0, 0]], [0, 1], shock=[0, 0])


@pytest.mark.parametrize(
    ("owed", "equity", "shock", "words"),
    [
        ([[0, -1], [0, 0]], [1, 1], [0, 0], "negative"),
        ([[1, 1], [0, 0]], [1, 1], [0, 0], "bound to itself"),
        ([[0, 1], [0, 0]], [1, 1, 1], [0, 0], "shape"),
        ([[0, np.nan], [0, 0]], [1, 1], [0, 0], "not a number"),
        ([[0, 1], [0, 0]], [1, 1], [2, 0], "above 1"),
    ],
)
def test_bad_input_is_refused(owed: Any, equity: Any, shock: Any, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        debtrank(owed, equity, shock=shock)


def test_a_party_tied_to_nobody_keeps_its_shock() -> None:
    found = debtrank([[0, 1, 0], [0, 0, 0], [0, 0, 0]], [1, 2, 1], shock=[0, 0, 0.3])
    assert found.distress.tolist() == [0, 0, 0.3]
