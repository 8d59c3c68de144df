"""What changed in the book between two days of knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from caploop.book.agreement import Agreement, Tranche
from caploop.book.execute import known_agreements, state_on
from caploop.core.message import Message, message

ChangeKind = Literal["new", "ended"]


class TrancheChange(Struct, frozen=True, kw_only=True):
    """A tranche that became known, or whose end did, between two days."""

    kind: ChangeKind
    tranche: str
    day: date
    said: Message


def changes(
    agreements: Iterable[Agreement], *, since: date, until: date
) -> tuple[TrancheChange, ...]:
    """Changes after `since` up to and on `until`, oldest first."""
    found: list[TrancheChange] = []
    for tranche in (t for a in known_agreements(agreements, known_at=until) for t in a.tranches):
        if since < tranche.known_at <= until:
            said = message(
                "tranche-new",
                firmness=tranche.firmness,
                payer=tranche.payer,
                payee=tranche.payee,
            )
            found.append(
                TrancheChange(kind="new", tranche=tranche.id, day=tranche.known_at, said=said)
            )
        ended = _ended(tranche, since, until)
        if ended is not None:
            heir = tranche.superseded_by
            said = message("tranche-ended", state=tranche.state)
            if heir:
                said = message("tranche-replaced", state=tranche.state, successor=heir)
            found.append(TrancheChange(kind="ended", tranche=tranche.id, day=ended, said=said))
    return tuple(sorted(found, key=lambda c: (c.day, c.tranche, c.kind)))


def _ended(tranche: Tranche, since: date, until: date) -> date | None:
    if state_on(tranche, until) == "live":
        return None
    told = tranche.state_known_at or tranche.state_date or tranche.known_at
    day = max(told, tranche.known_at)
    return day if since < day <= until else None
