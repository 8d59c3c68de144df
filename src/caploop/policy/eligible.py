"""Whether an asset has an investment credit, how much, who claims it and how it is paid.

The owner claims it when the asset is placed in service, if construction began by the law's day; a
tenant has no part of it but through rent (section 9).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from caploop.core.errors import UsageError

Part = Literal["fab", "it", "shell", "grid"]


class Law(Struct, frozen=True, kw_only=True):
    """An investment credit: its rate, what it covers, its two dates, how it is paid.

    Construction begins on `begun_by` at the latest, none for no such day; the asset is placed in
    service after `placed_after`. With `elective_pay` what exceeds the owner's tax is paid in cash,
    else it waits for tax.
    """

    rate: float
    covers: frozenset[Part]
    placed_after: date
    begun_by: date | None
    elective_pay: bool


class Asset(Struct, frozen=True, kw_only=True):
    """What an owner places in service: cost by part in one unit, two dates, tax he owes."""

    owner: str
    cost: dict[Part, float]
    begun: date
    placed: date
    tax_due: float


class CreditClaim(Struct, frozen=True, kw_only=True):
    """A credit, in the unit of the cost: against tax, in cash, and what waits for tax.

    `eligible` is the share of the cost it is on.
    """

    owner: str
    eligible: float
    credit: float
    against_tax: float
    in_cash: float
    waiting: float


def credit_claim(asset: Asset, law: Law) -> CreditClaim:
    """What the owner of an asset claims under a law; nothing where a date or a part is missed.

    Raises UsageError for a cost below 0, or an asset in service before it was begun.
    """
    whole = sum(asset.cost.values())
    if whole <= 0 or min(asset.cost.values()) < 0:
        raise UsageError(f"cost of {asset.owner}'s asset is {asset.cost}; parts are at least 0")
    if asset.placed < asset.begun:
        raise UsageError(f"{asset.owner}'s asset is in service {asset.placed}, before it is begun")
    in_time = law.begun_by is None or asset.begun <= law.begun_by
    has_it = in_time and asset.placed > law.placed_after
    covered = sum(v for part, v in asset.cost.items() if part in law.covers) if has_it else 0.0
    credit = law.rate * covered
    against = min(credit, max(asset.tax_due, 0.0))
    rest = credit - against
    return CreditClaim(
        owner=asset.owner,
        eligible=covered / whole,
        credit=credit,
        against_tax=against,
        in_cash=rest if law.elective_pay else 0.0,
        waiting=0.0 if law.elective_pay else rest,
    )
