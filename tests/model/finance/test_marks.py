"""The value and the mark of the last round, one quarter at a time, on numbers done by hand."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from types import SimpleNamespace
from typing import Any

import jax.numpy as jnp
import pytest

from caploop.model.finance import marks
from caploop.model.terms.parties import HOLDERS, INVESTORS
from tests.model.numbers import Numbers

QUIET: Mapping[str, float] = {
    **{"V_pre": 730, "V_2025Q4": 500, "V_post": 840, "k_10": 0.15, "k_p": 0.1, "eta_V": 1},
    **{"dur_V": 8, "r_base": 0.045, "sig_V": 0.0, "sig_M": 0.0, "sh_S": 0.5, "ar_S": 0.8},
    **{"j_up": 0.03, "j_down": 0.15, "dtol": 0.15, "dlom": 0.2, "n_lockup": 2, "n_stale": 4},
    **{"ipo_disc": 0.2, "pref_before": 40, "sbc": 6, "funding_on": 1},
}
BEFORE: Mapping[str, float] = {
    **{"value_after": 840, "notes_converted": 0, "acquired": 0, "sentiment": 0},
    **{"surprise_news": 0, "rate_before": 0.045, "round_asked": 0, "round_failed": 0},
    **{"down_round": 0, "mark": 840, "mark_age": 1, "quarters_listed": 0, "preferences": 160},
}
NOW: Mapping[str, Any] = {
    **{"alive": 1.0, "listed": 0.0, "value": 870.0, "value_after": 900.0, "round_asked": 0.0},
    **{"round_failed": 0.0, "cheques": jnp.zeros(len(INVESTORS))},
}


class Fake(dict[str, Any]):
    """This quarter's values, with last quarter's beside them and no luck."""

    before: Mapping[str, float] = {}
    shock = SimpleNamespace(normal=lambda name: jnp.asarray(0.0))

    def lag(self, name: str) -> Any:
        return jnp.asarray(float(self.before[name]))


def fake(before: Mapping[str, float] | None = None, **now: Any) -> Fake:
    made = Fake({**NOW, **now})
    made.before = {**BEFORE, **(before or {})}
    return made


def value(before: Mapping[str, float] | None = None, t: int = 3, **params: float) -> float:
    found = marks.fair_value(fake(before), Numbers(**{**QUIET, **params}), t)
    return float(found["value"])


def mark(before: Mapping[str, float] | None = None, t: int = 3, **now: Any) -> Mapping[str, Any]:
    return marks.marking(fake(before, **now), Numbers(**QUIET), t)


def test_without_news_what_was_left_grows_at_the_cost_of_capital() -> None:
    assert value() == pytest.approx(840 * 1.15**0.25)
    assert value(t=21) == pytest.approx(840 * 1.1**0.25)
    assert value(t=1) == 730


def test_the_change_is_net_of_new_money() -> None:
    x, p = fake({"value_after": 850}), Numbers(**QUIET)
    assert float(marks.fair_value(x, p, 2)["value_change"]) == pytest.approx(log(1.15) / 4)


@pytest.mark.parametrize(
    ("before", "moved"),
    [
        ({"surprise_news": -0.1}, -0.1),
        ({"rate_before": 0.035}, -0.08),
        ({"round_asked": 1}, 0.03),
        ({"round_asked": 1, "round_failed": 1}, -0.15),
        ({"round_asked": 1, "down_round": 1}, -0.12),
        ({"sentiment": 0.5}, -0.1),
    ],
)
def test_news_interest_rounds_and_fading_sentiment_move_it(
    before: Mapping[str, float], moved: float
) -> None:
    assert value(before) == pytest.approx(value() * exp(moved))


def test_converted_debt_and_acquisitions_add_to_the_value() -> None:
    assert value({"notes_converted": 50, "acquired": 10}) == pytest.approx(900 * 1.15**0.25)


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
