"""What a document of a tier may prove: a digest tells, it never settles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from caploop.core.problem import Place, Problem
from caploop.evidence.claim import (
    FIRMNESS_ORDER,
    NATURE_ORDER,
    Batch,
    Claim,
    Document,
    Firmness,
    Tier,
)

MAY_PROVE: Mapping[Tier, Firmness] = {
    "filing": "executed",
    "company": "executed",
    "outlet": "signed",
    "digest": "stated",
}
"""The most that a claim which stands in one document alone can be."""

_RANK: Mapping[Tier | None, int] = {"digest": 0, "outlet": 1, None: 1, "company": 2, "filing": 3}


def provable(firmness: Firmness, tier: Tier | None) -> Firmness:
    """The firmness, or the most the tier may prove; as it is where nobody has rated the document.

    >>> provable("executed", "digest"), provable("in_talks", "digest"), provable("executed", None)
    ('stated', 'in_talks', 'executed')
    """
    most = firmness if tier is None else MAY_PROVE[tier]
    return min(firmness, most, key=FIRMNESS_ORDER.__getitem__)


def nature_rank(claim: Claim, document: Document | None) -> int:
    """How near the claim is to what happened: what a digest calls so ranks with guidance."""
    rank = NATURE_ORDER[claim.nature]
    told = document is not None and document.tier == "digest"
    return min(rank, NATURE_ORDER["guidance"]) if told else rank


def tier_rank(document: Document | None) -> int:
    """Order of documents for claims that are else alike; one that nobody rated is an outlet."""
    return _RANK[document.tier if document is not None else None]


def check_tiers(batch: Batch, places: Mapping[str, Place]) -> Iterator[Problem]:
    """A problem for each claim that says more than its document may prove."""
    tiers = {d.id: d.tier for d in batch.documents}
    for claim in batch.claims:
        tier = tiers.get(claim.document)
        if tier is None or provable(claim.firmness, tier) == claim.firmness:
            continue
        place = places.get(claim.id, Place())
        yield Problem(
            code="tier-beyond",
            subject=claim.id,
            message=f"is {claim.firmness}, and its document is a {tier}",
            hint=f"call it {MAY_PROVE[tier]}, or name the filing that says so",
            place=replace(place, field="firmness"),
        )
