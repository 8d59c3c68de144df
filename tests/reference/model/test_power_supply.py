"""Power alone at central values: published gaps come back, and each limit moves what it should."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from caploop.model.power.closing import listed
from caploop.model.power.supply import REGIONS, TO_2030
from tests.real_book import real_central
from tests.reference.model.power_alone import powered

Paths = Mapping[str, NDArray[np.float64]]


@pytest.fixture(scope="module")
def base() -> Paths:
    return powered()


@pytest.fixture(scope="module")
def wide() -> Paths:
    """With the high gap of 2030."""
    return powered(gap_b=201.0)


def test_the_base_and_the_high_gap_of_2030_come_back(base: Paths, wide: Paths) -> None:
    assert base["power_gap"][-1] == pytest.approx(73.2)
    assert wide["power_gap"][-1] == pytest.approx(201)
    np.testing.assert_allclose(base["gap_by_region"].sum(axis=1), base["power_gap"])


def test_listed_supply_nets_14_2_without_storage() -> None:
    kinds = listed(real_central())
    assert sum(v for k, v in kinds.items() if k != "storage") == pytest.approx(14.2)


def test_us_data_centres_to_2030_are_what_outside_estimates_say(base: Paths, wide: Paths) -> None:
    assert base["us_powered"][-1] == pytest.approx(real_central()["dD"])
    assert 33 < wide["us_powered"][-1] < real_central()["dD"]


def test_in_the_base_case_the_grant_is_openais_part_of_even_additions(base: Paths) -> None:
    each = real_central()["dD"] / TO_2030 * real_central()["sh_power"]
    np.testing.assert_allclose(base["power_granted"], each)


def test_a_wide_gap_leaves_no_room_and_engines_are_ordered(base: Paths, wide: Paths) -> None:
    assert wide["power_room"][-1].max() == 0
    assert base["site_gw"][-1] == pytest.approx(0)
    assert wide["site_gw"][-1] > 10
    most = real_central()["rc_cap"] / 4
    assert np.diff(wide["site_gw"]).max() <= most + 1e-12


def test_engines_are_left_when_early_power_is_worth_less_than_they_cost(wide: Paths) -> None:
    dear = powered(gap_b=201.0, kappa_pw=60.0)
    assert dear["site_gw"][-1] < 1e-9
    assert dear["us_powered"][-1] < wide["us_powered"][-1]


def test_price_is_the_stated_one_at_the_start_and_rises_with_the_gap(
    base: Paths, wide: Paths
) -> None:
    assert base["power_price"][0] == pytest.approx(real_central()["p_el"])
    assert wide["power_price"][-1] > base["power_price"][-1] > real_central()["p_el"]


def test_the_capacity_charge_is_0_122_bn_a_gw_and_year_at_its_cap() -> None:
    assert pytest.approx(0.122, abs=5e-4) == 333.44 * 365 / 1e6
    free, capped = (powered(gap_b=201.0, c1=0.0, p_cap=v) for v in (0.0, 333.44))
    more = capped["power_price"] - capped["power_price_base"]
    most = 333.44 * 365 / 1000 / (8.76 * real_central()["util"])
    assert more[-1] == pytest.approx(most)
    np.testing.assert_allclose(free["power_price"], real_central()["p_el"])


@pytest.mark.parametrize(
    ("changed", "sign"),
    [
        ({"T_gc": 60.0}, -1),
        ({"rsv_min": 0.13}, -1),
        ({"flex": 0.25}, 1),
        ({"spec": 0.9}, 0),
        ({"st_add": 18.0}, 1),
        ({"T_gt": 84.0}, -1),
        ({"bid_others": 1.25}, -1),
    ],
)
def test_what_moves_the_grant_in_a_tight_country(changed: dict[str, float], sign: int) -> None:
    tight = {"gap_b": 120.0, "rc_cap": 0.5}
    moved = powered(**{**tight, **changed})["power_granted"].sum()
    base = powered(**tight)["power_granted"].sum()
    assert np.sign(np.round(moved - base, 9)) == sign


def test_more_that_is_speculative_makes_the_queue_longer(base: Paths) -> None:
    assert powered(2, spec=0.9)["load_queue"][0].sum() > base["load_queue"][0].sum()


def test_nothing_is_powered_that_was_not_asked_for(base: Paths) -> None:
    fast = powered(40, T_gc=24.0, T_tx=12.0)
    asked = real_central()["dD"] * (np.arange(1, 41) + 4) / TO_2030
    assert (fast["us_powered"] <= asked + 1e-9).all()
    assert len(base["reserve"][0]) == len(REGIONS)
