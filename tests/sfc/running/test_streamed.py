"""Moments without paths: the same to the bit for any chunk and worker, and those of the paths."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from caploop import sfc
from caploop.sfc.running.streamed import jobs
from tests.sfc.cases import sim_in_code

DRAWN = {"theta": sfc.Uniform(0.15, 0.25), "alpha1": sfc.Normal(0.6, 0.02)}
STATS = ["mean", "std", "min", "max"]


@pytest.mark.parametrize("draws", [5, 1000, 9000])
@pytest.mark.parametrize(("chunk", "workers"), [(None, 2), (7, 1), (5000, 2), (9000, 1)])
def test_no_bit_hangs_on_chunks_or_workers(draws: int, chunk: int | None, workers: int) -> None:
    def run(**more: Any) -> sfc.Run:
        model = sim_in_code(**DRAWN)
        return sfc.simulate(model, "2001", 9, draws=draws, seed=3, keep=["Y"], **more)

    one = run(stats=STATS)
    other = run(stats=STATS, chunk=chunk, workers=workers)
    assert np.array_equal(one["Y"].values, other["Y"].values)
    assert one.audit == other.audit
    paths = run()["Y"][0]
    exact = [paths.mean("draw"), paths.std("draw", ddof=1), paths.min("draw"), paths.max("draw")]
    for found, wanted in zip(one["Y"].values[0], exact, strict=True):
        assert found == pytest.approx(wanted.values, rel=1e-9)


def test_a_bad_draw_in_the_middle_is_named() -> None:
    model = sim_in_code(G=sfc.Discrete((20.0, 1e308), (0.9999, 0.0001)))
    with pytest.raises(sfc.AuditError, match=r"draw \d+, 2001: .* is off by nan"):
        sfc.simulate(model, "2001", 3, draws=40_000, stats=["mean"])


def test_jobs_cover_every_draw_once() -> None:
    for draws in (1, 4096, 4097, 100_000, 1_000_000):
        found = list(jobs(draws, chunk=None))
        assert sum(count for _, count in found) == draws
        assert all(first % 4096 == 0 for first, _ in found)
