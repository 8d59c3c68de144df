"""How answers leave: data to stdout or a file written whole, messages to stderr."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Callable
from errno import EACCES, EISDIR
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from caploop.cli.form import LIST, TEXT, AskedForm
from caploop.report.answers import BLOCKS, ShownAnswer, Terminal, answer_text

Tell = Callable[[str], None]
WIDTH, NARROWEST, ONE_LINE = 100, 40, 10_000

"""Columns where nobody looks, and those below which no table is squeezed."""


def teller(*, quiet: bool) -> Tell:
    """What takes a message for the person at the terminal: stderr, or nothing when quiet.

    What the engine has to say of long work goes the same way.
    """
    if quiet:
        return lambda _: None
    heard = logging.getLogger("caploop")
    if not heard.handlers:
        heard.addHandler(_ToStderr())
        heard.setLevel(logging.INFO)
    return lambda text: print(text, file=sys.stderr)


class _ToStderr(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        print(record.getMessage(), file=sys.stderr)


def check_place(path: Path | None) -> None:
    """Raises OSError where a file cannot be written, before minutes go into what it would hold."""
    if path is None:
        return
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "is a folder; name a file in it", str(path))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise PermissionError(EACCES, "may not be written; name another place", str(path))


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file by way of a neighbour, so that an interruption leaves none half-written.

    A link is followed; what is no plain file (a device, a pipe) is written to, never replaced.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    neighbour = path.with_name(f".{path.name}.part")
    try:
        neighbour.write_bytes(data)
        os.replace(neighbour, path)
    finally:
        neighbour.unlink(missing_ok=True)


def json_text(content: Any) -> str:
    """Records as indented JSON; decimals digit by digit."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(content), indent=2).decode()


def rendered(
    answer: ShownAnswer, wanted: AskedForm, *, then: str = "", output: Path | None = None
) -> str | bytes:
    """An answer in the form wanted; as text for the terminal it goes to, with what to ask next."""
    if wanted.form == "json":
        return json_text(answer.record)
    if wanted.table == LIST:
        return answer.listed()
    if wanted.form != TEXT:
        from caploop.report.answers import written

        return written(answer, wanted.form, table=wanted.table, chart=wanted.chart)
    if wanted.table:
        answer = replace(answer, tables=(answer.table(wanted.table),))
    return answer_text(answer, _terminal(output, every=wanted.every), command=then)


def text_width(output: Path | None) -> int:
    """Columns of the terminal that is written to; of a file or pipe 100."""
    if output is not None or not sys.stdout.isatty():
        return WIDTH
    return max(shutil.get_terminal_size((WIDTH, 0)).columns, NARROWEST)


def list_width(output: Path | None) -> int:
    """Columns of a list of claims: those of the terminal; in a file or pipe a row is one line."""
    return text_width(output) if output is None and sys.stdout.isatty() else ONE_LINE


def _terminal(output: Path | None, *, every: bool) -> Terminal:
    """The terminal that is written to; a file or pipe has no colours."""
    shows = sys.stdout.isatty() and output is None
    dumb = shows and os.environ.get("TERM") == "dumb"
    return Terminal(
        width=text_width(output),
        colour=shows and not dumb and not os.environ.get("NO_COLOR"),
        blocks=not dumb and _can_say(BLOCKS),
        every=every,
    )


def _can_say(letters: str) -> bool:
    """Whether standard output has these letters."""
    try:
        letters.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def emit(text: str | bytes, output: Path | None, tell: Tell) -> None:
    """Prints the text, or writes it to the file and says so."""
    if isinstance(text, bytes) and output is not None:
        write_whole(output, text)
    elif output is None or str(output) == "-":
        print(str(text).removesuffix("\n"))
        return
    else:
        write_whole(output, f"{str(text).rstrip()}\n")
    tell(f"wrote {output}")
