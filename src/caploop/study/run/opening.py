"""What a run that opens after quarters of history begins with, beside what was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from caploop.book import Position
from caploop.model.inputs import owners, restated
from caploop.model.terms import FIRMS, HOLDERS, period_of
from caploop.study.run.record import OpeningBalance
from caploop.study.shared.model_run import ModelRun

FIELDS: Mapping[str, tuple[str, ...]] = {
    "opening.value": ("cash", "firm_cash", "firm_debt", "owned_before"),
    "opening.stated": ("cash", "firm_cash", "firm_debt", "owned_before"),
}
SERIES = {"firm_cash_seen": ("cash", "firm_cash"), "firm_debt_seen": ("debt", "firm_debt")}
BALANCES = ("cash", "debt")
"""Balances of firms; those of others than these have no published row that a run begins with."""


def opening(run: ModelRun) -> tuple[OpeningBalance, ...]:
    """A row a balance: OpenAI's cash, cash and debt of firms, shares of OpenAI; nothing of a run
    whose calendar begins with it."""
    first = period_of(run.known.vintage.first_quarter)
    if first <= 1:
        return ()
    return (*_balances(run, first), *_shares(run, first))


def _balances(run: ModelRun, first: int) -> Iterator[OpeningBalance]:
    rows = {p.id: p for p in run.known.book.positions}
    told = {
        (one.party, SERIES[one.item][0]): one for one in restated(run.known) if one.item in SERIES
    }
    wanted = [("openai", "cash"), *((name, item) for name in FIRMS for item in BALANCES)]
    for party, item in wanted:
        one = told.get((party, item))
        now = one is not None and one.quarter == first
        days = [rows[name] for name in one.positions] if one else []
        yield OpeningBalance(
            party=party,
            item=item,
            holder="",
            value=_value(run, party, item, first=first),
            stated=round(one.amount, 6) if one else None,
            day=max(_day(row) for row in days) if days else None,
            positions=one.positions if one else (),
            rolled=not now,
        )


def _value(run: ModelRun, party: str, item: str, *, first: int) -> float:
    if party == "openai":
        return round(float(run.mean("cash")[first - 1]), 6)
    return round(float(run.mean(f"firm_{item}")[first - 1, FIRMS.index(party)]), 6)


def _shares(run: ModelRun, first: int) -> Iterator[OpeningBalance]:
    told = {str(row.counterparty): row for row in owners(run.known)}
    for place, holder in enumerate(HOLDERS):
        row = told.get(holder)
        share = float(run.mean("owned_before")[first - 1, place])
        if row is None and share < LEAST:
            continue
        yield OpeningBalance(
            party="openai",
            item="ownership",
            holder=holder,
            value=round(share, 6),
            stated=float(row.value or 0) if row else None,
            day=row.day if row else None,
            positions=(row.id,) if row else (),
            rolled=row is None,
        )


LEAST = 0.0005
"""Share below which a holder is none."""


def _day(row: Position) -> date:
    return row.counts_from or row.day
