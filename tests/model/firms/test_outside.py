"""Business outside the loop: paths on paper, luck around them, signs of a firm's own growth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.typing import NDArray

from caploop import sfc
from caploop.model.assembly.system import loop_system
from caploop.model.firms.outside import AHEAD, GROWING, grown, outside
from caploop.model.terms.parties import CHIPMAKERS, FIRMS
from tests.model.quarter_cases import Given, Now, Shock
from tests.model.whole_model import DRAWS, inputs_of, path, whole_run

GOOGLE, COREWEAVE = FIRMS.index("google"), FIRMS.index("coreweave")
NVIDIA = FIRMS.index("nvidia")
BALANCES = {
    "outside_revenue": np.full(len(FIRMS), 400.0),
    "outside_cash_flow": np.full(len(FIRMS), 160.0),
    "outside_capex": np.full(len(FIRMS), 80.0),
    **dict.fromkeys(("revenue_age", "cash_flow_age", "capex_age"), np.zeros(len(FIRMS))),
    "fleet_before": np.zeros(len(FIRMS)),
}
AT_ONE_YEAR = 4.0 - AHEAD
"""The period that is a year after the middle of the last year, between the second and third."""
KEPT = (
    *("firm_outside", "firm_outside_sales", "firm_base_capex", "firm_capex", "firm_ebitda"),
    *("firm_debt", "firm_borrowed", "leverage", "downgraded", "sales_luck", "capex_luck"),
)
LUCK = ("sig_out_ai", "sig_out_div", "sig_capex")
WORLDS: Mapping[str, Mapping[str, Any]] = {
    "base": {},
    "still": dict.fromkeys(LUCK, 0.0),
    "sales grow faster": {"g_out_coreweave": sfc.Change(add=0.3)},
    "capex grows faster": {"g_capex_coreweave": sfc.Change(add=0.5)},
    "all in common": {"sh_ai": 1.0},
    "nothing in common": {"sh_ai": 0.0},
}


@pytest.fixture(scope="module")
def found() -> Any:
    run = whole_run(loop_system(inputs_of("S0").params), WORLDS, keep=KEPT, draws=DRAWS, seed=3)
    assert run.audit.gap < 1e-9
    return lambda name, world="base": path(run, name, world)


class Demanded(Now):
    def __init__(self, now: Mapping[str, Any]) -> None:
        super().__init__(now)
        self.shock = More()


class More(Shock):
    def normal(self, name: str) -> Any:
        return jnp.asarray(float(name == "demand for AI"))


def at(period: float, now: Now | None = None, **changed: Any) -> Mapping[str, NDArray[np.float64]]:
    values = outside(now or Now({}), Given(**{**BALANCES, **changed}), jnp.asarray(period))
    return {name: np.asarray(value) for name, value in values.items()}


def test_a_year_after_the_last_one_sales_are_up_by_the_stated_growth() -> None:
    """400 a year at 15 % is 115 a quarter; cash flow keeps its 40 %."""
    values = at(AT_ONE_YEAR, g_out_google=0.15)
    np.testing.assert_allclose(values["firm_outside_sales"][GOOGLE], 115)
    np.testing.assert_allclose(values["firm_outside"][GOOGLE], 46)


def test_what_openai_paid_last_year_is_no_business_outside() -> None:
    """400 of which OpenAI paid 12 x 2 x 0.5 for half of the 2 GW of the opening: 388, at 40 %."""
    given = {"ell": 12.0, "G_2025": 2.0, "G0_google": 0.5}
    half = at(AT_ONE_YEAR, g_out_google=0.0, fleet_before=np.full(len(FIRMS), 0.5), **given)
    none = at(AT_ONE_YEAR, g_out_google=0.0, **given)
    np.testing.assert_allclose(none["firm_outside_sales"][GOOGLE], 100)
    np.testing.assert_allclose(half["firm_outside_sales"][GOOGLE], 100 - 6 / 4)
    np.testing.assert_allclose(half["firm_outside"][GOOGLE], 0.4 * (100 - 6 / 4))


def test_a_firm_short_of_money_builds_less_and_what_came_early_is_missing_after() -> None:
    tight = at(AT_ONE_YEAR, Now({}, {"firm_tight": np.ones(len(FIRMS))}), capex_tight=0.5)
    np.testing.assert_allclose(tight["firm_base_capex"], 0.5 * at(AT_ONE_YEAR)["firm_base_capex"])
    early = at(AT_ONE_YEAR, Now({}, {"paid_early": np.full(len(FIRMS), 0.1)}))
    assert (early["firm_timing"] < 0).all()
    np.testing.assert_allclose(early["firm_outside"], at(AT_ONE_YEAR)["firm_outside"])


def test_a_year_after_the_last_one_capex_is_what_is_guided() -> None:
    """80 a year guided to double is 40 a quarter."""
    values = at(AT_ONE_YEAR, g_capex_google=1.0)
    np.testing.assert_allclose(values["firm_base_capex"][GOOGLE], 40)


def test_the_first_years_sales_and_capex_are_what_is_stated_of_the_year() -> None:
    """Sales of 400 up by 15 % are 460, capex of 80 up by 97 % is 157.6, within 2 in 100."""
    year = [at(t, g_out_google=0.15, g_capex_google=0.97) for t in range(1, 5)]
    sold, built = (
        sum(float(q[name][GOOGLE]) for q in year)
        for name in ("firm_outside_sales", "firm_base_capex")
    )
    assert sold == pytest.approx(460, rel=0.02)
    assert built == pytest.approx(157.6, rel=0.02)


def test_a_last_year_that_ended_half_a_year_sooner_is_half_a_year_further_on_its_way() -> None:
    sooner = at(AT_ONE_YEAR, g_out_google=0.15, revenue_age=np.full(len(FIRMS), 0.5))
    np.testing.assert_allclose(sooner["firm_outside_sales"][GOOGLE], 115 * 1.15**0.5)


def test_growth_fades_to_the_sectors_and_of_the_excess_the_stated_part_is_left() -> None:
    first, sector, kept = np.log(1.5), np.log(1.1), 0.4
    yearly = np.diff([float(grown(first, sector, kept=kept, years=y)) for y in np.arange(1.5, 40)])
    np.testing.assert_allclose((yearly[1] - sector) / (yearly[0] - sector), kept)
    np.testing.assert_allclose(yearly[-1], sector)


def test_guided_capex_comes_down_to_what_sales_and_cash_flow_carry() -> None:
    """A firm that spends twice its cash flow ends at its cash flow, both growing as sales do."""
    spent = np.full(len(FIRMS), 320.0)
    late = at(400, outside_capex=spent, g_capex_google=0.5)
    np.testing.assert_allclose(late["firm_base_capex"][GOOGLE], late["firm_outside"][GOOGLE])


def test_firms_without_a_stated_growth_grow_as_the_sector_does() -> None:
    place = FIRMS.index("vehicles")
    values = at(AT_ONE_YEAR, g_outside=0.1)
    np.testing.assert_allclose(values["firm_outside_sales"][place], 110)
    np.testing.assert_allclose(values["firm_base_capex"][place], 22)


def test_of_a_shock_the_stated_part_is_left_after_a_year() -> None:
    """A tenth in logarithms a quarter ago, at 0.4096 a year: 0.8 of it is left."""
    before = Now({}, {"sales_luck": np.full(len(FIRMS), 0.1)})
    values = at(9, before, keep_shock=0.4096)
    np.testing.assert_allclose(values["sales_luck"], 0.08)


def test_demand_for_ai_moves_all_the_same_way_and_diversified_firms_less() -> None:
    values, still = at(1, Demanded({})), at(1)
    those = [FIRMS.index(name) for name in GROWING]
    for name in ("firm_outside_sales", "firm_base_capex"):
        assert (values[name][those] > still[name][those]).all()
    others = [i for i in range(len(FIRMS)) if i not in those]
    np.testing.assert_array_equal(values["firm_outside"][others], still["firm_outside"][others])
    assert values["sales_luck"][NVIDIA] > values["sales_luck"][GOOGLE] > 0


def test_without_volatility_every_draw_is_on_its_path_and_with_it_the_middle_one(
    found: Any,
) -> None:
    assert np.abs(found("sales_luck", "still")).max() == 0
    assert np.abs(found("capex_luck", "still")).max() == 0
    for name in ("firm_outside_sales", "firm_base_capex"):
        ratio = np.log(found(name)[..., GOOGLE] / found(name, "still")[..., GOOGLE])
        error = 1.2533 * ratio.std(axis=0) / np.sqrt(DRAWS)
        assert (np.abs(np.median(ratio, axis=0)) < 4 * error).all()
        assert ratio.std(axis=0)[-1] > 0.02


def test_faster_growth_of_a_firm_raises_its_earnings_and_capex_and_lowers_its_leverage(
    found: Any,
) -> None:
    faster = "sales grow faster"
    assert (found("firm_outside_sales", faster) >= found("firm_outside_sales")).all()
    for name in ("firm_ebitda", "firm_capex"):
        gain = found(name, faster) - found(name)
        assert gain[..., COREWEAVE].mean(axis=0)[4:].min() > 0
    assert np.median(found("leverage", faster)[:, -1, COREWEAVE]) < np.median(
        found("leverage")[:, -1, COREWEAVE]
    )


def test_more_capex_at_the_same_sales_is_borrowed_and_raises_leverage(found: Any) -> None:
    more = "capex grows faster"
    for name in ("firm_capex", "firm_debt", "leverage"):
        assert (found(name, more) - found(name))[..., COREWEAVE].mean(axis=0)[4:].min() > 0


def test_chip_makers_move_together_only_as_far_as_demand_for_ai_is_common(found: Any) -> None:
    places = [FIRMS.index(name) for name in CHIPMAKERS]

    def together(world: str) -> float:
        luck = found("sales_luck", world)[:, -1, places]
        return float(np.corrcoef(luck.T)[np.triu_indices(len(places), 1)].mean())

    assert together("nothing in common") < 0.15
    assert 0.3 < together("base") < 0.8
    assert together("all in common") > 0.8
