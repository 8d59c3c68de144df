"""Suppliers of a run as tables: order books, who depends on OpenAI, contracts between firms."""

from __future__ import annotations

from collections.abc import Collection

from caploop.report.tables.cell import (
    AnswerTable,
    DataWord,
    Money,
    Number,
    PartyName,
    Share,
    Text,
    table,
)
from caploop.study.run import Suppliers

CONTRACTS = ("chip_loan", "leases_not_begun", "vendors_hole", "bought_back_ever", "supply_lost")


def orders(found: Suppliers, years: Collection[int]) -> AnswerTable:
    """Signed orders at the end of the year, and what moved OpenAI's part of them."""
    rows = (
        (
            str(o.year),
            PartyName(o.party),
            *map(Money, (o.openai, o.others, o.booked, o.recognised, o.cancelled)),
        )
        for o in found.orders
        if o.year in years
    )
    columns = ("year", "firm", "of_openai", "of_others", "booked", "recognised", "cancelled")
    return table("run_orders", columns, rows)


def dependence(found: Suppliers, years: Collection[int]) -> AnswerTable:
    """D1 to D5, and the price that bargaining has led to."""
    prices = {(p.party, p.year): p.price for p in found.prices}
    rows = (
        (
            str(d.year),
            PartyName(d.party),
            *map(Share, (d.of_sales, d.of_orders, d.of_ebitda)),
            *map(Money, (d.raised, d.lost)),
            None if d.lost_over_equity is None else Number(d.lost_over_equity, 2),
            Number(d.lost_over_ebitda, 2),
            Share(prices[d.party, d.year] - 1, signed=True),
        )
        for d in found.dependence
        if d.year in years
    )
    columns = (
        "year",
        "firm",
        "dependency",
        "d2",
        "d3",
        "raised",
        "lost",
        "lost_equity",
        "lost_ebitda",
        "price",
    )
    return table("run_depend", columns, rows)


def contracts(found: Suppliers) -> AnswerTable:
    """Loans for chips, leases not begun and what guidance leaves, at the end of each year."""
    years = tuple(row.period for row in found.chip_loan)
    rows = (
        (Text(f"contract.{name}"), *(Money(row.mean) for row in getattr(found, name)))
        for name in CONTRACTS
    )
    return table("run_contracts", ("what", *(DataWord("year", y) for y in years)), rows)
