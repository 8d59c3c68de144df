"""Paths too large for memory, in a Zarr folder that is written chunk by chunk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from caploop.core.errors import UsageError
from caploop.sfc.model import Model
from caploop.sfc.reduce import BLOCK

PERIOD = {"Q": "quarter", "Y": "year"}


class Store:
    """A new folder with one array a name: scenario, draw, period, and the axes of groups."""

    def __init__(
        self,
        path: str | Path,
        model: Model,
        shapes: Mapping[str, tuple[int, ...]],
        *,
        scenarios: Sequence[str],
        times: Sequence[str],
        draws: int,
    ) -> None:
        self.path = Path(path)
        if self.path.exists():
            raise UsageError(f"store {self.path} is there already; name a new folder")
        period = PERIOD[model.freq]
        labels = {"scenario": list(scenarios), period: list(times)}
        self._group = _zarr().create_group(str(self.path), attributes={"labels": labels})
        for name, shape in shapes.items():
            axes = [f"{name} axis {i}" for i in range(len(shape))]
            self._group.create_array(
                name,
                shape=(len(scenarios), draws, len(times), *shape),
                chunks=(1, min(draws, BLOCK), len(times), *shape),
                dtype="float64",
                dimension_names=["scenario", "draw", period, *axes],
                attributes={"unit": model.unit} if ":" in name else {},
            )

    def scenario(self, index: int) -> Callable[[int, Mapping[str, Any]], None]:
        """What writes this scenario's chunks: first draw, and paths [period, ..., draw]."""

        def write(first: int, paths: Mapping[str, Any]) -> None:
            for name, values in paths.items():
                by_draw = np.moveaxis(np.asarray(values), -1, 0)
                self._group[name][index, first : first + len(by_draw)] = by_draw

        return write


def open_store(path: str | Path) -> xr.Dataset:
    """A stored run's data set; values are read when they are asked for."""
    if not Path(path).is_dir():
        raise UsageError(f"there is no stored run at {path}")
    _zarr()
    found: xr.Dataset = xr.open_zarr(str(path), consolidated=False, chunks=None)
    labels = found.attrs.pop("labels", {})
    labels["draw"] = np.arange(found.sizes["draw"])
    return found.assign_coords(labels)


def _zarr() -> Any:
    try:
        import zarr  # noqa: PLC0415  (an extra: only asked for here)
    except ImportError:
        raise UsageError("stored runs need Zarr; install caploop[store]") from None
    return zarr
