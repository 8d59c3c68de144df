"""Forced sales of GPUs and of SoftBank's holdings, at depths of their markets nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from caploop.book import KnownBook, Parameter, Position
from caploop.core.message import message
from caploop.model.inputs import BN
from caploop.stress import CollateralSale, Pledge, Refused, Shock, fire_sales
from caploop.study.stress.record import GPUS, HOLDINGS, SYMBOLS

NEOCLOUDS = ("coreweave", "nebius")
"""Who rents out chips and has little else, as far as the book has both plant and debt."""


SHARE, ADVANCE, HAIRCUT, POLICY = SYMBOLS
FALLS = (0.2, 0.3, 0.4)
"""First falls of SoftBank's holdings that are asked about; no forecast of any."""
NOTE = message("losses-by-depth")


class Fire(Struct, frozen=True, kw_only=True):
    """Who holds what against which debt, what forced sales cost, and what has no number."""

    pledges: tuple[Pledge, ...]
    sales: tuple[CollateralSale, ...]
    refused: tuple[Refused, ...]


def fire_of(known: KnownBook, shocks: Sequence[Shock]) -> Fire:
    """Losses by first fall and depth for both assets.

    The first fall of GPUs is that of a `gpu_price` shock, else the three levels of the prior of
    their haircut; a `mark` on OpenAI lowers what SoftBank has beside what it can sell.
    """
    held = known.held(known.vintage.opened)
    priors = {p.symbol: p for p in known.parameters if p.symbol in SYMBOLS}
    missing = [s for s in SYMBOLS if s not in priors]
    if missing:
        why = message("parameter-missing", symbol=missing[0])
        told = Refused(what=message("fire-sales"), why=why)
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
            what = message("fire-sale-of", party=name)
            refused.append(Refused(what=what, why=message("plant-or-debt-missing")))
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
    refused.append(Refused(what=message("chips-by-loan"), why=message("debt-not-by-instrument")))
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
