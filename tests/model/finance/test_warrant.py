"""The AMD warrant against the specification and against simulated prices."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.model.finance.warrant import chance_of_vesting, warrant_value

HURDLES = (220, 296, 372, 448, 524, 600)


def test_six_equal_tranches_are_worth_23_5_bn() -> None:
    value = warrant_value(
        shares=[160 / 6] * 6,
        hurdles=HURDLES,
        delivered=[1] * 6,
        price=205,
        volatility=0.5,
        years=5,
    )
    assert value / 1000 == pytest.approx(23.5, rel=0.01)


def test_a_hurdle_already_reached_vests_for_certain() -> None:
    chance = chance_of_vesting(
        price=205, hurdle=205, volatility=0.5, years=5, checks_a_year=52, rate=0
    )
    assert chance == 1


def test_the_closed_form_agrees_with_simulated_weekly_prices() -> None:
    steps, years, volatility = 260, 5, 0.5
    drawn = np.random.default_rng(7).standard_normal((20_000, steps))
    week = volatility * np.sqrt(years / steps)
    log = np.cumsum(week * drawn - week**2 / 2, axis=1)
    paid = np.exp(log[:, -1]) * (205 * np.exp(log.max(axis=1)) >= 372)
    chance = chance_of_vesting(
        price=205, hurdle=372, volatility=volatility, years=years, checks_a_year=52, rate=0
    )
    assert chance == pytest.approx(paid.mean(), abs=4 * paid.std() / np.sqrt(len(paid)))
