"""What `claims` answers."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from caploop.evidence import (
    CheckResult,
    Claim,
    Conflict,
    Document,
    Flag,
    Resolved,
    Revision,
    RumourRecord,
    Target,
    Track,
)


class ClaimsRecord(Struct, frozen=True, kw_only=True):
    """The answer of `caploop claims`: everything said by the two dates, and what is odd in it."""

    as_of: date
    known_at: date
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    resolved: tuple[Resolved, ...]
    revisions: tuple[Revision, ...]
    conflicts: tuple[Conflict, ...]
    crosschecks: tuple[CheckResult, ...]
    flags: tuple[Flag, ...]
    tracks: tuple[Track, ...]
    targets: tuple[Target, ...]
    rumours: tuple[RumourRecord, ...]
