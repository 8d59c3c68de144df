"""The examples run, and mean what they say."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from caploop import sfc

FOLDER = Path(__file__).parents[2] / "examples"


def load(name: str) -> object:
    """An example as a module, without running it."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_outside_revenue_decides_the_circle() -> None:
    model = load("circle").circle()  # type: ignore[attr-defined]
    scenarios = {"base": {}, "more": {"growth": sfc.Change(add=0.05)}}
    kept = ["cash out", "flow:chips", "flow:cheque", "holding:chip maker:shares"]
    run = sfc.simulate(model, "2026Q1", 20, draws=20_000, keep=kept, scenarios=scenarios)
    out = run["cash out"].max("quarter").mean("draw")
    assert 0.02 < float(out[1]) < float(out[0]) < 0.98
    assert float(run["holding:chip maker:shares"].max()) <= 100 + 1e-9
    assert run.audit.gap < 1e-14
    # A round fills exactly what is short: of draws left with nought to the last bit some count here
    # as out of cash and some there, as each is compiled with other neighbours.
    fewer = sfc.simulate(model, "2026Q1", 20, draws=20_000, keep=kept[:1], stats=["mean"])
    assert float(fewer["cash out"][0, 0, -1]) == pytest.approx(
        float(run["cash out"][0, :, -1].mean()), abs=1e-3
    )
