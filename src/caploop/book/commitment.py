"""Commitments gross and net: what was announced, what counts twice, what binds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from caploop.book.agreement import Agreement, FlowKind, Tranche
from caploop.book.execute import BINDING, in_force
from caploop.evidence.claim import FIRMNESS_ORDER

PURCHASES: tuple[FlowKind, ...] = ("compute_purchase", "lease", "chip_purchase")


class Commitment(Struct, frozen=True, kw_only=True):
    """Money one party has promised another for purchases, in US dollars.

    `gross` counts every tranche in force as press lists do; `net` leaves out what describes or
    repeats another tranche; `binding` only what is conditional, signed or executed;
    `unconditional` only what is due without a condition.
    """

    payer: str
    payee: str
    gross_usd: Decimal
    net_usd: Decimal
    binding_usd: Decimal
    unconditional_usd: Decimal
    tranches: tuple[str, ...]


def commitments(
    agreements: Iterable[Agreement], *, as_of: date, kinds: Iterable[FlowKind] = PURCHASES
) -> tuple[Commitment, ...]:
    """Commitments by payer and payee, the largest first; amounts of money alone."""
    wanted = frozenset(kinds)
    pairs: dict[tuple[str, str], list[Tranche]] = {}
    standing = [t for a in agreements for t in a.tranches if in_force(t, as_of)]
    alive = {t.id for t in standing}
    for tranche in standing:
        if tranche.kind in wanted and tranche.unit == "USD" and _usd(tranche):
            pairs.setdefault((tranche.payer, tranche.payee), []).append(tranche)
    found = [_commitment(pair, held, alive) for pair, held in pairs.items()]
    return tuple(sorted(found, key=lambda c: (-c.gross_usd, c.payer, c.payee)))


def _commitment(pair: tuple[str, str], held: list[Tranche], alive: set[str]) -> Commitment:
    net = [t for t in held if t.role == "own" and not alive & set(t.overlaps)]
    binding = [t for t in net if FIRMNESS_ORDER[t.firmness] >= BINDING]
    plain = [t for t in binding if t.condition is None and t.firmness != "conditional"]
    return Commitment(
        payer=pair[0],
        payee=pair[1],
        gross_usd=_sum(held),
        net_usd=_sum(net),
        binding_usd=_sum(binding),
        unconditional_usd=_sum(plain),
        tranches=tuple(t.id for t in held),
    )


def _sum(tranches: Iterable[Tranche]) -> Decimal:
    return sum((_usd(t) for t in tranches), Decimal(0))


def _usd(tranche: Tranche) -> Decimal:
    return tranche.amount or tranche.amount_high or Decimal(0)
