"""Paths too large for memory, in a Zarr folder that is written chunk by chunk.

A run is written beside its place and moved there when it is whole, with a list of its pieces and
their checksums: what is missing, cut off or changed later is an error that names the piece.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from caploop.core.errors import UsageError
from caploop.sfc.language.fault import StoreError
from caploop.sfc.language.model import Model
from caploop.sfc.running.reduce import BLOCK

if TYPE_CHECKING:
    import xarray as xr

PERIOD = {"Q": "quarter", "Y": "year"}
LIST = "zarr.json"
"""Zarr's own description of the folder, written again last with the list of pieces in it."""
PART = 1 << 20


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
        self.part = self.path.with_name(f".{self.path.name}.part")
        if self.path.exists():
            raise UsageError(f"store {self.path} is there already; name a new folder")
        if self.part.exists():
            message = f"a run into {self.path} goes on, or was killed and left {self.part}"
            raise UsageError(f"{message}; remove that, or name a new folder")
        period = PERIOD[model.freq]
        labels = {"scenario": list(scenarios), period: list(times)}
        self._group = _zarr().create_group(str(self.part), attributes={"labels": labels})
        for name, shape in shapes.items():
            axes = [f"{name} axis {i}" for i in range(len(shape))]
            self._group.create_array(
                name,
                shape=(len(scenarios), draws, len(times), *shape),
                chunks=(1, min(draws, BLOCK), len(times), *shape),
                dtype="float64",
                fill_value=np.nan,
                config={"write_empty_chunks": True},
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

    def finish(self) -> None:
        """Lists the pieces with their checksums and moves the folder to its place."""
        attributes = dict(self._group.attrs)
        attributes["pieces"] = {name: _checksum(path) for name, path in _pieces(self.part)}
        self._group.attrs.update(attributes | {"checksum": _digest(attributes)})
        self.part.rename(self.path)

    def discard(self) -> None:
        """Removes what was written of a run that did not come to its end."""
        shutil.rmtree(self.part, ignore_errors=True)


def open_store(path: str | Path) -> xr.Dataset:
    """A stored run's data set; values are read when they are asked for.

    Every piece is compared with its checksum first, which reads the folder once. Raises
    `StoreError` with the piece that is missing, cut off or changed, `UsageError` where there is no
    stored run.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise UsageError(f"there is no stored run at {path}")
    _zarr()
    _check(folder)
    return opened(folder)


def opened(folder: Path) -> xr.Dataset:
    """A stored run's data set, its pieces unchecked: right after it was written."""
    import xarray as xr

    found: xr.Dataset = xr.open_zarr(
        str(folder), consolidated=False, chunks=None, mask_and_scale=False
    )
    labels = found.attrs.pop("labels", {})
    for own in ("pieces", "checksum"):
        found.attrs.pop(own, None)
    labels["draw"] = np.arange(found.sizes["draw"])
    return found.assign_coords(labels)


def _check(folder: Path) -> None:
    here = dict(_pieces(folder))
    for name, checksum in _listed(folder).items():
        if name not in here:
            raise _damaged(folder, f"the piece {name} is missing")
        if _checksum(here.pop(name)) != checksum:
            raise _damaged(folder, f"the piece {name} was changed")
    if here:
        raise _damaged(folder, f"the piece {min(here)} is not of the run")


def _listed(folder: Path) -> Mapping[str, str]:
    """The checksums by piece; the list has one of its own."""
    if not (folder / LIST).is_file():
        raise _damaged(folder, f"the piece {LIST} is missing")
    try:
        attributes = json.loads((folder / LIST).read_bytes())["attributes"]
        told = attributes.pop("checksum", None)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _damaged(folder, f"the piece {LIST} was changed") from None
    if told is None:
        raise _damaged(folder, f"{LIST} has no list of pieces, so the run was not finished")
    if told != _digest(attributes):
        raise _damaged(folder, f"the piece {LIST} was changed")
    pieces: Mapping[str, str] = attributes["pieces"]
    return pieces


def _damaged(folder: Path, what: str) -> StoreError:
    return StoreError(f"stored run {folder}: {what}; copy it again, or run again")


def _digest(attributes: Mapping[str, Any]) -> str:
    text = json.dumps(attributes, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _pieces(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / LIST:
            yield path.relative_to(folder).as_posix(), path


def _checksum(path: Path) -> str:
    found = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while part := file.read(PART):
            found.update(part)
    return found.hexdigest()


def _zarr() -> Any:
    try:
        import zarr
    except ImportError:
        raise UsageError("stored runs need Zarr; install caploop[store]") from None
    return zarr
