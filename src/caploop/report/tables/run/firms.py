"""Firms of a run as tables: what they earn and spend, what they owe, their worst year."""

from __future__ import annotations

from collections.abc import Collection

from caploop.report.tables.cell import (
    AnswerTable,
    Cell,
    Date,
    Estimate,
    Money,
    Number,
    PartyName,
    Share,
    Text,
    table,
)
from caploop.study.run import Levels, RunRecord

LEAST = 0.05
STILL = "†"
MOST_LEVERAGE, MOST_COVER = 49, 99


def cash_flows(record: RunRecord, years: Collection[int]) -> AnswerTable:
    """Revenue, EBITDA, operating cash flow, capex and free cash flow of the whole firm."""
    rows = (
        (
            str(s.year),
            PartyName(s.party),
            *map(money, (s.revenue, s.ebitda, s.operating_cash_flow, s.capex, s.free_cash_flow)),
        )
        for s in record.statements
        if s.year in years
    )
    columns = ("year", "firm", "revenue", "ebitda", "operating", "capex", "free")
    return table("run_cash_flows", columns, rows)


def unmoved(record: RunRecord, years: Collection[int]) -> frozenset[str]:
    """Firms whose debt is the same in all years shown and draws: nothing in the run moves it."""
    found: dict[str, list[float]] = {}
    for s in record.statements:
        if s.year in years:
            found.setdefault(s.party, []).extend((s.debt.q05, s.debt.q95))
    return frozenset(n for n, debt in found.items() if max(debt) - min(debt) < LEAST < min(debt))


def firms(record: RunRecord, years: Collection[int]) -> AnswerTable:
    """Sales inside and what firms owe; debt that nothing in the run moves is marked."""
    still = unmoved(record, years)
    rows = (
        (
            str(s.year),
            PartyName(s.party),
            money(s.sales_inside),
            money(s.cash),
            money(s.debt, note=STILL if s.party in still else ""),
            *(Money(v.q50) if v.q50 >= LEAST else None for v in (s.leases, s.backlog)),
            *_ratios(s.debt, (s.leverage, s.leverage_with_leases), most=MOST_LEVERAGE),
            *_ratios(s.debt, (s.cover,), most=MOST_COVER),
            Share(s.dependency),
            Share(s.downgraded),
            Money(s.unpaid),
        )
        for s in record.statements
        if s.year in years
    )
    columns = (
        *("year", "firm", "sales", "cash", "debt", "leases", "backlog", "leverage"),
        *("leverage_with_leases", "cover", "dependency", "downgraded", "unpaid"),
    )
    return table("run_firms", columns, rows)


def troughs(record: RunRecord) -> AnswerTable:
    """The worst year to 2030 of each firm, by free cash flow."""
    rows = (
        (
            PartyName(t.party),
            money(t.free_cash_flow),
            str(t.year),
            f"{t.first_year}–{t.last_year}",
        )
        for t in record.troughs
    )
    return table("run_troughs", ("firm", "free", "year", "years"), rows)


def failures(record: RunRecord, years: Collection[int]) -> AnswerTable:
    """Firms that some draw has failed by the last year shown: how often, with OpenAI and without
    it, and what their lenders lose."""
    last = max(years)
    fall = {f.party for f in record.failures if f.year == last and f.failed > 0}
    rows = (
        (
            str(f.year),
            PartyName(f.party),
            Share(f.failed),
            None if f.beside is None else Share(f.beside),
            Share(f.alone),
            Share(f.tight),
            Money(f.lenders_lost),
            Money(f.lenders_lost_q95),
        )
        for f in record.failures
        if f.year in years and f.party in fall
    )
    columns = ("year", "firm", "failed", "beside", "alone", "tight", "lenders_lose", "lost_most")
    return table("run_failures", columns, rows)


def opening(record: RunRecord) -> tuple[AnswerTable, ...]:
    """Balances that the run begins with beside what was published; nothing without history."""
    if not record.opening:
        return ()
    rows = (
        (
            PartyName(b.party),
            Text(f"balance.{b.item}"),
            PartyName(b.holder) if b.holder else None,
            _balance(b.item, b.value),
            None if b.stated is None else _balance(b.item, b.stated, told=True),
            None if b.day is None else Date(b.day),
            Text("opening.rolled" if b.rolled else "opening.stated"),
        )
        for b in record.opening
    )
    columns = ("firm", "balance", "holder", "opens_with", "stated", "stated_for", "how")
    return (table("run_opening", columns, rows),)


def _balance(item: str, value: float, *, told: bool = False) -> Cell:
    """A share or an amount; one that was published is shown as it was told."""
    return Share(value) if item == "ownership" else Money(value, stated=told)


def money(levels: Levels, note: str = "") -> Cell:
    """The middle draw with where nine of ten lie; alone where those are the same."""
    middle = Money(levels.q50, note=note)
    if levels.q95 - levels.q05 < LEAST:
        return middle
    return Estimate(middle, Money(levels.q05), Money(levels.q95))


def _ratios(debt: Levels, found: Collection[Levels], *, most: float) -> tuple[Cell, ...]:
    """Middle draws of ratios; none without debt, and none that says nothing."""
    return tuple(None if debt.q50 < LEAST or v.q50 >= most else Number(v.q50, 1) for v in found)
