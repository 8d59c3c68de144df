"""Files are written whole or not at all; text is written for whoever looks."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from caploop.cli.form import AskedForm
from caploop.cli.output import list_width, rendered, text_width, write_whole
from tests.report.answers.small_answer import small_answer


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.txt", "亿\n")
    assert (tmp_path / "a" / "b.txt").read_text("utf-8") == "亿\n"


def test_a_failure_leaves_the_old_file_and_no_neighbour(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


class Looked(io.StringIO):
    """Standard output that a person looks at."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def look(monkeypatch: pytest.MonkeyPatch) -> Looked:
    """Puts a terminal of 72 columns in the place of standard output."""
    out = Looked()
    monkeypatch.setattr("sys.stdout", out)
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "72")
    return out


def text_for(output: Path | None = None) -> str:
    wanted = AskedForm(form="text", table="", chart="", every=False)
    return str(rendered(small_answer(), wanted, output=output))


def test_colour_is_for_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    look(monkeypatch)
    assert "\x1b[1m" in text_for()
    assert "\x1b[" not in text_for(Path("answer.txt"))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in text_for()
    assert "▇" in text_for()


def test_a_dumb_terminal_gets_neither_colour_nor_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    look(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    told = text_for()
    assert "\x1b[" not in told
    assert "▇" not in told


def test_text_is_as_wide_as_the_terminal_and_100_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look(monkeypatch)
    assert (text_width(None), list_width(None)) == (72, 72)
    assert text_width(Path("a.txt")) == 100
    assert list_width(Path("a.txt")) > 1000
    monkeypatch.setenv("COLUMNS", "7")
    assert text_width(None) == 40


def test_an_output_without_blocks_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    look(monkeypatch).encoding = "ascii"
    assert "▇" not in text_for()
