"""Order books, supply, leases not begun, dependence and a vendor's hole on the real book."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.model.terms.parties import FIRMS, INVESTORS, LESSORS
from tests.model.conftest import Series

ORACLE, NVIDIA = FIRMS.index("oracle"), FIRMS.index("nvidia")


def test_a_book_is_what_was_there_plus_bookings_less_deliveries_and_cancellations(
    series: Series,
) -> None:
    book = series("book_openai")
    moved = series("booked") - series("recognised") - series("cancelled")
    np.testing.assert_allclose(np.diff(book, axis=1), moved[:, 1:], atol=1e-9)
    assert book.min() >= -1e-9


def test_oracles_book_opens_at_57_percent_of_523(series: Series) -> None:
    opened = (
        series("book_openai") - series("booked") + series("recognised") + series("cancelled")
    )[:, 0, ORACLE]
    np.testing.assert_allclose(opened, 0.57 * 523, rtol=1e-9)


def test_a_bankrupt_customer_cancels_the_whole_book(series: Series) -> None:
    gone = series("stage", "no money") == 6
    after = gone[:, :-1] & gone[:, 1:]
    assert after.any()
    assert np.abs(series("book_openai", "no money")[:, 1:][after]).max() < 1e-9


def test_oracles_leases_begin_and_never_stop_having_begun(series: Series) -> None:
    left = series("leases_not_begun")
    assert left.max() <= 248
    assert (np.diff(left, axis=1) <= 1e-9).all()
    assert left[:, -1].mean() < 150


def test_supply_is_written_off_where_sales_fall(series: Series) -> None:
    assert series("supply_lost", "supply keeps its worth").max() == 0
    lost = series("supply_lost")
    assert lost[:, -1].max() > 1
    assert (np.diff(lost, axis=1) >= -1e-12).all()


def test_the_hole_makes_nvidia_take_more_of_a_round(series: Series) -> None:
    place = INVESTORS.index("nvidia")
    with_hole, without = (
        series("cheques", s)[..., place].sum(axis=1).mean() for s in ("base", "no hole")
    )
    assert with_hole > without
    assert 0 < series("hole_share").min() <= series("hole_share").max() < 1


def test_a_default_costs_lessors_more_as_they_build(series: Series) -> None:
    lost = series("loss_given_default").mean(axis=0)
    assert lost[11, ORACLE] > lost[3, ORACLE] > 0
    assert (np.diff(series("raised_for_openai")[..., ORACLE], axis=1) >= -1e-9).all()
    assert np.abs(series("ebitda_share")).max() <= 1


@pytest.mark.parametrize("name", ["openai", "others"])
def test_every_lessor_has_a_book_by_then_but_its_own_size(series: Series, name: str) -> None:
    book = series(f"book_{name}")[:, -1, : len(LESSORS)].mean(axis=0)
    assert book[ORACLE] > 20
    assert book[NVIDIA - 1] >= 0
