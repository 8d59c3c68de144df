"""History that a run does not decide: quarters before its first, as they were reported.

Every run is on one calendar, which begins with the first vintage's first quarter. A later vintage
goes through the quarters before its own first one without deciding anything in them: reported burn
and revenue are what they were, and a quarter that begins with a published balance begins with that.
What nobody published is rolled forward by the model from the last balance known.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.book import KnownBook, Position, vintages
from caploop.core.errors import UsageError
from caploop.model.terms.parties import (
    FIRMS,
    FIRST_YEAR,
    HOLDERS,
    QUARTERS,
    period_of,
    quarter_name,
)

BN = 1e-9
ORIGIN = date(FIRST_YEAR - 1, 12, 31)
"""The day before the calendar of every run begins."""
NEAR = timedelta(days=45)
"""A balance counts for the end of a quarter that is no further away."""
LONGEST, SHORTEST = timedelta(days=100), timedelta(days=80)
"""Of a period that is a quarter."""
STATED = {
    "firm_cash_seen": ("cash_and_equivalents", "marketable_securities"),
    "firm_debt_seen": ("total_debt",),
    "orders_seen": ("backlog_rpo",),
}
"""The items of a balance that each array is the sum of; the first has to be there."""


class Restated(Struct, frozen=True, kw_only=True):
    """A published balance that a quarter begins with: whose, of what, USD bn, from which rows."""

    party: str
    item: str
    amount: float
    quarter: int
    positions: tuple[str, ...]


def first_period(known: KnownBook) -> int:
    """The number of the first quarter that is no history."""
    return period_of(known.vintage.first_quarter)


def check_reach(known: KnownBook) -> None:
    """Raises UsageError where a run is asked for at days that its book's opening does not fit: of
    knowledge before it, or of the world more than a quarter after its first one began."""
    first = known.vintage.first_quarter
    if not 1 <= period_of(first) < QUARTERS:
        last = quarter_name(QUARTERS - 1)
        raise UsageError(
            f"the book opens runs in {first}; a run can open in {quarter_name(1)} to {last}"
        )
    opened, names = known.vintage.opened, [one.id for one in vintages()]
    if period_of(first) > 1 and known.known_at < opened:
        said = f"runs of this book open on {opened}, which nobody knew on {known.known_at}"
        raise UsageError(f"{said}; take an earlier vintage: --book {names[0]}")
    reach = _end(period_of(first) + 1)
    if known.as_of > reach:
        said = (
            f"runs of this book open on {opened}: of {known.as_of} it would speak from old balances"
        )
        newer = [one.id for one in vintages() if one.opened > opened]
        then = f"take --book {newer[-1]}, or" if newer else "no later vintage is there; ask for"
        raise UsageError(f"{said}; {then} --as-of {reach} or earlier")


def observed(known: KnownBook) -> dict[str, Any]:
    """What history since the calendar's beginning says, as arrays over quarters and firms."""
    burn, told = np.zeros(QUARTERS), np.zeros(QUARTERS)
    for period, amount, _ in reported(known, "free_cash_flow"):
        burn[period - 1], told[period - 1] = -amount, 1.0
    found = restated(known)
    cash = next((one for one in found if one.party == "openai"), None)
    return {
        "first_quarter": float(first_period(known)),
        "burn_seen": burn,
        "burn_told": told,
        "cash_seen": cash.amount if cash else 0.0,
        "cash_seen_in": float(cash.quarter) if cash else 0.0,
        **_owned(known),
        **{key: value for item in STATED for key, value in _by_firm(found, item).items()},
    }


def reported(known: KnownBook, item: str) -> tuple[tuple[int, float, str], ...]:
    """Quarters of history for which OpenAI's flow was reported: its number, USD bn, and the row."""
    found: dict[int, Position] = {}
    last = first_period(known) - 1
    rows = [p for p in known.book.positions if p.party == "openai" and p.item == item]
    for row in sorted(rows, key=lambda p: p.known_at):
        period = _quarter(row)
        whole = row.nature == "actual" and row.value is not None and not row.counterparty
        if period and 1 <= period <= last and whole and row.known_at <= known.known_at:
            found[period] = row
    return tuple((n, float(row.value or 0) * BN, row.id) for n, row in sorted(found.items()))


