"""The time axis: today is its hinge, and days keep their order."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caploop.charts.calendar import PAST, spanning

TODAY = date(2026, 3, 1)
DAYS = st.integers(-2000, 4000).map(lambda n: TODAY + timedelta(days=n))


@given(days=st.lists(DAYS))
def test_days_lie_in_their_order_and_inside(days: list[date]) -> None:
    axis = spanning(days, TODAY)
    shares = [axis.share(d) for d in sorted(days)]
    assert shares == sorted(shares)
    assert all(0 <= s <= 1 for s in shares)
    assert axis.share(TODAY) == PAST


def test_a_short_past_has_quarters_and_a_long_one_years() -> None:
    short = spanning([date(2025, 2, 1)], TODAY).ticks()
    assert date(2025, 4, 1) in short
    assert date(2025, 1, 1) in short
    assert {d.month for d in spanning([date(2019, 2, 1)], TODAY).ticks()} == {1}
