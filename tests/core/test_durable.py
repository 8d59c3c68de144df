"""Files that are added to: the old one or the new one, and one writer at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caploop.core.durable import locked, replaced

HOLDS = """
import sys, time
from pathlib import Path
from caploop.core.durable import locked
with locked(Path(sys.argv[1])):
    print("in", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    replaced(path, b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o600)
    replaced(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_where_it_cannot_take_its_place_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    replaced(path, b"one")

    def fails(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OSError, match="full"):
        replaced(path, b"two")
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_second_process_waits_and_one_that_was_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "a"
    words = [sys.executable, "-c", HOLDS, str(path)]
    first = subprocess.Popen([*words, "60"], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    assert first.stdout.readline() == "in\n"
    second = subprocess.Popen([*words, "0"], stdout=subprocess.PIPE, text=True)
    time.sleep(0.5)
    assert second.poll() is None
    first.kill()
    first.wait()
    assert second.communicate(timeout=30)[0] == "in\n"
    first.stdout.close()
    with locked(path):
        assert not path.exists()
