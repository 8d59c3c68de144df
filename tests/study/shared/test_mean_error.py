"""When two shares of draws differ by more than the draws can tell apart."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.study.shared.mean_error import differ, share_error

share = st.floats(0.0, 1.0)
count = st.integers(1, 100_000)


def test_two_draws_of_two_thousand_are_no_result() -> None:
    """22.9 and 23.0 percent: an error of the root of 2 times .23 times .77 over 2000 is 1.3."""
    assert share_error(0.229, 0.230, draws=2000) == pytest.approx(0.0133, abs=1e-4)
    assert not differ(0.229, 0.230, draws=2000)
    assert differ(0.21, 0.31, draws=2000)


def test_half_and_half_of_a_hundred_have_an_error_of_seven_points() -> None:
    assert share_error(0.5, 0.5, draws=100) == pytest.approx(sqrt(0.005))


@given(share, share, count)
def test_the_order_does_not_matter_and_a_share_never_differs_from_itself(
    one: float, other: float, draws: int
) -> None:
    assert differ(one, other, draws=draws) == differ(other, one, draws=draws)
    assert not differ(one, one, draws=draws)


@given(share, share, count)
def test_more_draws_never_hide_a_difference(one: float, other: float, draws: int) -> None:
    if differ(one, other, draws=draws):
        assert differ(one, other, draws=4 * draws)
