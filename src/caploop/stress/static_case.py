"""The book as dated obligations: who owes whom in which quarter, with what money, on what terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.book import BINDING, Flow, KnownBook, Position
from caploop.core.message import message
from caploop.evidence import FIRMNESS_ORDER
from caploop.model.assembly import Inputs
from caploop.model.inputs import BN, first_period, opening_cash
from caploop.model.terms import FIRMS, period_of, quarter_name
from caploop.stress.record import Refused

PAID = "executed"
DEBTS = ("compute_purchase", "lease", "chip_purchase")
FUNDING = ("equity", "loan")
PLANNED = "openai"
LIQUID = ("cash_and_equivalents", "marketable_securities")


class TrancheDue(Struct, frozen=True, kw_only=True):
    """What one tranche makes due in one quarter, USD bn; `quarter` counts from 0.

    `executed` money moved before the day of the case: a flow of its quarter, but no claim any more.
    """

    tranche: str
    payer: str
    payee: str
    instrument: str
    quarter: int
    amount: float
    claims: tuple[str, ...]
    executed: bool = False

    @property
    def agreement(self) -> str:
        """The agreement the tranche is part of."""
        return self.tranche.split("/", maxsplit=1)[0]


class StaticCase(Struct, frozen=True, kw_only=True):
    """Parties, quarters, debts, funding promises and own money, USD bn.

    `income` and `costs` are by quarter and party: money from outside, and what goes to outside
    before the book's debts. `equity` is known for some parties; `positions` are the ids behind
    opening cash and equity, by party.
    """

    first: str
    parties: tuple[str, ...]
    quarters: int
    debts: tuple[TrancheDue, ...]
    funding: tuple[TrancheDue, ...]
    opening: NDArray[np.float64]
    income: NDArray[np.float64]
    costs: NDArray[np.float64]
    equity: Mapping[str, float]
    marks: Mapping[tuple[str, str], float]
    positions: Mapping[str, tuple[str, ...]]
    refused: tuple[Refused, ...]

    def quarter(self, number: int) -> str:
        """The calendar quarter of a number that counts from 0."""
        return quarter_name(period_of(self.first) + number)


def static_case(known: KnownBook, inputs: Inputs, *, quarters: int) -> StaticCase:
    """What the book has due in the quarters from that of `as_of` on, and the money to pay it.

    Debts are purchases and leases that bind (signed, or conditional once due); letters of intent
    and less are no debts. Equity and loans agreed are promises. What is executed has been paid: it
    is cash of who got it, less of who paid it, and due to nobody. OpenAI's outside costs are its
    plan's less what the book has due, so that nothing broken leaves the plan's own cash. A firm has
    the operating cash flow of its last year; a party whose cash is not known pays, and so does one
    that owes more than its known cash and whose income is in no row.
    """
    found, day = known.flows.flows, known.as_of
    claims = {t.id: t.claims for t in known.tranches}
    first = quarter_name(max(1, period_of(f"{day.year}Q{(day.month + 2) // 3}")))
    start = period_of(first)
    window = {"start": start, "quarters": quarters}
    binding = [(f.firmness, d) for f in found for d in _due(f, claims, **window)]
    due, done = ([d for f, d in binding if (f == PAID) is is_done] for is_done in (False, True))
    debts = tuple(d for d in due if d.instrument in DEBTS)
    funding = tuple(d for d in due if d.instrument in FUNDING)
    held = known.held(known.vintage.opened)
    stock = _stocks(held, LIQUID)
    owned = {(p.party, str(p.counterparty)): float(p.value or 0) * BN for p in _marks(held)}
    names = dict.fromkeys([n for d in (*debts, *funding, *done) for n in (d.payer, d.payee)])
    parties = tuple(dict.fromkeys([*names, *(h for h, _ in owned)]))
    income, costs = _money(inputs, parties, debts, **window)
    earning = _income_not_known(stock, (*debts, *funding), done)
    unknown = [n for n in parties if n not in stock and n not in FIRMS] + earning
    for one in done:
        income[one.quarter, parties.index(one.payee)] += one.amount
        if one.payer not in (PLANNED, *unknown):
            costs[one.quarter, parties.index(one.payer)] += one.amount
    for debt in (*debts, *funding):
        if debt.payer in unknown:
            income[debt.quarter, parties.index(debt.payer)] += debt.amount
    return StaticCase(
        first=first,
        parties=parties,
        quarters=quarters,
        debts=debts,
        funding=funding,
        opening=np.array([_opening(known, inputs, stock, name=n) for n in parties]),
        income=income,
        costs=costs,
        equity=_stocks(held, ("total_equity",)),
        marks=owned,
        positions=_behind(held, parties),
        refused=(
            *_refused(unknown, found, start=start, payers={d.payer for d in due}, earning=earning),
        ),
    )


def _opening(known: KnownBook, inputs: Inputs, stock: Mapping[str, float], *, name: str) -> float:
    """Cash that the first quarter begins with: of OpenAI after quarters of history what its last
    published balance has become by then, else the balance itself."""
    if name == PLANNED and first_period(known) > 1:
        levels = opening_cash(known, inputs.plan)
        return levels[len(levels) // 2]
    return stock.get(name, 0.0)


def _income_not_known(
    stock: Mapping[str, float], due: Sequence[TrancheDue], done: Sequence[TrancheDue]
) -> list[str]:
    """Parties of which the book has cash and no income, and that owe more than the cash and what
    agreements bring them: what they earn is missing, not their means."""
    found = []
    for name in dict.fromkeys(d.payer for d in due):
        owes = sum(d.amount for d in due if d.payer == name)
        gets = sum(d.amount for d in (*due, *done) if d.payee == name)
        is_outside = name in stock and name not in (*FIRMS, PLANNED)
        if is_outside and owes > stock[name] + gets:
            found.append(name)
    return found


def _due(
    flow: Flow, claims: Mapping[str, tuple[str, ...]], *, start: int, quarters: int
) -> Iterable[TrancheDue]:
    at = period_of(str(flow.quarter)) - start
    binds = FIRMNESS_ORDER[flow.firmness] >= BINDING and not flow.conditional
    if binds and 0 <= at < quarters and flow.payer != flow.payee:
        yield TrancheDue(
            tranche=flow.tranche,
            payer=flow.payer,
            payee=flow.payee,
            instrument=flow.kind,
            quarter=at,
            amount=float(flow.amount_usd) * BN,
            claims=claims.get(flow.tranche, ()),
            executed=flow.firmness == "executed",
        )


def _money(
    inputs: Inputs,
    parties: Sequence[str],
    debts: Sequence[TrancheDue],
    *,
    start: int,
    quarters: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    income, costs = (np.zeros((quarters, len(parties))) for _ in range(2))
    yearly = dict(zip(FIRMS, np.asarray(inputs.params["outside_cash_flow"]), strict=True))
    for name, flow in yearly.items():
        if name in parties:
            at = parties.index(name)
            income[:, at], costs[:, at] = max(flow, 0.0) / 4, max(-flow, 0.0) / 4
    if PLANNED in parties:
        at, window = parties.index(PLANNED), slice(start - 1, start - 1 + quarters)
        owed = np.zeros(quarters)
        for debt in debts:
            owed[debt.quarter] += debt.amount * (debt.payer == PLANNED)
        income[:, at] = inputs.plan.middle[window]
        costs[:, at] = np.maximum(inputs.plan.cost[window] - owed, 0.0)
    return income, costs


def _stocks(held: Iterable[Position], items: Sequence[str]) -> dict[str, float]:
    found: dict[tuple[str, str], float] = {}
    for p in sorted(held, key=lambda p: p.segment is not None):
        if p.item in items and p.value is not None and p.counterparty is None:
            found.setdefault((p.party, p.item), float(p.value) * BN)
    whole: dict[str, float] = {}
    for (party, _), amount in found.items():
        whole[party] = whole.get(party, 0.0) + amount
    return whole


def _marks(held: Iterable[Position]) -> list[Position]:
    kept: dict[tuple[str, str | None], Position] = {}
    for p in held:
        if p.item == "stake_value" and p.counterparty and p.value:
            kept.setdefault((p.party, p.counterparty), p)
    return list(kept.values())


def _behind(held: Iterable[Position], parties: Sequence[str]) -> dict[str, tuple[str, ...]]:
    items = {*LIQUID, "total_equity", "stake_value"}
    rows = [p for p in held if p.item in items and p.value is not None]
    return {n: tuple(p.id for p in rows if p.party == n) for n in parties}


def _refused(
    unknown: Sequence[str],
    found: Iterable[Flow],
    *,
    start: int,
    payers: set[str],
    earning: Sequence[str],
) -> tuple[Refused, ...]:
    waits = {f.tranche for f in found if f.conditional and period_of(str(f.quarter)) >= start}
    silent = [n for n in unknown if n in payers and n not in earning]
    groups = ((silent, "cash-not-known"), (list(earning), "income-not-known"))
    told = [
        Refused(what=message("can-pay", parties=tuple(names)), why=message(why))
        for names, why in groups
        if names
    ]
    told += [
        Refused(
            what=message("one-tranche", tranche=t),
            why=message("condition-not-of-payments"),
        )
        for t in sorted(waits)
    ]
    return tuple(told)
