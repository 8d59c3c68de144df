"""The resolved view: of all claims on one subject, the value to use, and why not the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from caploop.core.interval import meets
from caploop.core.message import Message, message
from caploop.evidence.checks.tier import nature_rank, tier_rank
from caploop.evidence.claim import (
    FIRMNESS_ORDER,
    Claim,
    Document,
    Firmness,
    Nature,
    State,
    world_date,
)
from caploop.evidence.decision import Decisions, decisions
from caploop.evidence.figure_interval import figure_interval
from caploop.evidence.subject import Subject, subject
from caploop.evidence.vintage import Vintage, lineages


class PassedOver(Struct, frozen=True, kw_only=True):
    """A claim that was not used, its state, and the reason."""

    claim: str
    state: State
    reason: Message


class Resolved(Struct, frozen=True, kw_only=True):
    """What the ledger says on one subject: the value with its firmness, and the claims behind it.

    `origins` counts distinct first sources among the claims used, however many outlets repeat it.
    `tied` are claims that rank first together and do not agree: then no value is used.
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
    tied: tuple[str, ...] = ()

    def members(self) -> frozenset[str]:
        """Every claim on the subject, used or not."""
        return frozenset((*self.used, *(p.claim for p in self.passed_over)))


def resolve(vintage: Vintage) -> tuple[Resolved, ...]:
    """One resolved view per subject that has a figure, sorted by key.

    Rank: a person's override, the later one; what happened over guidance over forecast over
    opinion, what a digest calls so counting as guidance; firmness (signed over announced over
    rumoured); filings over companies over outlets over digests; figures checked at their place over
    unchecked ones; named speakers over unnamed; the later day in the world; what became known
    later. Of claims that rank alike and agree, the one printed most exactly is used; where they
    do not agree, none is, and all are named.
    """
    groups: dict[Subject, list[Claim]] = defaultdict(list)
    lines = lineages(vintage)
    for claim in vintage.claims.values():
        if claim.kind == "quantitative":
            groups[subject(claim, vintage.measure(claim), lines=lines)].append(claim)
    decided = decisions(vintage.overrides)
    converted = {k.source for k in vintage.links if k.kind == "converts"}
    views = [
        _view(topic, _ranked(claims, decided, vintage), decided, vintage=vintage)
        for topic, claims in groups.items()
        if not all(c.id in converted for c in claims)
    ]
    return tuple(sorted(views, key=lambda view: view.key))


def _ranked(claims: Sequence[Claim], decided: Decisions, vintage: Vintage) -> list[Claim]:
    """The claims, the best first; those that rank alike by id, which decides nothing."""
    named = sorted(claims, key=lambda claim: claim.id)
    papers = vintage.documents
    return sorted(
        named,
        key=lambda claim: rank(claim, decided.used, papers.get(claim.document)),
        reverse=True,
    )


def rank(
    claim: Claim, chosen: Mapping[str, int], document: Document | None = None
) -> tuple[object, ...]:
    """What a claim is ordered by among those on one subject, the best last (see `resolve`).

    `chosen` are the claims that people decided to use, as `decisions` numbers them; `document` is
    where the claim stands.
    """
    return (
        chosen.get(claim.id, -1),
        nature_rank(claim, document),
        FIRMNESS_ORDER[claim.firmness],
        tier_rank(document),
        claim.verified,
        "unnamed" not in claim.speaker,
        world_date(claim),
        claim.known_at,
    )


def _first(
    eligible: Sequence[Claim], decided: Decisions, vintage: Vintage
) -> tuple[Claim | None, tuple[str, ...]]:
    """The claim to use of those in order, and the claims that tie for it without agreeing."""
    ranks = [rank(c, decided.used, vintage.documents.get(c.document)) for c in eligible]
    alike = [c for c, own in zip(eligible, ranks, strict=True) if own == ranks[0]]
    if len({_figure(c) for c in alike}) < 2:
        return (alike[0] if alike else None), ()
    spans = [figure_interval(c) for c in alike]
    agree = all(a and b and meets(a, b) for a, b in combinations(spans, 2))
    if agree:
        widths = [span.high - span.low for span in spans if span]
        narrow = [c for c, width in zip(alike, widths, strict=True) if width == min(widths)]
        if len({_figure(c) for c in narrow}) == 1:
            return narrow[0], ()
    return None, tuple(c.id for c in alike)


