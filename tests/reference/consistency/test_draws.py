"""Results D and E against the targets of the specification: two points, burn to two billion."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.consistency.draws import PROFILES, Contract, Draws, chances, compute_that_fits, drawn
from caploop.consistency.record import PlanChance
from caploop.core.errors import UsageError
from caploop.model.inputs.priors import priors_of
from tests.real_book import real_book, real_central

NEAR = (265.0, 295.0)
MANY = 100_000
POINTS = 0.02


def made(
    contract: Contract = "either",
    between: tuple[float, float] | None = NEAR,
    *,
    draws: int = MANY,
    seed: int = 0,
) -> Draws:
    return drawn(
        priors_of(real_book().parameters),
        real_central(),
        draws=draws,
        seed=seed,
        contract=contract,
        between=between,
    )


def by_profile(draws: Draws) -> dict[str, PlanChance]:
    return {c.profile: c for c in chances(draws, block="x", compute=600, burn=115)}


@pytest.fixture(scope="module")
def conditioned() -> dict[str, PlanChance]:
    return by_profile(made())


@pytest.mark.parametrize(
    ("profile", "burn", "within", "positive", "both"),
    [
        ("exponential", (103, 159, 207), 0.156, 0.123, 0.080),
        ("linear", (133, 189, 238), 0.047, 0.495, 0.047),
        ("plan", (154, 211, 260), 0.015, 0.782, 0.015),
    ],
)
def test_burn_and_chances_given_the_revenue_claimed(
    conditioned: dict[str, PlanChance],
    profile: str,
    burn: tuple[float, ...],
    within: float,
    positive: float,
    both: float,
) -> None:
    found = conditioned[profile]
    assert found.burn == pytest.approx(burn, abs=2)
    assert (found.within, found.positive, found.both) == pytest.approx(
        (within, positive, both), abs=POINTS
    )


@pytest.mark.parametrize(
    ("contract", "between", "within"),
    [
        ("either", None, (0.115, 0.055, 0.031)),
        ("share", NEAR, (0.021, 0.002, 0.000)),
        ("capped", NEAR, (0.290, 0.092, 0.030)),
    ],
)
def test_chances_of_the_other_blocks(
    contract: Contract, between: tuple[float, float] | None, within: tuple[float, ...]
) -> None:
    found = by_profile(made(contract, between))
    assert [found[p].within for p in PROFILES] == pytest.approx(within, abs=POINTS)


def test_the_strict_block_burns_181_211_and_233() -> None:
    found = by_profile(made("share"))
    assert [found[p].burn[1] for p in PROFILES] == pytest.approx([181, 211, 233], abs=2)


def test_compute_that_fits_115_of_burn() -> None:
    draws = made()
    fits = [
        compute_that_fits(draws, burn=115, profile=p) for p in ("plan", "linear", "exponential")
    ]
    assert fits == pytest.approx([452, 479, 522], abs=2)
    assert np.mean(draws.burn(450, "plan") <= 115) == pytest.approx(0.515, abs=POINTS)
    within = [np.mean(draws.burn(580, p) <= 115) for p in PROFILES]
    assert within == pytest.approx([0.22, 0.08, 0.03], abs=POINTS)


def test_600_to_665_burn_159_to_253() -> None:
    draws = made()
    medians = [float(np.median(draws.burn(c, p))) for c in (600, 665) for p in PROFILES]
    assert (min(medians), max(medians)) == pytest.approx((159, 253), abs=2)


def test_other_cost_is_its_share_of_all_revenue_and_revenue_stays_inside() -> None:
    draws = made(draws=500)
    share = draws.cost.sum(axis=1) / draws.revenue.sum(axis=1)
    assert share.min() >= 0.18
    assert share.max() <= 0.40
    assert NEAR[0] <= draws.revenue[:, -1].min() <= draws.revenue[:, -1].max() <= NEAR[1]


def test_a_draw_hangs_on_the_seed_and_its_number_alone() -> None:
    few, more, other = made(draws=100), made(draws=300), made(draws=100, seed=1)
    np.testing.assert_array_equal(few.revenue, more.revenue[:100])
    assert not np.array_equal(few.revenue, other.revenue)


def test_a_missing_prior_is_named() -> None:
    rest = {
        name: prior for name, prior in priors_of(real_book().parameters).items() if name != "phi"
    }
    with pytest.raises(UsageError, match="phi"):
        drawn(rest, real_central(), draws=10, seed=0, contract="share", between=None)
