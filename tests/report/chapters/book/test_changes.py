"""Changes and what brings no flow: an end beside the start that caused it, reasons counted."""

from __future__ import annotations

from datetime import date

from caploop.report.chapters.book.changes import outs, turns
from caploop.report.chapters.book.list import listed
from tests.report.book_cases import desk, empty, record, several, tranche
from tests.report.real_records import bundled_book

DAY = date(2026, 2, 20)


def test_a_promise_that_replaces_another_is_one_change() -> None:
    new = tranche("lab-cloud-2026/a/new", "5e9", known_at=DAY, signed=DAY)
    old = tranche(
        "lab-cloud-2025/a/old",
        "9e9",
        state="superseded",
        state_date=DAY,
        superseded_by=new.id,
    )
    found = record(old, new)
    shown = turns(found, desk(found))
    assert (shown.new, shown.ended) == (1, 1)
    (turn,) = shown.items
    assert (turn.ref.text, [r.text for r, _ in turn.old]) == ("$5bn", ["$9bn"])


def test_an_end_without_an_heir_stands_alone_with_its_word() -> None:
    shown = turns(several(), desk(several()))
    assert [t.kind for t in shown.items] == ["new", "denied"]


def test_every_tranche_without_flows_is_counted_under_a_reason() -> None:
    found = bundled_book()
    shown = outs(found, desk(found))
    assert sum(o.count for o in shown) == len(found.flows.left_out)
    assert all(len(o.refs) == o.count for o in shown)
    assert [o.count for o in shown] == sorted((o.count for o in shown), reverse=True)
    assert "other reasons" not in {o.reason for o in shown}


def test_nothing_changed_and_nothing_left_out_gives_nothing() -> None:
    assert turns(empty(), desk(empty())).items == ()
    assert outs(empty(), desk(empty())) == ()


def test_an_assumption_is_told_in_the_list() -> None:
    guessed = next(t for t in listed(several(), desk(several())) if t.guessed)
    assert guessed.assumed == "assumption: condition"
    assert guessed.checked
