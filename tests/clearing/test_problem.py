"""What is refused before anything is cleared, and that each refusal says where and what next."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import coo_array, csr_array

from caploop.clearing.problem import (
    amounts,
    fractions,
    positive_count,
    positive_number,
    square_matrix,
)
from caploop.core.errors import UsageError


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        ([[0, -1], [0, 0]], r"negative at row 0, column 1; .*swap"),
        ([[0, 0], [0, 3]], r"bound to itself at row 1, column 1; remove"),
        ([[0, float("nan")], [0, 0]], r"not a number at row 0, column 1; leave"),
        ([[0, float("inf")], [0, 0]], r"not a number at row 0, column 1"),
        ([[0, 1, 2], [0, 0, 1]], r"2 rows and 3 columns; give one row and one column"),
        ([1, 2], r"shape \(2,\); give a square matrix"),
        ([[0, 1], [0]], r"no array of numbers"),
        ([["a", "b"], ["c", "d"]], r"no array of numbers .*; give numbers only"),
    ],
)
def test_a_matrix_that_cannot_be_cleared_is_refused(matrix: list[list[float]], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        square_matrix("owed_usd", matrix)


def test_a_sparse_matrix_is_refused_like_a_dense_one() -> None:
    with pytest.raises(UsageError, match="negative at row 1, column 0"):
        square_matrix("owed_usd", csr_array(np.array([[0.0, 1.0], [-1.0, 0.0]])))


def test_entries_given_twice_add_up_and_stored_zeros_go() -> None:
    twice = coo_array(([1.0, 2.0, 0.0], ([0, 0, 1], [1, 1, 0])), shape=(2, 2))
    matrix = square_matrix("owed_usd", twice)
    assert matrix.toarray().tolist() == [[0, 3], [0, 0]]
    assert matrix.nnz == 1


def test_the_callers_matrix_is_not_touched() -> None:
    given = csr_array(np.array([[0.0, 1.0], [2.0, 0.0]]))
    square_matrix("owed_usd", given).data[:] = 9.0
    assert given.toarray().tolist() == [[0, 1], [2, 0]]


def test_a_diagonal_may_be_allowed() -> None:
    assert square_matrix("holds", [[0.1]], is_loop_allowed=True).toarray().tolist() == [[0.1]]


def test_no_party_at_all_is_an_empty_matrix() -> None:
    assert square_matrix("owed_usd", []).shape == (0, 0)


@pytest.mark.parametrize(
    ("cash", "told"),
    [
        ([1.0, 2.0, 3.0], r"shape \(3,\), but the matrix has 2 parties; .*party last"),
        (1.0, r"shape \(\)"),
        ([1.0, float("nan")], r"not a number at \(1,\); give 0"),
        ([[1.0, 1.0], [1.0, -2.0]], r"negative at \(1, 1\); enter a debt as a liability"),
    ],
)
def test_amounts_that_do_not_fit_the_parties_are_refused(cash: list[float], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        amounts("cash_usd", cash, parties=2)


def test_scenarios_are_refused_where_there_is_one_answer_only() -> None:
    with pytest.raises(UsageError, match="give the axis party"):
        amounts("cash_usd", [[1.0, 2.0]], parties=2, batch=False)


def test_signed_amounts_may_be_negative() -> None:
    assert amounts("equity_usd", [-1.0], parties=1, is_signed=True).tolist() == [-1]


@pytest.mark.parametrize("value", [1.5, -0.1, float("nan"), [0.5, 0.5, 0.5]])
def test_what_is_no_fraction_is_refused(value: float | list[float]) -> None:
    with pytest.raises(UsageError, match=r"alpha .*; give"):
        fractions("alpha", value, parties=2)


def test_one_number_must_be_above_0_and_a_count_whole() -> None:
    with pytest.raises(UsageError, match="depth is 0; give"):
        positive_number("depth", 0)
    with pytest.raises(UsageError, match=r"rounds is 1\.5; give a whole number"):
        positive_count("rounds", 1.5)  # type: ignore[arg-type]
    assert positive_number("depth", 2) == 2
    assert positive_count("rounds", 3) == 3
