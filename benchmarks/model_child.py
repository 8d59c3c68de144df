"""One measurement of the model of the loop in a process of its own; prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from caploop import sfc
from caploop.book.known import known_book
from caploop.model.assembly.inputs import model_inputs
from caploop.model.assembly.system import loop_system
from caploop.sfc.language.distribution import Discrete
from caploop.sfc.running.ready import FAMILIES
from caploop.study.shared.open import open_book
from caploop.study.shared.scenario_settings import scenario_of

QUARTERS = 44
KEEP = ("revenue", "burn", "cash", "cash_out", "in_stage")
STATISTICS = ("mean", "q05", "q50", "q95")
RUNS = 5
THROUGH_STEPS = {
    *("n_round", "p_block", "rec_u", "u_res", "lev_or", "x_acq", "chips_amd", "I_round", "dtol"),
    *("equity_downgraded", "patience", "rho_f", "run_cost"),
}
"""Parameters that act on burn through steps alone: the engine refuses their derivative."""


def main(what: str, draws: str = "1000") -> dict[str, Any]:
    """The figures of one measurement by name."""
    start = perf_counter()
    book = open_book()
    world = scenario_of(book, scenarios=[])
    known = known_book(book, as_of=book.as_of, known_at=book.known_at)
    inputs = model_inputs(known, world, quarters=QUARTERS)
    read = perf_counter() - start
    model = loop_system(inputs.params)
    if what == "gradient":
        return _gradient(model, inputs.params)
    start = perf_counter()
    _run(model, int(draws))
    first = perf_counter() - start
    if what == "first":
        return {"inputs": read, "first": first}
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        _run(model, int(draws))
        times.append(perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"times": times, "peak": peak}


def _run(model: sfc.Model, draws: int) -> None:
    sfc.simulate(model, "2026Q1", QUARTERS, draws=draws, keep=KEEP, stats=STATISTICS)


def _burn(paths: Mapping[str, Any]) -> Any:
    return paths["burn"][:20].sum(axis=0)


def _gradient(model: sfc.Model, params: Mapping[str, Any]) -> dict[str, Any]:
    names = [
        name
        for name, prior in params.items()
        if isinstance(prior, FAMILIES)
        and not isinstance(prior, Discrete)
        and name not in THROUGH_STEPS
    ]
    draws = 1024
    found: dict[str, Any] = {"gradient": [], "forward": [], "by": len(names)}
    start = perf_counter()
    _derive(model, names, draws)
    found["compile"] = perf_counter() - start
    sfc.simulate(model, "2026Q1", QUARTERS, draws=draws, chunk=draws, keep=["burn"])
    for _ in range(RUNS):
        start = perf_counter()
        _derive(model, names, draws)
        found["gradient"].append(perf_counter() - start)
        start = perf_counter()
        sfc.simulate(model, "2026Q1", QUARTERS, draws=draws, chunk=draws, keep=["burn"])
        found["forward"].append(perf_counter() - start)
    return found


def _derive(model: sfc.Model, names: list[str], draws: int) -> None:
    sfc.gradient(model, _burn, QUARTERS, wrt=names, draws=draws, through_events="smooth")


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
