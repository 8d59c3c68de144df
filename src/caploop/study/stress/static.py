"""Exposures of the dated book both ways, and what marks do to holders before anyone defaults."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from caploop.clearing import debtrank
from caploop.model.inputs import PlanPaths
from caploop.model.terms import period_of
from caploop.stress import Loss, Shock, StaticCase
from caploop.study.stress.record import Contagion, HolderExposure, Marked, PlanMoney

OWN = "openai"


def plan_money_of(case: StaticCase, plan: PlanPaths) -> PlanMoney | None:
    """What OpenAI's plan costs within the horizon and who pays; None where the dated book has
    nothing of OpenAI."""
    if OWN not in case.parties:
        return None
    at, start = case.parties.index(OWN), period_of(case.first) - 1
    revenue = float(plan.middle[start : start + case.quarters].sum())
    owed = sum(d.amount for d in (*case.debts, *case.funding) if d.payer == OWN)
    promised = sum(d.amount for d in case.funding if d.payee == OWN)
    cost, opening = float(case.costs[:, at].sum()) + owed, float(case.opening[at])
    received = float(case.income[:, at].sum()) - revenue
    missing = max(cost - revenue - opening - received - promised, 0.0)
    found = {"cost": cost, "revenue": revenue, "opening": opening, "received": received}
    told = {**found, "promised": promised, "missing": missing}
    return PlanMoney(**{name: round(value, 6) for name, value in told.items()})


def exposures_of(case: StaticCase) -> tuple[HolderExposure, ...]:
    """Every pair with something unpaid or marked, the largest first; read by row or by column."""
    due: dict[tuple[str, str], float] = {}
    names: dict[tuple[str, str], dict[str, None]] = {}
    for one in (d for d in (*case.debts, *case.funding) if not d.executed):
        key = one.payee, one.payer
        due[key] = due.get(key, 0.0) + one.amount
        names.setdefault(key, {})[one.agreement] = None
    rows = [
        HolderExposure(
            holder=key[0],
            obligor=key[1],
            due=round(due.get(key, 0.0), 6),
            mark=round(case.marks.get(key, 0.0), 6),
            agreements=tuple(names.get(key, ())),
        )
        for key in dict.fromkeys((*due, *case.marks))
    ]
    return tuple(sorted(rows, key=lambda r: (-(r.due + r.mark), r.holder, r.obligor)))


def contagion_of(case: StaticCase, rows: Sequence[Loss], shocks: Sequence[Shock]) -> Contagion:
    """Distress of holders with known equity, from losses of claims and from marks taken down."""
    parties = [n for n, equity in case.equity.items() if equity > 0]
    equity = np.array([case.equity[n] for n in parties])
    first = np.zeros(len(parties))
    for row in rows:
        if row.holder in parties and row.instrument not in ("equity", "loan"):
            first[parties.index(row.holder)] += row.amount - row.baseline
    first = np.minimum(first / equity, 1.0)
    for shock in shocks:
        if shock.kind == "mark" and shock.target in parties:
            at = parties.index(shock.target)
            first[at] = max(first[at], shock.size)
    marks = np.zeros((len(parties), len(parties)))
    for (holder, issuer), amount in case.marks.items():
        if holder in parties and issuer in parties:
            marks[parties.index(issuer), parties.index(holder)] = amount
    found = debtrank(marks, equity, shock=first)
    return Contagion(
        holders=tuple(
            Marked(
                party=name,
                direct=round(float(first[i]), 6),
                distress=round(float(found.distress[i]), 6),
                positions=case.positions.get(name, ()),
            )
            for i, name in enumerate(parties)
            if found.distress[i] > 0
        ),
        spectral_radius=round(float(found.spectral_radius), 6),
        saturated=bool(found.is_saturated),
        rounds=int(found.rounds),
    )
