"""What every peer runs: SIM with random parameters, 60 periods, and how its run is told."""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np

PERIODS = 60
SPENDING = 20.0
RANGES = {"alpha1": (0.5, 0.7), "alpha2": (0.3, 0.5), "theta": (0.15, 0.25)}
Run = Callable[[dict[str, np.ndarray]], np.ndarray]
"""Takes parameters of some paths, gives income in the last period of each."""


def drawn(count: int, *, seed: int = 7) -> dict[str, np.ndarray]:
    """Parameters of each path."""
    chance = np.random.default_rng(seed)
    return {name: chance.uniform(low, high, count) for name, (low, high) in RANGES.items()}


def income_by_hand(params: dict[str, np.ndarray]) -> np.ndarray:
    """Income of the last period by the solved recursion."""
    money = np.zeros_like(params["theta"])
    for _ in range(PERIODS):
        income = SPENDING + params["alpha2"] * money
        income = income / (1 - params["alpha1"] * (1 - params["theta"]))
        money = money + SPENDING - params["theta"] * income
    return income


def report(peer: str, version: str, run: Run, *, batch: int) -> None:
    """Runs `--paths` in batches until they are done or `--cap` seconds are over; prints JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--paths", type=int, required=True)
    parser.add_argument("--cap", type=float, default=4.0)
    asked = parser.parse_args()
    run(drawn(min(batch, asked.paths), seed=1))
    done, worst = 0, 0.0
    spent = 0.0
    while done < asked.paths and spent < asked.cap:
        begun = perf_counter()
        params = drawn(min(batch, asked.paths - done), seed=7 + done)
        income = run(params)
        spent += perf_counter() - begun
        exact = income_by_hand(params)
        worst = max(worst, float(np.max(np.abs(income / exact - 1))))
        done += len(exact)
    tell(peer, version, paths=done, seconds=spent, error=worst)


def tell(peer: str, version: str, *, paths: int, seconds: float, error: float) -> None:
    """Prints a run and the process's peak memory as JSON."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"peer": peer, "version": version, "paths": paths, "seconds": seconds}
    told |= {"rate": paths * PERIODS / seconds, "peak_mb": peak, "error": error}
    json.dump(told, sys.stdout)
