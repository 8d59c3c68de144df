"""What became known is told where something of a run rests on it, and marks those fields alone."""

from __future__ import annotations

from caploop.evidence import Document
from caploop.evidence.claim import Link
from caploop.study.changes.found import found, reviews
from caploop.study.changes.record import Changed
from caploop.study.shared.rows import FieldSources
from tests.study.changes.small import (
    BETWEEN,
    NEW,
    OLD,
    bare,
    book,
    claim,
    field,
    parameter,
    position,
    tranche,
)

FILING = bare(Document, id="f", tier="filing")
DIGEST = bare(Document, id="d", tier="digest")


def link(source: str, target: str, kind: str) -> Link:
    return bare(Link, source=source, target=target, kind=kind, asserted_by="a reader")


def fields(*listed: FieldSources) -> dict[str, tuple[FieldSources, ...]]:
    return {"runway": listed}


def because(changed: tuple[Changed, ...], read: dict[str, tuple[FieldSources, ...]]) -> object:
    return {r.field: r.because for r in reviews(changed, before=read, after=read)}


def test_a_later_claim_stands_against_the_one_that_a_field_rests_on() -> None:
    many = [claim("c1", 12), claim("c2", 5, measure="capex")]
    old = book(OLD, claims=many)
    new = book(
        NEW,
        claims=[*many, claim("n1", 13, day=BETWEEN, document="f")],
        links=[link("n1", "c1", "supersedes")],
        documents=[FILING],
    )
    read = fields(field("cash", claims=("c1",)), field("users", claims=("c2",)))
    changed = found(old, new, before=read, after=read)
    (one,) = changed
    assert (one.kind, one.id, one.against) == ("supersedes", "n1", "c1")
    assert (one.before, one.after, one.unit) == (12.0, 13.0, "USD")
    assert (one.day, one.tier) == (BETWEEN, "filing")
    assert because(changed, read) == {"cash": ("n1",)}


def test_neither_what_nobody_reads_nor_what_was_known_before_nor_support_is_told() -> None:
    many = [claim("c1", 12), claim("c2", 5, measure="capex"), claim("c3", 5, measure="cash_burn")]
    old = book(OLD, claims=many)
    later = claim("n1", 13, day=BETWEEN, measure="total_debt")
    links = [
        link("n1", "c2", "conflicts"),
        link("n1", "c1", "supports"),
        link("c3", "c1", "conflicts"),
    ]
    new = book(NEW, claims=[*old.book.sheets.evidence.claims, later], links=links)
    read = fields(field("cash", claims=("c1",)))
    assert found(old, new, before=read, after=read) == ()


def test_each_side_of_a_conflict_is_told_with_the_tier_of_its_own_document() -> None:
    old = book(OLD, claims=[claim("c1", 12)])
    more = [claim("n1", 13, day=BETWEEN, document="d"), claim("n2", 14, day=NEW, document="f")]
    links = [link("n1", "c1", "conflicts"), link("n2", "c1", "corrects")]
    new = book(NEW, claims=[claim("c1", 12), *more], links=links, documents=[FILING, DIGEST])
    read = fields(field("cash", claims=("c1",)))
    changed = found(old, new, before=read, after=read)
    assert [(c.id, c.kind, c.tier) for c in changed] == [
        ("n1", "conflicts", "digest"),
        ("n2", "corrects", "filing"),
    ]
    assert because(changed, read) == {"cash": ("n1", "n2")}


def test_a_figure_that_cannot_hold_beside_the_one_read_is_told_though_nobody_marked_it() -> None:
    first, apart, same = claim("c1", 12), claim("n1", 15, day=BETWEEN), claim("n2", 12, day=NEW)
    old, new = book(OLD, claims=[first]), book(NEW, claims=[first, apart, same])
    read = fields(field("cash", claims=("c1",)))
    changed = found(old, new, before=read, after=read)
    assert [(c.kind, c.id, c.against) for c in changed] == [("conflicts", "n1", "c1")]
    assert (changed[0].before, changed[0].after) == (12.0, 15.0)


def test_a_row_of_the_same_symbol_stands_against_the_one_before() -> None:
    old = book(OLD, parameters=[parameter("R", 280), parameter("x", 1)])
    again = parameter("R", 350, day=BETWEEN, claims=("n1",), id="later")
    new = book(
        NEW,
        claims=[claim("n1", 350, day=BETWEEN, document="d")],
        documents=[DIGEST],
        parameters=[again, parameter("x", 1)],
    )
    read = fields(field("revenue", parameters=("R",)), field("gw", parameters=("x",)))
    changed = found(old, new, before=read, after=read)
    (one,) = changed
    assert (one.id, one.against, one.before, one.after) == ("R", "R-row", 280.0, 350.0)
    assert one.tier == "digest"
    assert because(changed, read) == {"revenue": ("R",)}


def test_a_symbol_that_only_the_newer_runs_read_stands_against_nothing() -> None:
    old, new = book(OLD), book(NEW, parameters=[parameter("P", 7, day=BETWEEN)])
    before, after = fields(field("plan")), fields(field("plan", parameters=("P",)))
    changed = found(old, new, before=before, after=after)
    assert [(c.id, c.against, c.before, c.after) for c in changed] == [("P", None, None, 7.0)]
    assert [r.because for r in reviews(changed, before=before, after=after)] == [("P",)]


def test_a_restated_balance_stands_against_the_last_one_read_of_the_same() -> None:
    rows = [position("p1", 90), position("p2", 80, item="cash")]
    later = [position("p3", 120, day=BETWEEN, note="10-Q [n1]"), position("p4", 70, day=BETWEEN)]
    old = book(OLD, positions=rows)
    new = book(
        NEW,
        claims=[claim("n1", 120, day=BETWEEN, document="f")],
        documents=[FILING],
        positions=[*rows, *later],
    )
    before = fields(field("debt", positions=("p1", "p2")), field("users"))
    after = fields(field("debt", positions=("p2", "p3")), field("users"))
    changed = found(old, new, before=before, after=after)
    (one,) = changed
    assert (one.id, one.against, one.before, one.after) == ("p3", "p1", 90.0, 120.0)
    assert (one.tier, one.claims) == ("filing", ("n1",))
    marks = reviews(changed, before=before, after=after)
    assert [(m.field, m.because) for m in marks] == [("debt", ("p3",))]


def test_a_tranche_is_told_where_a_field_rests_on_its_claims() -> None:
    old = book(OLD)
    new = book(
        NEW,
        claims=[claim("n1", 30, day=BETWEEN), claim("n2", 5, day=BETWEEN, measure="capex")],
        tranches=[
            tranche("a/equity/one", 30, day=BETWEEN, claims=("n1",)),
            tranche("a/equity/two", 5, day=BETWEEN, claims=("n2",)),
        ],
    )
    before, after = fields(field("cash")), fields(field("cash", claims=("n1",)))
    changed = found(old, new, before=before, after=after)
    assert [(c.kind, c.id, c.what) for c in changed] == [("tranche", "a/equity/one", "promised")]
    assert [c.after for c in changed] == [30.0]
    assert [r.field for r in reviews(changed, before=before, after=after)] == ["cash"]
