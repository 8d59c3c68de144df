"""The timeline: the largest pairs, versions that say the same joined, ends as they are."""

from __future__ import annotations

from datetime import date

from caploop.report.chapters.book.time import begun, ended, main_pairs, spells, times
from tests.report.book_cases import FIRST, desk, empty, record, several, tranche
from tests.report.real_records import bundled_book

MIDDLE = date(2025, 11, 19)


def test_pairs_come_with_the_largest_promise_first_in_money_or_power() -> None:
    found = record(
        tranche("lab-cloud-2025/compute/a", "100e9"),
        tranche("cloud-lab-2025/compute/a", "1e9", payer="cloud", payee="lab"),
        tranche("lab-maker-2025/chips/a", "10e9", payee="maker", unit="W"),
    )
    order = [who for who, _ in main_pairs(found)]
    assert order == [("lab", "cloud"), ("lab", "maker"), ("cloud", "lab")]


def test_versions_with_the_same_figure_and_firmness_are_one_bar() -> None:
    heir = tranche("lab-cloud-2025/compute/v2", "9e9", known_at=MIDDLE, signed=MIDDLE)
    old = tranche(
        "lab-cloud-2025/compute/v1",
        "9e9",
        state="superseded",
        state_date=MIDDLE,
        superseded_by=heir.id,
    )
    (spell,) = spells(record(old, heir).executed)
    assert (begun(spell.first), ended(spell)) == (FIRST, None)


def test_a_promise_that_ended_is_drawn_to_its_last_day() -> None:
    old = tranche("lab-cloud-2025/a/v1", "9e9", state="lapsed", state_date=MIDDLE)
    (spell,) = spells(record(old).executed)
    assert ended(spell) == MIDDLE


def test_what_was_paid_at_once_is_a_point() -> None:
    paid = tranche("lab-cloud-2025/a/v1", "9e9", firmness="executed", spread="at_start")
    (spell,) = spells(record(paid).executed)
    assert ended(spell) == begun(spell.first)


def test_only_what_was_denied_or_withdrawn_is_struck() -> None:
    shown = times(several(), desk(several()))
    assert shown.scenes["wide"].svg.count("— denied") == 1
    lapsed = record(tranche("lab-cloud-2025/a/v1", "9e9", state="lapsed", state_date=MIDDLE))
    svg = times(lapsed, desk(lapsed)).scenes["wide"].svg
    assert "strike" not in svg
    assert "lapsed" in svg


def test_an_empty_book_has_no_bars_and_says_so() -> None:
    shown = times(empty(), desk(empty()))
    assert (shown.rows, shown.shown, shown.all) == ((), 0, 0)
    assert "No agreement" in shown.scenes["wide"].svg


def test_the_pictures_say_how_much_they_show() -> None:
    shown = times(bundled_book(), desk(bundled_book()))
    assert shown.shown < shown.all
    assert all("1 Mar 2026" in scene.svg for scene in shown.scenes.values())
