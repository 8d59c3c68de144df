"""What would not fit in memory is refused with what it would take."""

from __future__ import annotations

from pathlib import Path

import pytest

from caploop import sfc
from caploop.core import memory
from caploop.core.errors import UsageError
from tests.sfc.cases import sim_in_code


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system that says it has 2 MB free, and no limit of a group."""
    told = tmp_path / "meminfo"
    told.write_text("MemTotal: 9000 kB\nMemAvailable: 2000 kB\n", "ascii")
    monkeypatch.setattr(memory, "MEMINFO", told)
    monkeypatch.setattr(memory, "GROUP_LIMIT", tmp_path / "max")
    return tmp_path


def test_what_fits_is_taken_and_what_does_not_is_told_with_the_most() -> None:
    memory.check_fits(2048, bytes_a_draw=1000, what="x", instead="")
    with pytest.raises(UsageError, match=r"2,049 draws of x .* take 2,048 at most, or less of y"):
        memory.check_fits(2049, bytes_a_draw=1000, what="x", instead=", or less of y")


def test_the_limit_of_a_group_of_processes_counts(small: Path) -> None:
    (small / "max").write_text("1000000\n", "ascii")
    assert memory.free_bytes() == 1_000_000
    (small / "max").write_text("max\n", "ascii")
    assert memory.free_bytes() == 2000 * 1024


def test_without_word_of_it_all_memory_of_the_machine_is_free(small: Path) -> None:
    (small / "meminfo").unlink()
    free = memory.free_bytes()
    assert free is None or free > 10_000_000


def test_paths_that_do_not_fit_are_refused_before_they_are_computed(small: Path) -> None:
    """Three series over 8 periods are 192 bytes a draw, and 480 with the copies on the way."""
    model = sim_in_code()
    sfc.simulate(model, "2001", 8, draws=4, keep=["Y", "consumption", "tax"])
    with pytest.raises(UsageError, match=r"take 4,266 at most, keep fewer series"):
        sfc.simulate(model, "2001", 8, draws=5000, keep=["Y", "consumption", "tax"])
    sfc.simulate(model, "2001", 8, draws=5000, keep=["Y", "consumption", "tax"], stats=["mean"])
    sfc.simulate(model, "2001", 8, draws=5000, keep=["Y"], store=small / "run")
