"""The first chapter as data for the template: conflicts, checks, flags, tracks, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Context

from msgspec import Struct

from caploop.evidence import RULE, CheckResult, Claim, Conflict, Document, Flag, Track
from caploop.report.chapters.claims.cite import (
    Cite,
    ClaimIndex,
    Part,
    anchor,
    cite,
    matter,
    pair,
    parts,
    said,
    source_anchor,
    speaker,
    state_of,
)
from caploop.report.chapters.claims.formula import formula, stated_sides, unit_of
from caploop.report.text.amounts import claim_amount, loose_day, scaled
from caploop.report.text.words import message_text, named, say
from caploop.study.claims import ClaimsRecord

_ROUND = Context(prec=3)
Reasoned = tuple[tuple[Cite, ...], tuple[Part, ...], str]
OUTCOMES = ("denied", "withdrawn", "lapsed", "firmed", "replaced", "turned", "open")


class Dispute(Struct, frozen=True, kw_only=True):
    """A conflict: its claims, who and what they are about, and why."""

    cites: tuple[Cite, ...]
    sources: tuple[str, ...]
    topic: str
    why: tuple[Part, ...]
    why_lang: str


class Sum(Struct, frozen=True, kw_only=True):
    """A cross-check with its expression in figures, and its sides: a word and the figures."""

    id: str
    verdict: str
    formula: tuple[Part, ...]
    sides: tuple[tuple[str, str], ...]
    why: str
    why_lang: str


class Doubt(Struct, frozen=True, kw_only=True):
    """The flags of one kind."""

    kind: str
    about: str
    count: int
    items: tuple[Reasoned, ...]


class Trail(Struct, frozen=True, kw_only=True):
    """A rumour or a stance with its steps and outcome."""

    topic: str
    outcome: str
    open: bool
    steps: tuple[tuple[str, Cite, str, str], ...]


class DocumentEntry(Struct, frozen=True, kw_only=True):
    """A document with what is kept of it."""

    anchor: str
    document: Document
    publisher: str
    known: str
    language: str
    claims: int
    kept: bool


class ClaimEntry(Struct, frozen=True, kw_only=True):
    """A claim in the evidence list."""

    anchor: str
    claim: Claim
    date: str
    who: str
    what: str
    amount: str
    place: str
    source: str
    publisher: str
    lang: str | None
    standing: str


def numbers(record: ClaimsRecord) -> dict[str, int]:
    """The counts the page opens with, by name."""
    return {
        "claims": len(record.claims),
        "documents": len(record.documents),
        "checked": sum(c.verified for c in record.claims),
        "conflicts": sum(c.rule == RULE for c in record.conflicts),
        "failed": sum(x.verdict == "fail" for x in record.crosschecks),
        "flags": len(record.flags),
    }


def disputes(found: Iterable[Conflict], shelf: ClaimIndex) -> tuple[Dispute, ...]:
    """Conflicts in the words of the page."""
    return tuple(_dispute(c, shelf) for c in found)


def _dispute(conflict: Conflict, shelf: ClaimIndex) -> Dispute:
    why = message_text(conflict.explanation, shelf.language)
    if conflict.rule == RULE:
        why = say("marked_too", shelf.language) if conflict.marked else ""
    first = shelf.claims[conflict.claims[0]]
    publishers = [_publisher(shelf, shelf.claims[i]) for i in conflict.claims]
    return Dispute(
        cites=tuple(cite(shelf, i) for i in conflict.claims),
        sources=tuple(publishers),
        topic=_about(first, matter(first, shelf.language), shelf),
        why=parts(shelf, why),
        why_lang=shelf.language,
    )


def _publisher(shelf: ClaimIndex, claim: Claim) -> str:
    document = shelf.documents.get(claim.document)
    publisher = document.publisher if document else claim.document
    comma = say("comma", shelf.language)
    return f"{named('speaker', publisher, shelf.language)}{comma}{said(shelf, claim)}"


def _about(claim: Claim, what: str, shelf: ClaimIndex) -> str:
    return f"{pair(claim, shelf)}{say('colon', shelf.language)}{what}"


def sums(checks: Iterable[CheckResult], shelf: ClaimIndex) -> tuple[Sum, ...]:
    """Cross-checks in the words of the page."""
    return tuple(_sum(x, shelf) for x in checks)


def _sum(check: CheckResult, shelf: ClaimIndex) -> Sum:
    return Sum(
        id=check.id,
        verdict=named("verdict", check.verdict, shelf.language),
        formula=formula(shelf, check.expression),
        sides=_sides(check, shelf),
        why="" if check.reason is None else message_text(check.reason, shelf.language),
        why_lang=shelf.language,
    )


def _sides(check: CheckResult, shelf: ClaimIndex) -> tuple[tuple[str, str], ...]:
    """The sides of a check by what they are, those computed first; alike ones under one word."""
    unit = unit_of(shelf, check.expression)
    told: dict[str, list[str]] = {"computed": [], "stated": []}
    figures = (v for v in (check.computed, check.other))
    for value, bare in zip(figures, stated_sides(check.expression), strict=False):
        if value is not None:
            text = scaled(_ROUND.create_decimal(value), unit, language=shelf.language)
            told["stated" if bare else "computed"].append(text)
    comma = say("comma", shelf.language)
    return tuple(
        (say(word, shelf.language), comma.join(texts)) for word, texts in told.items() if texts
    )


def doubts(record: ClaimsRecord, shelf: ClaimIndex) -> tuple[Doubt, ...]:
    """Flags by kind, the most frequent kind first."""
    counts = Counter(f.kind for f in record.flags)
    found = []
    for kind, _ in sorted(counts.items(), key=lambda k: (-k[1], k[0])):
        title, about = (say(f"flag.{kind}{x}", shelf.language) for x in ("", ".about"))
        alike = [f for f in record.flags if f.kind == kind]
        items = _by_reason(alike, shelf)
        found.append(Doubt(kind=title, about=about, count=len(alike), items=items))
    return tuple(found)


def _by_reason(alike: Sequence[Flag], shelf: ClaimIndex) -> tuple[Reasoned, ...]:
    """Flags with one reason together."""
    together: dict[str, list[Cite]] = {}
    for flag in alike:
        why = message_text(flag.reason, shelf.language)
        together.setdefault(why, []).append(cite(shelf, flag.claim))
    return tuple(
        (tuple(cites), parts(shelf, why), shelf.language) for why, cites in together.items()
    )


def trails(tracks: Sequence[Track], shelf: ClaimIndex) -> tuple[Trail, ...]:
    """Tracks in the words of the page, those that ended first."""
    ranks = {id(t): OUTCOMES.index(outcome_of(t, shelf)) for t in tracks}
    ordered = sorted(tracks, key=lambda t: (ranks[id(t)], -len(t.steps), t.subject))
    return tuple(_trail(t, shelf) for t in ordered)


def outcome_of(track: Track, shelf: ClaimIndex) -> str:
    """What a track came to: the book's word where its last step with a figure is in the book."""
    if track.kind != "rumour":
        return track.outcome
    told = [shelf.fates[s.claim] for s in track.steps if s.claim in shelf.fates]
    return told[-1].outcome if told else track.outcome


