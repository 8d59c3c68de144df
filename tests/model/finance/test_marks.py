"""The value and the mark of the last round, one quarter at a time, on numbers done by hand."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from types import SimpleNamespace
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from caploop.model.finance import marks
from caploop.model.terms.parties import HOLDERS, INVESTORS
from tests.model.numbers import Numbers

QUIET: Mapping[str, float] = {
    **{"V_pre": 730, "V_2025Q4": 500, "V_post": 840, "v_prem": 0.2, "x_est": 0.08},
    **{"sig_V": 0.0, "sig_M": 0.0, "sh_S": 0.5, "ar_S": 0.8},
    **{"j_up": 0.03, "j_down": 0.15, "dtol": 0.15, "dlom": 0.2, "n_lockup": 2, "n_stale": 4},
    **{"ipo_disc": 0.2, "pref_before": 40, "sbc": 6, "funding_on": 1},
}
BEFORE: Mapping[str, float] = {
    **{"value_after": 840, "notes_converted": 0, "acquired": 0, "sentiment": 0},
    "paid_in": 0,
    **{"lasting": 0, "round_chance": 0.8, "round_asked": 0, "round_failed": 0},
    **{"down_round": 0, "mark": 840, "mark_age": 1, "quarters_listed": 0, "preferences": 160},
}
NOW: Mapping[str, Any] = {
    **{"business_value": 1200.0, "burn_value": 130.0, "net_cash": 40.0},
    **{"alive": 1.0, "listed": 0.0, "value": 870.0, "value_after": 900.0, "round_asked": 0.0},
    **{"round_failed": 0.0, "cheques": jnp.zeros(len(INVESTORS)), "round_discount": 0.0},
    **{"round_cheques": jnp.zeros(len(INVESTORS))},
}


class Fake(dict[str, Any]):
    """This quarter's values, with last quarter's beside them and no luck."""

    before: Mapping[str, Any] = {}
    shock: Any = SimpleNamespace(normal=lambda name: jnp.asarray(0.0))

    def lag(self, name: str) -> Any:
        return jnp.asarray(self.before[name], float)


def fake(before: Mapping[str, Any] | None = None, **now: Any) -> Fake:
    made = Fake({**NOW, **now})
    made.before = {**BEFORE, **(before or {})}
    return made


def value(before: Mapping[str, Any] | None = None, t: int = 3, **params: float) -> float:
    found = marks.fair_value(fake(before), Numbers(**{**QUIET, **params}), t)
    return float(found["value"])


def mark(before: Mapping[str, float] | None = None, t: int = 3, **now: Any) -> Mapping[str, Any]:
    return marks.marking(fake(before, **now), Numbers(**QUIET), t)


def test_the_first_value_is_the_price_that_was_signed_and_the_rest_is_the_opening_premium() -> None:
    first = marks.fair_value(fake(), Numbers(**QUIET), 1)
    assert float(first["value"]) == pytest.approx(730)
    assert float(first["premium"]) == pytest.approx((730 + 130 - 40) / 1200)


def test_value_is_the_business_at_its_premium_less_burn_plus_cash() -> None:
    assert value() == pytest.approx(1200 - 130 + 40)
    assert value({"lasting": log(0.5)}, v_prem=0.0) == pytest.approx(600 - 130 + 40)


def test_the_change_is_net_of_new_money() -> None:
    x, p = fake({"value_after": 1000, "notes_converted": 50, "acquired": 10}), Numbers(**QUIET)
    assert float(marks.fair_value(x, p, 2)["value_change"]) == pytest.approx(log(1110 / 1060))


def test_a_premium_goes_back_to_none_by_its_share_a_year() -> None:
    x = fake({"lasting": log(0.5)})
    for _ in range(4):
        x.before = {**x.before, "lasting": marks.fair_value(x, Numbers(**QUIET), 9)["lasting"]}
    assert float(x.before["lasting"]) == pytest.approx(0.8 * log(0.5))


def test_sentiment_fades_sooner() -> None:
    found = marks.fair_value(fake({"sentiment": 0.5, "lasting": 0.5}), Numbers(**QUIET), 9)
    assert float(found["premium"]) == pytest.approx(exp(0.4 + 0.5 * 0.8**0.25))


def test_a_round_moves_the_premium_by_what_its_chance_did_not_say() -> None:
    """Weighted by the chance, the two outcomes leave the premium where it was."""
    asked = {"round_asked": 1.0, "round_chance": 0.8}
    came, failed = (
        float(marks.fair_value(fake({**asked, "round_failed": f}), Numbers(**QUIET), 3)["premium"])
        for f in (0.0, 1.0)
    )
    assert failed < 1 < came
    assert came / failed == pytest.approx(exp(0.03 + 0.15))
    assert 0.8 * came + 0.2 * failed == pytest.approx(1)


@pytest.mark.parametrize("part", [0.2, 0.8])
def test_without_news_the_mean_over_draws_is_what_cash_flow_says(part: float) -> None:
    """Twenty quarters of the market and of own shocks; where the opening has no premium the mean
    of the premium is one in every quarter, within four errors of sampling."""
    p = Numbers(**{**QUIET, "sig_V": 0.6, "sig_M": 0.18, "sh_S": part})
    luck = np.random.default_rng(4).standard_normal((20, 3, 40_000))
    x = fake(business_value=820.0)
    for t in range(1, 21):
        draws = dict(zip(("market", "valuation", "own value"), luck[t - 1], strict=True))
        x.shock = SimpleNamespace(normal=draws.__getitem__)
        found = marks.fair_value(x, p, t)
        x.before = {**x.before, **{n: found[n] for n in ("sentiment", "lasting")}}
        premium = np.asarray(found["premium"])
        error = premium.std() / np.sqrt(40_000)
        assert abs(premium.mean() - 1) <= 4 * error + 1e-9, t
    assert 0.4 < np.log(premium).std() < 0.9


def test_a_business_is_worth_what_a_bankruptcy_would_bring_at_least() -> None:
    x = fake(burn_value=5000.0)
    assert float(marks.fair_value(x, Numbers(**QUIET), 3)["value"]) == pytest.approx(0.08 * 1200)


def test_nothing_is_left_after_a_bankruptcy() -> None:
    found = marks.fair_value(fake(alive=0.0), Numbers(**QUIET), 3)
    assert float(found["value"]) == 0


def test_the_february_round_counts_whole_at_once() -> None:
    first = mark(t=1)
    assert (float(first["mark"]), float(first["mark_age"])) == (840, 0)


def test_the_mark_stays_until_the_next_round_and_goes_stale() -> None:
    still = mark({"mark_age": 4})
    assert [float(still[n]) for n in ("mark", "mark_age", "mark_stale")] == [840, 5, 1]
    new = mark({"mark_age": 4}, round_asked=1.0)
    assert [float(new[n]) for n in ("mark", "mark_age", "mark_stale")] == [900, 0, 0]


@pytest.mark.parametrize(("price", "down"), [(900.0, 0), (720.0, 0), (700.0, 1)])
def test_a_round_is_down_below_the_last_mark_by_more_than_the_tolerance(
    price: float, down: int
) -> None:
    assert float(mark(round_asked=1.0, value=price)["down_round"]) == down


def test_preferences_end_with_the_listing_and_shares_are_free_after_the_lock_up() -> None:
    bought = jnp.zeros(len(INVESTORS)).at[0].set(30.0)
    assert float(mark(cheques=bought)["preferences"]) == 190
    held = [
        mark({"quarters_listed": n}, listed=1.0, cheques=bought)["value_held"] for n in (0, 1, 2)
    ]
    assert [float(v) for v in held] == pytest.approx([720, 720, 900])
    assert float(mark(listed=1.0)["preferences"]) == 0


def test_buyers_of_an_offering_pay_less_than_the_value() -> None:
    cheques = jnp.zeros(len(INVESTORS)).at[-1].set(60.0)
    given = marks.listing(fake(offering_cheques=cheques), Numbers(**QUIET), 9)
    assert float(given["offer_given"][HOLDERS.index("market")]) == pytest.approx(15)


def test_employees_pay_in_work() -> None:
    x = fake(acquired=1.0, notes_converted=2.0, support_cheque=0.0)
    paid = marks.put_in(x, Numbers(**QUIET), 3)["put_in"]
    assert float(paid[HOLDERS.index("employees")]) == 1.5
    assert float(paid.sum()) == pytest.approx(4.5)
