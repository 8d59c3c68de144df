"""When two claims speak of the same thing: party, measure, matter, plan and scenario."""

from __future__ import annotations

from msgspec import Struct

from caploop.evidence.claim import Claim, world_date
from caploop.evidence.measure import Measure
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
    if claim.period_start is None and claim.period_end is None:
        return claim.label or ""
    if claim.period_start is not None and claim.period_end is not None:
        days = claim.period_start, claim.period_end
        start, end = lines.spans.get(span_key(claim, days), days)
        return f"{start.isoformat()}..{end.isoformat()}"
    start_text = claim.period_start.isoformat() if claim.period_start else ""
    end_text = claim.period_end.isoformat() if claim.period_end else ""
    return f"{start_text}..{end_text}"
