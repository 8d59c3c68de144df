"""Commitments gross and net: what was announced, what counts twice, what binds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from caploop.book.agreement import Agreement, FlowKind, Tranche
from caploop.book.execute import BINDING, in_force
from caploop.book.flow import quarter_of, spread
from caploop.book.repeated import repeated
from caploop.evidence import FIRMNESS_ORDER

PURCHASES: tuple[FlowKind, ...] = ("compute_purchase", "lease", "chip_purchase")


class Commitment(Struct, frozen=True, kw_only=True):
    """Money one party has promised another for purchases and not paid yet, in US dollars.

    `gross` counts every tranche in force as press lists do; `net` leaves out what describes or
    repeats another tranche; an aggregate stands in where none of its parts is known in money.
    `binding` is only what is conditional, signed or executed: on paper both sides agreed, which
    is not yet a sum that must be paid come what may. `unconditional` is what of it has no condition
    on record, `undated_usd` what of it has no dates. `passed_on` says that the payer is itself paid
    as a supplier: what it owes is then part of what its customers owe, and never added to it.
    """

    payer: str
    payee: str
    gross_usd: Decimal
    net_usd: Decimal
    binding_usd: Decimal
    unconditional_usd: Decimal
    tranches: tuple[str, ...]
    undated_usd: Decimal = Decimal(0)
    passed_on: bool = False


def commitments(
    agreements: Iterable[Agreement], *, as_of: date, kinds: Iterable[FlowKind] = PURCHASES
) -> tuple[Commitment, ...]:
    """Commitments by payer and payee, the largest first; amounts of money alone."""
    wanted = frozenset(kinds)
    pairs: dict[tuple[str, str], list[Tranche]] = {}
    standing = [t for a in agreements for t in a.tranches if in_force(t, as_of)]
    again = frozenset(repeated(standing))
    for tranche in standing:
        if tranche.kind in wanted and tranche.unit == "USD" and promised_usd(tranche):
            pairs.setdefault((tranche.payer, tranche.payee), []).append(tranche)
    found = [_commitment(pair, held, again, as_of=as_of) for pair, held in pairs.items()]
    sellers = {payee for _, payee in pairs}
    found = [replace(c, passed_on=c.payer in sellers) for c in found if c.gross_usd]
    return tuple(sorted(found, key=lambda c: (-c.gross_usd, c.payer, c.payee)))


def _commitment(
    pair: tuple[str, str], held: list[Tranche], again: frozenset[str], *, as_of: date
) -> Commitment:
    own = {t.agreement for t in held if t.role == "own"}
    net = [
        t
        for t in held
        if t.id not in again
        and (t.role == "own" or (t.role == "aggregate" and t.agreement not in own))
    ]
    binding = [t for t in net if FIRMNESS_ORDER[t.firmness] >= BINDING]
    plain = [t for t in binding if t.condition is None and t.firmness != "conditional"]
    return Commitment(
        payer=pair[0],
        payee=pair[1],
        gross_usd=_sum(held, as_of),
        net_usd=_sum(net, as_of),
        binding_usd=_sum(binding, as_of),
        unconditional_usd=_sum(plain, as_of),
        tranches=tuple(t.id for t in held),
        undated_usd=_sum((t for t in binding if t.spread == "undated"), as_of),
    )


def _sum(tranches: Iterable[Tranche], as_of: date) -> Decimal:
    return sum((to_come(t, as_of) for t in tranches), Decimal(0))


def to_come(tranche: Tranche, as_of: date) -> Decimal:
    """What is left of a promise: all of it where it has no dates."""
    if tranche.spread == "undated" or tranche.role != "own":
        return promised_usd(tranche)
    now = quarter_of(as_of)
    return sum((f.amount_usd for f in spread(tranche) if f.quarter >= now), Decimal(0))


def promised_usd(tranche: Tranche) -> Decimal:
    """The amount promised: the value, else the cap, else the floor; 0 where none is known."""
    return tranche.amount or tranche.amount_high or tranche.amount_low or Decimal(0)
