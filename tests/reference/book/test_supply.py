"""Who supplies what to whom."""

from __future__ import annotations

from datetime import date

import pytest

from caploop.book.agreement import Agreement
from caploop.book.supply import supply
from tests.real_book import real_book


@pytest.fixture(scope="module")
def agreements() -> tuple[Agreement, ...]:
    return tuple(real_book().agreements)


def test_openai_rents_leases_and_buys(agreements: tuple[Agreement, ...]) -> None:
    found = supply(agreements, as_of=date(2026, 3, 1))
    mine = {(s.supplier, s.tenure) for s in found if s.user == "openai"}
    assert ("amazon", "rented compute") in mine
    assert ("sb_energy", "leased capacity") in mine
    assert ("amd", "bought chips") in mine


def test_what_has_ended_supplies_nothing(agreements: tuple[Agreement, ...]) -> None:
    found = supply(agreements, as_of=date(2026, 3, 1))
    assert "openai-nvidia-2025-loi/systems/all" not in {s.tranche for s in found}
    before = supply(agreements, as_of=date(2025, 12, 1))
    assert "openai-nvidia-2025-loi/systems/all" in {s.tranche for s in before}


def test_a_right_to_choose_is_told_apart_from_a_duty(
    agreements: tuple[Agreement, ...],
) -> None:
    found = {s.tranche: s for s in supply(agreements, as_of=date(2026, 3, 1))}
    assert found["openai-foxconn-2025/option/purchase"].optional
    assert not found["openai-amazon-2025/compute/all"].optional
