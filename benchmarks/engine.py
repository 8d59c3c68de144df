"""Model SIM beside the peers that are installed, the two-firm example, and what compiling takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import line

FOLDER = Path(__file__).parent / "peers"
ENVIRONMENTS = Path(os.environ.get("CAPLOOP_PEERS", ".peers"))
SIZES = (1, 1_000, 100_000, 1_000_000)
PEERS = {
    "numpy": ("", {}),
    "pysd": ("pysd", {}),
    "bptk": ("bptk-py", {}),
    "sfctools": ("sfctools", {"QT_QPA_PLATFORM": "offscreen"}),
    "macrostat": ("macrostat", {"VARIANT": ""}),
    "macrostat vmap": ("macrostat", {"VARIANT": "vmap"}),
    "macrostat steps": ("macrostat", {"VARIANT": "steps"}),
}
TARGETS = {100_000: "≥ 200 M/s", 1_000_000: "≥ 200 M/s, < 500 MB"}
CHAINS = (0, 10, 40)
LIMIT_S = 120
MILLION = 1e6


def engine_times() -> Iterator[str]:
    """Path-steps a second and peak memory of SIM, and seconds to compile, cached or not."""
    for paths in SIZES:
        ours = _child("sim_caploop", ["--paths", str(paths)])
        yield _rate(ours, paths, TARGETS.get(paths, ""))
        for peer in PEERS:
            yield _peer(peer, paths, ours=float(ours["rate"]))
    yield from _circle()
    with TemporaryDirectory() as cache:
        kept = {"JAX_COMPILATION_CACHE_DIR": cache}
        kept |= {"JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0"}
        for chain in CHAINS:
            what = f"{chain} chained scalars" if chain else "INSOUT, 100 equations"
            for when in ("first", "cached"):
                took = _child("compile_caploop", ["--chain", str(chain)], more=kept)
                for part in ("forward", "gradient"):
                    yield line(f"{what}: {part}, {when} call", [float(took[part])], "< 10 s")


def _peer(peer: str, paths: int, *, ours: float) -> str:
    folder, more = PEERS[peer]
    python = ENVIRONMENTS / folder / "bin" / "python" if folder else Path(sys.executable)
    if not python.exists():
        return f"  {peer}: not measured, no {folder} environment; see benchmarks/peers/README.md"
    script = f"sim_{peer.partition(' ')[0]}"
    told = _child(script, ["--paths", str(paths)], python=python, more=more)
    return _rate(told, paths, f"ours is {ours / float(told['rate']):,.3g} times")


def _rate(told: Mapping[str, str | float], paths: int, target: str) -> str:
    rate, peak = float(told["rate"]) / MILLION, float(told["peak_mb"])
    done = "" if told["paths"] == paths else f", rate of {told['paths']:,} paths"
    error = float(told["error"])
    what = f"SIM, {paths:,} paths: {told['peer']} {told['version']}{done}"
    return f"{what:<66}{rate:>12.4g} M/s{peak:>8.0f} MB  error {error:.0e}  {target}"


def _circle() -> Iterator[str]:
    example = Path(__file__).parents[1] / "examples" / "circle.py"
    told = subprocess.run(
        [sys.executable, "-c", CIRCLE, str(example)], capture_output=True, text=True, check=True
    )
    seconds, peak = map(float, told.stdout.split()[-2:])
    yield line(f"two firms, a million draws ({peak:.0f} MB)", [seconds], "")


CIRCLE = """
import resource, runpy, sys, time
begun = time.perf_counter()
runpy.run_path(sys.argv[1], run_name="__main__")
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def _child(
    script: str,
    given: list[str],
    *,
    python: Path | None = None,
    more: Mapping[str, str] | None = None,
) -> dict[str, str | float]:
    """What a script prints as JSON, run in a process of its own so that its memory is its own."""
    command = [str(python or sys.executable), str(FOLDER / f"{script}.py"), *given]
    environment = {**os.environ, **(more or {})}
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, timeout=LIMIT_S, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    found: dict[str, str | float] = json.loads(done.stdout.splitlines()[-1])
    return found
