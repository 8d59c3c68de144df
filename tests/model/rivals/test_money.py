"""Money of rivals: one rule of size for all, and the signs that less money must have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import jax.numpy as jnp
import numpy as np
import pytest

from caploop.model.inputs.priors import prior_of
from caploop.model.rivals import money
from caploop.model.rivals.alone import Path
from caploop.model.rivals.start import ANTHROPIC, RIVALS, logarithm_of_mean, reach
from tests.model.numbers import Numbers
from tests.model.rivals.cases import central_path, params_of_the_race, seen
from tests.real_book import real_book

GOOGLE_AT, META_AT, XAI_AT, ANTHROPIC_AT = 0, 1, 2, 3
UNCERTAIN = (
    *("R_an_2026", "S_F26", "S_F30", "margin_F", "F_26", "g_F", "n_F", "xi", "a_Q"),
    *("ai_anthropic", "psi", "room_rivals", "use0_anthropic", "part_front"),
)
DRAWS = 24
FROM_2027, TO_2032 = 4, 28


@pytest.fixture(scope="module")
def path() -> Path:
    return central_path()


def numbers(**changed: float) -> Numbers:
    return Numbers(**{**params_of_the_race(), "credit_on": 0.0, **changed})


def worlds() -> Iterator[dict[str, float]]:
    """Numbers that decide how a rival fares, drawn from their priors."""
    rows = {p.symbol: prior_of(p) for p in real_book().parameters if p.symbol in UNCERTAIN}
    luck = np.random.default_rng(3)
    for _ in range(DRAWS):
        yield {
            n: float(r if isinstance(r, float) else r.quantile(luck.uniform()))
            for n, r in rows.items()
        }


def of_anthropic(path: Path, **changed: float) -> tuple[float, float]:
    """What it spends and how often it is at the frontier, means over worlds and the years 2027 to
    2032; a changed number is a factor on the world's."""
    spent, front = [], []
    for world in worlds():
        out = seen(path, **{**world, **{n: v * world[n] for n, v in changed.items()}})
        spent.append(np.asarray(out["rival_spent"])[FROM_2027:TO_2032, ANTHROPIC_AT])
        front.append(np.asarray(out["at_frontier"])[FROM_2027:TO_2032, ANTHROPIC])
    return float(np.mean(spent)), float(np.mean(front))


def test_a_round_is_no_larger_than_the_need_a_share_of_the_value_and_the_room() -> None:
    limits = [(10.0, 400.0, 50.0), (90.0, 400.0, 70.0), (90.0, 400.0, 20.0)]
    sizes = [
        float(money.round_size(jnp.asarray(need), value=jnp.asarray(value), share=0.1, room=room))
        for need, value, room in limits
    ]
    assert sizes == [10.0, 40.0, 20.0]


def test_better_news_a_longer_runway_and_a_better_market_make_a_round_likelier() -> None:
    def chance(surprise: float = 0.0, market: float = 0.0, runway: float = 4.0) -> float:
        return float(
            money.round_chance(
                numbers(),
                surprise=jnp.asarray(surprise),
                market=market,
                runway=jnp.asarray(runway),
            )
        )

    usual = chance()
    assert 0 < usual < 1
    assert min(chance(surprise=0.1), chance(market=0.1), chance(runway=8.0)) > usual


def test_google_and_meta_spend_what_they_guide_for_models(path: Path) -> None:
    """0.45 of 180 and 0.5 of 125 in the year of the guidance, at central values."""
    year = np.asarray(seen(path)["rival_spent"])[:4].mean(axis=0)
    assert year[GOOGLE_AT] == pytest.approx(0.45 * 180)
    assert year[META_AT] == pytest.approx(0.5 * 125)


def test_a_poorer_parent_spends_less_and_the_others_do_not() -> None:
    rich = params_of_the_race()["rival_cash_flow"]
    poor = np.where(np.arange(len(RIVALS)) == GOOGLE_AT, 0.3 * rich, rich)
    spent, less = (
        np.asarray(seen(central_path(rival_cash_flow=flow))["rival_spent"])[7]
        for flow in (rich, poor)
    )
    assert less[GOOGLE_AT] < 0.6 * spent[GOOGLE_AT]
    assert less[META_AT] == pytest.approx(spent[META_AT])


