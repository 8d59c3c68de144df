"""When two claims speak of the same thing: party, measure, matter, plan and scenario."""

from __future__ import annotations

from msgspec import Struct

from caploop.evidence.claim import Claim, world_date
from caploop.evidence.measure import Measure
from caploop.evidence.span import days_of
from caploop.evidence.vintage import Lines, span_key


class Subject(Struct, frozen=True, kw_only=True, order=True):
    """What a claim is about. `matter` is the period, month, day or agreement, by measure."""

    party: str
    counterparty: str
    measure: str
    qualifier: str
    matter: str
    unit: str
    plan_vintage: str
    scenario: str

    def __str__(self) -> str:
        pair = f"{self.party}>{self.counterparty}" if self.counterparty else self.party
        what = f"{self.measure}:{self.qualifier}" if self.qualifier else self.measure
        extra = " ".join(x for x in (self.matter, self.plan_vintage, self.scenario) if x)
        return f"{pair} {what} {extra}".strip()


def subject(claim: Claim, measure: Measure, *, lines: Lines) -> Subject:
    """Subject of a claim; `lines` are those of its vintage."""
    return Subject(
        party=claim.party,
        counterparty=claim.counterparty or "",
        measure=claim.measure,
        qualifier=claim.qualifier or "",
        matter=_matter(claim, measure, lines),
        unit=claim.unit or "",
        plan_vintage=claim.plan_vintage or "",
        scenario=claim.scenario or "",
    )


def _matter(claim: Claim, measure: Measure, lines: Lines) -> str:
    if measure.identity == "agreement" and claim.agreement:
        line = lines.agreements.get(claim.agreement, claim.agreement)
        staged = claim.label and claim.period_start is None and claim.period_end is None
        return f"{line}/{claim.label}" if staged else line
    if measure.identity in {"period", "agreement"}:
        return _period(claim, lines)
    if measure.identity == "none":
        return ""
    day = claim.period_end or world_date(claim)
    return day.isoformat() if measure.identity == "day" else day.isoformat()[:7]


def _period(claim: Claim, lines: Lines) -> str:
    start, end = days_of(claim)
    if start is None and end is None:
        return claim.label or ""
    if start is not None and end is not None:
        start, end = lines.spans.get(span_key(claim, (start, end)), (start, end))
    return f"{start.isoformat() if start else ''}..{end.isoformat() if end else ''}"
