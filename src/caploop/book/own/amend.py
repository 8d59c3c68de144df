"""Agreements amended by hand: one vintage more, with its own reason, and the old one ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from caploop.book.agreement import Agreement, Tranche
from caploop.book.parameter import converted
from caploop.core.errors import UsageError
from caploop.core.names import nearest

AMENDED = "-amended"
AMOUNTS = ("amount_low", "amount", "amount_high")
FIELDS = (
    *AMOUNTS,
    *("firmness", "state", "state_date", "signed", "start", "end", "spread"),
    *("condition", "capacity_w", "exit_terms"),
)
"""What of a tranche may be amended; another payer, payee or kind is another agreement."""


class Amendment(Struct, frozen=True, kw_only=True):
    """New values for fields of one tranche, in the book's own units, with their reason.

    `known_at` is the day from which it counts; without one it counts on any day asked about.
    """

    tranche: str
    values: Mapping[str, Any]
    reason: str
    source: str
    author: str
    known_at: date | None = None


def tranche_named(agreements: Sequence[Agreement], name: str) -> Tranche | str:
    """The tranche in force under a name, or what is wrong with the name and what to write.

    The name is a tranche's id, or that of an agreement with one tranche in force.
    """
    tranches = {t.id: t for a in agreements for t in a.tranches}
    if name in tranches:
        found = tranches[name]
        if found.state == "live":
            return found
        heir = f"; amend {found.superseded_by}" if found.superseded_by else ""
        return f"{name} is {found.state}: it is not in force{heir}"
    held = next((a.tranches for a in agreements if a.id == name), None)
    if held is None:
        known = [*tranches, *(a.id for a in agreements)]
        return f"no agreement or tranche is called {name!r}{nearest(name, known)}"
    live = [t for t in held if t.state == "live"]
    if len(live) == 1:
        return live[0]
    told = ", ".join(t.id for t in live) or "none, all have ended"
    return f"{name} has {len(live)} tranches in force: name one of {told}"


def amended(
    agreements: Sequence[Agreement], amendments: Sequence[Amendment], *, day: date
) -> tuple[Agreement, ...]:
    """The agreements with each amended tranche superseded by one of the id `...-amended`.

    It counts from the amendment's own day, else from `day`, but not before the tranche was known.
    What was counted with the old one is counted with the new one.
    """
    made: dict[str, tuple[Tranche, Tranche]] = {}
    tranches = {t.id: t for a in agreements for t in a.tranches}
    for each in amendments:
        old = tranches[each.tranche]
        made[old.id] = _both(old, each, day=max(each.known_at or day, old.known_at))
    return tuple(
        replace(a, tranches=tuple(t for old in a.tranches for t in _now(old, made)))
        for a in agreements
    )


def amended_fields(old: Tranche, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that an amendment changes: an amount without ends has none, an end has its day."""
    changed = dict(values)
    if any(name in values for name in AMOUNTS):
        changed = {**dict.fromkeys(AMOUNTS), **changed}
    if values.get("state") == "live":
        changed["state_date"] = None
    return {name: value for name, value in changed.items() if getattr(old, name) != value}


def _both(old: Tranche, amendment: Amendment, *, day: date) -> tuple[Tranche, Tranche]:
    changed = amended_fields(old, amendment.values)
    if changed.get("state", "live") != "live":
        changed.setdefault("state_date", day)
    made = {name: value for name, value in changed.items() if value is not None}
    new = replace(
        old,
        **changed,
        id=old.id + AMENDED,
        known_at=day,
        source=amendment.source or amendment.author or "hand",
        publisher=amendment.author or "hand",
        assumed=tuple(dict.fromkeys((*old.assumed, *made))),
        note=amendment.reason,
        superseded_by=None,
    )
    ended = replace(old, state="superseded", state_date=day, superseded_by=new.id)
    return ended, new


def _now(tranche: Tranche, made: Mapping[str, tuple[Tranche, Tranche]]) -> tuple[Tranche, ...]:
    return tuple(
        replace(one, overlaps=(*one.overlaps, *(made[n][1].id for n in one.overlaps if n in made)))
        for one in made.get(tranche.id, (tranche,))
    )


def in_unit(value: Decimal, *, unit: str | None, tranche: Tranche) -> Decimal:
    """An amount in the tranche's own unit; raises UsageError where it measures something else."""
    to = tranche.unit.replace("/year", "/yr")
    if unit is None or unit in {tranche.unit, to}:
        return value
    if not to.startswith("USD"):
        raise UsageError(f"{tranche.id} is in {tranche.unit}, not {unit}")
    return converted(value, unit=unit, to=to)
