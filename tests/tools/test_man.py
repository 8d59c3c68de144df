"""The page of the manual is what the commands say today."""

from __future__ import annotations

from pathlib import Path

from tools.man import page

MANUAL = Path(__file__).parents[2] / "manual" / "share" / "man" / "man1" / "caploop.1"


def test_the_manual_is_up_to_date() -> None:
    told = "run: .venv/bin/python -m tools.man manual/share/man/man1"
    assert MANUAL.read_text("utf-8") == page(), told


def test_no_line_is_taken_for_a_command_of_man() -> None:
    commands = {".TH", ".SH", ".SS", ".B", ".PP", ".TP"}
    starts = {line.split()[0] for line in page().splitlines() if line.startswith(".")}
    assert starts <= commands
