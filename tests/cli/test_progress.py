"""Long work says how far it is, to a terminal alone, and can be stopped at once."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caploop import sfc
from caploop.cli import progress
from caploop.cli.progress import ProgressLine, line_of, progress_line
from caploop.core.progress import Progress, listening


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def small() -> sfc.Model:
    m = sfc.Model("small", unit="USD bn")
    a, b = m.sectors("a", "b")
    cash = m.instrument("cash", issuer=b)
    paid = m.flow("paid", payer=a, payee=b, via=cash)
    m.params(pay=sfc.Uniform(0.0, 1.0))
    m.behaviour(lambda x, p, t: {paid: p.pay})
    return m


@pytest.mark.parametrize("stats", [None, ["mean"], ["mean", "q50"]])
def test_a_run_tells_of_all_its_draws_in_order(stats: list[str] | None) -> None:
    heard: list[Progress] = []
    with listening(heard.append):
        sfc.simulate(small(), "2026Q1", 3, draws=10_000, stats=stats, keep=["flow:paid"])
    done = [at.done for at in heard]
    assert done == sorted(done)
    assert heard[-1] == Progress("draws", 10_000, 10_000)


def test_time_left_is_what_the_rest_takes_at_the_pace_so_far() -> None:
    assert line_of(Progress("draws", 250, 1_000), spent=5.0) == "250 of 1,000 draws, 15 s left"
    assert line_of(Progress("draws", 0, 1_000), spent=5.0) == "0 of 1,000 draws"


def test_a_line_comes_after_a_second_and_goes_without_a_trace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0.0, 0.9, 1.1, 1.2, 2.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    line = ProgressLine()
    for done in (1, 2, 3):
        line.show(Progress("draws", done, 10))
    assert stream.getvalue().count("draws") == 1
    line.show(Progress("draws", 4, 10))
    line.clear()
    assert stream.getvalue().count("draws") == 2
    assert stream.getvalue().endswith(" \r")


def test_a_file_sees_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_line(quiet=False):
        sfc.simulate(small(), "2026Q1", 3, draws=10)
    assert stream.getvalue() == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_does_not_wait_for_the_compiler(number: int, tmp_path: Path) -> None:
    """Compiling holds its thread for half a minute, and must not hold the person."""
    told = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    command = f"{told} from caploop.cli.main import main; main(['runway', '--draws', '300'])"
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "JAX_COMPILATION_CACHE_DIR": ""}
    with subprocess.Popen(
        [sys.executable, "-c", command], env=env, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        while "compiling" not in running.stderr.readline():
            assert running.poll() is None
        time.sleep(1.0)
        asked = time.monotonic()
        running.send_signal(number)
        assert running.wait(60) == 128 + number
        assert time.monotonic() - asked < 2.0
