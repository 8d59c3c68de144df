"""What changed between two days of knowledge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caploop.book.agreement import Agreement, Tranche
from caploop.book.vintage.diff import changes
from caploop.report.text.words import terminal_text

Make = Callable[..., Tranche]


def test_new_and_ended_tranches_are_told_in_order(
    tranche: Make, book: Callable[..., list[Agreement]]
) -> None:
    old = tranche(state="superseded", state_date=date(2026, 2, 10), superseded_by="x")
    new = tranche("northgrid-lantern-2026/equity/later", known_at=date(2026, 2, 5))
    found = changes(book(old, new), since=date(2026, 2, 1), until=date(2026, 3, 1))
    assert [(c.kind, c.day, terminal_text(c.said)) for c in found] == [
        ("new", date(2026, 2, 5), "signed: northgrid to lantern"),
        ("ended", date(2026, 2, 10), "superseded by x"),
    ]


def test_a_successor_that_is_not_known_yet_is_not_named(
    tranche: Make, book: Callable[..., list[Agreement]]
) -> None:
    heir = tranche("northgrid-lantern-2026/equity/later", known_at=date(2026, 2, 25))
    ended = {"state": "superseded", "state_date": date(2026, 2, 10), "superseded_by": heir.id}
    told = changes(book(tranche(**ended), heir), since=date(2026, 2, 1), until=date(2026, 2, 20))
    assert [terminal_text(c.said) for c in told] == ["superseded"]


DAYS = st.dates(date(2025, 1, 1), date(2026, 3, 1))


@given(first=DAYS, second=DAYS, third=DAYS)
def test_changes_of_two_spans_are_those_of_the_whole(
    first: date, second: date, third: date, bundled_agreements: tuple[Agreement, ...]
) -> None:
    a, b, c = sorted((first, second, third))
    halves = [
        *changes(bundled_agreements, since=a, until=b),
        *changes(bundled_agreements, since=b, until=c),
    ]
    whole = changes(bundled_agreements, since=a, until=c)
    assert {(x.kind, x.tranche) for x in halves} == {(x.kind, x.tranche) for x in whole}
