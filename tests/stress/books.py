"""A dated book of three parties: openai owes two suppliers, one investor has promised."""

from __future__ import annotations

import numpy as np

from caploop.stress.static_case import StaticCase, TrancheDue

PARTIES = ("openai", "oracle", "nvidia", "amazon")


def due(payer: str, payee: str, amount: float, *, quarter: int, kind: str = "lease") -> TrancheDue:
    name = f"{payer}-{payee}-2026"
    return TrancheDue(
        tranche=f"{name}/x/all",
        payer=payer,
        payee=payee,
        instrument=kind,
        quarter=quarter,
        amount=amount,
        claims=("c1",),
    )


def case() -> StaticCase:
    """openai has 10, owes 12 then 12, three quarters to oracle; nvidia has promised it 16."""
    debts = [
        due("openai", p, v, quarter=q) for q in (0, 1) for p, v in (("oracle", 9), ("amazon", 3))
    ]
    return StaticCase(
        first="2026Q1",
        parties=PARTIES,
        quarters=2,
        debts=tuple(debts),
        funding=(due("nvidia", "openai", 16.0, quarter=1, kind="equity"),),
        opening=np.array([10.0, 1, 20, 5]),
        income=np.array([[2.0, 0, 0, 0], [2.0, 0, 0, 0]]),
        costs=np.zeros((2, 4)),
        equity={"oracle": 6.0, "amazon": 50.0, "nvidia": 30.0},
        marks={("nvidia", "openai"): 4.0},
        positions={},
        refused=(),
    )
