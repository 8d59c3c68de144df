"""Commands print on consoles that lack letters, and no password in whatever goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

PROGRAM = """
import click, signal, sys, time
# A shell starts what runs in the background deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
from caploop.core.command import Commands
from caploop.core.streams import utf8_output

@click.group(cls=Commands)
def main(): pass

@main.command()
def text(): print("亿 – naïve")

@main.command()
def data():
    utf8_output()
    print("亿 – naïve")

@main.command()
@click.argument("address")
def wrong(address):
    try:
        raise KeyError(f"in {address}")
    except KeyError as error:
        raise RuntimeError("went wrong") from error

@main.command()
@click.argument("file")
def long(file):
    from pathlib import Path
    part = Path(file)
    try:
        part.write_text("half")
        print("begun", flush=True)
        time.sleep(30)
    finally:
        part.unlink()

main()
"""


def ran(*words: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "utf-8"])
def test_what_is_piped_is_utf8_whatever_the_console(encoding: str) -> None:
    for command in ("text", "data"):
        done = ran(command, encoding=encoding)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode("utf-8").strip() == "亿 – naïve"


def test_an_error_that_nobody_foresaw_shows_its_causes_and_no_password() -> None:
    done = ran("wrong", "mysql://me:secretpw@host/x", encoding="ascii")
    told = done.stderr.decode("ascii")
    assert done.returncode == 1
    assert "RuntimeError: went wrong" in told
    assert "me:***@host" in told
    assert "secretpw" not in told


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_command_that_is_killed_removes_what_it_began(number: int, tmp_path: object) -> None:
    file = f"{tmp_path}/half"
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "long", file], stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"begun\n"
        time.sleep(0.1)
        running.send_signal(number)
        assert running.wait(30) != 0
    assert not os.path.exists(file)
