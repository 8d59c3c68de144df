"""A spread over the loss in a default is a chance of default; without a spread there is none."""

from __future__ import annotations

from math import exp

import pytest

from caploop.study.runway.market import MarketSignal, default_rate, signals_of
from tests.parameter_rows import parameter


def signals(**own: float) -> dict[str, MarketSignal]:
    told = {
        "s_oai": 600.0,
        "s_dd_nonIG_2026": 400.0,
        "s_dd_IG_2026": 200.0,
        "r_spv_Hyperion": 6.5,
        "r_spv_Colossus": 10.5,
        "r_base": 0.045,
        **own,
    }
    rows = [parameter(symbol, value) for symbol, value in told.items()]
    rows += [parameter("rec_u", 0.2, 0.4, 0.6), parameter("rec_s", 0.6, 0.8, 0.9)]
    rows += [parameter("pd_sg", 0.02, 0.04, 0.1)]
    return {s.instrument: s for s in signals_of(rows, bankrupt_by_2030=0.09)}


def test_six_hundred_points_over_a_loss_of_three_fifths_are_ten_defaults_in_a_hundred_years() -> (
    None
):
    assert default_rate(0.06, 0.4) == pytest.approx(0.1)
    openai = signals()["openai_debt"]
    assert openai.central == pytest.approx(1 - exp(-0.1), abs=1e-6)
    assert openai.to_2030 == pytest.approx(1 - exp(-0.5), abs=1e-6)
    assert openai.model == 0.09


def test_more_recovered_means_more_defaults_behind_the_same_spread() -> None:
    openai = signals()["openai_debt"]
    assert openai.low < openai.central < openai.high < 1


def test_a_wider_spread_is_a_higher_chance_and_none_is_none() -> None:
    assert signals(s_oai=900)["openai_debt"].to_2030 > signals()["openai_debt"].to_2030
    assert signals(s_oai=0)["openai_debt"].to_2030 == 0
    assert signals()["ddtl_other"].central > signals()["ddtl_grade"].central


def test_a_yield_counts_over_the_base_rate() -> None:
    assert signals()["hyperion"].spread == pytest.approx(0.02)
    assert signals()["colossus"].spread == pytest.approx(0.06)


def test_the_past_is_a_rate_and_no_price() -> None:
    past = signals()["past"]
    assert past.spread is None
    assert (past.low, past.central, past.high) == (0.02, 0.04, 0.1)
    assert past.to_2030 == pytest.approx(1 - 0.96**5, abs=1e-6)
