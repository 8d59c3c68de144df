"""The resolved view: of all claims on one subject, the value to use, and why not the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from caploop.core.interval import meets
from caploop.evidence.claim import (
    FIRMNESS_ORDER,
    NATURE_ORDER,
    Claim,
    Firmness,
    Nature,
    State,
    world_date,
)
from caploop.evidence.fit import figure_interval
from caploop.evidence.subject import Subject, subject
from caploop.evidence.vintage import Vintage, lineages


class PassedOver(Struct, frozen=True, kw_only=True):
    """A claim that was not used, its state, and the reason."""

    claim: str
    state: State
    reason: str


class Resolved(Struct, frozen=True, kw_only=True):
    """What the ledger says on one subject: the value with its firmness, and the claims behind it.

    `origins` counts distinct first sources among the claims used, however many outlets repeat it.
    """

    key: str
    subject: Subject
    value_low: Decimal | None
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    currency: str | None
    nature: Nature | None
    firmness: Firmness | None
    used: tuple[str, ...]
    origins: int
    passed_over: tuple[PassedOver, ...]

    def members(self) -> frozenset[str]:
        """Every claim on the subject, used or not."""
        return frozenset((*self.used, *(p.claim for p in self.passed_over)))


def resolve(vintage: Vintage) -> tuple[Resolved, ...]:
    """One resolved view per subject that has a figure, sorted by key.

    Rank: a person's override; what happened over guidance over forecast over opinion; firmness
    (signed over announced over rumoured); figures checked at their place over unchecked ones;
    named speakers over unnamed; the later date.
    """
    groups: dict[Subject, list[Claim]] = defaultdict(list)
    lines = lineages(vintage)
    for claim in vintage.claims.values():
        if claim.kind == "quantitative":
            groups[subject(claim, vintage.measure(claim), lines=lines)].append(claim)
    chosen = {o.claim: o.reason for o in vintage.overrides if o.action == "use"}
    left_out = {o.claim: o.reason for o in vintage.overrides if o.action == "exclude"}
    converted = {k.source for k in vintage.links if k.kind == "converts"}
    views = [
        _view(topic, _ranked(claims, chosen), left_out, vintage=vintage)
        for topic, claims in groups.items()
        if not all(c.id in converted for c in claims)
    ]
    return tuple(sorted(views, key=lambda view: view.key))


def _ranked(claims: Sequence[Claim], chosen: dict[str, str]) -> list[Claim]:
    return sorted(claims, key=lambda claim: rank(claim, chosen), reverse=True)


def rank(claim: Claim, chosen: Mapping[str, str]) -> tuple[object, ...]:
    """What a claim is ordered by among those on one subject, the best last (see `resolve`)."""
    return (
        claim.id in chosen,
        NATURE_ORDER[claim.nature],
        FIRMNESS_ORDER[claim.firmness],
        claim.verified,
        "unnamed" not in claim.speaker,
        world_date(claim),
        claim.id,
    )


def _view(
    topic: Subject, claims: Sequence[Claim], left_out: dict[str, str], *, vintage: Vintage
) -> Resolved:
    eligible = [c for c in claims if _excluded(c, vintage, left_out) is None]
    top = eligible[0] if eligible else None
    used = [c for c in eligible if top is not None and _same_figure(c, top)]
    origins = {c.origin for c in used}
    over = [_passed_over(c, top, left_out, vintage=vintage) for c in claims if c not in used]
    return Resolved(
        key=str(topic),
        subject=topic,
        value_low=top.value_low if top else None,
        value=top.value if top else None,
        value_high=top.value_high if top else None,
        unit=claims[0].unit,
        currency=claims[0].currency,
        nature=top.nature if top else None,
        firmness=top.firmness if top else None,
        used=tuple(c.id for c in used),
        origins=len(origins),
        passed_over=tuple(over),
    )


def _same_figure(claim: Claim, top: Claim) -> bool:
    same = (claim.value_low, claim.value, claim.value_high) == (
        top.value_low,
        top.value,
        top.value_high,
    )
    return same and claim.firmness == top.firmness


def _excluded(claim: Claim, vintage: Vintage, left_out: dict[str, str]) -> str | None:
    if claim.id in left_out:
        return f"left out by a person: {left_out[claim.id]}"
    if claim.polarity == "negated":
        return "says that this is not so"
    if claim.id in vintage.restated():
        return f"says again what {vintage.restated()[claim.id]} says"
    state = vintage.state(claim.id)
    return None if state == "live" else _fate(claim, state, vintage)


def _fate(claim: Claim, state: State, vintage: Vintage) -> str:
    causes = vintage.standings[claim.id].causes
    return f"{state} by {', '.join(causes)}" if causes else f"{state} as told"


def _passed_over(
    claim: Claim, top: Claim | None, left_out: dict[str, str], *, vintage: Vintage
) -> PassedOver:
    reason = _excluded(claim, vintage, left_out)
    if reason is None and top is not None:
        reason = _lower(claim, top)
    return PassedOver(claim=claim.id, state=vintage.state(claim.id), reason=reason or "")


def _lower(claim: Claim, top: Claim) -> str:
    if NATURE_ORDER[claim.nature] != NATURE_ORDER[top.nature]:
        return f"{claim.nature}, where {top.id} is {top.nature}"
    if claim.firmness != top.firmness:
        return f"{claim.firmness}, less firm than {top.id} ({top.firmness})"
    if claim.verified != top.verified:
        return f"figure not checked at its place, that of {top.id} is"
    one, other = figure_interval(claim), figure_interval(top)
    if one and other and not meets(one, other):
        return f"does not agree with {top.id}, which ranks first by speaker or date"
    return f"agrees with {top.id}, which ranks first by speaker or date"
