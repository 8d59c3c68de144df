"""Ledgers of the larger models as tables: every payment in cash, every asset bought with it."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.sfc.language.ledger import Instrument, Sector
from caploop.sfc.language.model import Model

Rows = tuple[tuple[str, ...], ...]


def parties(m: Model) -> dict[str, Sector]:
    """Households, firms, banks, the government and the central bank, by one word each."""
    names = ("households", "firms", "banks", "government")
    return dict(zip((*names, "central"), m.sectors(*names, "central bank"), strict=True))


def contracts(m: Model, who: Mapping[str, Sector], rows: Rows) -> dict[str, Instrument]:
    """Instruments from rows of (short name, name, issuer); without an issuer they are real."""
    made = {}
    for short, name, *issuer in rows:
        of = {"issuer": who[issuer[0]]} if issuer else {}
        made[short] = m.instrument(name, real=not issuer, **of)
    return made


def write_ledger(
    m: Model,
    who: Mapping[str, Sector],
    what: Mapping[str, Instrument],
    *,
    flows: Rows,
    exchanges: Rows,
    revaluations: Rows,
    accumulations: Rows,
    positions: Rows,
) -> None:
    """Adds rows of name, sides, instrument (of flows: cash) and amount; positions have no name."""
    cash = what["cash"]
    for name, payer, payee, amount in flows:
        m.flow(name, payer=who[payer], payee=who[payee], via=cash, amount=amount)
    for name, buyer, seller, asset, amount in exchanges:
        sides = {"buyer": who[buyer], "seller": who[seller]}
        m.exchange(name, **sides, asset=what[asset], via=cash, amount=amount)
    for name, holder, asset, amount in revaluations:
        m.revaluation(name, holder=who[holder], instrument=what[asset], amount=amount)
    for name, owner, asset, amount in accumulations:
        m.accumulation(name, owner=who[owner], asset=what[asset], amount=amount)
    for holder, asset, value in positions:
        m.position(who[holder], what[asset], value=value)
