"""A vintage: the ledger as the world stood on one date and as it was known on another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from caploop.evidence.claim import (
    FIRMNESS_ORDER,
    Claim,
    Document,
    Link,
    Override,
    State,
    world_date,
)
from caploop.evidence.measure import Measure, Vocabulary
from caploop.evidence.span import Span, days_of, in_months

PAPER = FIRMNESS_ORDER["letter_of_intent"]


class Standing(Struct, frozen=True, kw_only=True):
    """A claim's state with the claims that brought it about."""

    state: State
    causes: tuple[str, ...] = ()


class Vintage(Struct, frozen=True, kw_only=True):
    """Claims visible at (`as_of`, `known_at`), the links in force among them, and each state."""

    as_of: date
    known_at: date
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    links: tuple[Link, ...]
    overrides: tuple[Override, ...]
    standings: Mapping[str, Standing]
    vocabulary: Vocabulary

    def measure(self, claim: Claim) -> Measure:
        """The registry's entry for the claim's measure."""
        return self.vocabulary.measures[claim.measure]

    def live(self) -> list[Claim]:
        """Claims that still stand."""
        return [c for c in self.claims.values() if self.state(c.id) == "live"]

    def state(self, claim_id: str) -> State:
        """State of one visible claim."""
        return self.standings[claim_id].state

    def restated(self) -> Mapping[str, str]:
        """Claims that say again what another visible claim says: id → the claim restated."""
        return {k.source: k.target for k in self.links if k.kind in {"restates", "converts"}}


def visible(claim: Claim, *, as_of: date, known_at: date) -> bool:
    """Whether the claim was public on `known_at` and speaks from a day up to `as_of`."""
    return claim.known_at <= known_at and world_date(claim) <= as_of


def standings(claims: Mapping[str, Claim], links: Sequence[Link]) -> dict[str, Standing]:
    """State of each claim under the links in force.

    A claim withdrawn by its own party is retracted, one rejected by somebody else is denied; one
    replaced is superseded, or denied where the later claim says that it is not so. A withdrawn
    claim has no effect on others. What restates or supports a claim falls with it, unless it was
    said after the fall. A rumour that was denied stays so; a promise on its parties' own paper that
    was denied and later replaced counts as replaced.
    """
    found = {c.id: Standing(state=c.state) for c in claims.values()}
    active = [k for k in links if k.source in claims and k.target in claims]
    for link in active:
        if link.kind == "retracts":
            state = _withdrawn(claims[link.source], claims[link.target])
            found[link.target] = Standing(state=state, causes=(link.source,))
    void = {i for i, standing in found.items() if standing.state in {"retracted", "denied"}}
    for link in sorted(active, key=lambda k: _said(claims[k.source])):
        if link.kind in {"supersedes", "corrects"} and not void & {link.source, link.target}:
            ends = claims[link.source], claims[link.target]
            found[link.target] = _replaced(found[link.target], *ends)
    _carry(found, claims=claims, links=active)
    return found


def _said(claim: Claim) -> tuple[date, date, str]:
    """When a claim was said and known; the id orders what was said at once, and decides nothing."""
    return world_date(claim), claim.known_at, claim.id


def _withdrawn(source: Claim, target: Claim) -> State:
    return "retracted" if source.origin == target.origin else "denied"


def _replaced(before: Standing, source: Claim, target: Claim) -> Standing:
    own_paper = target.nature != "rumour" and FIRMNESS_ORDER[target.firmness] >= PAPER
    stays = before.state == "denied" and not own_paper
    denied = source.polarity == "negated" or stays
    state: State = "denied" if denied else "superseded"
    return Standing(state=state, causes=(*before.causes, source.id))


def _carry(
    found: dict[str, Standing], *, claims: Mapping[str, Claim], links: Sequence[Link]
) -> None:
    following = [k for k in links if k.kind in {"restates", "supports", "converts"}]
    changed = True
    while changed:
        changed = False
        for link in following:
            fallen, follower = found[link.target], found[link.source]
            if follower.state == "live" and _falls_with(link, fallen, claims):
                found[link.source] = fallen
                changed = True


def _falls_with(link: Link, fallen: Standing, claims: Mapping[str, Claim]) -> bool:
    causes = [claims[i] for i in fallen.causes if i != link.source]
    return any(world_date(c) >= world_date(claims[link.source]) for c in causes)


class Lines(Struct, frozen=True, kw_only=True):
    """What joins claims into one matter: the first agreement of each line, the days of a period.

    `spans` has, for what is measured of whom in which whole months, the days it is known by.
    """

    agreements: Mapping[str, str]
    spans: Mapping[tuple[object, ...], Span]


def lineages(vintage: Vintage) -> Lines:
    """Agreement → first agreement of its line, joined where a claim on one replaces another's;
    and the periods that statements of a week more or less tell alike.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    first = _first_dates(vintage)
    for link in vintage.links:
        if link.kind != "supersedes":
            continue
        ends = [vintage.claims[i] for i in (link.source, link.target)]
        names = sorted({root(c.agreement) for c in ends if c.agreement}, key=lambda a: first[a])
        if len(names) > 1 and ends[0].measure == ends[1].measure:
            parent[names[1]] = names[0]
    return Lines(agreements={name: root(name) for name in first}, spans=_spans(vintage))


def span_key(claim: Claim, days: Span) -> tuple[object, ...]:
    """What a claim measures of whom in which whole months."""
    return claim.party, claim.counterparty, claim.measure, in_months(days)


def _spans(vintage: Vintage) -> dict[tuple[object, ...], Span]:
    told: dict[tuple[object, ...], set[Span]] = {}
    for claim in vintage.claims.values():
        start, end = days_of(claim)
        if start is not None and end is not None:
            told.setdefault(span_key(claim, (start, end)), set()).add((start, end))
    return {key: min(days) for key, days in told.items()}


def _first_dates(vintage: Vintage) -> dict[str, tuple[date, str]]:
    first: dict[str, tuple[date, str]] = {}
    for claim in vintage.claims.values():
        if claim.agreement:
            mark = (world_date(claim), claim.agreement)
            first[claim.agreement] = min(first.get(claim.agreement, mark), mark)
    return first
