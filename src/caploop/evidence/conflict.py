"""Conflicts by rule: live claims on one subject whose figures cannot both hold."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from msgspec import Struct

from caploop.core.interval import meets
from caploop.core.message import Message, message
from caploop.evidence.claim import Claim
from caploop.evidence.figure_interval import figure_interval
from caploop.evidence.span import period_of
from caploop.evidence.subject import subject
from caploop.evidence.vintage import Vintage, lineages

RULE = "ranges-disjoint"
MARKED = "marked"


class Conflict(Struct, frozen=True, kw_only=True):
    """Claims that do not agree. `rule` says who found it; `marked` that a reader noted it too."""

    claims: tuple[str, ...]
    rule: str
    marked: bool
    explanation: Message


def conflicts(vintage: Vintage) -> tuple[Conflict, ...]:
    """Conflicts computed by rule, then those only a reader marked, each with its explanation.

    The rule: same party, counterparty, measure, qualifier, unit, period or agreement, plan
    vintage, scenario and status; both live and affirmed; neither a restatement; ranges disjoint
    after rounding. An affirmed and a negated claim conflict where the one lies inside the other.
    """
    marked = marked_pairs(vintage)
    computed = {pair: _both_stand(vintage, pair) for pair in computed_pairs(vintage)}
    by_rule = [
        Conflict(claims=pair, rule=RULE, marked=pair in marked, explanation=why)
        for pair, why in sorted(computed.items())
    ]
    by_hand = [
        Conflict(
            claims=pair,
            rule=MARKED,
            marked=True,
            explanation=why_no_rule(vintage, pair),
        )
        for pair in sorted(marked - computed.keys())
    ]
    return (*by_rule, *by_hand)


def computed_pairs(vintage: Vintage) -> list[tuple[str, str]]:
    """Pairs of claim ids, each sorted, that the rule finds."""
    groups: dict[tuple[object, str], list[Claim]] = defaultdict(list)
    lines = lineages(vintage)
    again = vintage.restated()
    for claim in vintage.live():
        if claim.kind == "quantitative" and claim.id not in again and not claim.question:
            topic = subject(claim, vintage.measure(claim), lines=lines)
            groups[(topic, claim.status)].append(claim)
    return [
        (min(a.id, b.id), max(a.id, b.id))
        for members in groups.values()
        for a, b in combinations(members, 2)
        if _disagree(a, b)
    ]


def marked_pairs(vintage: Vintage) -> set[tuple[str, str]]:
    """Pairs that the data mark as in conflict."""
    return {
        (min(k.source, k.target), max(k.source, k.target))
        for k in vintage.links
        if k.kind == "conflicts"
    }


def _disagree(one: Claim, other: Claim) -> bool:
    first, second = figure_interval(one), figure_interval(other)
    if first is None or second is None:
        return False
    if one.polarity != other.polarity:
        inner, outer = (first, second) if one.polarity == "affirmed" else (second, first)
        return outer.low <= inner.low and inner.high <= outer.high
    return one.polarity == "affirmed" and not meets(first, second)


def _both_stand(vintage: Vintage, pair: tuple[str, str]) -> Message:
    one, other = (_figure(vintage.claims[i]) for i in pair)
    return message("both-stand", one=one, other=other)


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
    replaced = {(k.source, k.target) for k in vintage.links if k.kind in _REPLACING}
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
    ]


_REPLACING = {"supersedes", "corrects", "retracts"}
