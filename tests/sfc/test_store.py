"""Runs in a folder: the same numbers as in memory, and no folder is written over."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from caploop import sfc
from caploop.core.errors import UsageError
from tests.sfc.cases import sim_in_code


def test_a_stored_run_is_the_run_in_memory(tmp_path: Path) -> None:
    model = sim_in_code(theta=sfc.Uniform(0.15, 0.25))
    scenarios = {"base": {}, "more": {"G": 25.0}}
    folder = tmp_path / "run.zarr"
    kept = sfc.simulate(model, "2001", 5, draws=50, scenarios=scenarios, chunk=7)
    stored = sfc.simulate(model, "2001", 5, draws=50, scenarios=scenarios, store=folder, chunk=7)
    again = sfc.open_store(folder)
    for name in kept.data:
        assert np.array_equal(kept.data[name].values, again[name].values)
        assert again[name].dims == kept.data[name].dims
    assert again["flow:tax"].attrs["unit"] == "USD bn"
    assert list(again.year.values) == list(kept.data.year.values)
    assert stored.audit == kept.audit
    with pytest.raises(UsageError, match="is there already"):
        sfc.simulate(model, "2001", 5, store=folder)


def test_statistics_are_not_stored(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one of the two"):
        sfc.simulate(sim_in_code(), "2001", 5, store=tmp_path / "x", stats=["mean"])


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no stored run"):
        sfc.open_store(tmp_path / "none")
