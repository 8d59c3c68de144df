"""Tracks: what became of rumours, and where speakers turned round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from caploop.evidence.claim import FIRMNESS_ORDER, Claim, Firmness, Polarity, State, world_date
from caploop.evidence.revision import Revision, revisions
from caploop.evidence.vintage import Vintage

TrackKind = Literal["rumour", "reversal"]
Outcome = Literal["open", "denied", "firmed", "replaced", "withdrawn", "turned"]


class TrackStep(Struct, frozen=True, kw_only=True):
    """One saying on the way."""

    claim: str
    date: date
    speaker: str
    firmness: Firmness
    polarity: Polarity
    state: State


class Track(Struct, frozen=True, kw_only=True):
    """A rumour with what followed it, or a speaker's turn, with its outcome so far."""

    kind: TrackKind
    subject: str
    outcome: Outcome
    steps: tuple[TrackStep, ...]


def tracks(vintage: Vintage) -> tuple[Track, ...]:
    """Rumour tracks (rumour, denial, outcome) and reversals of stance, by subject.

    A rumour's track begins with its first saying: what was signed or agreed on paper before is no
    rumour. It has firmed when a later step is signed or executed, was denied when its claim was,
    and is open while nothing firmer followed.
    """
    found = [*_rumours(vintage, revisions(vintage)), *_reversals(vintage)]
    return tuple(sorted(found, key=lambda t: (t.kind, t.subject)))


def _rumours(vintage: Vintage, chains: Sequence[Revision]) -> list[Track]:
    told = []
    covered: set[str] = set()
    for chain in chains:
        claims = [vintage.claims[s.claim] for s in chain.steps]
        covered |= {c.id for c in claims}
        first = next((n for n, c in enumerate(claims) if _is_rumour(c)), None)
        if first is not None:
            told.append(_track("rumour", chain.subject, claims[first:], vintage=vintage))
    again = vintage.restated()
    for claim in vintage.claims.values():
        lone = claim.id not in covered and claim.id not in again
        if _is_rumour(claim) and lone and claim.kind == "quantitative":
            what = f"{claim.party}>{claim.counterparty or ''} {claim.measure}"
            told.append(_track("rumour", what, [claim], vintage=vintage))
    return told


def _is_rumour(claim: Claim) -> bool:
    return claim.nature == "rumour" and claim.firmness in {"rumoured", "in_talks"}


def _track(kind: TrackKind, topic: str, claims: Sequence[Claim], *, vintage: Vintage) -> Track:
    return Track(
        kind=kind,
        subject=topic,
        outcome=_outcome(claims, vintage) if kind == "rumour" else _turn(claims, vintage),
        steps=tuple(
            TrackStep(
                claim=c.id,
                date=world_date(c),
                speaker=c.speaker,
                firmness=c.firmness,
                polarity=c.polarity,
                state=vintage.state(c.id),
            )
            for c in claims
        ),
    )


def _outcome(claims: Sequence[Claim], vintage: Vintage) -> Outcome:
    rumours = [c for c in claims if _is_rumour(c)]
    since = min(world_date(c) for c in rumours)
    bound = FIRMNESS_ORDER["signed"]
    if any(FIRMNESS_ORDER[c.firmness] >= bound and world_date(c) >= since for c in claims):
        return "firmed"
    last: State = vintage.state(rumours[-1].id)
    endings: dict[State, Outcome] = {
        "live": "open",
        "denied": "denied",
        "superseded": "replaced",
        "retracted": "withdrawn",
        "lapsed": "withdrawn",
    }
    return endings[last]


def _turn(claims: Sequence[Claim], vintage: Vintage) -> Outcome:
    return "withdrawn" if vintage.state(claims[0].id) == "retracted" else "turned"


def _reversals(vintage: Vintage) -> list[Track]:
    """A speaker or party that later says or does the contrary of what it said."""
    turned = []
    for link in vintage.links:
        if link.kind not in {"supersedes", "retracts"}:
            continue
        old, new = vintage.claims[link.target], vintage.claims[link.source]
        if old.kind == "structural" == new.kind and old.party == new.party and not _is_rumour(old):
            topic = f"{old.party} {old.measure}:{old.qualifier or ''}"
            turned.append(_track("reversal", topic, [old, new], vintage=vintage))
    return turned
