"""Tranches that others in force count already: parts, totals, and one deal told as several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from caploop.book.agreement import Tranche


def repeated(standing: Iterable[Tranche]) -> Mapping[str, tuple[str, ...]]:
    """Ids of tranches in force that are not counted, each with those that count for it.

    A tranche repeats one that it overlaps. Of an exclusion group only the tranche with the largest
    amount of money counts, of equal ones the first.

    >>> from datetime import date
    >>> from msgspec.structs import replace
    >>> one = Tranche(id="a-2026/x/1", payer="a", payee="b", kind="guarantee", firmness="signed",
    ...     state="live", known_at=date(2026, 1, 1), unit="USD", source="s", publisher="p",
    ...     amount=Decimal(29), exclusion="deal")
    >>> repeated([one, replace(one, id="a-2026/x/2", amount=Decimal(42))])
    {'a-2026/x/1': ('a-2026/x/2',)}
    """
    held = list(standing)
    alive = {t.id for t in held}
    found: dict[str, tuple[str, ...]] = {}
    groups: dict[str, list[Tranche]] = defaultdict(list)
    for tranche in held:
        if twice := tuple(name for name in tranche.overlaps if name in alive):
            found[tranche.id] = twice
        elif tranche.exclusion is not None:
            groups[tranche.exclusion].append(tranche)
    for members in groups.values():
        first = max(members, key=_money)
        found |= {t.id: (first.id,) for t in members if t.id != first.id}
    return found


def _money(tranche: Tranche) -> Decimal:
    """The most it can come to in dollars; what is not money comes last."""
    if tranche.unit != "USD":
        return Decimal(-1)
    ends = (tranche.amount, tranche.amount_high, tranche.amount_low)
    return next((end for end in ends if end is not None), Decimal(0))
