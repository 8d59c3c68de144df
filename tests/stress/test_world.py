"""Shocks as changes of the run."""

from __future__ import annotations

import pytest

from caploop.stress.record import Shock, ShockKind
from caploop.stress.world import not_static, world_of
from tests.real_book import real_book


@pytest.mark.parametrize(
    ("shock", "name", "action"),
    [
        (Shock(kind="withdraw", target="nvidia-openai-2026-round"), None, "drop"),
        (Shock(kind="withdraw", target="nvidia-openai-2026-round", size=0.5), None, "scale"),
        (Shock(kind="power", size=0.2), "sh_power", "scale"),
        (Shock(kind="rate", size=0.01), "r_base", "add"),
        (Shock(kind="window"), "funding_window", "set"),
        (Shock(kind="rating", target="oracle"), "rating_downgrade", "set"),
    ],
)
def test_a_shock_is_one_change_of_the_run(shock: Shock, name: str | None, action: str) -> None:
    world, refused = world_of(real_book(), [shock])
    assert world is not None
    assert refused == ()
    assert [(c.name, c.action) for c in world.changes] == [(name or shock.target, action)]


@pytest.mark.parametrize("kind", ["mark", "revenue", "miss"])
def test_what_the_run_has_no_mechanism_for_is_refused_with_a_reason(kind: ShockKind) -> None:
    world, refused = world_of(real_book(), [Shock(kind=kind, target="openai")])
    assert world is None
    assert refused[0].why.code


def test_the_price_of_used_chips_is_refused_as_a_single_number() -> None:
    shock = Shock(kind="gpu_price", size=0.3)
    assert world_of(real_book(), [shock])[1][0].why.code == "depth-not-known"
    assert not_static([shock])
