"""A model kept warm says of every scenario what `simulate` says, and draws nothing anew."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from caploop import sfc
from caploop.core.errors import UsageError
from caploop.sfc.running.chunks import draws_of, shocks_of
from caploop.sfc.running.pinned import Setting
from caploop.sfc.running.warmed import warm
from tests.sfc.running.test_pinned import noisy

DRAWS, PERIODS = 20, 3
SETTING = Setting("2001", PERIODS, DRAWS, 5, ("Q", "out"), chunk=8)
WORLDS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "moved": {"a": sfc.Change(times=2.0, start=2)},
    "pinned": {"b": sfc.Change(drawn=0.25)},
    "pinned by draw": {"b": sfc.Change(drawn=np.linspace(0, 1, DRAWS))},
}


@pytest.mark.parametrize("name", WORLDS)
def test_a_scenario_gives_what_a_simulation_gives(name: str) -> None:
    model = noisy(noise=0.5)
    found, audit = warm(model, SETTING).told(WORLDS[name])
    run = sfc.simulate(
        model,
        "2001",
        PERIODS,
        draws=DRAWS,
        seed=5,
        keep=["Q", "out"],
        chunk=8,
        scenarios={"run": WORLDS[name]},
    )
    for series in SETTING.keep:
        np.testing.assert_array_equal(found[series], run.values(series)[0])
    assert audit == run.audit


def test_draws_and_shocks_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    for name in ("draws_of", "shocks_of"):
        real = {"draws_of": draws_of, "shocks_of": shocks_of}[name]
        monkeypatch.setattr(
            f"caploop.sfc.running.warmed.{name}",
            lambda *args, real=real, name=name, **given: made.append(name) or real(*args, **given),
        )
    model = warm(noisy(noise=0.125), Setting("2001", 2, DRAWS, 77, ("Q",), chunk=8))
    for world in WORLDS.values():
        model.told(world)
    assert made.count("draws_of") == made.count("shocks_of") == 3


def test_quantiles_are_those_of_the_prior() -> None:
    model = warm(noisy(a=sfc.Uniform(2, 4)), SETTING)
    assert model.quantiles("a", np.array([0.25, 0.5])).tolist() == [2.5, 3.0]
    with pytest.raises(KeyError):
        model.quantiles("nothing", np.array([0.5]))


def test_what_is_not_drawn_cannot_be_pinned() -> None:
    with pytest.raises(UsageError, match="not drawn"):
        warm(noisy(idle=1.0), SETTING).told({"idle": sfc.Change(drawn=2.0)})
