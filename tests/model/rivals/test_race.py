"""The race on paper: openings, funding, imitation, breaks, and the article's two statements."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from caploop.model.rivals import money
from caploop.model.rivals.alone import Path, slopes
from caploop.model.rivals.market import use_shares
from caploop.model.rivals.start import (
    DEVELOPERS,
    OPENAI,
    RIVALS,
    ROUTES,
    opening_quality,
    opening_use,
)
from tests.model.numbers import Numbers
from tests.model.rivals.cases import QUARTERS, central_path, params_of_the_race, seen
from tests.real_book import real_central


def numbers() -> Numbers:
    return Numbers(**{**params_of_the_race(), "credit_on": 0.0})


def low() -> dict[str, float]:
    return {"spill": 0.05, "g_hw": real_central()["g_hw"]}


def broken() -> dict[str, float]:
    return {"break_on": 1.0, "jump_e": real_central()["jump_e"]}


@pytest.fixture(scope="module")
def path() -> Path:
    return central_path()


def test_opening_shares_of_use_sum_to_one_and_quality_gives_them_back() -> None:
    use = opening_use(numbers())
    assert float(use.sum()) == pytest.approx(1)
    quality = opening_quality(numbers())
    again = use_shares(quality, numbers().profit_return_to_quality, standing=jnp.ones(6))
    np.testing.assert_allclose(again, use, rtol=1e-12)
    assert len(ROUTES) == len(DEVELOPERS) == len(RIVALS) + 1


def test_internal_cash_is_the_cheapest_money(path: Path) -> None:
    rate = np.asarray(seen(path)["rival_rate"])[3]
    google, meta, xai, anthropic, _ = rate
    assert meta <= google < min(xai, anthropic)


def test_own_chips_make_a_gigawatt_cheaper() -> None:
    price = np.asarray(money.price_of_compute(jnp.full(5, 0.08), numbers()))
    assert price[0] < price[1] == pytest.approx(price[2])


def test_a_shut_window_leaves_those_with_their_own_cash_untouched(path: Path) -> None:
    """In 2026 xAI lives on rounds; Anthropic has its round of February and its sales."""
    open_, shut = (np.asarray(seen(path, rivals_window=w)["rival_capacity"])[3] for w in (1.0, 0.0))
    google, meta, xai, anthropic, _ = shut / open_
    assert min(google, meta) > 0.95
    assert xai < 0.8
    assert anthropic <= 1.0


def test_the_gap_is_nought_where_nothing_deviates(path: Path) -> None:
    assert float(jnp.abs(seen(path)["quality_gap"]).max()) < 1e-9


def test_a_break_elsewhere_opens_a_gap_and_less_of_it_is_left_where_it_spreads(path: Path) -> None:
    gaps = [
        float(seen(path, break_on=1.0, diff_e=d, scale_e=0.8)["quality_gap"][11])
        for d in (0.05, 0.95)
    ]
    assert gaps[0] < gaps[1] < 0


def test_faster_imitation_helps_those_behind(path: Path) -> None:
    """Who is used less than its fleet would have it; Anthropic, the second, is imitated itself."""
    slow, fast = (np.asarray(seen(path, lag_f=lag)["use_share"])[19] for lag in (14.0, 3.0))
    behind = [DEVELOPERS.index(n) for n in ("google", "meta", "xai", "open")]
    assert (fast[behind] > slow[behind]).all()


def test_statement_one_cheaper_hardware_lifts_the_share_of_who_builds_faster(path: Path) -> None:
    """003: if computing gets cheaper the advantage of scale grows. With little imitation it does
    while OpenAI builds ahead of its rivals (2026 to 2028) and at the end; in 2029 and 2030, when
    its plan builds least, it does not."""
    _, by = slopes(path, "g_hw", quarters=QUARTERS)({**low()})
    assert min(by[n - 1] for n in (4, 8, 12, 40)) > 0 > by[19]


def test_statement_one_holds_exactly_where_all_build_alike() -> None:
    """Fleets that do not grow get better alike: shares hold to the digit."""
    held = real_central()["G_2025"]
    nobody = dict.fromkeys(("ai_google", "ai_meta", "ai_open", "speed_gw"), 0.0)
    still = central_path(**nobody, plan_gw=np.full(QUARTERS, held))
    _, by = slopes(still, "g_hw", quarters=12)({"g_hw": 0.35, "spill": 0.0})
    np.testing.assert_allclose(by, 0, atol=1e-9)


def test_statement_two_a_break_that_spreads_takes_from_the_lead(path: Path) -> None:
    """From the quarters after the break on, and more where less of it works on any scale."""
    by_size = slopes(path, "jump_e", quarters=QUARTERS)
    for spread in (0.7, 0.95):
        _, by = by_size({**broken(), "diff_e": spread, "scale_e": 0.5})
        assert by[8:].max() < 0


def test_a_break_of_openai_that_stays_its_own_lifts_its_share() -> None:
    none_else = central_path(from_small=0.0, from_chip=0.0, diff_e=0.05)
    _, by = slopes(none_else, "jump_e", quarters=20)({"jump_e": 4.0})
    assert by[-1] > 0


def test_more_return_to_quality_concentrates(path: Path) -> None:
    low, high = (seen(path, S_F30=s) for s in (350.0, 900.0))
    assert int(high["viable"].max()) <= len(DEVELOPERS)
    assert float(high["top_share"][-1]) > 1 / len(DEVELOPERS)
    assert float(low["viable"][-1]) <= float(high["viable"][-1])


def test_a_developer_that_stands_for_nothing_is_out(path: Path) -> None:
    impatient = seen(path, patience=0.0)
    assert float(impatient["developer_stands"][-1, 1]) == 0
    assert float(impatient["use_share"][-1, 1]) == 0


def test_gradients_of_the_race_are_finite(path: Path) -> None:
    def last(value: jax.Array) -> jax.Array:
        return path({"xi": value})["use_share"][-1, OPENAI]

    assert np.isfinite(float(jax.jit(jax.grad(last))(jnp.asarray(1.0))))
