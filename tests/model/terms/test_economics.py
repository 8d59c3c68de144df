"""Unit economics: figures a reader can check on paper."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.model.terms.economics import (
    burn_multiple,
    lifetime_value,
    payback_months,
    what_must_be_true,
)
from caploop.model.terms.quarterly import quarters_of


def test_the_consumer_half_of_the_plan_needs_41_dollars_from_each_user_who_does_not_pay() -> None:
    half = what_must_be_true(
        140, users_mn=2600, paying=0.085, price_a_month=12, devices_mn=40, device_price=250
    )
    assert half.subscriptions == pytest.approx(31.824)
    assert half.devices == 10
    assert half.remainder == pytest.approx(98.176)
    assert half.per_free_user == pytest.approx(41.27, abs=0.005)


def test_a_subscriber_of_20_dollars_at_70_percent_and_5_percent_churn_is_worth_218() -> None:
    value = lifetime_value(price=20, margin=0.7, churn=0.05, rate=0.17)
    assert value == pytest.approx(14 / (0.05 + 0.17 / 12))
    assert payback_months(cost=56, price=20, margin=0.7) == pytest.approx(4)


def test_a_run_rate_that_falls_has_no_burn_multiple() -> None:
    assert burn_multiple(burn=8, run_rate_before=10, run_rate=14) == 2
    assert burn_multiple(burn=8, run_rate_before=10, run_rate=10) is None


def test_the_last_quarter_of_2025_times_four_is_20_2() -> None:
    found = quarters_of([3.7, 13.1], parts=[(4, 5, 4.3)])
    assert 4 * found[-1] == pytest.approx(20.18, abs=0.01)
    assert sum(found[:4]) == pytest.approx(3.7)
    assert sum(found[4:6]) == pytest.approx(4.3)


def test_sums_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(UsageError, match="contradict"):
        quarters_of([1.0], parts=[(0, 3, 2.0)])
