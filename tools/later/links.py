"""Links between later claims, and from them to those of the frozen book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from caploop.evidence.claim import Claim, Link, LinkKind
from tools.later.claims import Taken
from tools.later.known import Known
from tools.later.sides import BY

_ROW = re.compile(r"\b[A-Z]\d{3}\b")
_ENDS = re.compile(r"supersedes|superseded by|raised|revised|projection|replaced", re.IGNORECASE)


def all_links(found: Taken, told: Iterable[Link], *, known: Known) -> tuple[Link, ...]:
    """Every link, each pair and kind once, sorted; `told` are those of sides and agreements."""
    claims = {c.id: c for c in known.sheets.evidence.claims} | found.claims
    made = [*_noted(found), *_asserted(known), *told]
    kept: dict[tuple[str, str, str], Link] = {}
    for link in made:
        if link.source in claims and link.target in claims and link.source != link.target:
            kept.setdefault((link.source, link.target, link.kind), link)
    seen: set[tuple[str, ...]] = set()
    unique = []
    for link in kept.values():
        pair = (*sorted((link.source, link.target)), link.kind)
        if pair not in seen:
            unique.append(link)
            seen.add(pair)
    return tuple(sorted(unique, key=lambda k: (k.source, k.target, k.kind)))


def _noted(found: Taken) -> Iterator[Link]:
    """Rows that a note names beside a word of revision, on the same measure."""
    for claim in found.claims.values():
        for piece in re.split(r"; |\. ", claim.note or ""):
            if not _ENDS.search(piece):
                continue
            for name in _ROW.findall(piece):
                other = found.claims.get(name)
                if other is not None and _replaces(claim, other):
                    yield Link(
                        source=claim.id,
                        target=name,
                        kind="supersedes",
                        asserted_by=BY,
                        reason=piece.strip(),
                    )


def _replaces(claim: Claim, other: Claim) -> bool:
    return claim.measure == other.measure and claim.party == other.party and claim.id != other.id


def _asserted(known: Known) -> Iterator[Link]:
    named: tuple[tuple[LinkKind, str], ...] = (("supersedes", "ends"), ("conflicts", "against"))
    for kind, name in named:
        for row in known.tables[name]:
            yield Link(
                source=row["source"],
                target=row["target"],
                kind=kind,
                asserted_by="review",
                reason=row["reason"],
            )
