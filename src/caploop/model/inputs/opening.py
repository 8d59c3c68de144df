"""Opening balances of the firms, and who owns OpenAI, from the book's positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caploop.book import KnownBook, Position
from caploop.core.errors import UsageError
from caploop.model.inputs.observed import BN, ORIGIN
from caploop.model.terms.parties import CHIPMAKERS, FIRMS, FLEET_YEARS, HOLDERS

ROOM = 1.25
UNRATED = 1e6


def openings(known: KnownBook, central: Mapping[str, float]) -> dict[str, Any]:
    """Opening balances and the last twelve months of every firm, USD bn, in the order of FIRMS."""
    held, moved = known.held(ORIGIN), known.moved(known.vintage.opened)
    stock = {name: _stocks(held, name) for name in FIRMS}
    year = {name: _years(moved, name) for name in FIRMS}
    debt = np.array([stock[n].get("total_debt", 0.0) for n in FIRMS])
    flow = np.array([year[n].get("operating_cash_flow", 0.0) for n in FIRMS])
    debt[FIRMS.index("softbank")] = _holding_debt(held)
    leverage = np.where(flow > 0, debt / np.maximum(flow, 0.05), np.inf)
    paid = np.array([year[n].get("dividends_and_buybacks", 0.0) for n in FIRMS])
    spare = flow - np.array([year[n].get("capex", 0.0) for n in FIRMS])
    return {
        "opening_cash": np.array([_liquid(stock[n]) for n in FIRMS]),
        "opening_debt": debt,
        "opening_leases": np.array(
            [stock[n].get("finance_and_operating_leases", 0.0) for n in FIRMS]
        ),
        "opening_plant": np.array([stock[n].get("ppe_net", 0.0) for n in FIRMS]),
        "outside_cash_flow": flow,
        "outside_capex": np.array([year[n].get("capex", 0.0) for n in FIRMS]) * _others(central),
        "outside_revenue": np.array([year[n].get("revenue", 0.0) for n in FIRMS]),
        **_ages(moved),
        **_fleet(moved, central),
        "payouts": paid,
        "payout_share": np.where(spare > 0, np.minimum(paid / np.maximum(spare, 1e-9), 1.0), 0.0),
        "leverage_line": _lines(leverage / central["lev_or"]),
        "chip_margin": np.array([_margin(year[n]) for n in CHIPMAKERS]),
        "listed_holdings": _listed(held),
        "ownership": _owned(held),
        "opening_value": np.array([stock[n].get("valuation_post", 0.0) for n in FIRMS]),
    }


def _lines(leverage: NDArray[np.float64]) -> NDArray[np.float64]:
    """The leverage at which each firm is downgraded over Oracle's line (row lev_or).

    Oracle's own is the row; of others none is stated: the row, or ROOM times where they stand.
    """
    lines = np.minimum(np.maximum(1.0, ROOM * leverage), UNRATED)
    lines[FIRMS.index("oracle")] = 1.0
    return lines


def _stocks(held: Iterable[Position], party: str) -> dict[str, float]:
    mine = [p for p in held if p.party == party and p.value is not None and not p.counterparty]
    found: dict[str, float] = {}
    for p in sorted(mine, key=lambda p: p.segment is not None):
        found.setdefault(p.item, float(p.value or 0) * BN)
    if not found and party != "vehicles":
        raise UsageError(f"{party} has no opening position; add rows to positions.csv")
    return found


def _years(moved: Iterable[Position], party: str) -> dict[str, float]:
    return {item: float(p.value or 0) * BN for item, p in _last_years(moved, party).items()}


def _last_years(moved: Iterable[Position], party: str) -> dict[str, Position]:
    """The last row of a whole year by item, of the whole firm where there is one."""
    found: dict[str, Position] = {}
    mine = [p for p in moved if p.party == party and p.value is not None and not p.counterparty]
    for p in sorted(mine, key=lambda p: (p.segment is not None, -p.day.toordinal())):
        if p.period_start and p.period_end and (p.period_end - p.period_start).days > 350:
            found.setdefault(p.item, p)
    return found


def _ages(moved: Iterable[Position]) -> dict[str, NDArray[np.float64]]:
    """Years by which each firm's last year ends before the calendar of runs begins, by item; below
    nothing for a year of history since then."""
    rows = [_last_years(moved, name) for name in FIRMS]
    ages = {"cash_flow_age": "operating_cash_flow", "capex_age": "capex", "revenue_age": "revenue"}
    return {
        name: np.array([_age(row[item].period_end) if item in row else 0.0 for row in rows])
        for name, item in ages.items()
    }


def _age(end: date | None) -> float:
    return (ORIGIN - (end or ORIGIN)).days / 365.25


def _fleet(
    moved: Iterable[Position], central: Mapping[str, float]
) -> dict[str, NDArray[np.float64]]:
    """OpenAI's capacity before the start: what stood in the middle of each firm's last year over
    that of the opening, by firm, and the opening's by the year in which it was built."""
    last = ORIGIN.year
    ends = np.array([central[f"G_{last - ago}"] for ago in reversed(range(FLEET_YEARS))])
    rows = [_last_years(moved, name) for name in FIRMS]
    ages = [_age(row["revenue"].period_end) if "revenue" in row else 0.0 for row in rows]
    middle = np.interp(-0.5 - np.array(ages), np.arange(1 - len(ends), 1), ends)
    added = np.diff(ends, prepend=0.0)
    return {"fleet_before": middle / ends[-1], "fleet_ages": added / ends[-1]}


