"""The whole model on the real book: every test of it runs through one compiled function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caploop import sfc
from caploop.model.assembly.inputs import Inputs, model_inputs
from caploop.model.assembly.system import loop_system, reads
from caploop.model.compute import pipeline
from caploop.sfc.running.ready import ready
from caploop.study.shared.model_run import run_engine
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_central, real_known

QUARTERS = 20
DRAWS = 256


def held_still() -> dict[str, float]:
    """Luck, events and later rounds that central runs leave out."""
    return {
        "loi_luck": 1.0,
        **dict.fromkeys(pipeline.LUCK, 0.0),
        **dict.fromkeys(("react", "sig_q", "sig_CPM", "events_drawn", "theta_nash"), 0.0),
        **dict.fromkeys(("vc_share", "acq", "window_open", "r_cash", "rl"), 0.0),
        "sig_V": real_central()["sig_M"],
        "sig_M": 1e-9,
    }


@cache
def inputs_of(*scenarios: str) -> Inputs:
    world = scenario_of(real_book(), scenarios=scenarios)
    return model_inputs(real_known(), world, quarters=QUARTERS)


def central_system(inputs: Inputs) -> sfc.Model:
    """The model with every prior at its central number, without luck and without later rounds, at
    the prices of the plan: none is bargained over."""
    params = {name: real_central().get(name, value) for name, value in inputs.params.items()}
    return loop_system({**params, **held_still(), "on_listing": 0 * params["on_listing"]})


def whole_run(
    model: sfc.Model,
    scenarios: Mapping[str, Mapping[str, Any]],
    *,
    keep: Iterable[str],
    draws: int = 1,
    seed: int = 0,
) -> sfc.Run:
    """Twenty quarters; whatever is kept or moved, runs of one or of 2 to 256 draws share a compiled
    function, as every parameter counts as moved and every series as kept."""
    assert draws <= DRAWS
    still = dict.fromkeys(reads(), sfc.Change())
    return sfc.simulate(
        model,
        "2026Q1",
        QUARTERS,
        draws=draws,
        seed=seed,
        keep=keep,
        among=ready(model).names,
        scenarios={name: {**still, **moved} for name, moved in scenarios.items()},
        chunk=1 if draws == 1 else DRAWS,
    )


def real_numbers() -> dict[str, Any]:
    """The central number of every parameter as an array, by symbol."""
    return {name: np.asarray(value) for name, value in real_central().items()}


def of_scenario(name: str, *, keep: tuple[str, ...], draws: int, seed: int) -> sfc.Run:
    """Forty quarters as `caploop run` has them: all scenarios share a compiled function."""
    world = scenario_of(real_book(), scenarios=[name])
    return run_engine(real_known(), world, keep=keep, draws=draws, seed=seed)[1]


def path(run: sfc.Run, name: str, scenario: str) -> NDArray[np.float64]:
    values = run[name].sel(scenario=scenario).values
    return np.asarray(values[0] if len(values) == 1 else values)
