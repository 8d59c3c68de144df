"""Distress in batches of scenarios, beside plain SciPy rounds over all of them at once."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from statistics import median
from time import perf_counter

import numpy as np
from scipy.sparse import csr_array

from benchmarks.timing import line, seconds
from caploop.clearing import debtrank
from caploop.clearing.problem import Floats

SCENARIOS = 1_000
DEGREE = 10
GAIN = 0.83
BASELINE_SCENARIOS = 100
TOLERANCE = 1e-9
TARGETS = {1_000: "< 2 s", 10_000: "< 30 s"}


def contagion_times() -> Iterator[str]:
    """Seconds of differential DebtRank by size, times those of a SciPy baseline, and memory."""
    for parties, target in TARGETS.items():
        owed, equity, shock = random_debts(parties, seed=1)
        found = debtrank(owed, equity, shock=shock)
        yield from _one(owed, equity, shock, target=target)
        told = f"radius {found.spectral_radius:.2f}, {found.rounds.max()} rounds, all converged: "
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"  {told}{bool(found.is_converged.all())}; peak memory so far {megabytes:,.0f} MB"


def _one(owed: csr_array, equity: Floats, shock: Floats, *, target: str) -> Iterator[str]:
    parties = len(equity)
    times = seconds(lambda: debtrank(owed, equity, shock=shock), runs=1)
    yield line(f"DebtRank, {parties:,} parties x {SCENARIOS:,} scenarios", times, target)
    part = shock[:BASELINE_SCENARIOS]
    start = perf_counter()
    plain = plain_rounds(owed, equity, part)
    taken = (perf_counter() - start) * len(shock) / len(part)
    ours = debtrank(owed, equity, shock=part).distress
    apart = float(np.abs(plain - ours).max())
    ratio = f"{taken / median(times):.1f} times ours, apart {apart:.0e}"
    yield line(f"  SciPy rounds, from {BASELINE_SCENARIOS} scenarios", [taken], ratio)


def random_debts(
    parties: int, *, seed: int, scenarios: int = SCENARIOS
) -> tuple[csr_array, Floats, Floats]:
    """Debts of ten partners each, equity at a fixed share of claims, shocks to one in a hundred."""
    chance = np.random.default_rng(seed)
    debtor = np.repeat(np.arange(parties), DEGREE)
    creditor = (debtor + chance.integers(1, parties, len(debtor))) % parties
    usd = chance.lognormal(0, 1, len(debtor))
    owed = csr_array((usd, (debtor, creditor)), shape=(parties, parties))
    claims = np.asarray(owed.sum(axis=0))
    equity = np.where(claims > 0, claims / GAIN, 1.0)
    hit = chance.random((scenarios, parties)) < 1 / 100
    return owed, equity, np.where(hit, chance.random(hit.shape), 0.0)


def plain_rounds(
    owed: csr_array, equity: Floats, shock: Floats, *, is_dense: bool = False
) -> Floats:
    """Distress by rounds until no step is above the tolerance, as one would write it first."""
    sparse = csr_array(owed.T.multiply(1 / equity[:, None]))
    leverage = sparse.toarray() if is_dense else sparse
    first = np.ascontiguousarray(shock.T)
    before, now = np.zeros_like(first), first
    while np.abs(now - before).max() > TOLERANCE:
        before, now = now, np.minimum(1, now + leverage @ (now - before))
    return now.T
