"""Forced sales of GPUs and of SoftBank's holdings, at depths of their markets nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from caploop.book.book import Book
from caploop.book.parameter import Parameter
from caploop.book.position import Position, opening
from caploop.model.inputs.opening import BN, OPENING_DAY
from caploop.stress import CollateralSale, Pledge, Refused, Shock, fire_sales

GPUS, HOLDINGS = "gpus", "softbank holdings"
NEOCLOUDS = ("coreweave", "nebius")
"""Who rents out chips and has little else, as far as the book has both plant and debt."""
SHARE, ADVANCE, HAIRCUT, POLICY = "sh_gpu", "adv", "h_fs", "ltv_sb"
SYMBOLS = (SHARE, ADVANCE, HAIRCUT, POLICY)
FALLS = (0.2, 0.3, 0.4)
"""First falls of SoftBank's holdings that are asked about; no forecast of any."""
NOTE = (
    "fire sales: losses by first fall and depth, no pair of them more likely than another; lenders "
    "are taken to bear debt up to the high end of adv as a share of plant, SoftBank net debt up to "
    "its policy of loan to value; the part sh_gpu of plant is chips; part of SoftBank's holdings "
    "is not listed and cannot be sold fast"
)


class Fire(Struct, frozen=True, kw_only=True):
    """Who holds what against which debt, what forced sales cost, and what has no number."""

    pledges: tuple[Pledge, ...]
    sales: tuple[CollateralSale, ...]
    refused: tuple[Refused, ...]


def fire_of(book: Book, shocks: Sequence[Shock], *, known_at: date) -> Fire:
    """Losses by first fall and depth for both assets.

    The first fall of GPUs is that of a `gpu_price` shock, else the three levels of the prior of
    their haircut; a `mark` on OpenAI lowers what SoftBank has beside what it can sell.
    """
    held = opening(book.positions, day=OPENING_DAY, known_at=known_at, back_test=False)
    priors = {p.symbol: p for p in book.parameters if p.symbol in SYMBOLS}
    missing = [s for s in SYMBOLS if s not in priors]
    if missing:
        told = Refused(what="fire sales", why=f"the book has no parameter {missing[0]}")
        return Fire(pledges=(), sales=(), refused=(told,))
    chips, unknown = _clouds(held, priors)
    own = _softbank(held, priors, shocks)
    haircut = priors[HAIRCUT]
    falls = [s.size for s in shocks if s.kind == "gpu_price"][:1] or [
        float(v) for v in (haircut.low, haircut.central, haircut.high)
    ]
    groups = [(chips, falls), (own, FALLS)]
    return Fire(
        pledges=(*chips, *own),
        sales=tuple(s for group, f in groups if group for s in fire_sales(group, f)),
        refused=unknown,
    )


def _clouds(
    held: Sequence[Position], priors: Mapping[str, Parameter]
) -> tuple[list[Pledge], tuple[Refused, ...]]:
    found: list[Pledge] = []
    refused: list[Refused] = []
    for name in NEOCLOUDS:
        plant, debt = (_row(held, name, item) for item in ("ppe_net", "total_debt"))
        if plant is None or debt is None:
            why = "the book has not both its plant and its debt"
            refused.append(Refused(what=f"a fire sale by {name}", why=why))
            continue
        chips = _usd(plant) * float(priors[SHARE].central)
        found.append(
            Pledge(
                asset=GPUS,
                party=name,
                holding=round(chips, 6),
                other=round(_usd(plant) - chips, 6),
                debt=_usd(debt),
                limit=float(priors[ADVANCE].high),
                positions=(plant.id, debt.id),
            )
        )
    refused.append(
        Refused(
            what="which of their chips secure which loan",
            why="debt by instrument is not in the book: all debt stands against all plant",
        )
    )
    return found, tuple(refused)


def _softbank(
    held: Sequence[Position], priors: Mapping[str, Parameter], shocks: Sequence[Shock]
) -> list[Pledge]:
    listed = _row(held, "softbank", "listed_holdings")
    stake = _row(held, "softbank", "stake_value", of="openai")
    debt = _row(held, "softbank", "net_debt")
    if listed is None or stake is None or debt is None:
        return []
    left = 1.0
    for shock in shocks:
        if shock.kind == "mark" and shock.target == "openai":
            left *= 1 - shock.size
    return [
        Pledge(
            asset=HOLDINGS,
            party="softbank",
            holding=_usd(listed),
            other=round(_usd(stake) * left, 6),
            debt=_usd(debt),
            limit=float(priors[POLICY].central),
            positions=(listed.id, stake.id, debt.id),
        )
    ]


def _row(
    held: Sequence[Position], party: str, item: str, *, of: str | None = None
) -> Position | None:
    rows = [p for p in held if (p.party, p.item, p.counterparty) == (party, item, of) and p.value]
    return rows[0] if rows else None


def _usd(position: Position) -> float:
    return round(float(position.value or 0) * BN, 6)
