"""What a circular Sankey is told: parties and the payments between them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Firmness = Literal["firm", "letter", "talks"]


@dataclass(frozen=True, kw_only=True)
class Node:
    """One party; `note` is a further line under its name."""

    id: str
    label: str
    group: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ribbon:
    """One payment from `source` to `target`.

    `before` is its amount before it was changed: the layout keeps room for that much, so that
    nothing else moves when `amount` falls. A broken ribbon keeps the room of its amount.
    """

    source: str
    target: str
    amount: float
    kind: str
    firmness: Firmness
    broken: bool = False
    in_loop: bool = False
    label: str | None = None
    id: str | None = None
    before: float | None = None

    def room(self) -> float:
        """The amount the layout keeps room for."""
        return max(self.amount, self.before or 0.0)

    def paid(self) -> float:
        """The amount that moves: nothing once it is broken."""
        return 0.0 if self.broken else self.amount


def check(nodes: Sequence[Node], ribbons: Sequence[Ribbon]) -> None:
    """Raise where ids repeat or are unknown, or an amount is no amount."""
    known = Counter(n.id for n in nodes)
    twice = sorted(i for i, count in known.items() if count > 1)
    if twice:
        raise ValueError(f"parties given twice: {', '.join(twice)}; give each id once")
    for ribbon in ribbons:
        _check_one(ribbon, known)


def _check_one(ribbon: Ribbon, known: Counter[str]) -> None:
    where = f"ribbon {ribbon.id or ribbon.source + ' > ' + ribbon.target}"
    for end in (ribbon.source, ribbon.target):
        if end not in known:
            raise ValueError(f"{where}: no party has the id {end!r}; add it to the nodes")
    for amount in (ribbon.amount, ribbon.before or 0.0):
        if not (math.isfinite(amount) and amount >= 0):
            raise ValueError(f"{where}: the amount {amount} is not a finite number from 0 up")
    if ribbon.firmness not in get_args(Firmness):
        raise ValueError(f"{where}: firmness {ribbon.firmness!r}; use firm, letter or talks")


def ribbon_ids(ribbons: Sequence[Ribbon]) -> list[str]:
    """A stable id for each ribbon: its own, or who pays whom for what, numbered where it repeats.

    >>> one = Ribbon(source="a", target="b", amount=1, kind="debt", firmness="firm")
    >>> ribbon_ids([one, one])
    ['a>b:debt', 'a>b:debt#2']
    """
    seen: Counter[str] = Counter()
    ids = []
    for ribbon in ribbons:
        plain = ribbon.id or f"{ribbon.source}>{ribbon.target}:{ribbon.kind}"
        seen[plain] += 1
        ids.append(plain if seen[plain] == 1 else f"{plain}#{seen[plain]}")
    return ids
