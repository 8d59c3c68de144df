"""The static book cleared quarter by quarter, whole and shocked: who is short, who loses what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.clearing import Dated, Promise, clear_quarters
from caploop.core.errors import UsageError
from caploop.stress.record import Loss, Shock, Shortfall
from caploop.stress.static_case import FUNDING, StaticCase, TrancheDue

LEAST = 1e-9
RANKS = 2


class Cleared(Struct, frozen=True, kw_only=True):
    """A case cleared: what each debt and promise was left without, and each quarter's payments.

    `unpaid` is by debt, USD bn at the end; `missing` by funding promise. `short` is by quarter and
    party: owed, paid. `rounds` by quarter and party, `cash` at the end of each quarter.
    """

    unpaid: tuple[float, ...]
    missing: tuple[float, ...]
    owed: NDArray[np.float64]
    paid: NDArray[np.float64]
    cash: NDArray[np.float64]
    rounds: NDArray[np.int64]
    is_monotone: bool

    @property
    def short(self) -> NDArray[np.float64]:
        """What is owed and not paid by quarter and party, USD bn."""
        return np.asarray(self.owed - self.paid)


def cleared(case: StaticCase, shocks: Sequence[Shock]) -> Cleared:
    """The case with the shocks in it, cleared; seniority: outside costs, debts, then promises.

    Funding is promised on the condition that who receives it pays its debts of the quarter: the
    greatest consistent solution. Raises UsageError where no solution was found.
    """
    left, funding = ([_left(case, d, shocks) for d in dues] for dues in (case.debts, case.funding))
    missed = [_missed(case, d, shocks) * v for d, v in zip(case.debts, left, strict=True)]
    debts = [v - m for v, m in zip(left, missed, strict=True)]
    income = _income(case, shocks)
    place = {name: i for i, name in enumerate(case.parties)}
    matrices = _matrices(case, debts, place)
    outside = np.zeros((case.quarters, RANKS, len(place)))
    outside[:, 0] = case.costs
    switches = [(i, d) for i, d in enumerate(case.funding) if funding[i] > LEAST]
    promises = [
        Promise(
            payer=place[d.payer],
            receiver=place[d.payee],
            amount_usd=funding[i],
            quarter=d.quarter,
            performers=(place[d.payee],),
        )
        for i, d in switches
    ]
    found = clear_quarters(
        matrices, income, opening_usd=case.opening, outside_usd=outside, promises=promises
    )
    if found.stopped is not None:
        raise UsageError(found.stopped)
    had = _had(case, {i: funding[i] for i, _ in switches}, found)
    unpaid = _unpaid(case, debts, found)
    gone = [d.amount - v + m for d, v, m in zip(case.debts, left, missed, strict=True)]
    more = _missed_by_quarter(case, missed, place)
    rounds = np.array([q.rounds for q in found.quarters])
    return Cleared(
        unpaid=tuple(u + g for u, g in zip(unpaid, gone, strict=True)),
        missing=tuple(d.amount - paid for d, paid in zip(case.funding, had, strict=True)),
        owed=np.array([q.owed_usd[:RANKS].sum(axis=0) for q in found.quarters]) + more,
        paid=np.array([q.paid_usd[:RANKS].sum(axis=0) for q in found.quarters]),
        cash=np.array([q.cash_usd for q in found.quarters]),
        rounds=np.where((more > 0) & (rounds == 0), 1, rounds),
        is_monotone=all(q.is_monotone for q in found.quarters),
    )


def shortfalls(case: StaticCase, whole: Cleared, shocked: Cleared) -> tuple[Shortfall, ...]:
    """Every party and quarter in which more goes unpaid than without the shock, in order."""
    more = shocked.short - whole.short
    return tuple(
        Shortfall(
            party=case.parties[p],
            quarter=case.quarter(q),
            owed=round(float(shocked.owed[q, p]), 6),
            paid=round(float(shocked.paid[q, p]), 6),
            round=int(shocked.rounds[q, p]),
            recovery=_share(shocked, q, p),
            baseline=_share(whole, q, p),
            short_before=round(float(whole.short[q, p]), 6) + 0.0,
        )
        for q, p in np.argwhere(more > LEAST)
    )


def losses(case: StaticCase, whole: Cleared, shocked: Cleared) -> tuple[Loss, ...]:
    """Losses by holder, obligor and instrument that the shock adds to, the largest first."""
    rows: dict[tuple[str, str, str], list[tuple[TrancheDue, float, float]]] = {}
    every = zip(
        (*case.debts, *case.funding),
        (*shocked.unpaid, *shocked.missing),
        (*whole.unpaid, *whole.missing),
        strict=True,
    )
    for due, now, before in every:
        if now - before > LEAST:
            key = due.payee, due.payer, due.instrument
            rows.setdefault(key, []).append((due, now, before))
    made = [_loss(key, found) for key, found in rows.items()]
    return tuple(sorted(made, key=lambda r: (r.baseline - r.amount, r.holder)))


def _loss(key: tuple[str, str, str], found: Sequence[tuple[TrancheDue, float, float]]) -> Loss:
    return Loss(
        holder=key[0],
        obligor=key[1],
        instrument=key[2],
        amount=round(sum(now for _, now, _ in found), 6),
        baseline=round(sum(before for _, _, before in found), 6),
        agreements=tuple(dict.fromkeys(d.agreement for d, _, _ in found)),
        claims=tuple(dict.fromkeys(c for d, _, _ in found for c in d.claims)),
    )


def _left(case: StaticCase, due: TrancheDue, shocks: Sequence[Shock]) -> float:
    """What withdrawals leave of a tranche in its quarter, USD bn; a party that misses pays no
    promise either."""
    quarter, left = case.quarter(due.quarter), due.amount
    for shock in shocks:
        named = shock.kind == "withdraw" and shock.target in (due.agreement, due.tranche)
        gone = due.instrument in FUNDING and shock.kind == "miss" and shock.target == due.payer
        if (named or gone) and shock.acts(quarter):
            left *= 1 - shock.size
    return left


def _missed(case: StaticCase, due: TrancheDue, shocks: Sequence[Shock]) -> bool:
    """Whether its payer misses it, whatever it has."""
    quarter = case.quarter(due.quarter)
    return any(s.kind == "miss" and s.target == due.payer and s.acts(quarter) for s in shocks)


def _missed_by_quarter(
    case: StaticCase, missed: Sequence[float], place: dict[str, int]
) -> NDArray[np.float64]:
    """What has been missed by the end of each quarter, by party."""
    found = np.zeros((case.quarters, len(place)))
    for due, amount in zip(case.debts, missed, strict=True):
        found[due.quarter :, place[due.payer]] += amount
    return found


def _income(case: StaticCase, shocks: Sequence[Shock]) -> NDArray[np.float64]:
    income = case.income.copy()
    for shock in shocks:
        if shock.kind == "revenue" and shock.target in case.parties:
            acts = [shock.acts(case.quarter(q)) for q in range(case.quarters)]
            income[acts, case.parties.index(shock.target)] *= 1 - shock.size
    return income


def _matrices(
    case: StaticCase, amounts: Sequence[float], place: dict[str, int]
) -> list[list[NDArray[np.float64]]]:
    size = len(place)
    made = [[np.zeros((size, size)) for _ in range(RANKS)] for _ in range(case.quarters)]
    for due, amount in zip(case.debts, amounts, strict=True):
        made[due.quarter][1][place[due.payer], place[due.payee]] += amount
    return made


def _had(case: StaticCase, amounts: Mapping[int, float], found: Dated) -> list[float]:
    """What each funding promise has brought by the end, USD bn: all, part, or nothing."""
    left = dict.fromkeys(amounts, 0.0)
    on = {n: at for at, n in enumerate(amounts)}
    for quarter in found.quarters:
        owed, paid = quarter.owed_usd[RANKS], quarter.paid_usd[RANKS]
        share = 1 - np.divide(paid, owed, out=np.ones_like(owed), where=owed > 0)
        for n, amount in amounts.items():
            payer = case.parties.index(case.funding[n].payer)
            left[n] = (left[n] + amount * quarter.is_on[on[n]]) * float(share[payer])
    ever = {n: any(q.is_on[on[n]] for q in found.quarters) for n in amounts}
    kept = {n: amounts[n] - max(left[n], 0.0) if ever[n] else 0.0 for n in amounts}
    return [kept.get(n, 0.0) for n in range(len(case.funding))]


def _unpaid(case: StaticCase, amounts: Sequence[float], found: Dated) -> list[float]:
    """What each debt is left without at the end: creditors of a rank are paid in proportion."""
    left = np.zeros(len(case.debts))
    payers = np.array([case.parties.index(d.payer) for d in case.debts], dtype=int)
    quarters = np.array([d.quarter for d in case.debts], dtype=int)
    for number, quarter in enumerate(found.quarters):
        left = left + np.where(quarters == number, amounts, 0.0)
        owed, paid = quarter.owed_usd[1], quarter.paid_usd[1]
        share = 1 - np.divide(paid, owed, out=np.ones_like(owed), where=owed > 0)
        left = left * np.where(share > LEAST, share, 0.0)[payers]
    return [float(v) for v in left]


def _share(found: Cleared, quarter: int, party: int) -> float:
    owed = found.owed[quarter, party]
    return round(float(found.paid[quarter, party] / owed), 6) if owed > 0 else 1.0
