"""DebtRank of 2012: one transmission each, so that loops are cut."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from caploop.clearing import debtrank, single_hit_debtrank
from tests.clearing.books import books


def test_in_a_chain_both_forms_agree() -> None:
    chain = {"owed_usd": [[0, 1, 0], [0, 0, 1], [0, 0, 0]], "equity_usd": [1, 2, 4]}
    single = single_hit_debtrank(**chain, shock=[1, 0, 0]).distress
    assert (
        single.tolist() == debtrank(**chain, shock=[1, 0, 0]).distress.tolist() == [1, 0.5, 0.125]
    )


def test_in_a_loop_the_single_hit_misses_what_comes_back() -> None:
    loop = {"owed_usd": [[0, 1], [1, 0]], "equity_usd": [2, 2]}
    assert single_hit_debtrank(**loop, shock=[0.4, 0]).distress.tolist() == [0.5, 0.2]
    assert debtrank(**loop, shock=[0.4, 0]).distress == pytest.approx([8 / 15, 4 / 15], abs=1e-9)


@given(books())
def test_it_is_never_above_the_differential_form(book: dict[str, Any]) -> None:
    single = single_hit_debtrank(book["owed"], book["equity"], shock=book["shock"])
    full = debtrank(book["owed"], book["equity"], shock=book["shock"])
    assert (single.distress <= full.distress + 1e-9).all()
    assert (single.distress >= book["shock"]).all()
    assert single.rounds <= len(book["equity"]) + 1


def test_without_debts_nothing_spreads() -> None:
    assert single_hit_debtrank(np.zeros((2, 2)), [1, 1], shock=[1, 0]).distress.tolist() == [1, 0]


def test_exposure_above_equity_is_capped_as_in_2012_or_left_as_it_is() -> None:
    """A creditor with 1 of equity holds 4 of a debtor that loses a tenth."""
    book = {"owed_usd": [[0, 4], [0, 0]], "equity_usd": [1, 1], "shock": [0.1, 0]}
    assert single_hit_debtrank(**book).distress.tolist() == [0.1, 0.1]
    assert single_hit_debtrank(**book, is_capped=False).distress.tolist() == [0.1, 0.4]


@given(books())
def test_where_nobody_is_exposed_beyond_its_equity_the_cap_changes_nothing(
    book: dict[str, Any],
) -> None:
    small = book["owed"] / max(float(np.max(book["owed"])), 1.0) * np.min(book["equity"]) / 2
    both = [
        single_hit_debtrank(small, book["equity"], shock=book["shock"], is_capped=c).distress
        for c in (True, False)
    ]
    np.testing.assert_allclose(*both, rtol=1e-13)
