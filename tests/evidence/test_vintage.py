"""States of claims: who withdrew what, and what falls with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from caploop.evidence.claim import Claim, Link, LinkKind
from caploop.evidence.vintage import Vintage, lineages, standings, visible

Make = Callable[..., Claim]


def link(source: str, kind: LinkKind, target: str) -> Link:
    return Link(source=source, target=target, kind=kind, asserted_by="tests")


def state_of(name: str, claims: list[Claim], links: list[Link]) -> str:
    return standings({c.id: c for c in claims}, links)[name].state


def test_a_claim_its_own_party_takes_back_is_retracted(claim: Make) -> None:
    claims = [claim("a", origin="quay"), claim("b", origin="quay")]
    assert state_of("a", claims, [link("b", "retracts", "a")]) == "retracted"


def test_a_claim_somebody_else_rejects_is_denied(claim: Make) -> None:
    claims = [claim("a", origin="rumours"), claim("b", origin="quay")]
    assert state_of("a", claims, [link("b", "retracts", "a")]) == "denied"


def test_a_claim_a_negated_one_replaces_is_denied(claim: Make) -> None:
    claims = [claim("a"), claim("b", polarity="negated")]
    assert state_of("a", claims, [link("b", "supersedes", "a")]) == "denied"


def test_a_denied_claim_denies_nothing(claim: Make) -> None:
    claims = [claim("a"), claim("b", polarity="negated", origin="x"), claim("c")]
    links = [link("b", "supersedes", "a"), link("c", "retracts", "b")]
    assert state_of("a", claims, links) == "live"


def test_a_superseded_claim_still_supersedes(claim: Make) -> None:
    claims = [claim("a"), claim("b"), claim("c")]
    links = [link("b", "supersedes", "a"), link("c", "supersedes", "b")]
    assert state_of("a", claims, links) == "superseded"


def test_a_restatement_falls_with_what_it_restates(claim: Make) -> None:
    claims = [
        claim("a", as_of=date(2026, 1, 1)),
        claim("again", as_of=date(2026, 1, 2)),
        claim("b", as_of=date(2026, 2, 1)),
    ]
    links = [link("again", "restates", "a"), link("b", "supersedes", "a")]
    assert state_of("again", claims, links) == "superseded"


def test_what_is_said_again_after_the_fall_stands(claim: Make) -> None:
    claims = [
        claim("a", as_of=date(2026, 1, 1)),
        claim("b", as_of=date(2026, 2, 1)),
        claim("again", as_of=date(2026, 3, 1)),
    ]
    links = [link("again", "restates", "a"), link("b", "supersedes", "a")]
    assert state_of("again", claims, links) == "live"


def test_a_claim_without_a_world_date_counts_from_its_publication(claim: Make) -> None:
    undated = claim("a", as_of=None, known_at=date(2026, 2, 1))
    assert not visible(undated, as_of=date(2026, 1, 31), known_at=date(2026, 3, 1))
    assert visible(undated, as_of=date(2026, 2, 1), known_at=date(2026, 3, 1))


def test_agreements_joined_by_a_revision_are_one_line(
    claim: Make, seen: Callable[..., Vintage]
) -> None:
    letter = claim("a", agreement="letter", as_of=date(2025, 1, 1), measure="equity_investment")
    signed = claim("b", agreement="signed", as_of=date(2026, 1, 1), measure="equity_investment")
    vintage = seen(letter, signed, links=(link("b", "supersedes", "a"),))
    assert lineages(vintage).agreements == {"letter": "letter", "signed": "letter"}


DAYS = st.dates(date(2025, 1, 1), date(2026, 3, 1))


@given(as_of=DAYS, known_at=DAYS, said=DAYS, public=DAYS)
def test_no_date_sees_ahead_of_itself(
    as_of: date, known_at: date, said: date, public: date
) -> None:
    made = Claim(
        id="a",
        document="d",
        kind="quantitative",
        party="p",
        measure="revenue",
        nature="actual",
        status="reported",
        firmness="executed",
        known_at=public,
        speaker="p",
        origin="p",
        as_of=said,
        value=Decimal(1),
    )
    if visible(made, as_of=as_of, known_at=known_at):
        assert public <= known_at
        assert said <= as_of


def test_a_promise_on_paper_denied_and_then_replaced_is_replaced_and_a_rumour_stays_denied(
    claim: Make,
) -> None:
    said_no = claim("no", polarity="negated", as_of=date(2026, 2, 5))
    instead = claim("instead", as_of=date(2026, 2, 20))
    links = [link("no", "supersedes", "a"), link("instead", "supersedes", "a")]
    for facts, state in (
        ({"firmness": "letter_of_intent", "nature": "guidance"}, "superseded"),
        ({"firmness": "rumoured", "nature": "rumour"}, "denied"),
    ):
        first = claim("a", as_of=date(2025, 9, 22), **facts)
        claims = {c.id: c for c in (first, said_no, instead)}
        assert standings(claims, links)["a"].state == state
        assert standings({"a": first, "no": said_no}, links[:1])["a"].state == "denied"
