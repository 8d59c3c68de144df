"""A gigawatt by platform: its parts add up, and what a chip saves is not spent."""

from __future__ import annotations

from caploop.book import Parameter
from caploop.study.build.platforms import Platform, platforms_of, published_costs
from tests.parameter_rows import parameter
from tests.report.book_cases import claim


def rows(**own: tuple[float, ...]) -> list[Parameter]:
    told: dict[str, tuple[float, ...]] = {
        "kappa": (30, 40, 60),
        "sh_IT": (0.5, 0.75, 0.8),
        "nv_gw": (20, 30, 36),
        "amd_gw": (15, 18, 21),
        "s_asic": (0.1, 0.2, 0.5),
        **own,
    }
    return [parameter(symbol, *three) for symbol, three in told.items()]


def costs(**own: tuple[float, ...]) -> dict[str, Platform]:
    return {p.name: p for p in platforms_of(rows(**own))}


def test_chips_and_what_stands_beside_them_are_the_whole() -> None:
    found = costs()
    assert found["nvidia"].beside == (7.5, 10.0, 15.0)
    assert found["nvidia"].total == (27.5, 40.0, 51.0)
    assert all(
        abs(p.chips[n] + p.beside[n] - p.total[n]) < 1e-9 for p in found.values() for n in range(3)
    )


def test_chips_of_ones_own_cost_less_by_what_they_save_and_least_where_they_save_most() -> None:
    own = costs()["broadcom"]
    assert own.chips == (10.0, 24.0, 32.4)
    assert costs(s_asic=(0, 0, 0))["broadcom"].total == costs()["nvidia"].total


def test_dearer_chips_make_a_dearer_gigawatt_and_leave_the_other_platform_alone() -> None:
    before, after = costs(), costs(nv_gw=(20, 33, 36))
    assert after["nvidia"].total[1] == before["nvidia"].total[1] + 3
    assert after["amd"] == before["amd"]


def test_published_costs_are_the_standing_claims_of_that_measure() -> None:
    told = claim("b", measure="capex_per_capacity", value=50, value_low=45, value_high=60)
    plain = claim("a", measure="capex_per_capacity", value=35, counterparty=None)
    found = published_costs([told, plain, claim("c")])
    assert [(p.claim, p.chips, p.low, p.high) for p in found] == [
        ("a", None, 35.0, 35.0),
        ("b", "cloud", 45.0, 60.0),
    ]
