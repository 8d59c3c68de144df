"""The supply structure: marks by tenure, nothing counted twice, no picture of nothing."""

from __future__ import annotations

from decimal import Decimal

from caploop.report.chapters.book.supply import cell, ranked, supplied
from tests.report.book_cases import desk, empty, record, tranche
from tests.report.real_records import bundled_book

GW = Decimal(1_000_000_000)


def test_power_that_repeats_a_contract_is_left_out_of_its_cell() -> None:
    found = record(
        tranche("lab-cloud-2025/compute/all", "9e9", capacity_w=GW),
        tranche(
            "lab-cloud-2025/capacity/all",
            "1e9",
            unit="W",
            kind="lease",
            overlaps=("lab-cloud-2025/compute/all",),
        ),
    )
    (held,) = cell(found.supply, desk(found))
    assert (held.glyph, held.value) == ("rented", "$9bn · 1 GW")


def test_an_option_is_told_apart_from_an_order_on_conditions() -> None:
    found = record(
        tranche("lab-cloud-2025/option/more", "2e9", kind="option", condition="wants >= 1"),
        tranche("lab-cloud-2025/chips/more", "3e9", kind="chip_purchase", condition="wants >= 1"),
    )
    held = {h.glyph: h.note for h in cell(found.supply, desk(found))}
    assert held == {"option": "option", "bought": "on conditions"}


def test_what_has_no_figure_says_so() -> None:
    found = record(tranche("lab-cloud-2025/compute/all"))
    (held,) = cell(found.supply, desk(found))
    assert (held.value, held.note) == ("", "no figure")


def test_users_with_the_most_money_come_first() -> None:
    found = record(
        tranche("lab-cloud-2025/compute/all", "1e9"),
        tranche("maker-cloud-2025/compute/all", "2e9", payer="maker"),
    )
    assert ranked({s.user: [s] for s in found.supply}) == ["maker", "lab"]


def test_investors_are_no_users_but_their_relations_are_in_the_table() -> None:
    shown = supplied(bundled_book(), desk(bundled_book()))
    assert len(shown.rows) == len(bundled_book().supply)
    assert "Outside investors ←" not in shown.scenes["wide"].description
    assert 0 < shown.rest < len(shown.rows)


def test_nothing_known_gives_no_rows() -> None:
    shown = supplied(empty(), desk(empty()))
    assert (shown.rows, shown.shown) == ((), 0)
    assert "Nothing is known" in shown.scenes["narrow"].svg