def _trail(track: Track, shelf: ClaimIndex) -> Trail:
    first = shelf.claims[track.steps[0].claim]
    return Trail(
        topic=_about(first, named("measure", first.measure, shelf.language), shelf),
        outcome=named("outcome", outcome_of(track, shelf), shelf.language),
        open=outcome_of(track, shelf) == "open",
        steps=tuple(
            (
                said(shelf, shelf.claims[s.claim]),
                cite(shelf, s.claim),
                named("firmness", s.firmness, shelf.language),
                speaker(s.speaker, shelf.language),
            )
            for s in track.steps
        ),
    )


def sources(record: ClaimsRecord, language: str) -> tuple[DocumentEntry, ...]:
    """Documents, those kept as text first, then by how many claims rest on them."""
    counts = Counter(c.document for c in record.claims)
    ordered = sorted(
        record.documents, key=lambda d: (d.sha256 is None, -counts[d.id], d.publisher, d.id)
    )
    return tuple(
        DocumentEntry(
            anchor=source_anchor(d.id),
            document=d,
            publisher=named("speaker", d.publisher, language),
            known=loose_day(d.known_at, d.known_at_precision, language),
            language=named("language", str(d.language), language),
            claims=counts[d.id],
            kept=d.sha256 is not None,
        )
        for d in ordered
    )


def entries(
    record: ClaimsRecord, shelf: ClaimIndex, mentioned: Sequence[str]
) -> tuple[ClaimEntry, ...]:
    """The evidence of the claims whose anchors are mentioned, in the record's order."""
    wanted = set(mentioned)
    return tuple(_entry(c, shelf) for c in record.claims if anchor(c.id) in wanted)


def _entry(claim: Claim, shelf: ClaimIndex) -> ClaimEntry:
    language = shelf.language
    document = shelf.documents.get(claim.document)
    kinds = [
        named("nature", claim.nature, language),
        named("firmness", claim.firmness, language),
        named("state", state_of(shelf, claim.id), language),
    ]
    return ClaimEntry(
        anchor=anchor(claim.id),
        claim=claim,
        date=said(shelf, claim),
        who=pair(claim, shelf),
        what=matter(claim, language),
        amount=claim_amount(claim, language),
        place="" if claim.start is None else f"{claim.start}–{claim.end}",
        source=source_anchor(claim.document),
        publisher=named("speaker", document.publisher if document else claim.document, language),
        lang=document.language if document else None,
        standing="、".join(kinds) if language == "zh" else ", ".join(dict.fromkeys(kinds)),
    )
