"""Revision chains: joined by links that replace, oldest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from caploop.evidence.claim import Claim, Link
from caploop.evidence.ledger import Ledger
from caploop.evidence.revision import revisions
from caploop.evidence.vintage import Vintage

LATE = date(2026, 3, 1)


def test_the_small_book_shows_the_letter_cut_to_the_signed_sum(small: Ledger) -> None:
    chains = revisions(small.vintage(as_of=LATE, known_at=LATE))
    stake = next(c for c in chains if c.measure == "equity_investment" and len(c.steps) == 2
                 and c.steps[-1].claim == "e-01")  # fmt: skip
    assert [s.claim for s in stake.steps] == ["z-04", "e-01"]
    assert [s.state for s in stake.steps] == ["superseded", "live"]
    assert stake.steps[1].replaces == ("z-04",)


def test_a_change_from_one_figure_to_another_is_not_a_range(bundled: Ledger) -> None:
    vintage = bundled.vintage(as_of=LATE, known_at=LATE)
    assert vintage.claims["001-07"].bound == "revision"
    chain = next(
        c for c in revisions(vintage) if {"001-08", "001-15"} <= {s.claim for s in c.steps}
    )
    values = {s.claim: s.value for s in chain.steps}
    assert values["001-08"] == Decimal("1.4e12")
    assert values["001-15"] == Decimal("6e11")


def test_without_links_there_is_no_chain(
    claim: Callable[..., Claim], seen: Callable[..., Vintage]
) -> None:
    one, two = claim("a", value=Decimal(1)), claim("b", value=Decimal(2))
    assert revisions(seen(one, two)) == ()
    support = Link(source="b", target="a", kind="supports", asserted_by="tests")
    assert revisions(seen(one, two, links=(support,))) == ()


def test_steps_stand_in_the_order_of_the_world(bundled: Ledger) -> None:
    for chain in revisions(bundled.vintage(as_of=LATE, known_at=LATE)):
        dates = [step.date for step in chain.steps]
        assert dates == sorted(dates)
        assert len(chain.steps) > 1
