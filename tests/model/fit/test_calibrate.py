"""A fit against the closed form, coverage on made-up truths, priors as scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from caploop.core.errors import UsageError
from caploop.model.fit.calibrate import (
    FITTED,
    SCALES,
    around_peak,
    at_scores,
    compared,
    coverage,
    sampled,
    table_of,
    told,
)
from caploop.model.fit.observables import Observation
from caploop.sfc import LogNormal, Normal


def seen(value: float, kind: str = "estimate", quantity: str = "burn_2026") -> Observation:
    """A claim compared as it is: 15 % of at least ten."""
    return Observation(
        claim="c", quantity=quantity, value=value, kind=kind, known_at=date(2026, 1, 1)
    )


def itself(values: Mapping[str, Array]) -> dict[str, Array]:
    """The parameter is the number."""
    return {"burn_2026": values["a"], "revenue_2026": values["a"]}


TABLE = table_of({"a": Normal(20.0, 4.0)})


def test_one_normal_claim_on_a_normal_prior_is_the_closed_form() -> None:
    """Prior 20 +- 4, claim 26 +- 15 %: the mean lies between by the ratio of precisions."""
    claims: Sequence[Observation] = [seen(26.0)]
    spread = 0.15 * 26
    weight = 16 / (16 + spread**2)
    numbers = compared(itself, TABLE, claims)
    mean, covariance = around_peak(numbers, 1, value=told(claims)[0], spread=told(claims)[1])
    assert 20 + 4 * float(mean[0]) == pytest.approx(20 + weight * 6, rel=1e-3)
    sd = (1 / (1 / 16 + 1 / spread**2)) ** 0.5
    assert 4 * float(covariance[0, 0]) ** 0.5 == pytest.approx(sd, rel=1e-3)


def test_nuts_finds_the_same_and_says_how_well_it_mixed() -> None:
    claims: Sequence[Observation] = [seen(26.0)]
    numbers = compared(itself, TABLE, claims)
    found = sampled(numbers, TABLE, claims, chains=2, warm=300, draws=1000, seed=1)
    weight = 16 / (16 + (0.15 * 26) ** 2)
    assert found.values.mean() == pytest.approx(20 + weight * 6, rel=0.02)
    assert found.r_hat[0] < 1.02
    assert found.effective[0] > 200
    assert found.divergent == 0


def test_nine_of_ten_intervals_hold_a_truth_drawn_from_the_prior() -> None:
    table = table_of({"a": Normal(20.0, 4.0), "b": LogNormal(3.0, 0.3)})

    def both(values: Mapping[str, Array]) -> dict[str, Array]:
        return {"burn_2026": values["a"] + values["b"], "revenue_2026": values["a"] * values["b"]}

    claims = [seen(26.0), seen(70.0, "press", "revenue_2026")]
    share = coverage(compared(both, table, claims), table, claims, replicas=300, seed=2)
    assert 0.85 < share < 0.95


def test_a_score_of_zero_is_the_median_and_the_grid_keeps_the_quantiles() -> None:
    table = table_of({"a": LogNormal(5.0, 0.4)})
    assert float(table.at(jnp.zeros(1))["a"]) == pytest.approx(5.0)
    wide = at_scores(table, np.array([[1.6448536]]))
    assert wide[0, 0] == pytest.approx(5 * np.exp(0.4 * 1.6448536), rel=1e-4)


def test_what_has_one_value_is_not_fitted() -> None:
    with pytest.raises(UsageError, match="leave it out"):
        table_of({"a": 3.0})


def test_between_20_and_40_parameters_are_fitted() -> None:
    assert 20 <= len(FITTED) + len(SCALES) <= 40
    assert len(set(FITTED)) == len(FITTED)


def test_a_sum_that_may_be_negative_is_compared_as_it_is() -> None:
    assert seen(-39.0, "plan").spread == pytest.approx(0.3 * 39)
    assert seen(2.0, "plan").spread == pytest.approx(3.0)
    assert seen(30.0, "plan", "revenue_2026").spread == 0.3
