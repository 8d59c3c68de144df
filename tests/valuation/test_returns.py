"""Returns of holders on cases that can be checked on paper."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.valuation.returns import internal_rates


def test_money_doubled_over_two_years_is_41_per_cent_a_year() -> None:
    paid = np.zeros((1, 8))
    paid[0, 0] = 50
    assert internal_rates(paid, np.array([100.0]))[0] == pytest.approx(2**0.5 - 1)


def test_two_payments_have_the_rate_that_grows_both_to_the_end() -> None:
    paid = np.zeros((1, 8))
    paid[0, 0], paid[0, 4] = 10, 20
    worth = 10 * 1.3**2 + 20 * 1.3
    assert internal_rates(paid, np.array([worth]))[0] == pytest.approx(0.3)


def test_what_is_lost_is_minus_one_and_who_paid_nothing_has_no_rate() -> None:
    paid = np.array([[1.0, 0], [0, 0]])
    found = internal_rates(paid, np.array([0.0, 5.0]))
    assert found[0] == -1
    assert np.isnan(found[1])


@pytest.mark.parametrize("left", [1e-3, 1e-6, 1e-12])
def test_next_to_a_total_loss_the_rate_is_still_the_root(left: float) -> None:
    """Ten years: what is left of one, to the tenth root, less one; 50 % a year leave 0.001."""
    paid = np.zeros((1, 40))
    paid[0, 0] = 1
    assert internal_rates(paid, np.array([left]))[0] == pytest.approx(left**0.1 - 1, rel=1e-9)
    in_one_quarter = internal_rates(np.array([[1.0]]), np.array([left]))[0]
    assert in_one_quarter == pytest.approx(left**4 - 1, rel=1e-9)
    assert in_one_quarter >= -1


def test_money_paid_in_after_a_sale_is_not_counted_and_time_ends_there() -> None:
    paid = np.zeros((1, 8))
    paid[0, 0], paid[0, 6] = 100, 50
    found = internal_rates(paid, np.array([121.0]), ends=np.array([3]))
    assert found[0] == pytest.approx(0.21)
