"""Gigawatts by tier of evidence: what is said, and what of it can be expected to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from caploop.book.parameter import Parameter
from caploop.book.supply import Supply
from caploop.evidence import FIRMNESS_ORDER

Tier = Literal["executed", "signed", "conditional", "letter", "said"]
TIERS: tuple[Tier, ...] = ("executed", "signed", "conditional", "letter", "said")
TIER_SYMBOLS: Mapping[Tier, str] = {
    "signed": "p_gw_signed",
    "conditional": "p_gw_conditional",
    "letter": "p_loi",
    "said": "q_comp",
}
"""The parameter that is each tier's chance; what is executed is there."""


class TierOfPower(Struct, frozen=True, kw_only=True):
    """A tier of one user: power as the headlines have it, its chance, and what is expected, in W.

    `rests_on` is the parameter of the chance, `assumption` whether it is a judgement. Without a
    chance in the book nothing is expected of the tier: it is absent.
    """

    user: str
    tier: Tier
    headline_w: Decimal
    chance: Decimal | None
    expected_w: Decimal | None
    rests_on: str
    assumption: bool
    tranches: tuple[str, ...]


def tiers_of_power(
    rows: Iterable[Supply], parameters: Iterable[Parameter]
) -> tuple[TierOfPower, ...]:
    """A row a user and tier, the user with most power first and its surest tier first."""
    known = {p.symbol: p for p in parameters}
    held: dict[tuple[str, Tier], list[Supply]] = {}
    for row in rows:
        if row.capacity_w:
            held.setdefault((row.user, tier_of(row)), []).append(row)
    found = [_tier(key, parts, known) for key, parts in held.items()]
    whole: dict[str, Decimal] = {}
    for one in found:
        whole[one.user] = whole.get(one.user, Decimal(0)) + one.headline_w
    return tuple(sorted(found, key=lambda t: (-whole[t.user], t.user, TIERS.index(t.tier))))


def tier_of(row: Supply) -> Tier:
    """The tier of one relation: an option or a condition is no more than conditional."""
    if row.firmness == "letter_of_intent":
        return "letter"
    if FIRMNESS_ORDER[row.firmness] < FIRMNESS_ORDER["letter_of_intent"]:
        return "said"
    if row.optional or row.firmness == "conditional":
        return "conditional"
    return "executed" if row.firmness == "executed" else "signed"


def _tier(
    key: tuple[str, Tier], parts: list[Supply], known: Mapping[str, Parameter]
) -> TierOfPower:
    user, tier = key
    symbol = TIER_SYMBOLS.get(tier, "")
    row = known.get(symbol)
    chance = Decimal(1) if tier == "executed" else row.central if row else None
    headline = sum((one.capacity_w or Decimal(0) for one in parts), Decimal(0))
    return TierOfPower(
        user=user,
        tier=tier,
        headline_w=headline,
        chance=chance,
        expected_w=None if chance is None else headline * chance,
        rests_on=symbol,
        assumption=bool(row and row.assumption),
        tranches=tuple(one.tranche for one in parts),
    )
