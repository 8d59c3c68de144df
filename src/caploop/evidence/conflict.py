"""Conflicts by rule: live claims on one subject whose figures cannot both hold."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from msgspec import Struct

from caploop.core.message import Message, message
from caploop.evidence.apart import (
    REPLACING,
    Apart,
    ConflictKind,
    apart_pairs,
    comparable,
    disagree,
    kind_of,
    links_by_pair,
)
from caploop.evidence.claim import Claim
from caploop.evidence.span import period_of
from caploop.evidence.subject import subject
from caploop.evidence.vintage import Vintage, lineages

RULE = "ranges-disjoint"
MARKED = "marked"


class Conflict(Struct, frozen=True, kw_only=True):
    """Claims that do not agree. `rule` says who found it; `marked` that a reader noted it too.

    `kind` says why they differ, as far as their links and fields tell.
    """

    claims: tuple[str, ...]
    rule: str
    marked: bool
    explanation: Message
    kind: ConflictKind = "open"


def conflicts(vintage: Vintage, *, apart: bool = False) -> tuple[Conflict, ...]:
    """Conflicts computed by rule, then those only a reader marked, each with its explanation.

    The rule: same party, counterparty, measure, qualifier, unit, period or agreement, plan
    vintage, scenario and status; both live and affirmed; neither a restatement; ranges disjoint
    after rounding. An affirmed and a negated claim conflict where the one lies inside the other.
    With `apart`, figures that disagree and are apart in one thing more are told too, under the
    rule of `evidence.apart` that found them: a revision, a definition, a day, a set.
    """
    marked = marked_pairs(vintage)
    links = links_by_pair(vintage)
    computed = {pair: _both_stand(vintage, pair) for pair in computed_pairs(vintage)}
    wider: dict[tuple[str, str], Apart] = apart_pairs(vintage) if apart else {}
    by_rule = [
        Conflict(
            claims=pair,
            rule=RULE,
            marked=pair in marked,
            explanation=why,
            kind=kind_of(vintage, pair, links.get(pair, ())),
        )
        for pair, why in sorted(computed.items())
    ]
    by_wider = [
        Conflict(
            claims=pair,
            rule=how,
            marked=pair in marked,
            explanation=_told_apart(vintage, pair, how),
            kind=kind_of(vintage, pair, links.get(pair, ()), how=how),
        )
        for pair, how in sorted(wider.items())
        if pair not in computed
    ]
    by_hand = [
        Conflict(
            claims=pair,
            rule=MARKED,
            marked=True,
            explanation=why_no_rule(vintage, pair),
            kind=kind_of(vintage, pair, links.get(pair, ())),
        )
        for pair in sorted(marked - computed.keys() - wider.keys())
    ]
    return (*by_rule, *by_wider, *by_hand)


def computed_pairs(vintage: Vintage) -> list[tuple[str, str]]:
    """Pairs of claim ids, each sorted, that the rule finds."""
    groups: dict[tuple[object, str], list[Claim]] = defaultdict(list)
    lines = lineages(vintage)
    for claim in comparable(vintage):
        if vintage.state(claim.id) == "live":
            topic = subject(claim, vintage.measure(claim), lines=lines)
            groups[(topic, claim.status)].append(claim)
    return [
        (min(a.id, b.id), max(a.id, b.id))
        for members in groups.values()
        for a, b in combinations(members, 2)
        if disagree(a, b)
    ]


def marked_pairs(vintage: Vintage) -> set[tuple[str, str]]:
    """Pairs that the data mark as in conflict."""
    return {
        (min(k.source, k.target), max(k.source, k.target))
        for k in vintage.links
        if k.kind == "conflicts"
    }


def _both_stand(vintage: Vintage, pair: tuple[str, str]) -> Message:
    one, other = (_figure(vintage.claims[i]) for i in pair)
    return message("both-stand", one=one, other=other)


def _told_apart(vintage: Vintage, pair: tuple[str, str], how: Apart) -> Message:
    one, other = (_figure(vintage.claims[i]) for i in pair)
    return message(how, one=one, other=other)


def _figure(claim: Claim) -> str | Message:
    if claim.figure is not None:
        return claim.figure
    ends = [v for v in (claim.value_low, claim.value, claim.value_high) if v is not None]
    spread = sorted({min(ends), max(ends)}) if ends else []
    *low, high = [f"{end:,f}" for end in spread] or [""]
    whole = f"{high} {claim.unit or ''}".strip()
    return message("figure-range", low=low[0], high=whole) if low else whole


def why_no_rule(vintage: Vintage, pair: tuple[str, str]) -> Message:
    """Why the rule does not count a marked pair: the first of its conditions that fails."""
    one, other = (vintage.claims[i] for i in pair)
    for why, differs in _differences(vintage, one, other):
        if differs:
            return why
    return message("ranges-meet")


def _differences(vintage: Vintage, one: Claim, other: Claim) -> list[tuple[Message, bool]]:
    replaced = {(k.source, k.target) for k in vintage.links if k.kind in REPLACING}
    pair = {(one.id, other.id), (other.id, one.id)}
    states = vintage.state(one.id), vintage.state(other.id)
    return [
        (message("replaced"), bool(pair & replaced)),
        (message("without-figure"), "structural" in {one.kind, other.kind}),
        (
            message("different-measures", one=one.measure, other=other.measure),
            one.measure != other.measure,
        ),
        (
            message("not-both-live", one=states[0], other=states[1]),
            states != ("live", "live"),
        ),
        (
            message("different-status", one=one.status, other=other.status),
            one.status != other.status,
        ),
        (message("different-periods"), period_of(one) != period_of(other)),
        (message("different-agreements"), one.agreement != other.agreement),
        (message("one-negated"), one.polarity != other.polarity),
        (message("different-qualifiers"), one.qualifier != other.qualifier),
        (message("different-counterparties"), one.counterparty != other.counterparty),
    ]
