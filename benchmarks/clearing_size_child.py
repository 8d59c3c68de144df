"""One measurement of clearing in a process of its own; prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
from scipy.sparse import csr_array, diags_array

from benchmarks.clearing import CORES, made, picard
from benchmarks.contagion import plain_rounds, random_debts
from caploop.clearing import debtrank, eisenberg_noe

RUNS_MOST = 6
SECONDS_MOST = 3.0
MEGABYTE = 1024


def main(measure: str, who: str, *, parties: int, scenarios: int) -> dict[str, float]:
    """Median seconds, the number of runs, and peak memory before and after in megabytes."""
    solve = {"eisenberg_noe": _clearing, "debtrank": _distress}[measure]
    action = solve(who, parties, scenarios)
    before = _peak()
    times = _times(action)
    return {
        "seconds": float(f"{median(times):.3g}"),
        "runs": len(times),
        "before_mb": round(before),
        "peak_mb": round(_peak()),
    }


def _clearing(who: str, parties: int, scenarios: int) -> Callable[[], object]:
    owed, outside, cash = made(parties, scenarios)
    if who == "caploop":
        return lambda: eisenberg_noe(owed, cash, outside_usd=outside, workers=CORES)

    def plain() -> object:
        total = np.asarray(owed.sum(axis=1)) + outside
        passes = csr_array(diags_array(1 / total) @ owed).T.tocsr()
        return picard(passes.toarray() if who == "numpy" else passes, total, cash)

    return plain


def _distress(who: str, parties: int, scenarios: int) -> Callable[[], object]:
    owed, equity, shock = random_debts(parties, seed=1, scenarios=scenarios)
    if who == "caploop":
        return lambda: debtrank(owed, equity, shock=shock)
    return lambda: plain_rounds(owed, equity, shock, is_dense=who == "numpy")


def _times(action: Callable[[], object]) -> list[float]:
    """Seconds of runs after a first that is not counted, unless the first takes too long."""
    times: list[float] = []
    while len(times) < RUNS_MOST and sum(times) < SECONDS_MOST:
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return times[1:] or times


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


if __name__ == "__main__":
    print(
        json.dumps(
            main(sys.argv[1], sys.argv[2], parties=int(sys.argv[3]), scenarios=int(sys.argv[4]))
        )
    )
