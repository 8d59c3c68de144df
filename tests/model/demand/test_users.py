"""Releases, price wars, code red, habit, attacks, growth spending: each moves demand."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.model.demand.users import attacked, red_expected
from tests.model.conftest import Series
from tests.model.numbers import Numbers

RED = {
    "lam_rel": 4.0,
    "q_red": -0.2,
    "n_code_red": 2.0,
    "pull_red": 0.25,
    "n_rel0": 10.0,
    "a_rel": 0.2,
    "b_rel": 0.3,
    "sig_q": 0.15,
    "ar_S": 0.6,
}


@pytest.mark.parametrize(
    ("without", "name", "sign"),
    [
        ("no price wars", "subscriptions_wanted", 1),
        ("no code red", "kept_share", 1),
        ("no habit", "kept_share", -1),
        ("no attacks", "share", 1),
    ],
)
def test_switched_off_it_moves_its_output(
    series: Series, without: str, name: str, sign: int
) -> None:
    moved = series(name, without)[:, :6].mean() - series(name)[:, :6].mean()
    assert sign * moved > 1e-6


@pytest.mark.parametrize(
    ("without", "name"),
    [
        ("no releases", "quality"),
        ("still prices of advertising", "advertising"),
        ("growth spending wins nobody", "new_payers"),
        ("no growth spending cut", "other_cost"),
        ("no annual plans", "cash"),
        ("invoices paid at once", "cash"),
    ],
)
def test_switched_off_it_changes_single_draws(series: Series, without: str, name: str) -> None:
    apart = np.abs(series(name, without) - series(name))
    assert apart.max() > 1e-3


def test_releases_move_the_gap_without_a_drift(series: Series) -> None:
    gain = series("release_gain")
    assert gain.max() > 0 > gain.min()
    assert abs(gain.mean()) < 0.01


def test_a_code_red_needs_two_quarters_behind(series: Series) -> None:
    red = series("code_red")
    assert red[:, :2].max() == 0
    assert 0 < red[:, 3:].mean() < 0.4
    assert series("code_red", "no code red").max() == 0


def test_a_gap_of_nought_is_never_below_its_threshold() -> None:
    still = {**RED, "sig_q": 0.0, "a_rel": 0.0}
    assert red_expected(still, 8).max() == 0
    assert red_expected({**RED, "q_red": 1.0}, 4).tolist() == [0, 1, 1, 1]


def test_a_price_war_lasts_four_quarters_at_least(series: Series) -> None:
    for war in series("price_war"):
        begun = np.flatnonzero(war)
        if len(begun):
            assert war[begun[0] : begun[0] + 4].all()


def test_attacks_cancel_where_both_sides_spend_the_same() -> None:
    p = Numbers(A_own=20.0, A_rivals=20.0, gamma_A=0.01)
    assert float(attacked(p)) == 0
    p = Numbers(A_own=0.0, A_rivals=20.0, gamma_A=0.01)
    assert float(attacked(p)) == pytest.approx(-0.01 * np.log(21), rel=1e-6)


def test_what_openai_was_paid_ahead_and_is_owed_stands_on_both_sides(series: Series) -> None:
    ahead = series("holding:openai:plans paid ahead")
    np.testing.assert_allclose(-ahead, series("holding:households:plans paid ahead"), atol=1e-9)
    owed = series("holding:openai:customer invoices")
    np.testing.assert_allclose(owed, -series("holding:enterprises:customer invoices"), atol=1e-9)
    assert owed.min() > -1e-9
    assert ahead.max() < 1e-9


def test_nothing_is_served_ahead_without_annual_plans(series: Series) -> None:
    assert series("served", "no annual plans").max() == 0
    assert series("served").min() >= 0
    assert series("billed").min() >= 0
