"""Agreements as they were made: tranches with amounts, conditions, firmness and state."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from caploop.evidence import DatePrecision, Firmness, State

FlowKind = Literal[
    "equity",
    "loan",
    "compute_purchase",
    "lease",
    "chip_purchase",
    "acquisition",
    "warrant",
    "right",
    "option",
    "guarantee",
    "revenue_share",
    "policy_request",
    "buy_back",
]
Role = Literal["own", "aggregate", "breakdown"]
Spread = Literal["at_start", "even", "undated"]

ASSUMPTION = "assumption"


class Tranche(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of one leg, in one vintage: what `payer` owes `payee`, when, and on what condition.

    The id is agreement/leg/tranche. Money is plain US dollars, power W, shares pieces; `role` says
    whether the amount stands for itself or describes others and must not be added. `claims` are
    the ids behind the fields; a field in `assumed` rests on a judgement, told in `note`. Money of
    another currency (`unit` is its code) has the dollars it is worth a unit, and where that rate
    stands: `in_dollars` converts. While one it `overlaps` is in force the tranche is not counted;
    of tranches of one `exclusion` group, several exposures to one deal, only the largest is.
    """

    id: str
    payer: str
    payee: str
    kind: FlowKind
    firmness: Firmness
    state: State
    known_at: date
    unit: str
    source: str
    publisher: str
    claims: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    role: Role = "own"
    amount_low: Decimal | None = None
    amount: Decimal | None = None
    amount_high: Decimal | None = None
    currency: str | None = None
    usd_per_unit: Decimal | None = None
    rate_source: str | None = None
    paid_in: Literal["cash", "shares"] = "cash"
    capacity_w: Decimal | None = None
    signed: date | None = None
    signed_precision: DatePrecision | None = None
    start: date | None = None
    end: date | None = None
    spread: Spread = "undated"
    schedule: str | None = None
    condition: str | None = None
    condition_text: str | None = None
    state_date: date | None = None
    state_known_at: date | None = None
    superseded_by: str | None = None
    overlaps: tuple[str, ...] = ()
    exclusion: str | None = None
    exit_terms: str | None = None
    address: str | None = None
    second_address: str | None = None
    note: str | None = None

    @property
    def agreement(self) -> str:
        """The agreement's id: payer-payee-year[-slug]."""
        return self.id.split("/")[0]

    @property
    def leg(self) -> str:
        """The leg's name."""
        return self.id.split("/")[1]

    @property
    def part(self) -> str:
        """The tranche's own name in its leg."""
        return self.id.split("/", maxsplit=2)[2]


class Agreement(Struct, frozen=True, kw_only=True):
    """Tranches between parties under one id; agreements of one round share a group."""

    id: str
    group: str
    tranches: tuple[Tranche, ...] = ()


MONEY_UNITS = frozenset({"USD", "USD/year"})


def in_dollars(tranche: Tranche) -> Tranche:
    """The tranche with its money in US dollars at the rate it states; others as they are."""
    rate = tranche.usd_per_unit
    if rate is None or tranche.currency in {None, "USD"}:
        return tranche
    low, amount, high = (
        None if end is None else end * rate
        for end in (tranche.amount_low, tranche.amount, tranche.amount_high)
    )
    a_year = tranche.unit.endswith("/year")
    return replace(
        tranche,
        amount_low=low,
        amount=amount,
        amount_high=high,
        unit="USD/year" if a_year else "USD",
        currency="USD",
    )
