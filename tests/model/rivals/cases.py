"""The race on its own at central values, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import jax
from jax import Array

from caploop.model.inputs.plan import plan_of
from caploop.model.inputs.rivals_opening import rivals_opened
from caploop.model.rivals.alone import Path, central_race, rivals_alone
from tests.real_book import real_central, real_known

QUARTERS = 40


def params_of_the_race() -> dict[str, Any]:
    """Every number the race reads, at central values and on the plan of February 2026."""
    plan = plan_of(real_central(), "V2", quarters=QUARTERS)
    return {
        **real_central(),
        **rivals_opened(real_known(), real_central()),
        **{"rivals_window": 1.0, "break_on": 0.0, "events_drawn": 0.0},
        **{"credit_on": 0.0, "dollars_wanted": 1.0, "gw_more_wanted": 1.0},
        **{"plan_compute": plan.compute, "plan_revenue": plan.revenue, "compute_kept": 1.0},
        "plan_gw": 4.0 * plan.compute / real_central()["ell"],
    }


@cache
def _compiled() -> tuple[Path, Mapping[str, Array]]:
    """The race as a function of every number it reads, so that it is compiled once for all tests;
    and those numbers at central values, without luck."""
    params = {**params_of_the_race(), "sig_M": 0.0}
    read = rivals_alone(params).parameters
    race: Path = jax.jit(central_race(params, {}, quarters=QUARTERS))
    return race, _arrays({name: params[name] for name in read})


def central_path(**changed: Any) -> Path:
    """The race with some numbers changed."""
    race, numbers = _compiled()
    own = _arrays(changed)
    return lambda values: race({**numbers, **own, **_arrays(values)})


def _arrays(values: Mapping[str, Any]) -> dict[str, Array]:
    """As 64-bit arrays, whatever they are: for another kind of number all is compiled again."""
    return {name: jax.numpy.asarray(value, float) for name, value in values.items()}


def seen(path: Path, **values: float) -> Mapping[str, Array]:
    """What the race gives with these values."""
    return path(values)
