"""What became known between two books that a run rests on, and which fields rest on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from msgspec import Struct

from caploop.book import KnownBook, Parameter, Position, story
from caploop.evidence import Claim, Vintage, conflicts, read_vocabulary, removed, standings
from caploop.study.changes.record import Changed, NeedsReview
from caploop.study.shared.rows import FieldSources

REPLACING = frozenset({"supersedes", "corrects", "retracts"})
ORDER = {"parameter": 1, "tranche": 2, "position": 3}
TIERS = ("filing", "company", "outlet", "digest")
QUARTER = 91
"""Days."""
_FACTS = re.compile(r"\[([^\]]+)\]")
Bases = Mapping[str, tuple[FieldSources, ...]]


class Rests(Struct, frozen=True, kw_only=True):
    """What some fields rest on: symbols of parameters, ids of claims and of positions."""

    parameters: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()


def rests_on(fields: Iterable[FieldSources]) -> Rests:
    """All that the fields rest on together."""
    listed = list(fields)
    return Rests(
        parameters=frozenset(s for f in listed for s in f.parameters),
        claims=frozenset(c for f in listed for c in f.claims),
        positions=frozenset(p for f in listed for p in f.positions),
    )


def found(old: KnownBook, new: KnownBook, *, before: Bases, after: Bases) -> tuple[Changed, ...]:
    """What became known after the old book's day up to the new one's, and a run read or reads.

    `before` and `after` are the bases of each question's fields in either book.
    """
    was = rests_on(f for fields in before.values() for f in fields)
    now = rests_on(f for fields in after.values() for f in fields)
    told = TieredClaims(new)
    every = (
        *_claims(old, told, was=was, now=now),
        *_parameters(old, told, was=was, now=now),
        *_positions(old, told, was=was, now=now),
        *_tranches(old, told, read=was.claims | now.claims),
    )
    return tuple(sorted(every, key=lambda c: (c.day, c.kind, c.id, c.against or "")))


def reviews(changed: Iterable[Changed], *, before: Bases, after: Bases) -> tuple[NeedsReview, ...]:
    """The fields that rest, or rested, on something that changed, in the order of the questions."""
    listed = sorted(changed, key=lambda c: ORDER.get(c.kind, 0))
    made = []
    for question, fields in after.items():
        older = {f.field: f for f in before.get(question, ())}
        for field in fields:
            both = [field, *([older[field.field]] if field.field in older else [])]
            because = tuple(dict.fromkeys(c.id for c in listed if touches(c, rests_on(both))))
            if because:
                made.append(NeedsReview(question=question, field=field.field, because=because))
    return tuple(made)


def touches(change: Changed, rests: Rests) -> bool:
    """Whether what a field rests on, in either book, is what changed."""
    if change.kind == "parameter":
        return change.id in rests.parameters
    if change.kind == "position":
        return bool({change.id, change.against} & rests.positions)
    if change.kind == "tranche":
        return bool(rests.claims.intersection(change.claims))
    return change.against in rests.claims


class TieredClaims:
    """The newer book with its claims by id and the tiers of their documents."""

    def __init__(self, known: KnownBook) -> None:
        evidence = known.book.sheets.evidence
        gone = removed(evidence.overrides)
        day = known.known_at
        self.known = known
        self.links = evidence.links
        self.claims = {c.id: c for c in evidence.claims if c.known_at <= day and c.id not in gone}
        self._tiers = {d.id: d.tier for d in evidence.documents}

    def vintage(self) -> Vintage:
        """The claims as they stood on the book's days."""
        evidence = self.known.book.sheets.evidence
        return Vintage(
            as_of=self.known.as_of,
            known_at=self.known.known_at,
            claims=self.claims,
            documents={d.id: d for d in evidence.documents},
            links=tuple(k for k in self.links if {k.source, k.target} <= self.claims.keys()),
            overrides=evidence.overrides,
            standings=standings(self.claims, self.links),
            vocabulary=read_vocabulary(),
        )

    def tier(self, claims: Iterable[str]) -> str | None:
        """The best tier among the documents of claims."""
        held = {self._tiers.get(self.claims[c].document) for c in claims if c in self.claims}
        return next((tier for tier in TIERS if tier in held), None)


def _claims(old: KnownBook, told: TieredClaims, *, was: Rests, now: Rests) -> Iterator[Changed]:
    """Claims that became known against one that is read: by a link, or by the rule of conflicts."""
    read = was.claims | now.claims
    pairs = [(k.kind, k.source, k.target) for k in told.links if k.kind in REPLACING]
    for conflict in conflicts(told.vintage()):
        pairs += [("conflicts", *pair) for pair in permutations(conflict.claims, 2)]
    for kind, source, target in pairs:
        claim, other = told.claims.get(source), told.claims.get(target)
        if claim is None or other is None or other.id not in read:
            continue
        if claim.known_at > old.known_at and _since(other, claim):
            yield _claim(claim, other, told, kind=kind)


