"""Checks of a batch before it enters the ledger: each returns everything it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256

from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence.checks.link import check_cycles, check_links
from caploop.evidence.checks.tier import check_tiers
from caploop.evidence.checks.value import check_fields, check_names
from caploop.evidence.claim import Batch, Claim, CrossCheck, name_of
from caploop.evidence.crosscheck import tried
from caploop.evidence.expression import check_words, claims_of
from caploop.evidence.measure import UNITS, Dimension, Vocabulary

Places = Mapping[str, Place]
KNOWN_UNITS = frozenset().union(*UNITS.values())
CURRENCIES = UNITS["money"]


def check_batch(
    batch: Batch,
    vocabulary: Vocabulary,
    *,
    places: Places,
    known: frozenset[str] = frozenset(),
    published: Mapping[str, date] | None = None,
) -> list[Problem]:
    """All problems of a batch.

    `known` are the ids of claims and documents already stored, `published` the days on which
    stored documents became public.
    """
    documents = {d.id for d in batch.documents} | known
    problems = [*_duplicates(batch, places), *check_names(batch, places)]
    for record in (*batch.documents, *batch.overrides):
        problems += check_fields(record, place=places.get(name_of(record), Place()))
    for claim in batch.claims:
        place = places.get(claim.id, Place())
        problems.extend(check_claim(claim, vocabulary, documents=documents, place=place))
    problems.extend(_early(batch, published or {}, places))
    problems.extend(check_tiers(batch, places))
    claims = {c.id for c in batch.claims} | known
    for check in batch.crosschecks:
        problems.extend(_check_problems(check, claims, places))
    problems.extend(_loose_ends(batch, claims, places))
    problems.extend(check_links(batch.links, places=places))
    problems.extend(check_cycles(batch.links, places=places))
    return problems


def check_claim(
    claim: Claim, vocabulary: Vocabulary, *, documents: Iterable[str], place: Place
) -> list[Problem]:
    """What is wrong with one claim taken alone: measure, unit, currency, ranges, order."""

    found = partial(_found, claim, place)
    problems = check_fields(claim, place=place)
    if problems:
        return problems
    problems = [*_meaning(claim, vocabulary, found), *_ranges(claim, found)]
    if claim.document not in documents:
        text = f"document {claim.document!r} is not known"
        problems.append(
            found(
                code="document-unknown",
                field="document",
                message=text,
                hint="add it to documents.jsonl",
            )
        )
    ends = [v for v in (claim.value_low, claim.value, claim.value_high) if v is not None]
    if ends != sorted(ends):
        text = "value_low, value and value_high are out of order"
        problems.append(
            found(code="value-order", field="value", message=text, hint="put the lowest first")
        )
    if claim.step is not None and claim.step <= 0:
        text = f"a last digit counts {claim.step}"
        hint = "give what one unit of the last printed digit is worth, or leave step out"
        problems.append(found(code="step-wrong", field="step", message=text, hint=hint))
    if claim.verified and (claim.quote_sha256 is None or claim.quote_start is None):
        text = "is said to be checked at its place, but gives no place"
        hint = "give quote_start, quote_end and quote_sha256, or leave verified out"
        problems.append(found(code="anchor-missing", field="verified", message=text, hint=hint))
    if claim.period_start and claim.period_end and claim.period_start > claim.period_end:
        text = f"the period starts on {claim.period_start}, after its end"
        hint = "put the earlier day first"
        problems.append(found(code="period-order", field="period_start", message=text, hint=hint))
    if claim.kind == "quantitative" and not ends and claim.unit != "date":
        hint = "give a value, or make the claim structural"
        problems.append(
            found(
                code="value-missing", field="value", message="a quantity without a value", hint=hint
            )
        )
    return problems


Finder = Callable[..., Problem]


def _found(claim: Claim, place: Place, **said: str) -> Problem:
    where = Place(file=place.file, line=place.line, field=said.pop("field"))
    return Problem(subject=claim.id, place=where, **said)


def _meaning(claim: Claim, vocabulary: Vocabulary, found: Finder) -> Iterable[Problem]:
    measure = vocabulary.measures.get(claim.measure)
    if measure is None:
        hint = offered(claim.measure, vocabulary.measures, "see docs/reference/measures.md")
        yield found(
            code="measure-unknown",
            field="measure",
            message=f"measure {claim.measure!r} is unknown",
            hint=hint,
        )
    if claim.unit is None:
        return
    if claim.unit not in KNOWN_UNITS:
        others = ", ".join(sorted(KNOWN_UNITS - CURRENCIES))
        hint = f"use the code of a currency such as USD, or one of {others}"
        yield found(
            code="unit-unknown", field="unit", message=f"unit {claim.unit!r} is unknown", hint=hint
        )
    elif measure is not None and not _unit_fits(claim.unit, measure.dimension):
        known = "the code of a currency such as USD"
        if measure.dimension != "money":
            known = ", ".join(sorted(UNITS[measure.dimension]))
        hint = f"{claim.measure} is measured in {known}"
        yield found(
            code="unit-mismatch",
            field="unit",
            message=f"{claim.unit} for {claim.measure}",
            hint=hint,
        )
    if claim.unit in CURRENCIES and claim.currency != claim.unit:
        text = f"money in {claim.unit} with currency {claim.currency}"
        yield found(
            code="currency-missing",
            field="currency",
            message=text,
            hint=f"set currency to {claim.unit}",
        )


def _unit_fits(unit: str, dimension: Dimension) -> bool:
    return dimension == "none" or unit in UNITS[dimension]


def _ranges(claim: Claim, found: Finder) -> Iterable[Problem]:
    start, end = claim.quote_start, claim.quote_end
    if (start is None) != (end is None) or (claim.start is None) != (claim.end is None):
        field = "quote_end" if (start is None) != (end is None) else "end"
        hint = "give both ends of the range, or neither"
        yield found(code="range-wrong", field=field, message="a range with one end", hint=hint)
        return
    if start is not None and end is not None and not 0 <= start < end:
        text = f"the quote runs from {start} to {end}"
        yield found(
            code="range-wrong",
            field="quote_start",
            message=text,
            hint="give code points, start before end",
        )
    if claim.start is None or claim.end is None:
        return
    inside = start is not None and end is not None and start <= claim.start < claim.end <= end
    if not inside:
        text = f"the figure at {claim.start}..{claim.end} is not inside its quote {start}..{end}"
        yield found(
            code="range-wrong",
            field="start",
            message=text,
            hint="give the figure's range inside the quote",
        )
    elif claim.figure is not None and len(claim.figure) != claim.end - claim.start:
        text = f"the range {claim.start}..{claim.end} is not as long as {claim.figure!r}"
        yield found(
            code="range-wrong", field="end", message=text, hint="count code points, not bytes"
        )


def check_taken(batch: Batch, known: frozenset[str], *, places: Places) -> list[Problem]:
    """A problem for each id of the batch that the ledger already has."""
    ids = [d.id for d in batch.documents] + [c.id for c in batch.claims]
    return [_id_problem(name, "is stored already", places) for name in ids if name in known]


def _id_problem(name: str, message: str, places: Places) -> Problem:
    return Problem(
        code="id-duplicate",
        subject=name,
        message=f"the id {message}",
        hint="give one of the two another id; what a source revises is a new claim with a link",
        place=places.get(name, Place()),
    )


def _duplicates(batch: Batch, places: Places) -> list[Problem]:
    problems = []
    for ids in ([d.id for d in batch.documents], [c.id for c in batch.claims]):
        seen: set[str] = set()
        for name in ids:
            if name in seen:
                problems.append(_id_problem(name, "is used twice", places))
            seen.add(name)
    return problems


def _early(batch: Batch, published: Mapping[str, date], places: Places) -> list[Problem]:
    """Claims that would be known before the document they stand in was public."""
    public = {**published, **{d.id: d.known_at for d in batch.documents}}
    return [
        Problem(
            code="known-too-early",
            subject=claim.id,
            message=f"known at {claim.known_at}, before its document on {public[claim.document]}",
            hint="take the document's known_at",
            place=places.get(claim.id, Place()),
        )
        for claim in batch.claims
        if claim.document in public and claim.known_at < public[claim.document]
    ]


def _check_problems(check: CrossCheck, claims: set[str], places: Places) -> list[Problem]:
    """Why a cross-check cannot be read, or computed whatever its claims say, or has no claim."""
    place = replace(places.get(check.id, Place()), field="expression")
    found = check_words(check.expression, subject=check.id) or tried(check)
    if found:
        return [replace(problem, place=place) for problem in found]
    return [_absent(check.id, name, place) for name in claims_of(check) if name not in claims]


def _loose_ends(batch: Batch, claims: set[str], places: Places) -> list[Problem]:
    wanted = [(name_of(k), end) for k in batch.links for end in (k.source, k.target)]
    wanted += [(name_of(o), o.claim) for o in batch.overrides]
    return [
        _absent(name, end, places.get(name, Place())) for name, end in wanted if end not in claims
    ]


def _absent(subject: str, claim: str, place: Place) -> Problem:
    return Problem(
        code="claim-unknown",
        subject=subject,
        message=f"claim {claim!r} does not exist",
        hint="name a claim of this batch or of the ledger",
        place=place,
    )


def check_anchor(claim: Claim, text: str, *, place: Place) -> list[Problem]:
    """Whether the claim's quote and figure stand at their ranges in the document's text."""

    def found(field: str, message: str) -> Problem:
        return Problem(
            code="figure-not-at-range",
            subject=claim.id,
            message=message,
            hint="correct the range, or the figure, against the document",
            place=Place(file=place.file, line=place.line, field=field),
        )

    problems = []
    quote = text[claim.quote_start : claim.quote_end] if claim.quote_start is not None else ""
    if claim.quote_sha256 != sha256(quote.encode()).hexdigest():
        problems.append(found("quote_start", "the text at the quote's range has another hash"))
    if claim.figure is not None and text[claim.start : claim.end] != claim.figure:
        there = text[claim.start : claim.end]
        problems.append(found("start", f"{there!r} stands there, not {claim.figure!r}"))
    return problems
