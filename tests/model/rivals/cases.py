"""The race on its own at central values, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax
from jax import Array

from caploop.model.inputs.plan import plan_of
from caploop.model.inputs.rivals_opening import rivals_opened
from caploop.model.rivals.alone import Path, central_race
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


def central_path(**changed: Any) -> Path:
    """The race with some numbers changed, compiled."""
    made = central_race({**params_of_the_race(), **changed}, {}, quarters=QUARTERS)
    found: Path = jax.jit(made)
    return found


def seen(path: Path, **values: float) -> Mapping[str, Array]:
    """What the race gives with these values."""
    return path({k: jax.numpy.asarray(v) for k, v in values.items()})
