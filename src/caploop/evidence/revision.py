"""Revisions: the steps by which one subject's figure was changed, oldest first."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from msgspec import Struct

from caploop.evidence.claim import Bound, Claim, Firmness, Link, Polarity, State, world_date
from caploop.evidence.subject import Subject, subject
from caploop.evidence.vintage import Vintage, lineages


class Step(Struct, frozen=True, kw_only=True):
    """One claim in a chain, with the one it replaces and by what kind of link."""

    claim: str
    date: date
    value_low: Decimal | None
    value: Decimal | None
    value_high: Decimal | None
    bound: Bound | None
    firmness: Firmness
    polarity: Polarity
    state: State
    replaces: tuple[str, ...]
    kind: str | None


class Revision(Struct, frozen=True, kw_only=True):
    """A chain of at least two claims on one party's measure joined by links that replace."""

    subject: str
    party: str
    counterparty: str | None
    measure: str
    unit: str | None
    steps: tuple[Step, ...]


REPLACING = frozenset({"supersedes", "corrects", "retracts"})


def revisions(vintage: Vintage) -> tuple[Revision, ...]:
    """Chains of revisions at the vintage, longest first; restatements are left out."""
    chains = _chains(vintage)
    lines = lineages(vintage)
    found = []
    for members in chains:
        ordered = sorted((vintage.claims[i] for i in members), key=_order)
        first = ordered[0]
        topic = subject(first, vintage.measure(first), lines=lines)
        found.append(_revision(ordered, topic, vintage))
    return tuple(sorted(found, key=lambda r: (-len(r.steps), r.subject)))


def _order(claim: Claim) -> tuple[date, date, str]:
    return world_date(claim), claim.known_at, claim.id


def _chains(vintage: Vintage) -> list[set[str]]:
    """Connected sets of claims under replacing links, restatements apart."""
    again = vintage.restated()
    group: dict[str, set[str]] = {}
    for link in vintage.links:
        ends = {link.source, link.target}
        if link.kind not in REPLACING or ends & again.keys() or _in_part(link, vintage):
            continue
        joined = ends | group.get(link.source, set()) | group.get(link.target, set())
        for name in joined:
            group[name] = joined
    return list({min(members): members for members in group.values()}.values())


def _in_part(link: Link, vintage: Vintage) -> bool:
    """Whether the later claim is about a part only: one tranche of what was told as a whole."""
    part = vintage.claims[link.source].qualifier
    whole = vintage.claims[link.target].qualifier
    return link.kind == "supersedes" and part is not None and part != whole


def _revision(ordered: list[Claim], topic: Subject, vintage: Vintage) -> Revision:
    replaced: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, str] = {}
    for link in vintage.links:
        if link.kind in REPLACING:
            replaced[link.source].append(link.target)
            kinds[link.source] = link.kind
    return Revision(
        subject=str(topic),
        party=topic.party,
        counterparty=topic.counterparty or None,
        measure=topic.measure,
        unit=next((c.unit for c in ordered if c.unit), None),
        steps=tuple(
            Step(
                claim=c.id,
                date=_order(c)[0],
                value_low=c.value_low,
                value=c.value,
                value_high=c.value_high,
                bound=c.bound,
                firmness=c.firmness,
                polarity=c.polarity,
                state=vintage.state(c.id),
                replaces=tuple(sorted(replaced[c.id])),
                kind=kinds.get(c.id),
            )
            for c in ordered
        ),
    )
