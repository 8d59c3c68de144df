"""Executing agreements: on a day, with quantities as they stand, what is due, waiting or over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from caploop.book.agreement import Agreement, Tranche
from caploop.book.condition import holds
from caploop.core.message import Message, message
from caploop.evidence import FIRMNESS_ORDER, State

Standing = Literal["due", "waiting", "lapsed", "superseded", "denied", "retracted", "not_binding"]

BINDING = FIRMNESS_ORDER["conditional"]


class Executed(Struct, frozen=True, kw_only=True):
    """A tranche on a day: its standing, and why."""

    tranche: Tranche
    standing: Standing
    reason: Message


def known_agreements(
    agreements: Iterable[Agreement], *, known_at: date, unpublished: Collection[str] = ()
) -> tuple[Agreement, ...]:
    """The agreements with only the tranches that were public on `known_at`.

    An end that came later was not known then: the tranche is live, without its successor. Nor does
    a tranche name what was public later: another tranche, or a claim that is `unpublished`.
    """
    told = tuple(agreements)
    seen = tuple(a for a in (_seen(a, known_at) for a in told) if a.tranches)
    later = (_names(told) - _names(seen)) | frozenset(unpublished)
    if not later:
        return seen
    return tuple(replace(a, tranches=tuple(_without(t, later) for t in a.tranches)) for a in seen)


def state_on(tranche: Tranche, day: date) -> State:
    """The tranche's state on a day: live until the date its end is known from."""
    ended = tranche.state != "live" and (tranche.state_date is None or tranche.state_date <= day)
    return tranche.state if ended else "live"


def in_force(tranche: Tranche, day: date) -> bool:
    """Whether it was made by the day and had not ended."""
    made = tranche.signed or tranche.known_at
    return made <= day and state_on(tranche, day) == "live"


def execute(
    agreements: Iterable[Agreement], *, as_of: date, values: Mapping[str, Decimal]
) -> tuple[Executed, ...]:
    """Every tranche made by the day with its standing.

    Due: in force, binding, its condition met and its start reached. Waiting: binding, and not due
    yet. Not binding: a letter of intent or less, which nobody owes. Meeting more conditions can
    only turn waiting into due.
    """
    tranches = [t for a in agreements for t in a.tranches if (t.signed or t.known_at) <= as_of]
    return tuple(_executed(t, as_of, values) for t in tranches)


def _seen(agreement: Agreement, known_at: date) -> Agreement:
    seen = tuple(_as_then(t, known_at) for t in agreement.tranches if t.known_at <= known_at)
    return replace(agreement, tranches=seen)


def _as_then(tranche: Tranche, known_at: date) -> Tranche:
    told = tranche.state_known_at or tranche.state_date
    if told is None or told <= known_at:
        return tranche
    return replace(tranche, state="live", state_date=None, state_known_at=None, superseded_by=None)


def _names(agreements: Iterable[Agreement]) -> frozenset[str]:
    return frozenset(name for a in agreements for name in (a.id, *(t.id for t in a.tranches)))


def _without(tranche: Tranche, names: frozenset[str]) -> Tranche:
    """The tranche without what it says of these tranches, agreements and claims."""
    if names.isdisjoint((*tranche.claims, *tranche.overlaps, tranche.superseded_by)):
        return tranche
    return replace(
        tranche,
        claims=tuple(name for name in tranche.claims if name not in names),
        overlaps=tuple(name for name in tranche.overlaps if name not in names),
        superseded_by=None if tranche.superseded_by in names else tranche.superseded_by,
    )


def _executed(tranche: Tranche, as_of: date, values: Mapping[str, Decimal]) -> Executed:
    state = state_on(tranche, as_of)
    if state != "live":
        return Executed(tranche=tranche, standing=state, reason=_over(tranche, state))
    if FIRMNESS_ORDER[tranche.firmness] < BINDING:
        why = message("does-not-bind", firmness=tranche.firmness)
        return Executed(tranche=tranche, standing="not_binding", reason=why)
    if not holds(tranche.condition, values, today=as_of):
        why = message("until", condition=tranche.condition)
        return Executed(tranche=tranche, standing="waiting", reason=why)
    if tranche.start is not None and tranche.start > as_of:
        why = message("from", day=tranche.start.isoformat())
        return Executed(tranche=tranche, standing="waiting", reason=why)
    met = message("condition-met", condition=tranche.condition)
    why = met if tranche.condition else message("no-condition")
    return Executed(tranche=tranche, standing="due", reason=why)


def _over(tranche: Tranche, state: State) -> Message:
    """What ended the tranche and when, as far as it is told."""
    successor = {"successor": tranche.superseded_by} if tranche.superseded_by else {}
    day = {"day": tranche.state_date.isoformat()} if tranche.state_date else {}
    code = "-".join(("over", *(["by"] if successor else []), *(["since"] if day else [])))
    return message(code, state=state, **successor, **day)