def restated(known: KnownBook) -> tuple[Restated, ...]:
    """Balances published for ends of quarters in history, the last of each: OpenAI's cash, and
    cash, debt and orders of firms. Of a sum the parts that were not published stay as they were."""
    if first_period(known) <= 1:
        return ()
    held = {
        (p.party, p.item): p
        for p in sorted(known.held(known.vintage.opened), key=_whole_first, reverse=True)
        if p.known_at <= known.known_at and p.value is not None and not p.counterparty
    }
    wanted = [("openai", "firm_cash_seen"), *((n, item) for item in STATED for n in FIRMS)]
    found = (_stated(held, party, item) for party, item in wanted)
    last = first_period(known)
    return tuple(one for one in found if one is not None and 1 < one.quarter <= last)


def _stated(held: dict[tuple[str, str], Position], party: str, item: str) -> Restated | None:
    rows = [held[party, name] for name in STATED[item] if (party, name) in held]
    if not rows or rows[0].item != STATED[item][0]:
        return None
    day = rows[0].counts_from or rows[0].day
    return Restated(
        party=party,
        item=item,
        amount=sum(float(row.value or 0) for row in rows) * BN,
        quarter=_after(day),
        positions=tuple(row.id for row in rows),
    )


def owners(known: KnownBook) -> tuple[Position, ...]:
    """Shares of OpenAI by holder, published for a day of history; the last of each holder."""
    opens = known.vintage.opened
    rows = (p for p in known.held(opens) if p.party == "openai" and p.item == "ownership_share")
    return tuple(
        p
        for p in rows
        if p.value and p.day > ORIGIN and p.known_at <= known.known_at and p.counterparty in HOLDERS
    )


def _owned(known: KnownBook) -> dict[str, Any]:
    seen, told, quarter = np.zeros(len(HOLDERS)), np.zeros(len(HOLDERS)), 0
    for row in owners(known) if first_period(known) > 1 else ():
        place = HOLDERS.index(str(row.counterparty))
        seen[place], told[place] = float(row.value or 0), 1.0
        quarter = min(max(quarter, _after(row.day)), first_period(known))
    return {"owned_seen": seen, "owned_told": told, "owned_seen_in": float(quarter)}


def _by_firm(found: Iterable[Restated], item: str) -> dict[str, NDArray[np.float64]]:
    """An item's balances by firm, and the quarter that each begins, 0 where none was published."""
    amount, quarter = np.zeros(len(FIRMS)), np.zeros(len(FIRMS))
    for one in found:
        if one.item == item and one.party in FIRMS:
            amount[FIRMS.index(one.party)] = one.amount
            quarter[FIRMS.index(one.party)] = one.quarter
    return {item: amount, f"{item}_in": quarter}


def _whole_first(position: Position) -> tuple[bool, int]:
    """Rows of a whole party last in this order, so that they stay; then the nearest day."""
    return position.segment is not None, -position.day.toordinal()


def _after(day: date) -> int:
    """The period that begins with a balance of a day: that after the nearest end of one."""
    ends = {n: _end(n) for n in range(QUARTERS)}
    nearest = min(ends, key=lambda n: abs(ends[n] - day))
    return nearest + 1 if abs(ends[nearest] - day) <= NEAR else 0


def _end(period: int) -> date:
    """The last day of a period; 0 is the quarter before the first."""
    year, quarter = FIRST_YEAR + (period - 1) // 4, (period - 1) % 4 + 1
    return date(year + quarter // 4, quarter * 3 % 12 + 1, 1) - timedelta(days=1)


def _quarter(row: Position) -> int | None:
    """The period that a flow of a calendar quarter is about."""
    start, end = row.period_start, row.period_end
    if start is None or end is None or not SHORTEST <= end - start <= LONGEST:
        return None
    return period_of(f"{end.year}Q{(end.month + 2) // 3}")
