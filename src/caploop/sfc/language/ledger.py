"""What a model's books are made of: sectors, instruments and transactions with both their sides.

Positions are signed: an asset is positive, a liability negative. A transaction is one amount and
the entries it makes, so whoever writes an amount cannot write an unbalanced one (the quadruple
entry of Copeland 1949, as used by Godley and Lavoie 2007, ch. 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caploop.core.errors import UsageError


@dataclass(frozen=True)
class Sector:
    """One party or institutional sector; with `members`, an array of parties of one kind."""

    name: str
    members: tuple[str, ...] | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """`()` for a single party, `(n,)` for a group."""
        return () if self.members is None else (len(self.members),)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Instrument:
    """A contract that is an asset and its issuer's liability, or a real asset of its owner."""

    name: str
    issuers: tuple[Sector, ...] = ()
    real: bool = False

    def __str__(self) -> str:
        return self.name


class TransactionKind(StrEnum):
    """Which way a transaction moves positions."""

    FLOW = "flow"
    EXCHANGE = "exchange"
    REVALUATION = "revaluation"
    ACCUMULATION = "accumulation"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One posting: `sign` times the amount on a sector's position; `side` 0 is the payer's axis."""

    sector: Sector
    instrument: Instrument
    sign: int
    side: int


@dataclass(frozen=True, kw_only=True)
class Transaction:
    """One amount between two sides and the entries it makes; `amount` is text or comes from code.

    The amount's shape is that of the first side followed by that of the second.
    """

    name: str
    kind: TransactionKind
    sides: tuple[Sector, ...]
    entries: tuple[Entry, ...]
    amount: str | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of one draw's amount: payer by payee where both are groups."""
        return tuple(n for side in self.sides for n in side.shape)

    def __str__(self) -> str:
        return self.name


Cell = tuple[str, str]
"""Sector and instrument of one position."""


def cells(transactions: tuple[Transaction, ...]) -> tuple[tuple[Sector, Instrument], ...]:
    """Every position that some transaction can change, in order of first use."""
    found = {(e.sector, e.instrument): None for t in transactions for e in t.entries}
    return tuple(found)


def payment(name: str, *, payer: Sector, payee: Sector, via: Instrument) -> Transaction:
    """Money that moves from payer to payee; nothing is received for it but goods."""
    entries = (
        Entry(sector=payer, instrument=via, sign=-1, side=0),
        Entry(sector=payee, instrument=via, sign=1, side=1),
    )
    return Transaction(name=name, kind=TransactionKind.FLOW, sides=(payer, payee), entries=entries)


def exchange(
    name: str, *, buyer: Sector, seller: Sector, asset: Instrument, via: Instrument
) -> Transaction:
    """An asset against money, both legs of one amount; a negative amount is a sale back."""
    if asset == via:
        message = f"exchange {name!r}: the asset {asset} is also what is paid with"
        raise UsageError(f"{message}; name two instruments, or use flow() for a payment alone")
    entries = (
        Entry(sector=buyer, instrument=via, sign=-1, side=0),
        Entry(sector=seller, instrument=via, sign=1, side=1),
        Entry(sector=buyer, instrument=asset, sign=1, side=0),
        Entry(sector=seller, instrument=asset, sign=-1, side=1),
    )
    return Transaction(
        name=name, kind=TransactionKind.EXCHANGE, sides=(buyer, seller), entries=entries
    )


def revaluation(
    name: str, *, holder: Sector, issuer: Sector, instrument: Instrument
) -> Transaction:
    """A gain of the holder that is a loss of the issuer; nothing is paid."""
    entries = (
        Entry(sector=holder, instrument=instrument, sign=1, side=0),
        Entry(sector=issuer, instrument=instrument, sign=-1, side=1),
    )
    return Transaction(
        name=name, kind=TransactionKind.REVALUATION, sides=(holder, issuer), entries=entries
    )


def accumulation(name: str, *, owner: Sector, asset: Instrument) -> Transaction:
    """Growth of a real asset in its owner's hands; negative: depreciation."""
    if not asset.real:
        message = f"accumulation {name!r}: {asset} is a liability of {asset.issuers[0]}"
        raise UsageError(f"{message}; use exchange() or revaluation(), or make it real=True")
    entry = Entry(sector=owner, instrument=asset, sign=1, side=0)
    return Transaction(
        name=name, kind=TransactionKind.ACCUMULATION, sides=(owner,), entries=(entry,)
    )
