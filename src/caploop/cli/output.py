"""How answers leave: data to stdout or a file written whole, messages to stderr."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from errno import EACCES, EISDIR
from pathlib import Path
from typing import Any

import msgspec

from caploop.report.tables import (
    AnswerTable,
    Reader,
    TextTable,
    as_csv,
    as_text,
    cells,
    headings,
    plain_table,
    title,
)
from caploop.report.text import message_text

Tell = Callable[[str], None]


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


def write_whole(path: Path, text: str) -> None:
    """Writes a file by way of a neighbour, so that an interruption leaves none half-written.

    A link is followed; what is no plain file (a device, a pipe) is written to, never replaced.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")
        return
    neighbour = path.with_name(f".{path.name}.part")
    try:
        neighbour.write_text(text, encoding="utf-8")
        os.replace(neighbour, path)
    finally:
        neighbour.unlink(missing_ok=True)


def json_text(content: Any) -> str:
    """Records as indented JSON; decimals digit by digit."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(content), indent=2).decode()


def rendered(
    record: Any, tables: Sequence[AnswerTable], form: str | None, *, language: str = "en"
) -> str:
    """A record as JSON, its tables as CSV, or on a terminal its headline and aligned tables."""
    if form == "json":
        return json_text(record)
    if form == "csv" or not sys.stdout.isatty():
        return "\n".join(as_csv(_for_file(table)) for table in tables)
    reader = Reader(language)
    told = (as_text(_for_reader(table, reader)) for table in tables)
    return "\n\n".join([message_text(record.headline, language), *told])


def _for_file(table: AnswerTable) -> TextTable:
    names, rows = plain_table(table)
    return TextTable(title=table.id, columns=names, rows=rows)


def _for_reader(table: AnswerTable, reader: Reader) -> TextTable:
    return TextTable(
        title=title(table, reader),
        columns=headings(table, reader),
        rows=cells(table, reader),
    )


def emit(text: str, output: Path | None, tell: Tell) -> None:
    """Prints the text, or writes it to the file and says so."""
    if output is None or str(output) == "-":
        print(text.removesuffix("\n"))
        return
    write_whole(output, text if text.endswith("\n") else f"{text}\n")
    tell(f"wrote {output}")
