"""One figure a term: of a plan its own, mixed those of the articles, else the book's row."""

from __future__ import annotations

from functools import cache

from caploop.consistency.identity import IdentitySystem, holding, system_from_rows
from caploop.consistency.propagate import Figure
from caploop.evidence.store import read_identities, read_vocabulary
from caploop.study.plan.figures import Wanted, figures_of, youngest
from caploop.study.plan.known_claims import KnownClaims, shelf_of
from tests.real_book import real_book, real_known


@cache
def shelf() -> KnownClaims:
    return shelf_of(real_known(), read_vocabulary())


@cache
def identities() -> IdentitySystem:
    return holding(system_from_rows(read_identities()), public=shelf().public)


def figures(plan: str) -> dict[str, Figure]:
    return {f.term: f for f in figures_of(shelf(), identities(), Wanted(plan=plan))[0]}


def test_a_plan_never_has_another_plans_figure() -> None:
    for plan in ("V0", "V2"):
        assert {f.vintage for f in figures(plan).values()} <= {plan, None}


def test_a_plan_has_its_own_burn_and_revenue() -> None:
    assert figures("V0")["burn_25_29"].middle == 115
    assert figures("V2")["revenue_2030"].ref == "001-71"
    assert figures("V0")["revenue_2030"].ref == "F074"


def test_what_happened_ranks_before_what_was_planned() -> None:
    found = figures("V0")["burn_2025"]
    assert (found.ref, found.vintage) == ("001-22", None)


def test_mixed_figures_were_all_checked_at_their_place() -> None:
    known = {c.id: c for c in real_book().sheets.evidence.claims}
    claims = [f for f in figures("mixed").values() if f.origin == "claim"]
    assert claims
    assert all(known[f.ref].verified for f in claims)


def test_a_row_stands_in_where_nobody_states_a_figure() -> None:
    found = figures("V2")
    assert (found["revenue_2028"].origin, found["revenue_2028"].ref) == ("row", "R_v2_2028")
    assert found["other_share"].origin == "prior"
    assert len(set(found["other_share"].levels)) > 1000


def test_a_range_of_the_book_spreads() -> None:
    found = figures("V0")["compute_26_30"]
    assert (found.low, found.high, found.spreads) == (350, 450, True)


def test_claims_passed_over_are_kept_with_the_reason() -> None:
    _, aside = figures_of(shelf(), identities(), Wanted(plan="V2"))
    other = next(a for a in aside if a.claim == "F061")
    assert round(other.figure or 0) == 665
    assert other.reason.code == "ranks-before"


def test_the_youngest_plan_with_rows_is_v2() -> None:
    assert youngest(shelf(), identities()) == "V2"
