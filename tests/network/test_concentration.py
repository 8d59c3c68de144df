"""Concentration: bounds hold whatever the undisclosed rest turns out to be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.network import concentration


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12), st.data())
def test_bounds_hold_the_truth_whatever_is_hidden(amounts: list[int], data: st.DataObject) -> None:
    known = data.draw(st.integers(0, len(amounts)))
    total, hidden = sum(amounts), amounts[known:]
    shares = np.array(amounts) / total
    truth, top = float((shares**2).sum()), float(shares.max())
    found = concentration(
        amounts[:known],
        total_usd=total,
        largest_rest_share=data.draw(
            st.sampled_from([None, max(hidden, default=0) / total + 1e-9])
        ),
        rest_parties_most=data.draw(st.sampled_from([None, len(hidden) + 1])),
    )
    for bounds, value in [
        (found.index, truth),
        (found.effective_number, 1 / truth),
        (found.top_share, top),
    ]:
        assert bounds is not None
        assert bounds.low <= value * (1 + 1e-9)
        assert bounds.high is None or value <= bounds.high * (1 + 1e-9)


def test_fully_disclosed_shares_give_a_point() -> None:
    found = concentration([50, 25, 25])
    assert found.index is not None
    assert found.effective_number is not None
    assert found.top_share is not None
    assert (found.index.low, found.index.high) == (0.375, 0.375)
    assert found.effective_number.low == pytest.approx(8 / 3)
    assert (found.top_share.low, found.top_share.high) == (0.5, 0.5)
    assert found.undisclosed_share == 0


def test_a_rest_of_half_may_be_one_party_or_dust() -> None:
    found = concentration([50], total_usd=100)
    assert found.index is not None
    assert (found.index.low, found.index.high) == (0.25, 0.5)


def test_the_number_of_hidden_parties_raises_the_lower_bound() -> None:
    found = concentration([50], total_usd=100, rest_parties_most=2)
    assert found.index is not None
    assert found.index.low == pytest.approx(0.25 + 2 * 0.25**2)


def test_with_nothing_disclosed_the_effective_number_has_no_limit() -> None:
    found = concentration([], total_usd=100)
    assert found.effective_number is not None
    assert (found.effective_number.low, found.effective_number.high) == (1.0, None)


def test_one_party_alone_is_the_whole() -> None:
    found = concentration([7])
    assert found.index is not None
    assert found.index.low == 1


@pytest.mark.parametrize("known", [[], [0.0], [0.0, 0.0]])
def test_a_total_of_0_has_no_shares(known: list[float]) -> None:
    found = concentration(known)
    assert (found.index, found.reason) == (None, "the total is 0: there are no shares")


def test_a_total_below_what_is_known_is_refused() -> None:
    with pytest.raises(UsageError, match="mend the total"):
        concentration([60, 60], total_usd=100)


@pytest.mark.parametrize(("cap", "parties"), [(0.0, None), (0.1, 4), (None, 0)])
def test_caps_that_cannot_hold_the_rest_are_refused(cap: float | None, parties: int | None) -> None:
    with pytest.raises(UsageError, match="does not fit"):
        concentration([50], total_usd=100, largest_rest_share=cap, rest_parties_most=parties)
