"""Forced sales from the book's positions."""

from __future__ import annotations

import pytest

from caploop.stress import Shock
from caploop.study.stress.fire import FALLS, fire_of
from caploop.study.stress.record import GPUS
from tests.real_book import real_book, real_known


def test_debt_over_holdings_of_softbank_is_the_loan_to_value_it_prints() -> None:
    """B456: 20.6 per cent, which the three positions give."""
    own = next(p for p in fire_of(real_known(), ()).pledges if p.asset != GPUS)
    assert own.debt / (own.holding + own.other) == pytest.approx(0.206, abs=1e-3)
    assert own.positions == ("P055", "B469", "B455")


def test_every_first_fall_has_every_depth_and_none_is_the_one() -> None:
    found = fire_of(real_known(), ())
    falls = {(s.asset, s.first_fall) for s in found.sales}
    haircut = next(p for p in real_book().parameters if p.symbol == "h_fs")
    asked = {float(v) for v in (haircut.low, haircut.central, haircut.high)}
    assert {f for asset, f in falls if asset == GPUS} == asked
    assert {f for asset, f in falls if asset != GPUS} == set(FALLS)
    for asset, fall in falls:
        depths = {s.depth for s in found.sales if (s.asset, s.first_fall) == (asset, fall)}
        assert len(depths) == 6


def test_a_shock_to_the_price_of_gpus_is_the_first_fall_and_a_mark_lowers_the_cushion() -> None:
    shocks = [
        Shock(kind="gpu_price", size=0.1),
        Shock(kind="mark", target="openai", size=0.5),
    ]
    found = fire_of(real_known(), shocks)
    assert {s.first_fall for s in found.sales if s.asset == GPUS} == {0.1}
    own = next(p for p in found.pledges if p.asset != GPUS)
    assert own.other == pytest.approx(54.4 / 2)


def test_no_debt_by_instrument_is_said() -> None:
    found = fire_of(real_known(), ())
    assert any(r.why.code == "debt-not-by-instrument" for r in found.refused)
