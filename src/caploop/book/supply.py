"""Who supplies what to whom: capacity and chips by supplier, owned or leased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from caploop.book.agreement import Agreement, Tranche
from caploop.book.execute import in_force
from caploop.evidence import Firmness

Tenure = Literal["rented compute", "leased capacity", "bought chips"]
TENURES: dict[str, Tenure] = {
    "compute_purchase": "rented compute",
    "lease": "leased capacity",
    "chip_purchase": "bought chips",
}


class Supply(Struct, frozen=True, kw_only=True):
    """One supply relation in force: user, supplier, how it is held, power and money if stated."""

    user: str
    supplier: str
    tenure: Tenure
    firmness: Firmness
    capacity_w: Decimal | None
    amount_usd: Decimal | None
    optional: bool
    tranche: str


def supply(agreements: Iterable[Agreement], *, as_of: date) -> tuple[Supply, ...]:
    """Supply relations in force on a day, by user and supplier; aggregates are left out."""
    standing = [t for a in agreements for t in a.tranches if in_force(t, as_of)]
    units = {t.id: t.unit for t in standing}
    found = [
        _supply(t)
        for t in standing
        if _is_supply(t) and not any(units.get(o) == t.unit for o in t.overlaps)
    ]
    return tuple(sorted(found, key=lambda s: (s.user, s.supplier, s.tranche)))


def _is_supply(tranche: Tranche) -> bool:
    """A purchase of compute, capacity or chips, or an option on one; no product, no shares."""
    chosen = tranche.kind == "option" and tranche.leg == "option"
    bought = tranche.kind in TENURES and tranche.leg != "products"
    return tranche.role == "own" and (bought or chosen)


def _supply(tranche: Tranche) -> Supply:
    optional = tranche.kind == "option"
    power = tranche.amount if tranche.unit == "W" else tranche.capacity_w
    return Supply(
        user=tranche.payer,
        supplier=tranche.payee,
        tenure=TENURES.get(tranche.kind, "leased capacity"),
        firmness=tranche.firmness,
        capacity_w=power,
        amount_usd=(tranche.amount or None) if tranche.unit == "USD" else None,
        optional=optional or tranche.condition is not None,
        tranche=tranche.id,
    )
