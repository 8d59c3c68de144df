"""Debts and leases against the life of the chips and the length of the customer's contract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from caploop.book import Parameter, Tranche, in_force

KINDS = frozenset({"loan", "lease"})
SYMBOLS = ("n_IT", "T_ls", "delta_g")
BN = 1e-9
DAYS_A_YEAR = 365.25
MOST_YEARS = 40


class Tenor(Struct, frozen=True, kw_only=True):
    """A dated debt or lease of the book beside chips bought on its first day.

    `beyond_chips` and `beyond_contract` are years that it runs on after the chips' accounting life
    and after a compute contract of the usual length, negative where it ends before. Of the amount,
    `owed_even` is open when the chips are written off if it is repaid evenly, `owed_once` if it is
    repaid at the end; `chips_worth` is what they would then be worth as a share of their price.
    """

    tranche: str
    kind: str
    borrower: str
    amount: float
    years: float
    beyond_chips: float
    beyond_contract: float
    owed_even: float
    owed_once: float
    chips_worth: float


def tenors_of(
    tranches: Iterable[Tranche], parameters: Iterable[Parameter], *, as_of: date
) -> tuple[Tenor, ...]:
    """Debts and leases in force with both dates and an amount, the largest first.

    Each is read as if all of it had bought chips: what buys buildings, which last longer, cannot be
    told apart in the book. Debts of more than 40 years buy no chips and are left out, and so are
    loans whose dates are those of paying out and rows that describe others: they tell no tenor.
    """
    at = {p.symbol: float(p.central) for p in parameters if p.symbol in SYMBOLS}
    found = [_tenor(t, at) for t in tranches if _is_dated(t, as_of)]
    return tuple(sorted((f for f in found if f.years <= MOST_YEARS), key=lambda f: -f.amount))


def _is_dated(tranche: Tranche, as_of: date) -> bool:
    return (
        tranche.kind in KINDS
        and tranche.role == "own"
        and not (tranche.kind == "loan" and tranche.spread == "even")
        and in_force(tranche, as_of)
        and tranche.start is not None
        and tranche.end is not None
        and tranche.unit == "USD"
        and tranche.amount is not None
    )


def _tenor(tranche: Tranche, at: dict[str, float]) -> Tenor:
    start, end = tranche.start or date.max, tranche.end or date.min
    years = (end - start).days / DAYS_A_YEAR
    amount, life = float(tranche.amount or 0) * BN, at["n_IT"]
    left = max(0.0, years - life)
    return Tenor(
        tranche=tranche.id,
        kind=tranche.kind,
        borrower=tranche.payee if tranche.kind == "loan" else tranche.payer,
        amount=round(amount, 6),
        years=round(years, 3),
        beyond_chips=round(years - life, 3),
        beyond_contract=round(years - at["T_ls"], 3),
        owed_even=round(amount * left / years, 6),
        owed_once=round(amount if left else 0.0, 6),
        chips_worth=round((1 - at["delta_g"]) ** life, 6),
    )
