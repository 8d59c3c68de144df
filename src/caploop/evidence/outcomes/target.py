"""Targets and what came: plans and guidance beside the figure reported for the same period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from caploop.core.interval import Interval
from caploop.evidence.claim import Claim, State
from caploop.evidence.figure_interval import figure_interval
from caploop.evidence.vintage import Vintage

Verdict = Literal["above", "below", "within"]
AHEAD = frozenset({"guidance", "forecast"})
GONE: frozenset[State] = frozenset({"denied", "retracted"})
Key = tuple[str, str, str, str, date | None, date | None, str, str]


class Target(Struct, frozen=True, kw_only=True):
    """A figure said ahead, the figure that came, and where it lies: above, below or within.

    `within` is where the two figures cannot be told apart once rounding and bounds are allowed for.
    Whether above is good depends on the measure: more revenue is, more burn is not.
    """

    party: str
    measure: str
    start: date | None
    end: date | None
    unit: str
    claim: str
    speaker: str
    nature: str
    said_at: date
    said: Decimal | None
    outcome: str
    came_at: date
    came: Decimal | None
    verdict: Verdict


def targets(vintage: Vintage) -> tuple[Target, ...]:
    """Every target of a period that is over and reported, by party, measure, period and day.

    A claim counts as a target where it was public before the outcome, or names a plan of an earlier
    day; what was denied or taken back does not.
    """
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in vintage.claims.values():
        if claim.period_end is not None and figure_interval(claim) is not None:
            groups[_key(claim)].append(claim)
    found = [t for group in groups.values() for t in _of_group(group, vintage)]
    return tuple(sorted(found, key=_order))


def _key(claim: Claim) -> Key:
    return (
        claim.party,
        claim.counterparty or "",
        claim.measure,
        claim.qualifier or "",
        claim.period_start,
        claim.period_end,
        claim.unit or "",
        claim.scenario or "",
    )


def _order(target: Target) -> tuple[str, str, date, date, str]:
    end = target.end or date.min
    return target.party, target.measure, end, target.said_at, target.claim


def _of_group(group: Iterable[Claim], vintage: Vintage) -> list[Target]:
    claims = list(group)
    actual = [c for c in claims if c.nature == "actual" and vintage.state(c.id) == "live"]
    if not actual:
        return []
    came = max(actual, key=lambda c: (c.known_at, c.id))
    first = min(c.known_at for c in actual)
    return [
        _target(c, came)
        for c in claims
        if c.nature in AHEAD
        and vintage.state(c.id) not in GONE
        and (c.known_at < first or (c.plan_vintage or "") != (came.plan_vintage or ""))
    ]


def _target(said: Claim, came: Claim) -> Target:
    return Target(
        party=said.party,
        measure=said.measure,
        start=said.period_start,
        end=said.period_end,
        unit=said.unit or "",
        claim=said.id,
        speaker=said.speaker,
        nature=said.nature,
        said_at=said.known_at,
        said=said.value,
        outcome=came.id,
        came_at=came.known_at,
        came=came.value,
        verdict=_verdict(figure_interval(said), figure_interval(came)),
    )


def _verdict(said: Interval | None, came: Interval | None) -> Verdict:
    if said is None or came is None:
        return "within"
    if came.low > said.high:
        return "above"
    return "below" if came.high < said.low else "within"
