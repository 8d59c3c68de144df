"""Flows: what the book says will be paid, by quarter, payer, payee and kind, with its firmness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from caploop.book.agreement import Agreement, FlowKind, Tranche
from caploop.book.execute import in_force, known_agreements
from caploop.book.repeated import repeated
from caploop.core.message import Message, message
from caploop.evidence import Firmness

NO_DATES = "no-dates"


class CalendarQuarter(Struct, frozen=True, kw_only=True, order=True):
    """A calendar quarter."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


class Flow(Struct, frozen=True, kw_only=True):
    """Money one tranche moves in one quarter, in US dollars, with the tranche's firmness."""

    tranche: str
    quarter: CalendarQuarter
    payer: str
    payee: str
    kind: FlowKind
    firmness: Firmness
    amount_usd: Decimal
    conditional: bool


class LeftOut(Struct, frozen=True, kw_only=True):
    """A tranche without flows, and why: undated, no amount, counted elsewhere."""

    tranche: str
    reason: Message
    amount_usd: Decimal | None


class Flows(Struct, frozen=True, kw_only=True):
    """All flows of a book on two dates, and every tranche that brought none."""

    as_of: date
    known_at: date
    flows: tuple[Flow, ...]
    left_out: tuple[LeftOut, ...]


def quarter_of(day: date) -> CalendarQuarter:
    """The quarter a day lies in.

    >>> str(quarter_of(date(2026, 4, 1)))
    '2026Q2'
    """
    return CalendarQuarter(year=day.year, number=(day.month + 2) // 3)


def quarters(first: CalendarQuarter, last: CalendarQuarter) -> list[CalendarQuarter]:
    """Quarters from the first to the last, both included."""
    start, end = (q.year * 4 + q.number - 1 for q in (first, last))
    return [CalendarQuarter(year=n // 4, number=n % 4 + 1) for n in range(start, end + 1)]


def flows(agreements: Iterable[Agreement], *, as_of: date, known_at: date) -> Flows:
    """Flows of every tranche in force: once at its day, or evenly over its term.

    Aggregates, breakdowns, overlaps, undated amounts and anything but money are left out and
    listed. A tranche that ended by `as_of` has no flows after its end; what it moved before stays
    with the claims, not with the book.
    """
    seen = known_agreements(agreements, known_at=known_at)
    live = [t for a in seen for t in a.tranches if in_force(t, as_of)]
    again = repeated(live)
    made: list[Flow] = []
    skipped: list[LeftOut] = []
    for tranche in live:
        reason = _reason(tranche, again.get(tranche.id, ()))
        if reason is not None:
            skipped.append(LeftOut(tranche=tranche.id, reason=reason, amount_usd=_money(tranche)))
        else:
            made.extend(spread(tranche))
    return Flows(as_of=as_of, known_at=known_at, flows=tuple(made), left_out=tuple(skipped))


def _reason(tranche: Tranche, twice: tuple[str, ...]) -> Message | None:
    reasons = (
        (tranche.role != "own", message("describes-others", role=tranche.role)),
        (bool(twice), message("counted-with", tranches=twice)),
        (tranche.paid_in != "cash", message("paid-in-shares")),
        (tranche.unit != "USD", message("not-money", unit=tranche.unit)),
        (_money(tranche) is None, message("no-amount")),
        (tranche.spread == "undated", message(NO_DATES)),
    )
    return next((reason for applies, reason in reasons if applies), None)


def _money(tranche: Tranche) -> Decimal | None:
    if tranche.unit != "USD":
        return None
    ends = (tranche.amount, tranche.amount_high, tranche.amount_low)
    return next((end for end in ends if end is not None), None)


def spread(tranche: Tranche) -> list[Flow]:
    """The flows of one dated tranche: once, or evenly over the quarters of its term."""
    over = _term(tranche)
    total = _money(tranche) or Decimal(0)
    part = (total / len(over)).quantize(Decimal(1))
    shares = [part] * (len(over) - 1)
    shares.append(total - sum(shares))
    return [
        Flow(
            tranche=tranche.id,
            quarter=quarter,
            payer=tranche.payer,
            payee=tranche.payee,
            kind=tranche.kind,
            firmness=tranche.firmness,
            amount_usd=share,
            conditional=tranche.condition is not None,
        )
        for quarter, share in zip(over, shares, strict=True)
    ]


def _term(tranche: Tranche) -> Sequence[CalendarQuarter]:
    start = tranche.start or tranche.signed or tranche.end
    if start is None:
        raise ValueError(f"{tranche.id} is dated but has no date")
    first = quarter_of(start)
    if tranche.spread == "even" and tranche.end is not None:
        return quarters(first, quarter_of(tranche.end))
    return [first]
