"""Targets beside what came: above, below, or not to be told apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from caploop.evidence.claim import Claim
from caploop.evidence.ledger import Ledger
from caploop.evidence.outcomes.target import targets
from caploop.evidence.vintage import Vintage

EARLY, LATE = date(2025, 10, 1), date(2026, 3, 1)
Made = Callable[..., Claim]
Seen = Callable[..., Vintage]


def aimed(claim: Made, name: str, amount: str, **more: object) -> Claim:
    told = {"nature": "guidance", "status": "target", "firmness": "stated", "known_at": EARLY}
    return claim(name, value=Decimal(amount), **{**told, **more})


def test_a_target_is_missed_beaten_or_met_by_the_figure_that_came(claim: Made, seen: Seen) -> None:
    came = claim("came", value=Decimal("13e9"), step=Decimal("1e9"))
    said = [aimed(claim, "high", "20e9"), aimed(claim, "low", "10e9"), aimed(claim, "met", "13e9")]
    found = {t.claim: t.verdict for t in targets(seen(came, *said))}
    assert found == {"high": "below", "low": "above", "met": "within"}


def test_what_was_said_after_the_outcome_is_no_target_unless_of_an_older_plan(
    claim: Made, seen: Seen
) -> None:
    came = claim("came", value=Decimal("13e9"))
    after = aimed(claim, "after", "20e9", known_at=LATE)
    older = aimed(claim, "older", "20e9", known_at=LATE, plan_vintage="V0")
    assert [t.claim for t in targets(seen(came, after, older))] == ["older"]


def test_without_an_outcome_or_of_another_period_there_is_no_verdict(
    claim: Made, seen: Seen
) -> None:
    other = claim("came", value=Decimal("13e9"), period_end=date(2024, 12, 31), label="2024")
    assert targets(seen(aimed(claim, "aim", "20e9"))) == ()
    assert targets(seen(other, aimed(claim, "aim", "20e9"))) == ()


def test_the_revenue_of_twenty_billion_said_of_2025_was_not_reached(bundled: Ledger) -> None:
    found = {t.claim: t for t in targets(bundled.vintage(as_of=LATE, known_at=LATE))}
    assert found["000-01"].verdict == "below"
    assert found["F069"].verdict == "above"