def _since(other: Claim, claim: Claim) -> bool:
    """Whether the claim became known no sooner than the other, which it then stands against."""
    return (claim.known_at, claim.id) > (other.known_at, other.id)


def _claim(claim: Claim, other: Claim, told: TieredClaims, *, kind: str) -> Changed:
    return Changed(
        kind=kind,
        id=claim.id,
        party=claim.party,
        counterparty=claim.counterparty,
        what=claim.measure,
        day=claim.known_at,
        tier=told.tier([claim.id]),
        against=other.id,
        before=_figure(other) if other.unit == claim.unit else None,
        after=_figure(claim),
        unit=claim.unit or "",
        claims=(claim.id,),
    )


def _figure(claim: Claim) -> float | None:
    """The figure a claim names: the value, the middle of a range, or the end that it has."""
    ends = [v for v in (claim.value_low, claim.value_high) if v is not None]
    if claim.value is not None:
        return float(claim.value)
    return float(sum(ends) / len(ends)) if ends else None


def _parameters(old: KnownBook, told: TieredClaims, *, was: Rests, now: Rests) -> Iterator[Changed]:
    held = {p.symbol: p for p in old.book.parameters}
    for row in told.known.book.parameters:
        before = held.get(row.symbol)
        is_public = row.known_at <= told.known.known_at
        if row == before or not is_public or row.symbol not in was.parameters | now.parameters:
            continue
        yield _parameter(row, before, told)


def _parameter(row: Parameter, before: Parameter | None, told: TieredClaims) -> Changed:
    return Changed(
        kind="parameter",
        id=row.symbol,
        party=None,
        counterparty=None,
        what=row.name,
        day=row.known_at,
        tier=told.tier(row.claims),
        against=None if before is None else before.id,
        before=None if before is None or before.unit != row.unit else float(before.central),
        after=float(row.central),
        unit=row.unit,
        claims=row.claims,
    )


def _positions(old: KnownBook, told: TieredClaims, *, was: Rests, now: Rests) -> Iterator[Changed]:
    """Rows that the newer book's runs read and the older one's did not."""
    older = {p.id: p for p in old.book.positions if p.id in was.positions}
    latest = {_subject(p): p for p in sorted(older.values(), key=lambda p: (p.day, p.known_at))}
    for row in told.known.book.positions:
        is_new = old.known_at < row.known_at <= told.known.known_at
        if not is_new or row.id not in now.positions - was.positions:
            continue
        before = latest.get(_subject(row))
        claims = tuple(c for c in _facts(row) if c in told.claims)
        yield Changed(
            kind="position",
            id=row.id,
            party=row.party,
            counterparty=row.counterparty,
            what=row.item,
            day=row.known_at,
            tier=told.tier(claims),
            against=None if before is None else before.id,
            before=_value(before) if before is not None and before.unit == row.unit else None,
            after=_value(row),
            unit=row.unit,
            claims=claims,
        )


def _subject(row: Position) -> tuple[str, str, str | None, str | None, int]:
    """Whose, of what, which part, and over how many quarters."""
    start, end = row.period_start, row.period_end
    span = round((end - start).days / QUARTER) if start and end else 0
    return row.party, row.item, row.counterparty, row.segment, span


def _value(row: Position) -> float | None:
    return None if row.value is None else float(row.value)


def _facts(row: Position) -> Iterator[str]:
    """The claims that a row's note names in brackets."""
    for named in _FACTS.findall(row.note or ""):
        yield from re.split(r"[\s,]+", named.strip())


def _tranches(old: KnownBook, told: TieredClaims, *, read: frozenset[str]) -> Iterator[Changed]:
    known = told.known
    tranches = {t.id: t for a in known.agreements for t in a.tranches}
    replaced = {t.superseded_by: t.id for t in tranches.values() if t.superseded_by}
    for event in story(known.book.agreements, since=old.known_at, until=known.known_at):
        claims = tranches[event.tranche].claims
        if not read.intersection(claims):
            continue
        yield Changed(
            kind="tranche",
            id=event.tranche,
            party=event.payer,
            counterparty=event.payee,
            what=event.turn,
            day=event.day,
            tier=told.tier(claims),
            against=replaced.get(event.tranche),
            before=None if event.before is None else float(event.before),
            after=None if event.after is None else float(event.after),
            unit=event.unit,
            claims=claims,
        )
