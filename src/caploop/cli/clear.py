"""What `caploop clear` prints: a matrix of debts of one's own, cleared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from caploop.clearing import Clearing, eisenberg_noe, read_debts, rogers_veraart
from caploop.cli.output import check_place, emit, json_text, teller, text_width
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.names import nearest
from caploop.report.tables import TextTable, as_csv, as_text

ROWS = 12
"""Shown of a matrix, those who fail first at the top; --all shows every one."""
COLUMNS = ("party", "cash", "owed", "paid", "unpaid", "least_paid", "round")


class ClearedParty(Struct, frozen=True, kw_only=True):
    """One party in the unit of the matrix: cash, what it owes, pays and leaves unpaid.

    `least_paid` is what it pays in the least solution, `round` the round in which it fails, 0 for
    never.
    """

    party: str
    cash: float
    owed: float
    paid: float
    unpaid: float
    least_paid: float
    round: int


class ClearCall(Struct, frozen=True, kw_only=True):
    """A call of `caploop clear`: where cash stands, who loses how much, what failing leaves."""

    cash: Path | None
    shocks: tuple[str, ...]
    alpha: float | None
    beta: float | None
    form: str | None
    output: Path | None
    quiet: bool
    every: bool = False


def answer_clear(matrix: Path, asked: ClearCall) -> None:
    """Prints the parties, who fails first at the top, and says how many fail."""
    check_place(asked.output)
    tell = teller(quiet=asked.quiet)
    debts = read_debts(matrix, cash=asked.cash)
    cash = _shocked(dict(zip(debts.parties, debts.cash_usd.tolist(), strict=True)), asked.shocks)
    held = np.array([*cash.values()])
    if asked.alpha is None and asked.beta is None:
        found = eisenberg_noe(debts.owed_usd, held, outside_usd=debts.outside_usd)
    else:
        alpha, beta = (1.0 if share is None else share for share in (asked.alpha, asked.beta))
        found = rogers_veraart(
            debts.owed_usd, held, alpha=alpha, beta=beta, outside_usd=debts.outside_usd
        )
    rows = _rows(cash, found)
    failed = sum(row.round > 0 for row in rows)
    unpaid, owed = (sum(getattr(r, name) for r in rows) for name in ("unpaid", "owed"))
    other = "" if found.is_unique else "; other payments solve it too: see least_paid"
    tell(
        f"{failed} of {len(rows)} parties fail; of {owed:,.6g} owed {unpaid:,.6g} is unpaid{other}"
    )
    if asked.form == "json":
        emit(json_text({"parties": rows, "is_unique": bool(found.is_unique)}), asked.output, tell)
        return
    every = asked.every or asked.form == "csv"
    texts = tuple(
        tuple(_said(getattr(row, name)) for name in COLUMNS)
        for row in (rows if every else rows[:ROWS])
    )
    shown = TextTable(title=matrix.name, columns=COLUMNS, rows=texts)
    text = as_csv(shown) if asked.form == "csv" else as_text(shown, text_width(asked.output))
    left = len(rows) - len(texts)
    emit(f"{text}\n… {left} more rows: --all" if left else text, asked.output, tell)


def _shocked(cash: Mapping[str, float], shocks: Sequence[str]) -> dict[str, float]:
    held = dict(cash)
    for said in shocks:
        name, _, share = said.rpartition("=")
        if not name and said in held:
            raise UsageError(f"{said!r} names no share of its cash; write --shock {said}=0.5")
        if name not in held:
            raise NotFoundError(f"no party is called {name or said!r}{nearest(name, held)}")
        try:
            gone = float(share)
        except ValueError:
            gone = -1.0
        if not 0 <= gone <= 1:
            raise UsageError(f"{said!r} is no share of cash lost; write --shock {name}=0.5")
        held[name] *= 1 - gone
    return held


def _rows(cash: Mapping[str, float], found: Clearing) -> list[ClearedParty]:
    rows = [
        ClearedParty(
            party=name,
            cash=cash[name],
            owed=float(found.owed_usd[i]),
            paid=float(found.paid_usd[i]),
            unpaid=float(found.short_usd[i]) if found.rounds[i] else 0.0,
            least_paid=float(found.least_paid_usd[i]),
            round=int(found.rounds[i]),
        )
        for i, name in enumerate(cash)
    ]
    return sorted(rows, key=lambda row: (row.round == 0, row.round, -row.unpaid))


def _said(value: object) -> str:
    return f"{value:.9g}" if isinstance(value, float) else str(value)