def _liquid(stock: Mapping[str, float]) -> float:
    return stock.get("cash_and_equivalents", 0.0) + stock.get("marketable_securities", 0.0)


def _margin(year: Mapping[str, float]) -> float:
    if not year.get("gross_profit") or not year.get("revenue"):
        raise UsageError("a chip maker has no gross profit or revenue of a year in positions.csv")
    return year["gross_profit"] / year["revenue"]


def _others(central: Mapping[str, float]) -> NDArray[np.float64]:
    """The part of each firm's capex of the last year that was not for OpenAI, by FIRMS."""
    return np.array([central.get(f"base_capex_{name}", 1.0) for name in FIRMS])


def _holding_debt(held: Iterable[Position]) -> float:
    """SoftBank's own debt without its subsidiaries': net debt and cash of the holding company."""
    mine = [p for p in held if p.party == "softbank" and p.value is not None]
    net = next(float(p.value or 0) for p in mine if p.item == "net_debt")
    cash = next(float(p.value or 0) for p in mine if p.item == "cash_and_equivalents")
    return (net + cash) * BN


def _listed(held: Iterable[Position]) -> float:
    """SoftBank's holdings other than OpenAI: net debt over loan-to-value, less the stake's mark."""
    mine = {
        (p.item, p.counterparty): float(p.value) for p in held if p.party == "softbank" and p.value
    }
    whole = mine["net_debt", None] / mine["loan_to_value", None]
    return (whole - mine["stake_value", "openai"]) * BN


def _owned(held: Iterable[Position]) -> NDArray[np.float64]:
    """Ownership of OpenAI by holder before the round of 2026; what is unnamed is the market's."""
    owned = np.zeros(len(HOLDERS))
    for p in held:
        if p.party == "openai" and p.item == "ownership_share" and p.value:
            who = str(p.counterparty)
            named = next((n for n in HOLDERS if n in who), "market")
            owned[HOLDERS.index(named)] += float(p.value)
    owned[HOLDERS.index("market")] += 1.0 - owned.sum()
    return owned


def books_opened(known: KnownBook) -> dict[str, Any]:
    """Signed orders by firm, of OpenAI and of others, equity, and what OpenAI was paid ahead and
    was owed at the start, USD bn; nothing where a firm has none."""
    held = known.held(ORIGIN)
    stock = {name: _stocks(held, name) for name in (*FIRMS, "openai")}
    rows = {(p.party, p.item, p.counterparty): float(p.value) for p in held if p.value is not None}
    whole = np.array([stock[n].get("backlog_rpo", 0.0) for n in FIRMS])
    shares = np.array([rows.get((n, "backlog_rpo_share_openai", "openai"), 0.0) for n in FIRMS])
    named = np.array([rows.get((n, "backlog_rpo", "openai"), 0.0) * BN for n in FIRMS])
    whole[FIRMS.index("nvidia")] = 0.0
    return {
        "orders_openai": whole * shares + named,
        "orders_others": whole * (1.0 - shares),
        "orders_since": _signed_since(known),
        "equity_0": np.array([stock[n].get("total_equity", 0.0) for n in FIRMS]),
        "deferred_0": stock["openai"].get("deferred_revenue_or_customer_deposits", 0.0),
        "owed_0": stock["openai"].get("receivables", 0.0),
    }


def _signed_since(known: KnownBook) -> NDArray[np.float64]:
    """Orders that OpenAI signed between the opening and the day of knowledge, by firm, USD bn."""
    found = np.zeros(len(FIRMS))
    for one in known.tranches:
        is_new = one.signed is not None and ORIGIN < one.signed <= known.known_at
        is_order = one.kind == "compute_purchase" and one.state == "live" and one.unit == "USD"
        if is_new and is_order and one.payer == "openai" and one.payee in FIRMS:
            found[FIRMS.index(one.payee)] += float(one.amount or 0) * BN
    return found
