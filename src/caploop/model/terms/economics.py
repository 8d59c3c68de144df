"""Unit economics of subscribers, and what has to be true for a year's revenue."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from caploop.core.errors import UsageError

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


def quarters_of(years: Sequence[float], *, parts: Sequence[tuple[int, int, float]]) -> list[float]:
    """Quarterly figures that add to the years' and bend least (least squared second difference).

    `parts` are other known sums: first and last quarter (from 0, both included) and their sum.
    Boot, Feibes and Lisman (1967). Raises UsageError where the sums contradict each other.

    >>> [round(q, 2) for q in quarters_of([3.7, 13.1], parts=[(4, 5, 4.3)])][-1]
    5.04
    """
    count = 4 * len(years)
    known = [(4 * i, 4 * i + 3, year) for i, year in enumerate(years)] + list(parts)
    sums = np.zeros((len(known), count))
    for row, (first, last, _) in enumerate(known):
        sums[row, first : last + 1] = 1.0
    bend = np.diff(np.eye(count), 2, axis=0)
    size = len(known)
    system = np.block([[2 * bend.T @ bend, sums.T], [sums, np.zeros((size, size))]])
    right = np.concatenate([np.zeros(count), [total for *_, total in known]])
    found = np.linalg.lstsq(system, right, rcond=None)[0][:count]
    if not np.allclose(sums @ found, right[count:], rtol=1e-9):
        raise UsageError("the sums contradict each other; leave one out")
    return [float(q) for q in found]
