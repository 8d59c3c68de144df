"""The exact end of distress agrees with rounds, also where rounds are slow."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from scipy.sparse import csr_array

from caploop.clearing.distress.exact import exact_distress, stepped
from tests.clearing.books import books, slow_distress


@given(books())
def test_sets_of_saturated_parties_lead_to_the_end_of_the_rounds(book: dict[str, Any]) -> None:
    matrix = csr_array(book["owed"].T / book["equity"][:, None])
    shock = np.ascontiguousarray(book["shock"].T)
    found = exact_distress(matrix, shock)
    slow = [slow_distress(book["owed"], book["equity"], row) for row in book["shock"]]
    np.testing.assert_allclose(found.T, slow, rtol=0, atol=1e-8)
    np.testing.assert_allclose(stepped(matrix, shock, found), found, rtol=0, atol=1e-12)


def test_a_loop_that_distress_does_not_reach_stays_whole() -> None:
    matrix = csr_array(np.array([[0.0, 2, 0], [2, 0, 0], [0, 0, 0]]))
    assert exact_distress(matrix, np.array([[0.0], [0], [1]])).ravel().tolist() == [0, 0, 1]
