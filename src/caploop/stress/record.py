"""Records of a stress: shocks, losses, shortfalls, sales, what stops, what is refused."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from caploop.core.message import Message


class Pledge(Struct, frozen=True, kw_only=True):
    """What a party holds of an asset, what it has beside it and owes against both, USD bn.

    `limit` is the debt over these assets above which it must sell. `positions` are the ids behind.
    """

    asset: str
    party: str
    holding: float
    other: float
    debt: float
    limit: float
    positions: tuple[str, ...]


class CollateralSale(Struct, frozen=True, kw_only=True):
    """What a first fall of an asset's price leads to for one holder at one depth, USD bn.

    `depth` is what must be sold, at prices before, to bring the price to 1/e; None where sales do
    not move it. `price` is what is left of the price, `sold` at prices before; `loss` on the whole
    holding, and `sale_loss` the part of it that the first fall alone would not have brought.
    """

    asset: str
    party: str
    first_fall: float
    depth: float | None
    price: float
    sold: float
    loss: float
    sale_loss: float


class Shortfall(Struct, frozen=True, kw_only=True):
    """What a party owes and pays in one quarter, USD bn, and the round in which it falls short.

    `owed` holds what rolled on from earlier quarters. `baseline` is what it pays of what it owes
    without the shock, as a share; `recovery` the same with it; `short_before` what it leaves unpaid
    without the shock, USD bn.
    """

    party: str
    quarter: str
    owed: float
    paid: float
    round: int
    recovery: float
    baseline: float
    short_before: float


class Loss(Struct, frozen=True, kw_only=True):
    """What a holder has not been paid by the end, USD bn, with what it rests on.

    `baseline` is what it would miss without the shock. A promise withdrawn is money missed and no
    claim that fails: `instrument` is then equity or loan.
    """

    holder: str
    obligor: str
    instrument: str
    amount: float
    baseline: float
    agreements: tuple[str, ...]
    claims: tuple[str, ...]


class Refused(Struct, frozen=True, kw_only=True):
    """What is not answered with a number, and why."""

    what: Message
    why: Message


class Shock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One shock, in force from the first to the last quarter named, both included.

    `target` is the agreement of withdraw, the party of miss, revenue, mark and rating; the others
    have none. `size` is the share that goes, in (0, 1]; for rate it is added to interest, a year.
    """

    kind: ShockKind
    target: str = ""
    size: float = 1.0
    from_quarter: str | None = None
    to_quarter: str | None = None

    def acts(self, quarter: str) -> bool:
        """Whether it is in force in a quarter such as 2027Q1."""
        return (self.from_quarter or quarter) <= quarter <= (self.to_quarter or quarter)

    def __str__(self) -> str:
        size = "" if self.size == 1 and self.kind != "rate" else f" by {self.size:g}"
        when = "..".join(q for q in (self.from_quarter, self.to_quarter) if q)
        return " ".join(p for p in (self.kind, self.target) if p) + size + (when and f" @{when}")


class Stopped(Struct, frozen=True, kw_only=True):
    """The part of a party's output that is lost when `missing`, one supplier or a layer, stops.

    Output is what supply agreements still have to deliver: to the party where it is the buyer, by
    it otherwise. `through` are the agreements on the way; what is spread by shares has none.
    """

    missing: str
    layer: str
    party: str
    lost: float
    through: tuple[str, ...]


ShockKind = Literal[
    "withdraw",
    "miss",
    "revenue",
    "power",
    "chips",
    "gpu_price",
    "mark",
    "rate",
    "rating",
    "window",
]
