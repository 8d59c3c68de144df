"""The market for models on paper: golden numbers, shares, premium, how many can live."""

from __future__ import annotations

from itertools import pairwise

import jax.numpy as jnp
import numpy as np
import pytest

from caploop.model.rivals.market import (
    cournot,
    index,
    open_lead,
    paid_shares,
    premium,
    prices,
    sunk_cost,
    use_shares,
    viable,
)
from tests.model.numbers import Numbers
from tests.model.quarter_cases import central


def numbers() -> Numbers:
    return Numbers(**central())


def test_cournot_on_the_two_cases_of_the_specification() -> None:
    cases = [(central()[f"S_margin_{n}"], central()[f"F_cournot_{n}"]) for n in (1, 2)]
    assert [float(cournot(*case)) for case in cases] == pytest.approx([2.4495, 5.4772], abs=1e-4)


def test_the_index_of_spend_on_models_has_twelve_firms_of_one_percent() -> None:
    named = [central()[f"s_api_{n}"] for n in ("Anthropic", "OpenAI", "Google")]
    rest = [(1 - sum(named)) / 12] * 12
    assert float(index(jnp.array([*named, *rest]))) == pytest.approx(0.2782, abs=1e-6)
    assert float(index(jnp.array([*named, 0.12]))) == pytest.approx(0.2914, abs=1e-4)


def test_equal_quality_shares_equally_and_who_has_left_has_nothing() -> None:
    shares = use_shares(jnp.zeros(6), 1.0, standing=jnp.array([1, 1, 1, 1, 1, 0]))
    assert shares.tolist() == pytest.approx([0.2] * 5 + [0])


def test_a_closed_model_no_better_than_an_open_one_loses_half_the_discount() -> None:
    assert float(premium(0.0, numbers())) == pytest.approx(1 - 0.9 / 2)
    assert float(premium(20.0, numbers())) == pytest.approx(1.0)
    quality = jnp.array([1.0, 0.5, 0.8, 0, 0, 0.2])
    assert float(open_lead(quality)) == pytest.approx(0.2)
    charged = prices(quality, numbers())
    assert charged[2] == 0
    assert float(charged[5]) == pytest.approx(0.1)


def test_better_open_weights_of_meta_lower_the_price_for_all() -> None:
    behind, close = (prices(jnp.array([1.0, 0.5, m, 0, 0, 0.2]), numbers()) for m in (0.3, 0.9))
    assert (np.asarray(close)[[0, 1, 3, 4]] < np.asarray(behind)[[0, 1, 3, 4]]).all()


def test_shares_of_what_is_paid_leave_out_what_is_free() -> None:
    paid = paid_shares(jnp.array([0.5, 0.5]), jnp.array([1.0, 0.0]))
    assert paid.tolist() == [1, 0]


def test_the_frontier_cost_grows_less_and_less() -> None:
    years = [float(sunk_cost(numbers(), 4 * n + 1)) for n in range(10)]
    growth = [b / a for a, b in pairwise(years)]
    assert years[0] == pytest.approx(20)
    assert all(b < a for a, b in pairwise(growth))
    assert sum(years[:5]) == pytest.approx(417, abs=1)


def count(pool: float, *, xi: float, fixed: float = 10.0, escalating: bool) -> float:
    """How many of six live when costs stay put, or rise with the pool for whoever leads."""
    quality = jnp.linspace(0.0, -1.0, 6)
    level = fixed * (pool / 100.0 if escalating else 1.0)
    return float(viable(quality, level * jnp.ones(6), pool=pool, xi=xi))


def test_the_nth_breaks_even_on_its_share_among_n() -> None:
    """Two of equal quality share 100: 50 each covers 40; three would have 33."""
    assert float(viable(jnp.zeros(3), 40 * jnp.ones(3), pool=100.0, xi=1.0)) == 2
    assert float(viable(jnp.zeros(3), 400 * jnp.ones(3), pool=100.0, xi=1.0)) == 0


def test_a_growing_market_does_not_fill_where_costs_escalate_with_it() -> None:
    """Sutton: N grows with the market where costs are fixed, and stays bounded where whoever is
    ahead spends the growth on quality; the first keeps at least its share among six."""
    sizes = (40.0, 100.0, 1000.0, 10000.0)
    fixed = [count(s, xi=1.0, escalating=False) for s in sizes]
    bounded = [count(s, xi=1.0, escalating=True) for s in sizes[1:]]
    assert fixed[0] < fixed[-1] == 6
    assert len(set(bounded)) == 1
    assert bounded[0] < 6
    assert count(1000.0, xi=3.0, escalating=True) <= bounded[0]
    first = use_shares(jnp.linspace(0.0, -1.0, 6), 1.0, standing=jnp.ones(6))[0]
    assert float(first) > 1 / 6