def test_less_appetite_of_investors_makes_anthropic_spend_less_and_fall_behind_more_often(
    path: Path,
) -> None:
    spent, front = of_anthropic(path)
    less, behind = of_anthropic(path, room_rivals=0.1, psi=0.1)
    assert less < spent
    assert behind < front


def test_without_rounds_a_rival_that_lives_on_them_builds_less(path: Path) -> None:
    open_, shut = (np.asarray(seen(path, rivals_window=w)["rival_gw"])[19] for w in (1.0, 0.0))
    assert shut[XAI_AT] < 0.9 * open_[XAI_AT]
    assert shut[GOOGLE_AT] == pytest.approx(open_[GOOGLE_AT], rel=0.02)


def test_cheaper_compute_raises_the_capacity_of_all(path: Path) -> None:
    dear, cheap = (np.asarray(seen(path, kappa=k)["rival_gw"])[19] for k in (46.0, 36.0))
    assert (cheap > dear).all()


def test_a_parent_replaces_what_wears_out_before_it_builds_more() -> None:
    gw, price = jnp.full(5, 2.0), jnp.full(5, 12.0)
    keeps = (money.wear(numbers()) + money.running_cost(numbers())) * gw
    still = money.bought(numbers(), budget=keeps, gw=gw, price=price)
    assert float(still.more_gw[GOOGLE_AT]) == pytest.approx(0.0, abs=1e-12)
    more = money.bought(numbers(), budget=keeps + 42.0, gw=gw, price=price)
    assert float(more.more_gw[META_AT]) == pytest.approx(
        42.0 / float(money.plant_price(numbers())[META_AT]) / 4
    )


def test_who_rents_pays_at_least_the_floor_and_at_most_what_it_uses() -> None:
    gw, price = jnp.full(5, 2.0), jnp.full(5, 12.0)
    poor, rich = (
        money.bought(numbers(), budget=jnp.full(5, b), gw=gw, price=price) for b in (1.0, 24.0)
    )
    assert float(poor.spent[ANTHROPIC_AT]) == pytest.approx(float(poor.due[ANTHROPIC_AT]))
    assert float(poor.due[ANTHROPIC_AT]) < float(rich.spent[ANTHROPIC_AT]) == 24.0


def test_money_without_any_source_still_has_a_finite_cost() -> None:
    none = money.Purse(parent=jnp.zeros(5), sales=jnp.zeros(5), vehicles=jnp.zeros(5))
    rate = money.cost_of_capital(none, jnp.zeros(5), numbers())
    assert np.isfinite(np.asarray(money.price_of_compute(rate, numbers()))).all()


def test_an_investment_credit_makes_plant_cheaper_by_its_rate() -> None:
    without, with_it = (
        np.asarray(money.plant_price(numbers(credit_on=on, tau=0.35, elig=0.6))) for on in (0, 1)
    )
    np.testing.assert_allclose(with_it, without * (1 - 0.21))


def test_anthropic_earns_in_2026_what_its_prior_says_where_nothing_else_moves() -> None:
    """Low, central and high of the row, with quality that stands still and customers as in 2025."""
    assert [float(logarithm_of_mean(m)) for m in (0.5, 1.0, 3.0)] == pytest.approx(
        [-1.5936, 0.0, 1.9038], abs=1e-3
    )
    ends = [reach_of(r)[ANTHROPIC] for r in (15.2, 23.0, 40.0)]
    assert ends[0] < ends[1] < ends[2]
    assert np.delete(np.asarray(reach_of(40.0)), ANTHROPIC).tolist() == [1.0] * 5


def reach_of(revenue: float, quarter: float = 4.5) -> np.ndarray:
    return np.asarray(reach(numbers(R_an_2026=revenue), quarter))


def test_the_reach_fades_after_the_year_it_was_guided_for() -> None:
    logs = [float(np.log(reach_of(40.0, t)[ANTHROPIC])) for t in (4.5, 8.5, 12.5)]
    assert logs[1] / logs[0] == pytest.approx(0.6)
    assert logs[2] / logs[1] == pytest.approx(0.6)


def test_revenue_of_2026_is_near_the_prior_in_the_whole_race(path: Path) -> None:
    found: Mapping[float, float] = {
        r: float(np.asarray(seen(path, R_an_2026=r)["developer_revenue"])[:4, ANTHROPIC].mean())
        for r in (15.2, 23.0, 40.0)
    }
    for said, earned in found.items():
        assert earned == pytest.approx(said, rel=0.25)
