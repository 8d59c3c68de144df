"""A register on disk: what is added is there whole or not at all, and nothing is lost by it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.study.register.store import append, read_register
from tests.study.register.cases import DEBT, FALLS, again, entry

ADDING = """
import sys
from pathlib import Path
from caploop.study.register.store import append
from tests.study.register.cases import DEBT, again, entry
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    append(path, lambda held: [entry(again(DEBT, id=f"{name}-{number}"))])
    print(number, flush=True)
"""
ROOT = Path(__file__).parents[3]


def adding(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that adds so many entries one by one, and says each that is there."""
    return subprocess.Popen(
        [sys.executable, "-c", ADDING, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_a_register_begins_with_what_is_added_first_and_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    first = append(path, lambda _: [entry(DEBT)])
    second = append(path, lambda held: [entry(FALLS)] if len(held) == 1 else [])
    assert second[:1] == first
    assert read_register(path) == second


def test_adding_nothing_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    append(path, lambda _: [entry(DEBT)])
    before = path.stat().st_mtime_ns
    append(path, lambda _: [])
    assert path.stat().st_mtime_ns == before


def test_a_register_that_was_tampered_with_is_refused_and_not_added_to(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    append(path, lambda _: [entry(DEBT), entry(FALLS)])
    text = path.read_text("utf-8").replace('"probability":0.5', '"probability":0.1', 1)
    path.write_text(text, "utf-8")
    with pytest.raises(InputInvalidError, match=r"own\.jsonl:1"):
        read_register(path)
    with pytest.raises(InputInvalidError, match="entry-edited"):
        append(path, lambda _: [entry(again(DEBT, id="more"))])
    assert path.read_text("utf-8") == text


def test_lines_that_end_in_another_way_are_not_the_ones_that_were_written(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    append(path, lambda _: [entry(DEBT)])
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(InputInvalidError):
        read_register(path)


def test_no_register_is_told_with_the_way_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="--make"):
        read_register(tmp_path / "none.jsonl")


def test_what_fails_while_it_is_made_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    append(path, lambda _: [entry(DEBT)])
    with pytest.raises(ZeroDivisionError):
        append(path, lambda held: [entry(FALLS, number=1 // (len(held) - 1))])
    assert len(read_register(path)) == 1


def test_two_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    both = [adding(path, name, 12) for name in ("a", "b")]
    assert [p.wait() for p in both] == [0, 0]
    for process in both:
        assert process.stdout is not None
        process.stdout.close()
    ids = [e.statement.id for e in read_register(path)]
    assert len(ids) == len(set(ids)) == 24
    assert list(tmp_path.glob(".*.part")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signal")
def test_what_was_said_to_be_there_is_there_after_the_process_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    process = adding(path, "a", 10_000)
    assert process.stdout is not None
    said = [int(process.stdout.readline()) for _ in range(5)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    said += [int(line) for line in process.stdout if line.endswith("\n")]
    process.stdout.close()
    held = read_register(path)
    assert len(held) >= len(said)
    assert len(append(path, lambda _: [entry(FALLS)])) == len(held) + 1
