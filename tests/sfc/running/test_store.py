"""Runs in a folder: the same numbers as in memory, and no folder is written over."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from caploop import sfc
from caploop.core.errors import UsageError
from tests.sfc.cases import sim_in_code

SHARED = Path(__file__).parents[4] / "shared/reference/public-cases/engine.json"


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


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stored run of three scenarios' pieces, to be copied and damaged."""
    folder = tmp_path_factory.mktemp("stored") / "run.zarr"
    sfc.simulate(sim_in_code(theta=sfc.Uniform(0.15, 0.25)), "2001", 3, draws=20, store=folder)
    return folder


def damaged(whole: Path, tmp_path: Path, damage: Callable[[Path], object], *, name: str) -> Path:
    """A copy with one of its pieces damaged."""
    copy = tmp_path / "copy.zarr"
    shutil.copytree(whole, copy)
    damage(copy / name)
    return copy


def cut_off(piece: Path) -> None:
    piece.write_bytes(piece.read_bytes()[:-7])


def flip(piece: Path) -> None:
    content = bytearray(piece.read_bytes())
    content[len(content) // 2] ^= 1
    piece.write_bytes(content)


def empty(piece: Path) -> None:
    piece.write_bytes(b"")


@pytest.mark.parametrize("name", ["Y/c/0/0/0", "flow:tax/zarr.json", "zarr.json"])
@pytest.mark.parametrize("damage", [Path.unlink, cut_off, flip, empty])
def test_a_piece_that_is_not_as_written_is_an_error_with_its_name(
    whole: Path, tmp_path: Path, name: str, damage: Callable[[Path], object]
) -> None:
    copy = damaged(whole, tmp_path, damage, name=name)
    with pytest.raises(sfc.StoreError, match=f"the piece {name} (is missing|was changed)"):
        sfc.open_store(copy)


def test_every_piece_counts(whole: Path, tmp_path: Path) -> None:
    pieces = json.loads((whole / "zarr.json").read_text())["attributes"]["pieces"]
    assert "holding:household:money/c/0/0/0" in pieces
    for number, name in enumerate(pieces):
        copy = damaged(whole, tmp_path / str(number), Path.unlink, name=name)
        with pytest.raises(sfc.StoreError, match=re.escape(name)):
            sfc.open_store(copy)


def test_a_folder_without_its_list_was_not_finished(whole: Path, tmp_path: Path) -> None:
    def without(piece: Path) -> None:
        content = json.loads(piece.read_text())
        del content["attributes"]["checksum"]
        piece.write_text(json.dumps(content))

    with pytest.raises(sfc.StoreError, match="was not finished"):
        sfc.open_store(damaged(whole, tmp_path, without, name="zarr.json"))


def test_a_label_moved_in_the_list_is_told(whole: Path, tmp_path: Path) -> None:
    def moved(piece: Path) -> None:
        piece.write_text(piece.read_text().replace("2001", "2002", 1))

    with pytest.raises(sfc.StoreError, match=r"the piece zarr\.json was changed"):
        sfc.open_store(damaged(whole, tmp_path, moved, name="zarr.json"))


def test_a_piece_of_another_run_is_told(whole: Path, tmp_path: Path) -> None:
    copy = damaged(whole, tmp_path, lambda p: p.write_bytes(b"x"), name="Y/c/0/0/9")
    with pytest.raises(sfc.StoreError, match="Y/c/0/0/9 is not of the run"):
        sfc.open_store(copy)


def test_a_run_that_stops_leaves_no_folder(tmp_path: Path) -> None:
    model = sim_in_code(alpha1=sfc.Uniform(-2.0, 0.5), theta=sfc.Uniform(0.1, 0.2))
    model.equations("bad = log(alpha1)")
    model.accumulation(
        "wear",
        owner=model.sector_list[0],
        asset=model.instrument("stock", real=True),
        amount="bad",
    )
    with pytest.raises(sfc.AuditError):
        sfc.simulate(model, "2001", 3, draws=20, store=tmp_path / "run.zarr")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_not_taken_for_a_run(tmp_path: Path) -> None:
    (tmp_path / ".run.zarr.part").mkdir()
    with pytest.raises(UsageError, match="was killed and left"):
        sfc.simulate(sim_in_code(), "2001", 3, store=tmp_path / "run.zarr")


@pytest.mark.skipif(not SHARED.exists(), reason="the handed-over cases are not beside this clone")
def test_the_handed_over_lost_piece_is_named(tmp_path: Path) -> None:
    case = next(c for c in json.loads(SHARED.read_text())["cases"] if c["id"] == "lost-chunk")
    model = sfc.Model("two", freq="Y")
    a, b = model.sectors("a", "b")
    model.params(K=sfc.Uniform(0, 1))
    model.equations(case["equations"])
    c = model.instrument("c", issuer=b)
    model.flow("f", payer=a, payee=b, via=c, amount=case["amount"])
    folder = tmp_path / "run"
    sfc.simulate(model, "2001", 3, draws=100, store=folder)
    assert float(sfc.open_store(folder)["Q"].mean()) > 0.4
    (folder / "Q/c/0/0/0").unlink()
    with pytest.raises(sfc.StoreError, match="Q/c/0/0/0"):
        sfc.open_store(folder)
