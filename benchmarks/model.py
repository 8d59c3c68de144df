"""The model of the loop: first calls, draws a second, memory, gradient against a forward run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import line

CHILD = Path(__file__).parent / "model_child.py"
LIMIT_S = 560


def model_times() -> Iterator[str]:
    """Seconds of first calls, of 10,000 and 100,000 draws over 44 quarters, and the ratio."""
    with TemporaryDirectory() as cache:
        cold = _child(cache, "first")
        kept = _child(cache, "first")
    yield line("loop model: first call, compiled anew", [cold["first"]], "≤ 60 s")
    yield line("loop model: first call, compiled code kept", [kept["first"]], "≤ 5 s")
    yield line("loop model: reading the book for a run", [kept["inputs"]], "")
    with TemporaryDirectory() as cache:
        for draws, target in (("10000", "≤ 10 s"), ("100000", "")):
            found = _child(cache, "draws", draws)
            yield line(f"loop model: {int(draws):,} draws x 44 quarters", found["times"], target)
        peak = [found["peak"]]
        yield line("loop model: peak memory of 100,000 draws", peak, "< 2000 MB", unit="MB")
        found = _child(cache, "gradient")
        ratio = [g / f for g, f in zip(found["gradient"], found["forward"], strict=True)]
        what = f"loop model: gradient by {found['by']} parameters over a forward run"
        yield line(what, ratio, "≤ 20", unit="x")
        yield line("loop model: compiling the gradient", [found["compile"]], "")


def _child(cache: str, *arguments: str) -> dict[str, list[float]]:
    environment = {
        **os.environ,
        "JAX_COMPILATION_CACHE_DIR": cache,
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
    }
    done = subprocess.run(
        [sys.executable, str(CHILD), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found
