"""Published gaps with their definitions, how they are closed, queues at central values."""

from __future__ import annotations

from datetime import date

import pytest

from caploop.book.known import known_book
from caploop.core.errors import UsageError
from caploop.study.build.power import balances_of, gaps_of, queues_of
from tests.real_book import real_book, real_central, real_known


def test_all_published_gaps_stand_side_by_side() -> None:
    gaps = gaps_of(real_known())
    assert sorted(g.gw for g in gaps) == [2, 35, 44, 47, 65, 73.2, 157, 201]
    assert all(g.definition and g.who and g.period for g in gaps)
    assert {g.scenario: g.claims[0] for g in gaps if g.scenario} == {"S0": "004-21", "S5": "004-23"}


def test_a_range_before_relief_keeps_both_its_ends() -> None:
    found = next(g for g in gaps_of(real_known()) if g.id == "F397")
    assert (found.least, found.gw) == (13, 44)


def test_a_gap_not_public_yet_is_not_shown() -> None:
    ids = {g.id for g in gaps_of(known_book(real_book(), known_at=date(2026, 1, 1)))}
    assert "F397" in ids
    assert not ids & {"004-21", "004-23"}


def test_a_balance_adds_up() -> None:
    for b in balances_of(real_central()):
        assert b.needed - sum(b.listed.values()) - b.gap - b.unlisted == pytest.approx(0)


def test_the_generation_queue_has_its_golden_numbers() -> None:
    plants, loads = queues_of(real_central())
    assert (round(plants.out, 4), round(plants.advance, 4)) == (0.2003, 0.1203)
    assert plants.months["q50"] == pytest.approx(55, abs=0.05)
    assert plants.naive_months == 60
    assert plants.scheduled_2030 == 45
    assert plants.through_2030 < plants.scheduled_2030
    assert loads.completion == pytest.approx(0.2)
    assert loads.months["q10"] < loads.months["q50"] < loads.months["q90"]


@pytest.mark.parametrize("changed", [{"q_comp": 1.0}, {"spec": 0.0}, {"k_q": 9.0}])
def test_a_queue_that_cannot_be_is_refused(changed: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="between 0 and 1 and k_q from 1 to 5"):
        queues_of({**real_central(), **changed})
