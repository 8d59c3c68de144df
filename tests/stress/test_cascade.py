"""Output lost when a supplier or a layer stops."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.stress import Chain, Stopped, stopped

CHAIN = Chain(
    buyer="lab",
    clouds={"a": 60.0, "b": 40.0},
    shells={"a": {"s": 0.5}},
    makers={"m": 0.75, "n": 0.25},
    power={"grid": 0.9, "engines": 0.1},
    through={("a", "lab"): ("lab-a",), ("s", "a"): ("a-s",)},
)


def lost(missing: str, party: str = "lab") -> Stopped:
    return next(r for r in stopped(CHAIN) if (r.missing, r.party) == (missing, party))


def test_a_cloud_costs_its_part_of_what_is_bought() -> None:
    assert (lost("a").lost, lost("a").through) == (0.6, ("lab-a",))
    assert lost("b").lost == 0.4


def test_a_shell_costs_its_part_of_the_cloud_and_that_of_the_cloud_passes_on() -> None:
    assert (lost("s", "a").lost, lost("s", "a").through) == (0.5, ("a-s",))
    assert (lost("s").lost, lost("s").through) == (0.3, ("a-s", "lab-a"))


def test_one_maker_costs_its_part_and_a_whole_layer_everything() -> None:
    assert lost("m").lost == 0.75
    assert lost("grid").lost == 0.9
    for layer in ("compute", "shells", "chips", "power", "memory", "packaging"):
        assert lost(layer).lost == 1


def test_what_nobody_knows_the_makers_of_is_not_in_the_chain() -> None:
    rows = stopped(replace(CHAIN, makers={}, power={}))
    assert {r.layer for r in rows} == {"compute", "shells"}


def test_parts_above_all_and_a_chain_of_nothing_are_refused() -> None:
    with pytest.raises(UsageError, match="makers add up"):
        stopped(replace(CHAIN, makers={"m": 1.5}))
    with pytest.raises(UsageError, match="no cloud"):
        stopped(replace(CHAIN, clouds={}))
