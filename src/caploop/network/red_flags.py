"""Payments an auditor would ask about: both ways with one party, and to one's own customer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from caploop.core.errors import UsageError

Rule = Literal["same-counterparty", "payment-to-customer"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Payment:
    """Who pays whom, for what kind of thing, how much, in which period (a number that counts)."""

    payer: str
    payee: str
    kind: str
    amount_usd: float
    period: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FlaggedPair:
    """A pair to look at, not a finding: what `party` paid and received within the window.

    Amounts are of the payments that have a match the other way, summed by kind: kinds are never
    added.
    """

    rule: Rule
    party: str
    counterparty: str
    paid_usd: tuple[tuple[str, float], ...]
    received_usd: tuple[tuple[str, float], ...]
    first_period: int
    last_period: int


def both_sides(payments: Iterable[Payment], *, window_periods: int) -> tuple[FlaggedPair, ...]:
    """A flag for each pair that paid each other at most `window_periods` apart, by name.

    Any kinds count: a supplier that invests in its customer, a customer that lends to its
    supplier. Amounts in dollars. The test of round-tripping an auditor starts from; that the two
    payments have to do with each other is for the papers to show.

    Raises UsageError for a negative window or amount.

    >>> cheque = Payment(payer="N", payee="O", kind="equity", amount_usd=30, period=0)
    >>> order = Payment(payer="O", payee="N", kind="purchase", amount_usd=20, period=1)
    >>> both_sides([cheque, order], window_periods=1)[0].received_usd
    (('purchase', 20),)
    >>> both_sides([cheque, order], window_periods=0)
    ()
    """
    by_pair = _by_pair(payments, window_periods)
    flags: list[FlaggedPair] = []
    for (party, other), paid in sorted(by_pair.items()):
        if party < other:
            received = by_pair.get((other, party), [])
            flags.extend(_flag("same-counterparty", (paid, received), window_periods))
    return tuple(flags)


def payments_to_customers(
    payments: Iterable[Payment],
    *,
    purchase_kinds: Iterable[str],
    consideration_kinds: Iterable[str],
    window_periods: int,
) -> tuple[FlaggedPair, ...]:
    """A flag for each vendor that pays its customer within the window, by vendor and customer.

    A customer is who pays the vendor one of `purchase_kinds`; the vendor's payments to it of
    `consideration_kinds` (rebates, credits, warrants, equity below fair value) reduce revenue
    unless they buy a distinct good at fair value (IFRS 15.70-72, ASC 606-10-32-25). Equity at
    fair value is not consideration. Amounts in dollars.

    Raises UsageError for a negative window or amount.

    >>> warrant = Payment(payer="A", payee="O", kind="warrant", amount_usd=9, period=0)
    >>> order = Payment(payer="O", payee="A", kind="purchase", amount_usd=20, period=2)
    >>> payments_to_customers([warrant, order], purchase_kinds=["purchase"],
    ...     consideration_kinds=["warrant"], window_periods=4)[0].paid_usd
    (('warrant', 9),)
    """
    bought, given = set(purchase_kinds), set(consideration_kinds)
    by_pair = _by_pair(payments, window_periods)
    flags: list[FlaggedPair] = []
    for (vendor, customer), paid in sorted(by_pair.items()):
        mine = [p for p in paid if p.kind in given]
        theirs = [p for p in by_pair.get((customer, vendor), []) if p.kind in bought]
        flags.extend(_flag("payment-to-customer", (mine, theirs), window_periods))
    return tuple(flags)


def _by_pair(
    payments: Iterable[Payment], window_periods: int
) -> dict[tuple[str, str], list[Payment]]:
    if window_periods < 0:
        raise UsageError(f"the window is {window_periods} periods; give 0 or more")
    by_pair: dict[tuple[str, str], list[Payment]] = defaultdict(list)
    for payment in payments:
        if not payment.amount_usd >= 0:
            raise UsageError(f"{payment} has no amount of at least 0; swap payer and payee")
        if payment.amount_usd > 0 and payment.payer != payment.payee:
            by_pair[payment.payer, payment.payee].append(payment)
    return dict(by_pair)


def _flag(
    rule: Rule,
    sides: tuple[Sequence[Payment], Sequence[Payment]],
    window_periods: int,
) -> Iterable[FlaggedPair]:
    paid, received = (_matched(side, sides[1 - i], window_periods) for i, side in enumerate(sides))
    if not paid:
        return
    periods = [p.period for p in (*paid, *received)]
    yield FlaggedPair(
        rule=rule,
        party=paid[0].payer,
        counterparty=paid[0].payee,
        paid_usd=_by_kind(paid),
        received_usd=_by_kind(received),
        first_period=min(periods),
        last_period=max(periods),
    )


def _matched(side: Sequence[Payment], other: Sequence[Payment], window: int) -> list[Payment]:
    return [p for p in side if any(abs(p.period - q.period) <= window for q in other)]


def _by_kind(payments: Iterable[Payment]) -> tuple[tuple[str, float], ...]:
    total: dict[str, float] = defaultdict(float)
    for payment in payments:
        total[payment.kind] = total.get(payment.kind, 0) + payment.amount_usd
    return tuple(sorted(total.items()))