def _view(
    topic: Subject, claims: Sequence[Claim], decided: Decisions, *, vintage: Vintage
) -> Resolved:
    eligible = [c for c in claims if _excluded(c, vintage, decided) is None]
    top, tied = _first(eligible, decided, vintage)
    used = [c for c in eligible if top is not None and _same_figure(c, top)]
    origins = {c.origin for c in used}
    over = [
        _passed_over(c, top, decided, vintage=vintage, tied=tied) for c in claims if c not in used
    ]
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
        tied=tied,
    )


def _figure(claim: Claim) -> tuple[Decimal | None, ...]:
    return claim.value_low, claim.value, claim.value_high


def _same_figure(claim: Claim, top: Claim) -> bool:
    return _figure(claim) == _figure(top) and claim.firmness == top.firmness


def _excluded(claim: Claim, vintage: Vintage, decided: Decisions) -> Message | None:
    if claim.id in decided.left_out:
        return message("left-out", note=decided.left_out[claim.id])
    if claim.polarity == "negated":
        return message("negated")
    if claim.id in vintage.restated():
        return message("said-again", claim=vintage.restated()[claim.id])
    state = vintage.state(claim.id)
    return None if state == "live" else _fate(claim, state, vintage)


def _fate(claim: Claim, state: State, vintage: Vintage) -> Message:
    causes = tuple(vintage.standings[claim.id].causes)
    if causes:
        return message("ended-by", state=state, claims=causes)
    return message("ended-as-told", state=state)


def _passed_over(
    claim: Claim,
    top: Claim | None,
    decided: Decisions,
    *,
    vintage: Vintage,
    tied: tuple[str, ...],
) -> PassedOver:
    reason = _excluded(claim, vintage, decided)
    if reason is not None and claim.id in decided.used:
        reason = message("beyond-decision", why=reason)
    if reason is None and claim.id in tied:
        reason = message("ranks-alike", claims=tuple(i for i in tied if i != claim.id))
    if reason is None:
        reason = (
            message("ranks-below", claim=tied[0])
            if top is None
            else _lower(claim, top, decided, vintage=vintage)
        )
    return PassedOver(claim=claim.id, state=vintage.state(claim.id), reason=reason)


def _lower(claim: Claim, top: Claim, decided: Decisions, *, vintage: Vintage) -> Message:
    """Why a claim that could be used is not: the first thing it ranks lower by."""
    own, first = (vintage.documents.get(c.document) for c in (claim, top))
    if top.id in decided.used and rank(claim, decided.used)[0] != rank(top, decided.used)[0]:
        return message("person-chose", claim=top.id)
    if nature_rank(claim, own) != nature_rank(top, first):
        return message("nature-below", nature=claim.nature, claim=top.id, other=top.nature)
    if claim.firmness != top.firmness:
        firm, other = claim.firmness, top.firmness
        return message("less-firm", firmness=firm, claim=top.id, other=other)
    if tier_rank(own) != tier_rank(first):
        return message("lesser-tier", claim=top.id)
    if claim.verified != top.verified:
        return message("not-checked", claim=top.id)
    one, two = figure_interval(claim), figure_interval(top)
    code = "disagrees" if one and two and not meets(one, two) else "agrees"
    return message(code, claim=top.id, why=_younger(claim, top))


def _younger(claim: Claim, top: Claim) -> Message:
    if ("unnamed" in claim.speaker) != ("unnamed" in top.speaker):
        return message("first-by-speaker")
    mine, other = world_date(claim), world_date(top)
    if mine != other:
        return message("first-by-day", other=other.isoformat(), day=mine.isoformat())
    if claim.known_at != top.known_at:
        days = {"other": top.known_at.isoformat(), "day": claim.known_at.isoformat()}
        return message("first-by-known", **days)
    return message("more-exact")
