"""What was said, by whom, how firm; what was revised, denied, reversed; what conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, get_args

from msgspec.structs import replace

from caploop.core.errors import NotFoundError
from caploop.core.letters import folded
from caploop.core.names import offered
from caploop.evidence import (
    Claim,
    CrossCheck,
    State,
    Track,
    Vintage,
    conflicts,
    crosschecks,
    flags,
    resolve,
    revisions,
    rumour_records,
    targets,
    tracks,
)
from caploop.study.claims.record import ClaimsRecord

if TYPE_CHECKING:
    from caploop.evidence import Ledger


def claims(ledger: Ledger, *, as_of: date, known_at: date) -> ClaimsRecord:
    """The record at the two dates; each claim carries its state on them."""
    seen = ledger.vintage(as_of=as_of, known_at=known_at)
    return record(seen, checks=ledger.crosschecks())


VIEWS = (
    "claims",
    "resolved",
    "revisions",
    "conflicts",
    "crosschecks",
    "flags",
    "tracks",
    "targets",
    "rumours",
)


def narrowed(
    whole: ClaimsRecord,
    *,
    ids: Sequence[str] = (),
    party: str | None = None,
    measure: str | None = None,
    document: str | None = None,
    state: str | None = None,
) -> ClaimsRecord:
    """The record with only what concerns the claims asked for.

    A party counts on either side. Raises NotFoundError for an id nobody has.
    """
    party = None if party is None else folded(party)
    known = {c.id for c in whole.claims}
    missing = [i for i in ids if i not in known and i not in {x.id for x in whole.crosschecks}]
    if missing:
        raise NotFoundError(_no_claim(missing[0], known, whole))
    _refuse_unknown("party", party, {p for c in whole.claims for p in _parties(c)})
    _refuse_unknown("measure", measure, {c.measure for c in whole.claims})
    _refuse_unknown("document", document, {c.document for c in whole.claims})
    _refuse_unknown("state", state, set(get_args(State)))
    kept = {
        c.id
        for c in whole.claims
        if (not ids or c.id in ids)
        and (party is None or party in _parties(c))
        and measure in (None, c.measure)
        and document in (None, c.document)
        and state in (None, c.state)
    }
    named, stories = set(ids), tuple(t for t in whole.tracks if kept & _sayings(t))
    return replace(
        whole,
        claims=tuple(c for c in whole.claims if c.id in kept),
        resolved=tuple(r for r in whole.resolved if kept & r.members()),
        revisions=tuple(r for r in whole.revisions if kept & {s.claim for s in r.steps}),
        conflicts=tuple(c for c in whole.conflicts if kept & set(c.claims)),
        crosschecks=tuple(x for x in whole.crosschecks if x.id in named or kept & set(x.claims)),
        flags=tuple(f for f in whole.flags if f.claim in kept),
        tracks=stories,
        targets=tuple(t for t in whole.targets if kept & {t.claim, t.outcome}),
        rumours=rumour_records(stories, {c.id: c for c in whole.claims}),
    )


def _sayings(track: Track) -> set[str]:
    return {step.claim for step in track.steps}


def _refuse_unknown(what: str, name: str | None, known: set[str]) -> None:
    if name is not None and name not in known:
        hint = offered(name.lower().replace(" ", "_"), known, "see `caploop claims list`")
        raise NotFoundError(f"no {what} is called {name!r}; {hint}")


def _parties(claim: Claim) -> set[str]:
    return set(f"{claim.party};{claim.counterparty or ''}".split(";"))


def _no_claim(name: str, known: set[str], whole: ClaimsRecord) -> str:
    hint = offered(name, known, "see `caploop claims list`")
    return f"no claim is called {name!r} at {whole.known_at}; {hint}"


def record(vintage: Vintage, *, checks: Sequence[CrossCheck] = ()) -> ClaimsRecord:
    """The record of a vintage already taken."""
    followed = tracks(vintage)
    return ClaimsRecord(
        as_of=vintage.as_of,
        known_at=vintage.known_at,
        claims=tuple(_with_state(c, vintage) for c in vintage.claims.values()),
        documents=tuple(vintage.documents.values()),
        resolved=resolve(vintage),
        revisions=revisions(vintage),
        conflicts=conflicts(vintage),
        crosschecks=crosschecks(vintage, checks),
        flags=flags(vintage),
        tracks=followed,
        targets=targets(vintage),
        rumours=rumour_records(followed, vintage.claims),
    )


def _with_state(claim: Claim, vintage: Vintage) -> Claim:
    state = vintage.state(claim.id)
    return claim if state == claim.state else replace(claim, state=state)
