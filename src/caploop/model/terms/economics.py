"""Unit economics of subscribers, and what has to be true for a year's revenue."""

from __future__ import annotations

from msgspec import Struct

MONTHS = 12


class Consumer(Struct, frozen=True, kw_only=True):
    """A year of consumer revenue by lever, USD bn; `per_free_user` in USD a year."""

    subscriptions: float
    devices: float
    remainder: float
    per_free_user: float


def what_must_be_true(
    revenue: float,
    *,
    users_mn: float,
    paying: float,
    price_a_month: float,
    devices_mn: float,
    device_price: float,
) -> Consumer:
    """What users who do not pay must earn through advertising and commerce, as the rest.

    `revenue` in USD bn, users and devices in millions, prices in USD, `paying` a share of users.
    Store fees are not deducted (specification, sections 2 and 17.1).
    """
    subscriptions = users_mn * paying * price_a_month * MONTHS / 1000
    devices = devices_mn * device_price / 1000
    rest = revenue - subscriptions - devices
    return Consumer(
        subscriptions=subscriptions,
        devices=devices,
        remainder=rest,
        per_free_user=rest * 1000 / (users_mn * (1 - paying)),
    )


def lifetime_value(*, price: float, margin: float, churn: float, rate: float) -> float:
    """A subscriber's margin in USD over a life with monthly churn, discounted at a yearly rate."""
    return price * margin / (churn + rate / MONTHS)


def payback_months(*, cost: float, price: float, margin: float) -> float:
    """Months until the margin of a subscriber has paid for winning it."""
    return cost / (price * margin)


def burn_multiple(*, burn: float, run_rate_before: float, run_rate: float) -> float | None:
    """Cash burnt for each dollar of new run rate; none where the run rate did not grow."""
    grown = run_rate - run_rate_before
    return burn / grown if grown > 0 else None
