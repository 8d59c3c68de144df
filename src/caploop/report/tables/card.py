"""One claim, or one parameter, in full, for reading."""

from __future__ import annotations

from collections.abc import Iterator

from caploop.book import Parameter, number_text
from caploop.evidence import Claim
from caploop.report.tables.frame import amount
from caploop.report.text.words import terminal_text
from caploop.study.claims import ClaimsRecord


def show_claim(record: ClaimsRecord, claim_id: str) -> str:
    """A claim with its place, its links to others and what is odd about it, as lines of text."""
    claim = next(c for c in record.claims if c.id == claim_id)
    return "\n".join(f"{name:>12}  {text}" for name, text in _lines(record, claim) if text)


def show_parameter(parameter: Parameter) -> str:
    """A parameter with its numbers and what they rest on, as lines of text."""
    lines = _of_parameter(parameter)
    return "\n".join(f"{name:>12}  {text}" for name, text in lines if text)


def rests_on(parameter: Parameter) -> str:
    """The source of a parameter and its day; of a judgement the reason, where one is noted."""
    why = parameter.remark or parameter.note
    if not parameter.assumption:
        return f"{parameter.source} ({parameter.known_at})"
    return f"a judgement: {why}" if why else "a judgement, without a reason noted"


def _of_parameter(parameter: Parameter) -> Iterator[tuple[str, str]]:
    ends = tuple(map(number_text, (parameter.low, parameter.central, parameter.high)))
    yield "parameter", parameter.symbol
    yield "name", parameter.name
    span = "" if ends[0] == ends[2] else f" ({ends[0]} to {ends[2]}, {parameter.distribution})"
    yield "value", f"{ends[1]}{span} {parameter.unit}"
    yield "rests on", rests_on(parameter)
    yield "address", parameter.url
    yield "claims", " ".join(parameter.claims)
    yield "note", "" if parameter.assumption else parameter.remark or parameter.note


def _lines(record: ClaimsRecord, claim: Claim) -> Iterator[tuple[str, str | None]]:
    document = next(d for d in record.documents if d.id == claim.document)
    yield "claim", claim.id
    yield "document", f"{document.publisher}, {document.published or 'undated'} ({document.id})"
    yield "address", document.address
    yield "party", " > ".join(x for x in (claim.party, claim.counterparty) if x)
    yield "measure", ":".join(x for x in (claim.measure, claim.qualifier) if x)
    yield "amount", amount(claim)
    yield "figure", _place(claim)
    yield "period", _period(claim)
    yield "said", f"{claim.as_of or 'undated'} by {claim.speaker}; public on {claim.known_at}"
    yield "standing", f"{claim.nature}, {claim.firmness}, {claim.state}, {claim.polarity}"
    yield "agreement", claim.agreement
    yield "condition", claim.condition
    yield "note", claim.note
    for flag in record.flags:
        if flag.claim == claim.id:
            yield "flag", f"{flag.kind}: {terminal_text(flag.reason)}"
    for conflict in record.conflicts:
        if claim.id in conflict.claims:
            others = " ".join(i for i in conflict.claims if i != claim.id)
            yield "conflict", f"with {others}: {terminal_text(conflict.explanation)}"
    for view in record.resolved:
        for over in view.passed_over:
            if over.claim == claim.id:
                yield "not used", terminal_text(over.reason)
        if claim.id in view.used:
            yield "used for", view.key


def _place(claim: Claim) -> str | None:
    if claim.figure is None:
        return "no text kept: not checked at its place" if not claim.verified else None
    return f"{claim.figure} at {claim.start}..{claim.end}, checked"


def _period(claim: Claim) -> str | None:
    if claim.label is None:
        return None
    return f"{claim.label} ({claim.period_start or '…'} to {claim.period_end or '…'})"
