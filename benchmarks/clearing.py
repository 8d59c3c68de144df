"""Clearing payments of many scenarios beside plain SciPy and NumPy, and cost against size.

Random debts of degree 10: a third of what a party owes goes outside, and cash is what all need to
pay times a lognormal factor, so that about a quarter fails. The peers in R, systemicrisk and
NetworkRiskMeasures, are not among Debian's packages of R and are not measured here.
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_array, diags_array

from benchmarks.timing import line
from caploop.clearing import eisenberg_noe
from caploop.clearing.problem import Floats

T = TypeVar("T")

DEGREE = 10
SCENARIOS = 1_000
TARGETS = {1_000: "< 1 s", 10_000: "< 15 s"}
SIZES = (100, 1_000, 10_000, 100_000)
FEW = 16
CORES = 2
DENSE_MOST = 1_000
TOLERANCE = 1e-9
MEGABYTE = 1024


def clearing_times() -> Iterator[str]:
    """Seconds for 1,000 scenarios beside peers in one process, then for 16 at growing size."""
    for parties, target in TARGETS.items():
        owed, outside, cash = made(parties, SCENARIOS)
        yield from _beside(owed, outside, cash, target=target)
    for parties in SIZES:
        owed, outside, cash = made(parties, FEW)
        found, ours = _timed(partial(eisenberg_noe, owed, cash, outside_usd=outside))
        told = f"{int(found.steps.max())} steps, residual {found.residual.max():.0e}"
        yield line(f"Eisenberg-Noe, {parties:,} parties x {FEW}", [ours], told)


def made(parties: int, scenarios: int) -> tuple[csr_array, Floats, Floats]:
    """Debts, debts outside, and cash of each scenario."""
    chance = np.random.default_rng(parties)
    payer = np.repeat(np.arange(parties), DEGREE)
    payee = (payer + 1 + chance.integers(0, parties - 1, payer.size)) % parties
    owed = csr_array((chance.lognormal(size=payer.size), (payer, payee)), shape=(parties, parties))
    outside = np.asarray(owed.sum(axis=1)) / 2
    needed = 1.1 * 3 * outside - np.asarray(owed.sum(axis=0))
    factor = np.exp(0.35 * chance.standard_normal((scenarios, parties)) - 0.05)
    return owed, outside, np.maximum(needed, 0.0) * factor


def _beside(owed: csr_array, outside: Floats, cash: Floats, *, target: str) -> Iterator[str]:
    parties = owed.shape[0]
    begun = process_time()
    found, ours = _timed(partial(eisenberg_noe, owed, cash, outside_usd=outside, workers=CORES))
    busy = process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    what = f"Eisenberg-Noe, {parties:,} parties x {len(cash):,}"
    share = float(found.failed_share.mean())
    yield line(
        what, [ours], f"{target}; {busy:.2g} s of processor, {share:.0%} fail, {peak:,.0f} MB"
    )
    total = np.asarray(owed.sum(axis=1)) + outside
    passes = csr_array(diags_array(1 / total) @ owed).T.tocsr()
    plain, taken = _timed(lambda: picard(passes, total, cash))
    error = float(np.abs(plain - found.paid_usd).max() / total.max())
    yield line("  scipy.sparse, all at once", [taken], _told(taken, ours, error))
    if parties <= DENSE_MOST:
        full = passes.toarray()
        plain, taken = _timed(lambda: picard(full, total, cash))
        error = float(np.abs(plain - found.paid_usd).max() / total.max())
        yield line("  numpy, dense", [taken], _told(taken, ours, error))


def _told(taken: float, ours: float, error: float) -> str:
    return f"{taken / ours:,.1f} times ours, payments only; differs by {error:.0e}"


def picard(passes: csr_array | Floats, total: Floats, cash: Floats) -> Floats:
    """Payments by iteration from above for all scenarios, without rounds or least payments."""
    has, paid = cash.T, np.repeat(total[:, None], len(cash), axis=1)
    while True:
        new = np.minimum(total[:, None], has + passes @ paid)
        if np.abs(new - paid).max() <= TOLERANCE * total.max():
            return np.asarray(new.T)
        paid = new


def _timed(action: Callable[[], T]) -> tuple[T, float]:
    start = perf_counter()
    found = action()
    return found, perf_counter() - start
